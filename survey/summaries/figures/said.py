"""What people wrote about the foremost priorities, as it is published.

Of London themes are told with their shares. Of an area the themes are told that several people there wrote about, the
one written most often first, without any figure.
"""

from collections.abc import Iterable, Mapping
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


def published_by_area(
    london: Iterable[Priority], by_area: Mapping[str, Iterable[Priority]], rules: Rules = RULES
) -> dict[str, list[dict[str, Any]]]:
    """Returns area → the names of themes by priority and question, for areas of which anything can be told.

    A theme is told of an area where as many wrote about it as have to come together for a change. London's count may be
    known from its share, so a theme is told of no more areas than leave as many again to all the others.
    """
    totals = dict(_counts(london))
    counts = {area: dict(_counts(its)) for area, its in by_area.items()}
    where: dict[tuple[str, str, str], list[str]] = {}
    for area, its in counts.items():
        for name, count in its.items():
            if count >= rules.change:
                where.setdefault(name, []).append(area)
    told: dict[str, dict[tuple[str, str], list[str]]] = {}
    for name, areas in where.items():
        most = max(0, totals.get(name, 0) // rules.change - 1)
        for area in sorted(areas, key=lambda one: (-counts[one][name], one))[:most]:
            told.setdefault(area, {}).setdefault(name[:2], []).append(name[2])
    return {area: _names(its, counts[area]) for area, its in told.items()}


def _counts(found: Iterable[Priority]) -> Iterable[tuple[tuple[str, str, str], int]]:
    """Yields (priority, question, theme) and how many texts hold it, where enough were coded."""
    for one in found:
        for said in one.said:
            if said.base >= SMALLEST_BASE:
                yield from (((one.key, said.title, its.name), its.count) for its in said.themes)


def _names(
    told: Mapping[tuple[str, str], list[str]], counts: Mapping[tuple[str, str, str], int]
) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "title": title,
            "themes": sorted(names, key=lambda one: (-counts[key, title, one], one))[:MOST],
        }
        for (key, title), names in told.items()
    ]
