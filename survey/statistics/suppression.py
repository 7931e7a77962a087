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

OF_NOUGHT = 30
"""What it costs to hide a nought, by the counts that cost as much: many can't have been anything else."""

OF_TOTAL = 1e6
"""How many times more it costs to hide a total."""

SWEEPS = 12
"""Programs for many cells at once, before each is asked for by itself."""

INFEASIBLE = 2
"""What the solver answers where nothing fits."""


class CannotProtect(Exception):
    """What is known already gives a small count away, whatever else is hidden."""


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
    cells: Cells, sensitive: Numbers, width: float | Numbers = THRESHOLD - 1, unshown: Numbers | None = None
) -> Numbers:
    """Returns which cells to hide so that each sensitive one keeps a range of at least that width.

    `width` is one for all or one of each cell. The sensitive ones are among them, and so are those that are `unshown`
    anyway, of which nothing is asked; where nothing less will do, every cell is. Totals are hidden last, small counts
    before large ones. Raises CannotProtect where cells that are fixed leave no such choice.
    """
    hidden = np.array(sensitive, dtype=bool)
    if unshown is not None:
        hidden |= unshown
    web = _Web(cells)
    widths = np.broadcast_to(np.asarray(width, dtype=float), hidden.shape)
    attack = _Attack(web, hidden)
    waiting = attack.narrow(np.flatnonzero(sensitive), widths)
    while waiting:
        if attack.leaves(waiting[-1], widths[waiting[-1]]):
            waiting.pop()
            continue
        cell = web.cheapest(attack.held_by(waiting[-1]), hidden, waiting[-1])
        if cell is None and cells.fixed is not None:
            raise CannotProtect
        if cell is None:
            break
        hidden[cell] = True
        attack = attack.against(hidden)
    return hidden


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
        self.cost = np.where(self.counts > 0, self.counts, OF_NOUGHT) * np.where(cells.totals, OF_TOTAL, 1)
        self.members = [np.array([one.total, *one.parts]) for one in cells.sums]
        self.of_cell: list[list[int]] = [[] for _ in range(size)]
        for place, one in enumerate(self.members):
            for cell in one:
                self.of_cell[cell].append(place)
        self.equations = _equations(cells)

    def cheapest(self, among: Numbers, hidden: Numbers, near: int) -> int | None:
        """Returns the cell to hide next of those that would help, or the nearest to a cell; None where none is left."""
        free = among & self.may_hide & ~hidden
        if not free.any():
            free = self._around(near, hidden)
        if not free.any():
            return None
        places = np.flatnonzero(free)
        return int(places[np.argmin(self.cost[places])])

    def _around(self, cell: int, hidden: Numbers) -> Numbers:
        """Says which cells are nearest to one, by the sums that they share, of those that can be hidden."""
        near = np.zeros(len(hidden), dtype=bool)
        near[cell] = True
        while True:
            further = near.copy()
            for at in {at for one in np.flatnonzero(near) for at in self.of_cell[one]}:
                further[self.members[at]] = True
            free: Numbers = further & self.may_hide & ~hidden
            if free.any() or (further == near).all():
                return free
            near = further


class _Attack:
    """What somebody finds out by linear programming who knows all that is shown.

    Hiding more only takes knowledge away: a count that was possible before stays so, and is not looked for again.
    """

    def __init__(self, web: _Web, hidden: Numbers, seen: tuple[Numbers, Numbers] | None = None) -> None:
        self._web = web
        self._low, self._high = seen or (web.counts.copy(), web.counts.copy())
        self._unknown = np.flatnonzero(hidden)
        self._column = {int(cell): at for at, cell in enumerate(self._unknown)}
        left = web.equations[:, self._unknown]
        self._used = np.flatnonzero(np.diff(left.indptr))
        known = np.flatnonzero(~hidden)
        self._left = left[self._used] if len(self._used) else None
        self._right = -(web.equations[:, known] @ web.counts[known])[self._used]

    def against(self, hidden: Numbers) -> "_Attack":
        """Returns the same attack once more is hidden."""
        return _Attack(self._web, hidden, (self._low, self._high))

    def narrow(self, cells: Numbers, widths: Numbers) -> list[int]:
        """Returns those cells of which one program for many of them at once does not show that wide a range already."""
        chance = np.random.default_rng(0)
        waiting = [int(cell) for cell in cells if not self._spans(int(cell), widths[cell])]
        for _ in range(SWEEPS):
            asked = [self._column[cell] for cell in waiting if cell in self._column]
            if not asked:
                break
            goal = np.zeros(len(self._unknown))
            goal[asked] = chance.choice((-1.0, 1.0), len(asked))
            for sign in (1, -1):
                self._keep(self._programme(sign * goal))
            waiting = [cell for cell in waiting if not self._spans(cell, widths[cell])]
        return waiting

    def leaves(self, cell: int, width: float) -> bool:
        """Says whether a cell keeps a range of at least that width."""
        for sign in (1, -1):
            if self._spans(cell, width):
                return True
            self._solved(cell, sign)
        return self._spans(cell, width)

    def _spans(self, cell: int, width: float) -> bool:
        return bool(self._high[cell] - self._low[cell] >= width - ROUNDING)

    def range(self, cell: int) -> tuple[float, float]:
        """Returns the least and the most that a cell can be."""
        if cell not in self._column:
            return float(self._web.counts[cell]), float(self._web.counts[cell])
        least, most = (self._solved(cell, sign) for sign in (1, -1))
        return (float(least.fun) if least else -np.inf), (-float(most.fun) if most else np.inf)

    def held_by(self, cell: int) -> Numbers:
        """Says which shown cells hold a cell within its range, so that it widens once one of them is hidden.

        By the shadow prices of the programs: how the end of the range would move with what is shown.
        """
        held = np.zeros(len(self._web.counts), dtype=bool)
        for sign in (1, -1):
            solved = self._solved(cell, sign)
            if solved is not None and self._left is not None:
                moves = -(solved.eqlin.marginals @ self._web.equations[self._used])
                can_fall = self._web.counts > self._web.least
                held |= (moves < -ROUNDING) | ((moves > ROUNDING) & can_fall)
        return held

    def _solved(self, cell: int, sign: int) -> Any | None:
        """Looks for the least (sign 1) or the most (sign -1) that a cell can be; None where nothing limits it."""
        goal = np.zeros(len(self._unknown))
        goal[self._column[cell]] = sign
        solved = self._programme(goal)
        if solved is None:
            self._high[cell] = np.inf
        self._keep(solved)
        return solved

    def _keep(self, solved: Any | None) -> None:
        if solved is not None:
            self._low[self._unknown] = np.minimum(self._low[self._unknown], solved.x)
            self._high[self._unknown] = np.maximum(self._high[self._unknown], solved.x)

    def _programme(self, goal: Numbers) -> Any | None:
        """Solves for the least of a goal; None where nothing limits it."""
        from scipy.optimize import linprog  # noqa: PLC0415  39 MB, which a process that serves no results does without

        limits = np.column_stack([self._web.least[self._unknown], np.full(len(self._unknown), np.inf)])
        right = self._right if self._left is not None else None
        solved = linprog(goal, A_eq=self._left, b_eq=right, bounds=limits, method="highs")
        if solved.status == INFEASIBLE:
            raise RuntimeError(f"what is published contradicts itself: {solved.message}")
        return solved if solved.status == 0 else None


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
