"""What people wrote about the foremost priorities, as it is published: themes with shares, for all of London."""

from collections.abc import Iterable
from typing import Any

from survey.columns.disclosure import RULES, Rules
from survey.columns.topline import SMALLEST_BASE
from survey.themes.variables.reasons import Priority, Said

MOST = 5
"""Themes told of one question about one priority."""


def published(found: Iterable[Priority], rules: Rules = RULES) -> list[dict[str, Any]]:
    """Returns the whys and whats of each priority; what few wrote, or what rests on few texts, is left out."""
    told = []
    for one in found:
        its = [_said(said, rules) for said in one.said if said.base >= SMALLEST_BASE]
        its = [said for said in its if said["themes"]]
        if its:
            told.append({"key": one.key, "label": dict(one.label.by_language), "said": its})
    return told


def _said(said: Said, rules: Rules) -> dict[str, Any]:
    return {
        "title": said.title,
        "base": said.base,
        "not_coded": said.not_coded,
        "themes": [
            {"name": one.name, "share": one.share, "weighted": one.weighted}
            for one in said.themes[:MOST]
            if one.count >= rules.threshold and said.base - one.count not in range(1, rules.threshold)
        ],
    }
