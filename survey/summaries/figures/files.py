"""Public figures as files: one table of all figures, and the whole document."""

from collections.abc import Iterator, Sequence
from typing import Any

from survey.indicators.areas import name_of
from survey.summaries.figures.figures import Figures

HEAD = ("area", "question", "row", "manner", "answer", "count", "share", "weighted_share", "base")

LEFT_OUT = ""
"""Stands for a figure that was left out, or that no share can be given of."""


def rows(figures: Figures, whole: str) -> Iterator[Sequence[object]]:
    """Yields one row for each figure under HEAD: London's, named `whole`, then the areas'; shares are 0 to 1."""
    for table in figures.tables:
        for line in table["lines"]:
            yield (
                whole,
                _said(table["text"]),
                _said(table["label"]) if table["label"] else "",
                table["manner"],
                _said(line["label"]),
                *(_cell(line[name]) for name in ("count", "share", "weighted")),
                table["base"],
            )
    named = figures.table("priorities")
    labels = {line["key"]: _said(line["label"]) for line in named["lines"]} if named else {}
    for code, area in figures.document["areas"].items():
        for key, words in labels.items():
            line = area["lines"].get(key, {})
            yield (
                name_of(code),
                _said(named["text"]) if named else "",
                "",
                named["manner"] if named else "",
                words,
                *(_cell(line.get(name)) for name in ("count", "share", "weighted")),
                _cell(area["base"]),
            )


def _said(words: Any) -> str:
    return str(words.get("en") or next(iter(words.values()), ""))


def _cell(value: Any) -> object:
    if value is None:
        return LEFT_OUT
    return round(value, 4) if isinstance(value, float) else value


def document(figures: Figures) -> dict[str, Any]:
    """Returns everything that was published, for programs."""
    return {
        "round": figures.round,
        "questionnaire": figures.family,
        "edition": figures.edition,
        "published_at": figures.published_at.isoformat(),
        "data_as_of": figures.data_at.isoformat(),
        "weighting": figures.weighting,
        "note": figures.note,
        "about": (
            "Answers of people who chose to take part, not a sample. A figure that is null was left out because it, or "
            "another that could be worked out from it, would tell of too few people."
        ),
        **figures.document,
    }
