"""Writing an edition: counts that may be shown, and what follows from those and from nothing else.

Shares follow from the counts beside them; the groups from the tables of their questions; weighted shares are whole per
cents, since the sum of exact ones over the areas would tell what was left out of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey.columns.disclosure import Rules
from survey.columns.topline import SMALLEST_BASE, Block, Line, Result
from survey.columns.weighted import WeightedBlock
from survey.places.london import WHOLE
from survey.statistics.estimates import share
from survey.statistics.suppression import rounded
from survey.summaries.figures.cells import Cells, Name
from survey.summaries.figures.counting import CODES, Counted
from survey.weighting.heard import HeardMargin

HEARD_LESS = 80
"""A group whose index lies below this was not heard as much as its size."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the counts of one edition."""

    counted: Counted
    cells: Cells
    edition: int
    kept: frozenset[Name]
    """What stays as it stood in the edition before."""
    before: Mapping[str, Any]
    """The document of that edition; empty where there is none."""
    rules: Rules

    def document(
        self,
        heard: Mapping[str, Sequence[HeardMargin]],
        said: Sequence[Mapping[str, Any]],
        said_in: Mapping[str, Any],
        *,
        running: bool,
    ) -> dict[str, Any]:
        """Returns all public figures as they are frozen."""
        tables = [one for result in self.counted.results for one in self._tables(result)]
        areas = {area: self._area(area) for area in CODES}
        stays = ("size", WHOLE) in self.kept
        return {
            "size": self.before["size"] if stays else self._rounded(self.counted.size),
            "running": running,
            "channels": self._channels(),
            "tables": tables,
            "areas": areas,
            "methods": self._methods(),
            "not_heard": {area: self._not_heard(area, heard, areas) for area in self._told(heard, areas)},
            "groups": groups(heard.get(WHOLE, ()), tables, areas),
            "said": list(said),
            "said_in": {area: its for area in CODES if (its := self._said_in(area, said_in))},
            "threshold": self.rules.threshold,
            "change": self.rules.change,
            "smallest_base": SMALLEST_BASE,
            "rounding": self.rules.rounding,
        }

    def _shows(self, *name: str) -> bool:
        return name in self.cells.shown

    def _rounded(self, count: int) -> int:
        return int(rounded(np.array([count]), self.rules.rounding)[0])

    def _count(self, *name: str) -> int | None:
        return self._rounded(self.cells[name]) if self._shows(*name) else None

    def _share(self, count: int | None, base: int) -> float | None:
        return share(count, self._rounded(base)) if count is not None and base >= SMALLEST_BASE else None

    def _tables(self, result: Result) -> list[Mapping[str, Any]]:
        weighted = self.counted.weights.get((result.question.key, result.manner), ())
        found: list[Mapping[str, Any]] = []
        for place, block in enumerate(result.blocks):
            table = (result.question.key, result.manner, block.key)
            if ("table", *table) in self.kept:
                found += [one for one in self.before.get("tables", ()) if self._is(one, table)]
            elif self._shows("table", *table):
                found.append(self._table(result, block, weighted[place] if place < len(weighted) else None))
        return found

    @staticmethod
    def _is(written: Mapping[str, Any], table: tuple[str, str, str]) -> bool:
        return (written["question"], written["manner"], written["row"]) == table

    def _table(self, result: Result, block: Block, weighted: WeightedBlock | None) -> dict[str, Any]:
        question = result.question
        table = (question.key, result.manner, block.key)
        by_weight = weighted if block.has_shares else None
        return {
            "question": question.key,
            "manner": result.manner,
            "kind": question.kind,
            "text": dict(question.text.by_language),
            "row": block.key,
            "label": dict(block.label.by_language) if block.key else {},
            "edition": self.edition,
            "base": self._rounded(block.base),
            "effective": round(by_weight.effective) if by_weight else None,
            "lines": [self._line(table, line, block.base, by_weight) for line in block.lines],
        }

    def _line(
        self, table: tuple[str, str, str], line: Line, base: int, weighted: WeightedBlock | None
    ) -> dict[str, Any]:
        count = self._count("answer", *table, line.key)
        return {
            "key": line.key,
            "label": dict(line.label.by_language),
            "count": count,
            "first": self._count("first", *table, line.key) if count is not None else None,
            "share": self._share(count, base),
            "weighted": None if count is None else _by_weight(weighted, line.key),
        }

    def _area(self, area: str) -> Mapping[str, Any]:
        if ("size", area) in self.kept:
            stood: Mapping[str, Any] = self.before.get("areas", {}).get(area) or self._nothing()
            return stood
        base = self._count("base", area)
        lines = {}
        for name in self.cells.under("line", area):
            count = self._count(*name)
            if base is not None and count is not None:
                exact = self.cells["base", area]
                by_weight = self.counted.area_weights.get(area) if exact >= SMALLEST_BASE else None
                lines[name[-1]] = {
                    "count": count,
                    "share": self._share(count, exact),
                    "weighted": _by_weight(by_weight, name[-1]),
                }
        return {"size": self._count("size", area), "base": base, "lines": lines, "edition": self.edition}

    def _said_in(self, area: str, said_in: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
        stays = ("size", area) in self.kept
        found = self.before.get("said_in", {}) if stays else said_in
        its: Sequence[Mapping[str, Any]] = found.get(area, ()) if self._shows("base", area) or stays else ()
        return its

    def _nothing(self) -> dict[str, Any]:
        return {"size": None, "base": None, "lines": {}, "edition": self.edition}

    def _channels(self) -> Mapping[str, Any]:
        names = self.cells.under("channel")
        if any(name in self.kept for name in names):
            stood: Mapping[str, Any] = self.before.get("channels", {})
            return stood
        return {name[1]: self._count(*name) for name in names}

    def _methods(self) -> Mapping[str, Any]:
        names = [name for name in self.cells.counts if name[0] == "method"]
        if any(name in self.kept for name in names):
            stood: Mapping[str, Any] = self.before.get("methods") or {"bases": {}, "lines": {}}
            return stood
        bases: dict[str, int | None] = {}
        lines: dict[str, dict[str, int | None]] = {}
        for name in names:
            bases.setdefault(name[2], self._count(*name))
            for chosen in self.cells.under("chosen", *name[1:]):
                lines.setdefault(chosen[-1], {}).setdefault(name[2], self._count(*chosen))
        return {"bases": bases, "lines": lines}

    def _told(self, heard: Mapping[str, Any], areas: Mapping[str, Mapping[str, Any]]) -> list[str]:
        return [
            area for area in heard if area == WHOLE or (areas.get(area, {}).get("base") or 0) >= SMALLEST_BASE
        ]

    def _not_heard(
        self, area: str, heard: Mapping[str, Sequence[HeardMargin]], areas: Mapping[str, Mapping[str, Any]]
    ) -> list[str]:
        if ("size", area) in self.kept:
            stood: list[str] = self.before.get("not_heard", {}).get(area, [])
            return stood
        return not_heard(heard[area], self.rules)


def _by_weight(weighted: WeightedBlock | None, key: str) -> float | None:
    line = weighted.lines.get(key) if weighted else None
    return None if line is None or line.share is None else round(line.share, 2)


def groups(
    margins: Sequence[HeardMargin],
    tables: Sequence[Mapping[str, Any]],
    areas: Mapping[str, Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Returns the groups of London beside their part of the population, counted from what is published alone.

    Shares are 0 to 1, of those in any group that is shown; None for a group of which something was left out.
    """
    found = []
    for margin in margins:
        question = margin.margin.questions[0]
        table = next((one for one in tables if one["question"] == question and not one["row"]), None)
        counts = (
            {line["key"]: line["count"] for line in table["lines"]}
            if table
            else {area: its["size"] for area, its in areas.items()}
            if question == "borough"
            else {}
        )
        its = {
            one.key: _all([counts.get(answer) for (answer, *_) in sorted(one.answers)])
            for one in margin.margin.categories
            if len(margin.margin.questions) == 1
        }
        base = sum(count or 0 for count in its.values())
        found += [
            {
                "margin": margin.margin.key,
                "title": margin.margin.label,
                "key": group.key,
                "name": group.label,
                "share": _thousandths(its.get(group.key), base),
                "population": group.of_population,
                "source": margin.margin.source,
            }
            for group in margin.groups
        ]
    return found


def _all(counts: Sequence[int | None]) -> int | None:
    return None if None in counts else sum(count or 0 for count in counts)


def _thousandths(count: int | None, base: int) -> float | None:
    of_all = None if count is None or base < SMALLEST_BASE else share(count, base)
    return None if of_all is None else round(of_all, 3)


def not_heard(margins: Sequence[HeardMargin], rules: Rules) -> list[str]:
    """Returns the groups that were heard less than their size, in words.

    Told only where fewer than so many would still be enough to hide single people in.
    """
    found = []
    for margin in margins:
        base = sum(group.responses for group in margin.groups)
        for group in margin.groups:
            enough = HEARD_LESS / 100 * group.of_population * base
            told = margin.margin.key != "borough" and enough >= rules.threshold
            if told and group.index is not None and group.index < HEARD_LESS:
                found.append(group.label)
    return found
