"""Every count of an edition by a name of its own, so that one edition can be held against another.

An edition's cells are kept beside it, those that were left out too: what a later edition shows must not give them away.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from survey.columns.disclosure import Rules
from survey.columns.topline import Block, Result
from survey.places.london import WHOLE
from survey.priorities.planning.planning import QUESTION
from survey.summaries.figures.counting import CODES, Counted

REST = ""
"""Stands for responses of no area."""

Name: TypeAlias = tuple[str, ...]
"""What a count is of: (`size`, area), (`base`, area), (`line`, area, choice); (`table`, question, manner, row) with
(`answer`, …, choice) and, of a ranking, (`first`, …, choice); (`channel`, channel), (`method`, manner, channel) with
(`chosen`, manner, channel, choice)."""

Table: TypeAlias = tuple[str, str, str]
"""A table of London: question, manner, row of a grid or nothing."""


@dataclass(frozen=True, slots=True)
class Cells:
    """All counts of one edition."""

    counts: Mapping[Name, int]
    shown: frozenset[Name]
    most: Mapping[str, int]
    """How many choices one person can have made, by question; 1 where exactly one."""
    several: bool
    """Says whether a response can belong to several areas."""
    threshold: int
    """Counts from 1 to below this were left out."""

    def tables(self) -> list[Table]:
        """Returns London's tables."""
        return [(name[1], name[2], name[3]) for name in self.counts if name[0] == "table"]

    def under(self, *prefix: str) -> list[Name]:
        """Returns the names that begin with `prefix` and have one part more."""
        return [
            name for name in self.counts if name[: len(prefix)] == prefix and len(name) == len(prefix) + 1
        ]

    def __getitem__(self, name: Name) -> int:
        return self.counts[name]

    @property
    def main(self) -> Table | None:
        """London's table of priorities as they were asked with the choices named: the areas add up to it."""
        return next((one for one in self.tables() if one[0] == QUESTION and one[1] != "unprompted"), None)

    def frozen(self) -> dict[str, Any]:
        """Returns the cells as they are kept."""
        return {
            "counts": [[*name, count] for name, count in self.counts.items()],
            "shown": [list(name) for name in sorted(self.shown)],
            "most": dict(self.most),
            "several": self.several,
            "threshold": self.threshold,
        }


def thawed(kept: Mapping[str, Any]) -> Cells:
    """Reads cells as they were kept."""
    return Cells(
        counts={tuple(name): count for *name, count in kept["counts"]},
        shown=frozenset(tuple(name) for name in kept["shown"]),
        most=kept["most"],
        several=kept["several"],
        threshold=kept["threshold"],
    )


def cells_of(counted: Counted, rules: Rules, *, closed: bool) -> Cells:
    """Names every count; nothing is shown yet.

    What each borough wants, and the ways of taking part, are told of once a round has closed: over many editions what
    was left out of small boroughs could not be kept from coming out without leaving out nearly all of them.
    """
    counts: dict[Name, int] = {("size", WHOLE): counted.size}
    counts |= {("size", area): counted.sizes[area] for area in CODES}
    counts["size", REST] = max(0, counted.size - sum(counted.sizes.values()))
    for result in counted.results:
        _add_tables(counts, result)
    main = counted.priorities
    if closed and main is not None and main.blocks and main.blocks[0].base:
        _add_areas(counts, counted, main.blocks[0])
    if closed:
        _add_methods(counts, counted)
    most = {one.question.key: _most(one) for one in counted.results}
    return Cells(counts, frozenset(), most, counted.several, rules.threshold)


def _most(result: Result) -> int:
    question = result.question
    if question.kind == "ranking":
        return result.places
    return (question.limit or len(question.choices)) if question.kind == "multiple_choice" else 1


def _add_tables(counts: dict[Name, int], result: Result) -> None:
    for block in result.blocks:
        if not block.base:
            continue
        table = (result.question.key, result.manner, block.key)
        counts["table", *table] = block.base
        for line in block.lines:
            counts["answer", *table, line.key] = line.count
            if line.places:
                counts["first", *table, line.key] = line.places[0]


def _add_areas(counts: dict[Name, int], counted: Counted, main: Block) -> None:
    for area in CODES:
        block = counted.areas.get(area)
        counts["base", area] = block.base if block else 0
        by_key = {line.key: line.count for line in block.lines} if block else {}
        for line in main.lines:
            counts["line", area, line.key] = by_key.get(line.key, 0)
    counts["base", REST] = max(0, main.base - sum(counts["base", area] for area in CODES))
    for line in main.lines:
        its = sum(counts["line", area, line.key] for area in CODES)
        counts["line", REST, line.key] = max(0, line.count - its)


def _add_methods(counts: dict[Name, int], counted: Counted) -> None:
    counts.update({("channel", channel): count for channel, count in counted.channels.items()})
    for manner, blocks in counted.methods.items():
        for channel, block in blocks.items():
            counts["method", manner, channel] = block.base
            for line in block.lines:
                counts["chosen", manner, channel, line.key] = line.count
