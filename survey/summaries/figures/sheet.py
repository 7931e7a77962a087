"""All editions of a round on one sheet: every count, known or not, and how they hang together.

Whoever reads what is published knows the sums below, and that counts only grow while a consultation runs. The sheet
holds just that, so that `survey.statistics.suppression` can look for what somebody could work out.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from survey.places.london import WHOLE
from survey.statistics import suppression
from survey.statistics.suppression import Sum
from survey.summaries.figures.cells import REST, Cells, Name, Table
from survey.summaries.figures.gates import Gate, Gates


class Sheet:
    """Counts by (edition, name), with the sums between them, within an edition and from one to the next."""

    def __init__(self) -> None:
        self._threshold = 0
        self.at: dict[tuple[int, Name], int] = {}
        self._counts: list[int] = []
        self._small: list[bool] = []
        self._widths: list[int] = []
        self._unshown: list[bool] = []
        self._fixed: list[bool] = []
        self._sums: list[Sum] = []

    def lay(self, edition: int, cells: Cells, unshown: Iterable[Name], gates: Gates, *, fixed: bool) -> None:
        """Lays an edition out: `unshown` is left out of it already, and the rest may be, unless it is `fixed`.

        `gates` say of how many each question was asked. What an earlier edition showed is not guarded any more, though
        rules may have become stricter.
        """
        out, self._threshold = set(unshown), cells.threshold
        for name, count in cells.counts.items():
            is_rest = REST in name[1:2] and name[0] in {"size", "base", "line"}
            guarded = not is_rest and (name in out or not fixed)
            self.at[edition, name] = self._put(
                count, small=guarded and self._is_small(count), unshown=name in out, fixed=fixed
            )
        self._fixed[self.at[edition, ("size", WHOLE)]] = True
        _Edition(self, edition, cells, gates).add_up()

    def link(self, earlier: int, later: int, names: Iterable[Name]) -> None:
        """Says that counts have only grown from one edition to another, or only shrunk, as they have."""
        for name in names:
            if (earlier, name) in self.at and (later, name) in self.at:
                pair = sorted(
                    (self.at[earlier, name], self.at[later, name]), key=lambda one: self._counts[one]
                )
                self.add(pair[1], [pair[0]], rest=True)

    def cells(self) -> suppression.Cells:
        """Returns all cells for the search."""
        fixed = np.array(self._fixed) | np.array(self._unshown)
        return suppression.Cells(np.array(self._counts), tuple(self._sums), fixed=fixed)

    @property
    def small(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Says of each cell whether it would tell of few."""
        return np.array(self._small, dtype=bool)

    @property
    def widths(self) -> "np.ndarray[tuple[int], np.dtype[np.int_]]":
        """Says of each cell how wide a range it has to keep if it is small, by the rules of its edition."""
        return np.array(self._widths)

    @property
    def unshown(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Says of each cell whether it is left out already, or never shown."""
        return np.array(self._unshown, dtype=bool)

    def count(self, place: int) -> int:
        """Returns what stands in a cell."""
        return self._counts[place]

    def add(
        self, total: int, parts: Sequence[int], *, times: int = 1, rest: bool = False, few: bool = False
    ) -> int:
        """Says that parts add up to so many times a total, with a `rest` where they do not make up all of it.

        Where `few` is set the rest tells of people too, of those who did not give an answer. Returns the rest's place.
        """
        over = times * self._counts[total] - sum(self._counts[one] for one in parts)
        if over < 0:
            return self._more_than(total, parts, times, -over)
        if not rest and not over:
            self._sums.append(Sum(total, tuple(parts), times))
            return -1
        few = few and not all(self._fixed[one] and not self._unshown[one] for one in (total, *parts))
        slack = self._put(over, small=few and self._is_small(over), unshown=True, fixed=False)
        self._sums.append(Sum(total, (*parts, slack), times))
        return slack

    def at_most(self, place: int, parts: Sequence[int]) -> None:
        """Says that a cell is no more than others together; where it is, nobody can know that it should not be."""
        room = sum(self._counts[one] for one in parts)
        if self._counts[place] <= room:
            whole = self._put(room, small=False, unshown=True, fixed=False)
            self._sums.append(Sum(whole, tuple(parts)))
            self.add(whole, [place], rest=True)

    def _more_than(self, total: int, parts: Sequence[int], times: int, over: int) -> int:
        """Says that parts come to more than a total: firms of several areas count in each."""
        extra = self._put(over, small=False, unshown=True, fixed=False)
        whole = self._put(times * self._counts[total] + over, small=False, unshown=True, fixed=False)
        part = self._put(times * self._counts[total], small=False, unshown=True, fixed=False)
        self._sums += [Sum(whole, tuple(parts)), Sum(total, (part,), times), Sum(whole, (part, extra))]
        return extra

    def _put(self, count: int, *, small: bool, unshown: bool, fixed: bool) -> int:
        self._counts.append(count)
        self._small.append(small)
        self._widths.append(self._threshold - 1)
        self._unshown.append(unshown)
        self._fixed.append(fixed)
        return len(self._counts) - 1

    def _is_small(self, count: int) -> bool:
        return 0 < count < self._threshold


class _Edition:
    """Adds up the cells of one edition."""

    def __init__(self, sheet: Sheet, edition: int, cells: Cells, gates: Gates) -> None:
        self._sheet, self._edition, self._cells, self._gates = sheet, edition, cells, gates
        self._silent: dict[str, int] = {}

    def add_up(self) -> None:
        """Adds every sum that holds between the cells."""
        self._total(("size", WHOLE), [name for name in self._cells.under("size") if name[1] != WHOLE])
        for table in self._cells.tables():
            self._table(table)
        for table in self._cells.tables():
            for gate in self._gates.get(table[0], ()):
                self._gate(table, gate)
        main = self._cells.main
        if main is not None and self._cells.under("base"):
            self._parts(main, "base", "line", "size")
        channels = self._cells.under("channel")
        if channels:
            self._total(("size", WHOLE), channels)
        self._methods(main)

    def _place(self, name: Name) -> int:
        return self._sheet.at[self._edition, name]

    def _total(
        self, total: Name, parts: Sequence[Name], *, times: int = 1, rest: bool = False, few: bool = False
    ) -> int:
        its = [self._place(one) for one in parts]
        return self._sheet.add(self._place(total), its, times=times, rest=rest, few=few)

    def _table(self, table: Table) -> None:
        base, lines = ("table", *table), self._cells.under("answer", *table)
        silent = self._total(("size", WHOLE), [base], rest=True)
        if table[1:] == ("", ""):
            self._silent[table[0]] = silent
        self._choices(base, lines, self._cells.most.get(table[0], 1))
        firsts = self._cells.under("first", *table)
        if firsts:
            self._total(base, firsts)
            for name in firsts:
                self._total(("answer", *name[1:]), [name], rest=True)

    def _gate(self, table: Table, gate: Gate) -> None:
        """Says of how many a question was asked, where the questions that it waits for are published."""
        names = [
            ("answer", question, "", "", choice) if choice else ("table", question, "", "")
            for question, choice in gate.answers
        ]
        if all(name in self._cells.counts for name in names) and all(
            one in self._silent for one in gate.silent
        ):
            parts = [*(self._place(name) for name in names), *(self._silent[one] for one in gate.silent)]
            self._sheet.at_most(self._place(("table", *table)), parts)

    def _choices(self, base: Name, lines: Sequence[Name], most: int) -> None:
        """Says how the answers of some people go with how many they are."""
        exclusive = most == 1 and sum(self._cells[one] for one in lines) == self._cells[base]
        if exclusive or not lines:
            if lines:
                self._total(base, lines)
            return
        for line in lines:
            self._total(base, [line], rest=True, few=True)
        spare = self._total(base, lines, times=most, rest=True)
        if most > 1 and 0 <= self._sheet.count(spare) <= (most - 1) * self._cells[base]:
            self._sheet.add(self._place(base), [spare], times=most - 1, rest=True)

    def _parts(self, main: Table, base: str, line: str, size: str) -> None:
        """Says how areas add up to London's table of priorities."""
        its_bases = self._cells.under(base)
        most = self._cells.most.get(main[0], 1)
        for name in its_bases:
            self._total((size, name[1]), [name], rest=True)
            self._choices(name, self._cells.under(line, name[1]), most)
        self._total(("table", *main), its_bases)
        for answer in self._cells.under("answer", *main):
            self._total(answer, [(line, name[1], answer[-1]) for name in its_bases])

    def _methods(self, main: Table | None) -> None:
        """Says how the ways of taking part add up to London's tables of priorities."""
        by_channel: dict[str, list[Name]] = {}
        methods = [name for name in self._cells.counts if name[0] == "method"]
        for name in methods:
            by_channel.setdefault(name[2], []).append(name)
        for channel, names in by_channel.items():
            self._total(("channel", channel), names, rest=True)
        for table in self._cells.tables():
            manner = "unprompted" if table[1] == "unprompted" else "prompted"
            its = [name for name in methods if name[1] == manner]
            if main is None or table[0] != main[0] or not its:
                continue
            self._total(("table", *table), its)
            for name in its:
                self._choices(name, self._cells.under("chosen", *name[1:]), self._cells.most.get(table[0], 1))
            for answer in self._cells.under("answer", *table):
                self._total(answer, [("chosen", *name[1:], answer[-1]) for name in its])
