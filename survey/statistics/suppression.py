"""Disclosure control of tables of counts: which cells to hide so that no small one can be worked out from the rest.

Source: Hundepool et al. (2012), 'Statistical disclosure control', chapter 4. Primary suppression hides what is small;
complementary suppression hides more until the published cells leave every small one a wide enough range. The ranges are
found by linear programming, as somebody who wished to know would find them.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]

THRESHOLD = 5
"""Counts below this are small."""

ROUNDING = 1e-6
"""How exact the ends of a range are."""

INFEASIBLE = 2
"""What the solver answers where nothing fits."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that is the sum of others, by their places."""

    total: int
    parts: tuple[int, ...]
    times: int = 1
    """The parts add up to so many times the total, as three choices of each person do."""


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells that are published together, totals among them, and which of them add up to which."""

    counts: Numbers
    """Counts not below nought, shape (cells,)."""
    sums: tuple[Sum, ...]
    least: Numbers | None = None
    """What is known anyway of each cell's least, shape (cells,); nought by default."""
    fixed: Numbers | None = None
    """Which cells are known whatever is hidden, such as what was published before, shape (cells,); none by default."""

    @property
    def totals(self) -> Numbers:
        """Says of each cell whether it is the sum of others, shape (cells,)."""
        found = np.zeros(len(self.counts), dtype=bool)
        found[[one.total for one in self.sums]] = True
        return found


def crossed(counts: Numbers) -> Cells:
    """Returns the cells of a table with the totals of its rows and columns.

    `counts` has shape (rows, columns); the cells run by rows, each followed by its total, and end with a row of totals.
    """
    counts = np.asarray(counts)
    rows, columns = counts.shape
    framed = np.zeros((rows + 1, columns + 1), dtype=counts.dtype)
    framed[:-1, :-1] = counts
    framed[:-1, -1] = counts.sum(axis=1)
    framed[-1] = framed[:-1].sum(axis=0)
    places: Numbers = np.arange(framed.size).reshape(framed.shape)
    lines = [[int(place) for place in line] for grid in (places, places.T) for line in grid]
    return Cells(framed.ravel(), tuple(Sum(line[-1], tuple(line[:-1])) for line in lines))


def small(counts: Numbers, threshold: int = THRESHOLD, *, zeros: bool = False) -> Numbers:
    """Says of each count whether it is small: from 1, or with `zeros` from 0, to below the threshold."""
    counts = np.asarray(counts)
    found: Numbers = (counts < threshold) & ((counts > 0) | zeros)
    return found


def dominated(largest: Numbers, totals: Numbers, share: float = 0.7) -> Numbers:
    """Says of each cell whether one contributor makes up more than a share of its total: the rule for businesses."""
    largest, totals = np.asarray(largest, dtype=float), np.asarray(totals, dtype=float)
    found: Numbers = (totals > 0) & (largest > share * totals)
    return found


def rounded(counts: Numbers, base: int) -> Numbers:
    """Rounds counts to the nearest multiple of a base, halves up.

    Totals are rounded by themselves and may not add up.
    """
    found: Numbers = (np.asarray(counts) + base // 2) // base * base
    return found


def protect(
    cells: Cells, sensitive: Numbers, width: float = THRESHOLD - 1, unshown: Numbers | None = None
) -> Numbers:
    """Returns which cells to hide so that each sensitive one keeps a range of at least that width.

    The sensitive ones are among them, and so are those that are `unshown` anyway, of which nothing is asked; where
    nothing less will do, every cell is that may be. Totals are hidden last, small counts before large ones.
    """
    hidden = np.array(sensitive, dtype=bool)
    suppressed = hidden.copy()
    if unshown is not None:
        hidden |= unshown
    web = _Web(cells)
    waiting = [int(cell) for cell in np.flatnonzero(sensitive)]
    attack = _Attack(web, hidden)
    while waiting:
        among = web.alone(hidden, suppressed)
        if among is None:
            if attack.leaves(waiting[-1], width):
                waiting.pop()
                continue
            among = web.around(waiting[-1], hidden)
        if among is None:
            break
        cell = web.cheapest(among, hidden)
        hidden[cell] = suppressed[cell] = True
        attack = attack.against(hidden)
    return hidden


def exposed(cells: Cells, hidden: Numbers, of: Numbers, width: float = THRESHOLD - 1) -> list[int]:
    """Returns which of the hidden cells `of` do not keep a range of that width."""
    attack = _Attack(_Web(cells), np.asarray(hidden, dtype=bool))
    return [int(cell) for cell in of if not attack.leaves(int(cell), width)]


def ranges(cells: Cells, hidden: Numbers, of: Numbers | None = None) -> tuple[Numbers, Numbers]:
    """Returns the least and the most that hidden cells can be, given all that is shown and that no count is below 0.

    `of` names the cells asked about, all hidden ones by default; inf where nothing limits a cell.
    """
    hidden = np.asarray(hidden, dtype=bool)
    of = np.flatnonzero(hidden) if of is None else of
    attack = _Attack(_Web(cells), hidden)
    found = np.array([attack.range(int(cell)) for cell in of], dtype=float).reshape(-1, 2)
    return found[:, 0], found[:, 1]


class _Web:
    """How cells hang together: as equations, by the sums each is in, and by what it costs to hide one."""

    def __init__(self, cells: Cells) -> None:
        self.counts = np.asarray(cells.counts, dtype=float)
        size = len(self.counts)
        self.least = np.zeros(size) if cells.least is None else np.asarray(cells.least, dtype=float)
        self.may_hide = np.ones(size, dtype=bool) if cells.fixed is None else ~np.asarray(cells.fixed)
        self.members = [np.array([one.total, *one.parts]) for one in cells.sums]
        self.cost = (self.counts + 1) * np.where(cells.totals, 1e6, 1)
        self.of_cell: list[list[int]] = [[] for _ in range(size)]
        for place, one in enumerate(self.members):
            for cell in one:
                self.of_cell[cell].append(place)
        self.equations = _equations(cells)

    def alone(self, hidden: Numbers, suppressed: Numbers) -> Numbers | None:
        """Returns the first sum of which one cell alone is hidden, though it was to be suppressed; None without one."""
        for one in self.members:
            its = one[hidden[one]]
            if len(its) == 1 and suppressed[its[0]] and (self.may_hide[one] & ~hidden[one]).any():
                return one
        return None

    def around(self, cell: int, hidden: Numbers) -> Numbers | None:
        """Returns the cells among which another can be hidden to widen the range of one, the nearest; None without."""
        near = np.array([cell])
        while True:
            further = np.unique(np.concatenate([near, *(self.members[at] for at in self._sums_of(near))]))
            if (self.may_hide[further] & ~hidden[further]).any():
                return further
            if len(further) == len(near):
                break
            near = further
        return None

    def _sums_of(self, near: Numbers) -> set[int]:
        return {at for cell in near for at in self.of_cell[cell]}

    def cheapest(self, among: Numbers, hidden: Numbers) -> int:
        """Returns the cell to hide next: of little cost, and best where it joins lonely hidden cells."""

        def worth(cell: int) -> tuple[float, int]:
            lonely = sum(int(hidden[self.members[at]].sum()) == 1 for at in self.of_cell[cell])
            return float(self.cost[cell]) * 0.01**lonely, cell

        return min((int(cell) for cell in among if self.may_hide[cell] and not hidden[cell]), key=worth)


class _Attack:
    """What somebody finds out by linear programming who knows all that is shown.

    Hiding more only takes knowledge away: a count that was possible before stays so, and is not looked for again.
    """

    def __init__(self, web: _Web, hidden: Numbers, seen: tuple[Numbers, Numbers] | None = None) -> None:
        self._web = web
        self._low, self._high = seen or (web.counts.copy(), web.counts.copy())
        known = self._worked_out(hidden)
        self._unknown = np.flatnonzero(~known)
        self._column = {int(cell): at for at, cell in enumerate(self._unknown)}
        equations = web.equations
        left = equations[:, self._unknown]
        used = np.flatnonzero(np.diff(left.indptr))
        self._left = left[used] if len(used) else None
        self._right = -(equations[:, np.flatnonzero(known)] @ web.counts[known])[used]

    def against(self, hidden: Numbers) -> "_Attack":
        """Returns the same attack once more is hidden."""
        return _Attack(self._web, hidden, (self._low, self._high))

    def leaves(self, cell: int, width: float) -> bool:
        """Says whether a cell keeps a range of at least that width."""
        for sign in (1, -1):
            if self._spans(cell, width):
                return True
            self._look(cell, sign)
        return self._spans(cell, width)

    def _spans(self, cell: int, width: float) -> bool:
        return bool(self._high[cell] - self._low[cell] >= width - ROUNDING)

    def range(self, cell: int) -> tuple[float, float]:
        """Returns the least and the most that a cell can be."""
        return self._look(cell, 1), self._look(cell, -1)

    def _worked_out(self, hidden: Numbers) -> Numbers:
        """Says which cells are known, as the only hidden ones of some sum too."""
        known = ~hidden
        entries = abs(self._web.equations).sign()
        while True:
            single = np.flatnonzero(entries @ (~known).astype(float) == 1)
            found = np.unique(entries[single].indices) if len(single) else np.array([], dtype=int)
            if not len(found) or known[found].all():
                return known
            known[found] = True

    def _look(self, cell: int, sign: int) -> float:
        """Looks for the least (sign 1) or the most (sign -1) that a cell can be, and keeps what is seen on the way."""
        from scipy.optimize import linprog  # noqa: PLC0415  39 MB, which a process that serves no results does without

        if cell not in self._column:
            return float(self._web.counts[cell])
        goal = np.zeros(len(self._unknown))
        goal[self._column[cell]] = sign
        limits = np.column_stack([self._web.least[self._unknown], np.full(len(self._unknown), np.inf)])
        right = self._right if self._left is not None else None
        solved = linprog(goal, A_eq=self._left, b_eq=right, bounds=limits, method="highs")
        if solved.status == 0:
            self._low[self._unknown] = np.minimum(self._low[self._unknown], solved.x)
            self._high[self._unknown] = np.maximum(self._high[self._unknown], solved.x)
            return float(sign * solved.fun)
        if solved.status == INFEASIBLE:
            raise RuntimeError(f"what is published contradicts itself: {solved.message}")
        self._high[cell] = np.inf
        return float("inf")


def _equations(cells: Cells) -> Any:
    """Returns all sums as a sparse matrix that gives nought with the counts, shape (sums, cells)."""
    from scipy.sparse import csr_array  # noqa: PLC0415  as above

    rows: list[int] = []
    columns: list[int] = []
    signs: list[float] = []
    for row, one in enumerate(cells.sums):
        for cell, sign in ((one.total, -float(one.times)), *((part, 1.0) for part in one.parts)):
            rows.append(row)
            columns.append(cell)
            signs.append(sign)
    return csr_array((signs, (rows, columns)), shape=(len(cells.sums), len(cells.counts)))
