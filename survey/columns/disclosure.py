"""Disclosure control of results: what is left out of tables that people without the right to rows may see.

The tables of one question for several areas and for all of them together are published side by side, so they are
protected together: a small count must not come out as a total less its parts. What is small, and how wide the range
of a hidden count has to stay, is one set of rules for every outlet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from survey.columns.topline import Block, Result
from survey.config import LIMITS
from survey.questionnaire.definition import Absence
from survey.statistics.suppression import Cells, Sum, dominated, protect, small

BASE = "base"
"""Names the cell of a base."""

SUMS = "sums"
"""Names what the counts of businesses add up to, of all lines of a table: their sites."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may not be seen; one set for every outlet, as the settings of the installation say."""

    threshold: int = LIMITS.small_count
    """Counts from 1 to below this are hidden."""
    change: int = LIMITS.fewest_changed
    """People who have to be new, or gone, before a published count is published anew."""
    rounding: int = LIMITS.rounding
    """Published counts are rounded to multiples of this."""
    dominance: float = LIMITS.dominance / 100
    """Of a sum over businesses the two largest may not be more than this share, 0 to 1: the (n, k) rule with n = 2."""

    @property
    def width(self) -> int:
        """How wide a range every hidden count has to keep at least."""
        return self.threshold - 1


RULES = Rules()

Place = tuple[int, str]
"""A cell of a result: the place of its block, and the key of its line, of an absence, or BASE."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """The cells of one result that are left out."""

    places: frozenset[Place] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.places)

    def line(self, block: int, key: str) -> bool:
        """Says whether a line is left out: its count, its shares and whatever else stands in it."""
        return (block, key) in self.places

    def absence(self, block: int, absence: Absence) -> bool:
        """Says whether the count of an absence is left out."""
        return (block, _absence(absence)) in self.places

    def base(self, block: int) -> bool:
        """Says whether a base is left out, and with it the whole table."""
        return (block, BASE) in self.places

    def sums(self, block: int) -> bool:
        """Says whether sums are left out, of sites say."""
        return (block, SUMS) in self.places


NOTHING_HIDDEN = Hidden()


def hidden(parts: Sequence[Result], whole: Result | None = None, rules: Rules = RULES) -> tuple[Hidden, ...]:
    """Returns what to leave out of the results of one question for several areas and, last, for all of them together.

    `whole` is given where the areas add up to it: each response belongs to one of them.
    """
    results = [*parts, *([whole] if whole is not None else [])]
    builder = _Builder(results, adds_up=whole is not None)
    cells = builder.cells()
    sensitive = small(cells.counts, rules.threshold) & builder.shown
    sensitive[builder.small_in_any_place(rules.threshold)] = True
    found = protect(cells, sensitive, width=rules.width)
    return tuple(
        Hidden(
            frozenset(place for (its, place), at in builder.at.items() if its == number and found[at])
            | _sums(result, rules)
        )
        for number, result in enumerate(results)
    )


def tells_of_few(result: Result, rules: Rules = RULES) -> bool:
    """Says whether a table holds counts that only analysts may see: as it stands it is not for publication."""
    builder = _Builder([result], adds_up=False)
    few = small(builder.cells().counts, rules.threshold) & builder.shown
    return bool(few.any() or builder.small_in_any_place(rules.threshold) or _sums(result, rules))


def _sums(result: Result, rules: Rules) -> frozenset[Place]:
    """Returns the tables of which no sums may be seen: those in which two businesses make up most of one."""
    return frozenset(
        (place, SUMS)
        for place, block in enumerate(result.blocks)
        if result.question.counted
        and any(is_dominated(line.largest, line.total, rules) for line in block.lines)
    )


def is_dominated(largest: int, total: int, rules: Rules = RULES) -> bool:
    """Says whether the two largest make up so much of a sum that either could work out what the other has."""
    return bool(dominated(np.array([largest]), np.array([total]), rules.dominance)[0])


def _absence(absence: Absence) -> str:
    return f"~{absence.value}"


class _Builder:
    """Lays all cells of several results out in one list, with the sums that hold between them."""

    def __init__(self, results: Sequence[Result], *, adds_up: bool) -> None:
        self.at: dict[tuple[int, Place], int] = {}
        self._counts: list[int] = []
        self._sums: list[Sum] = []
        self._shown: list[bool] = []
        self._in_any_place: dict[int, int] = {}
        for number, result in enumerate(results):
            for block, table in enumerate(result.blocks):
                self._add(number, block, table, exclusive=_is_exclusive(result))
        if adds_up and len(results) > 1:
            self._add_up(len(results) - 1)

    @property
    def shown(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Says of each cell whether it would be shown at all."""
        return np.array(self._shown, dtype=bool)

    def small_in_any_place(self, threshold: int) -> list[int]:
        """Returns the lines of rankings that few named at all, though perhaps nobody first."""
        return [at for at, count in self._in_any_place.items() if 0 < count < threshold]

    def cells(self) -> Cells:
        """Returns all cells and sums."""
        return Cells(np.array(self._counts, dtype=int), tuple(self._sums))

    def _put(self, count: int, *, shown: bool) -> int:
        self._counts.append(count)
        self._shown.append(shown)
        return len(self._counts) - 1

    def _named(self, number: int, place: Place, count: int) -> int:
        self.at[number, place] = self._put(count, shown=True)
        return self.at[number, place]

    def _add(self, number: int, block: int, table: Block, *, exclusive: bool) -> None:
        base = self._named(number, (block, BASE), table.base)
        lines = [(line.key, line.places[0] if line.places else line.count) for line in table.lines]
        parts = [self._named(number, (block, key), count) for key, count in lines]
        self._in_any_place |= {
            part: line.count for part, line in zip(parts, table.lines, strict=True) if line.places
        }
        if exclusive and parts:
            self._sums.append(Sum(base, tuple(parts)))
        elif not exclusive:
            # Each line says yes of some and, by the base, no of the rest; either may be small.
            for part, (_, count) in zip(parts, lines, strict=True):
                self._sums.append(Sum(base, (part, self._put(table.base - count, shown=True))))
        absences = [
            self._named(number, (block, _absence(one)), count) for one, count in table.absences.items()
        ]
        size = self._put(table.base + sum(table.absences.values()) + table.unread, shown=False)
        self._sums.append(Sum(size, (base, *absences, self._put(table.unread, shown=False))))

    def _add_up(self, whole: int) -> None:
        for (number, place), total in list(self.at.items()):
            if number == whole:
                self._sums.append(Sum(total, tuple(self.at[part, place] for part in range(whole))))


def _is_exclusive(result: Result) -> bool:
    """Says whether each response is in one line at most; of a ranking, the line of its first choice."""
    return result.question.kind not in {"multiple_choice", "area"} or (
        result.question.kind == "area" and not result.question.counted and (result.question.limit or 1) == 1
    )


def hidden_among(counts: Mapping[str, int], rules: Rules = RULES) -> frozenset[str]:
    """Returns the keys to leave out of counts that stand beside their total."""
    keys = list(counts)
    values = np.array([*counts.values(), sum(counts.values())], dtype=int)
    cells = Cells(values, (Sum(len(keys), tuple(range(len(keys)))),))
    sensitive = small(values, rules.threshold)
    found = protect(cells, sensitive, width=rules.width)
    return frozenset(key for key, out in zip(keys, found, strict=False) if out)


def masked(result: Result, without: Hidden) -> Result:
    """Returns a result for a chart: without the lines that are left out."""
    blocks = tuple(
        replace(block, lines=tuple(line for line in block.lines if not without.line(place, line.key)))
        for place, block in enumerate(result.blocks)
    )
    return replace(result, blocks=blocks)
