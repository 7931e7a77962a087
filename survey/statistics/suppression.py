"""Disclosure control of tables of counts: which cells to hide so that no small one can be worked out from the rest.

Source: Hundepool et al. (2012), 'Statistical disclosure control', chapter 4. Primary suppression hides what is small;
complementary suppression hides more until the published cells leave every small one a wide enough range. The ranges are
found by linear programming, as somebody who wished to know would find them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]

THRESHOLD = 5
"""Counts below this are small."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell that is the sum of others, by their places."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cells:
    """All cells that are published together, totals among them, and which of them add up to which."""

    counts: Numbers
    """Counts not below nought, shape (cells,)."""
    sums: tuple[Sum, ...]

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


def protect(cells: Cells, sensitive: Numbers, width: float = THRESHOLD - 1) -> Numbers:
    """Returns which cells to hide so that each sensitive one keeps a range of at least that width.

    The sensitive ones are among them; where nothing less will do, every cell is. Totals are hidden last, small
    counts before large ones.
    """
    hidden = np.array(sensitive, dtype=bool)
    members = _members(cells)
    cost = (np.asarray(cells.counts, dtype=float) + 1) * np.where(cells.totals, 1e6, 1)
    while hidden.any() and not hidden.all():
        alone = [one for one in members if hidden[one].sum() == 1 and not hidden[one].all()]
        if alone:
            hidden[_cheapest(alone[0], hidden, members, cost)] = True
            continue
        low, high = ranges(cells, hidden, np.flatnonzero(sensitive))
        exposed = np.flatnonzero(sensitive)[high - low < width]
        if not len(exposed):
            break
        hidden[_cheapest(_around(int(exposed[0]), hidden, members), hidden, members, cost)] = True
    return hidden


def _members(cells: Cells) -> list[Numbers]:
    return [np.array([one.total, *one.parts]) for one in cells.sums]


def _around(cell: int, hidden: Numbers, members: Sequence[Numbers]) -> Numbers:
    """Returns the cells among which another has to be hidden to widen the range of one: its own sums', or else any."""
    near = np.unique(np.concatenate([one for one in members if cell in one] or [np.array([cell])]))
    if not hidden[near].all():
        return near
    return np.arange(len(hidden))


def _cheapest(among: Numbers, hidden: Numbers, members: Sequence[Numbers], cost: Numbers) -> int:
    """Returns the cell to hide next: of little cost, and best where it joins lonely hidden cells."""
    candidates = [int(cell) for cell in among if not hidden[cell]]

    def worth(cell: int) -> tuple[float, int]:
        lonely = sum(cell in one and hidden[one].sum() == 1 for one in members)
        return cost[cell] * 0.01**lonely, cell

    return min(candidates, key=worth)


def ranges(cells: Cells, hidden: Numbers, of: Numbers | None = None) -> tuple[Numbers, Numbers]:
    """Returns the least and the most that hidden cells can be, given all that is shown and that no count is below 0.

    `of` names the cells asked about, all hidden ones by default; inf where nothing limits a cell.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  39 MB, which a process that serves no results does without

    places = np.flatnonzero(hidden)
    of = places if of is None else of
    unknown = {int(place): column for column, place in enumerate(places)}
    left, right = _equations(cells, hidden, unknown)
    low, high = np.zeros(len(of)), np.full(len(of), np.inf)
    for row, cell in enumerate(of):
        goal = np.zeros(len(places))
        goal[unknown[int(cell)]] = 1
        for sign, found in ((1, low), (-1, high)):
            solved = linprog(sign * goal, A_eq=left, b_eq=right, bounds=(0, None), method="highs")
            if solved.status == 0:
                found[row] = sign * solved.fun
    return low, high


def _equations(cells: Cells, hidden: Numbers, unknown: dict[int, int]) -> tuple[Any, Numbers | None]:
    """Returns what the shown cells say of the hidden ones, a sparse matrix and the right side; None for nothing."""
    from scipy.sparse import csr_array  # noqa: PLC0415  as above

    rows: list[int] = []
    columns: list[int] = []
    signs: list[float] = []
    right: list[float] = []
    for one in cells.sums:
        signed = [(one.total, -1.0), *((part, 1.0) for part in one.parts)]
        if not any(hidden[cell] for cell, _ in signed):
            continue
        for cell, sign in signed:
            if hidden[cell]:
                rows.append(len(right))
                columns.append(unknown[cell])
                signs.append(sign)
        right.append(-sum(sign * float(cells.counts[cell]) for cell, sign in signed if not hidden[cell]))
    if not right:
        return None, None
    return csr_array((signs, (rows, columns)), shape=(len(right), len(unknown))), np.array(right)
