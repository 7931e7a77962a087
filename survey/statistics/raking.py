"""Raking: weights that bring the margins of a sample to those of a population, one after the other.

Source: Deming and Stephan (1940), 'On a least squares adjustment of a sampled frequency table when the expected
marginal totals are known'; with bounds as in Battaglia, Hoaglin and Frankel (2009), 'Practical considerations in
raking survey data'.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]

UNKNOWN = -1
"""The code of a case whose category on a margin is not known: that margin leaves its weight alone."""

MOST_ROUNDS = 500
TOLERANCE = 1e-8
_EXACT = 1e-12


class CannotRake(ValueError):
    """A margin that no weights can meet.

    `why` is `nobody` where a target has no case, `no_target` where a case has none.
    """

    def __init__(self, why: str, margin: int, category: int) -> None:
        super().__init__(f"margin {margin}, category {category}: {why}")
        self.why = why
        self.margin = margin
        self.category = category


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest and largest factor by which a weight is changed; they lie about 1."""

    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights and how they were come by."""

    weights: Numbers
    rounds: int
    converged: bool
    differences: tuple[float, ...]
    """After each round, the largest difference of a margin from its target, as a share of the target."""
    trimmed: int
    """Cases whose weight lies at a bound."""


def rake(
    codes: Sequence[Numbers],
    targets: Sequence[Numbers],
    weights: Numbers | None = None,
    *,
    total: float | None = None,
    bounds: Bounds | None = None,
    most_rounds: int = MOST_ROUNDS,
    tolerance: float = TOLERANCE,
) -> Raked:
    """Returns weights under which every margin has the shares of its target.

    `codes` holds, for each margin, the category of each case, whole numbers of shape (cases,) from 0, or UNKNOWN;
    `targets` the population of each category in any unit, each margin scaled to the others: totals that differ by
    rounding do no harm. `weights` are the weights to begin with (all 1), `total` what the new ones add up to (what
    the first add up to). A case whose category is unknown counts in the other margins; its own is met by those that
    are known. Raises CannotRake.
    """
    codes = [np.asarray(margin) for margin in codes]
    begun = np.ones(len(codes[0])) if weights is None else np.asarray(weights, dtype=float)
    if total is not None:
        begun = begun * (total / begun.sum())
    cells, inverse = _cells(codes, [len(target) for target in targets])
    held = np.bincount(inverse, weights=begun, minlength=len(cells[0]))
    shares = _shares(cells, targets, held)
    factors = np.ones(len(held))
    differences: list[float] = []
    while len(differences) < most_rounds and (not differences or differences[-1] > tolerance):
        for margin, share in zip(cells, shares, strict=True):
            factors = factors * _adjustment(margin, share, held * factors)
        if bounds is not None:
            factors = _within(factors, held, bounds)
        differences.append(_worst(cells, shares, held * factors))
    at_bound = np.zeros(len(held), dtype=bool)
    if bounds is not None:
        edges = np.array([bounds.lowest, bounds.highest])
        at_bound = np.isclose(factors[:, None], edges, rtol=1e-6).any(axis=1)
    return Raked(
        weights=begun * factors[inverse],
        rounds=len(differences),
        converged=differences[-1] <= tolerance,
        differences=tuple(differences),
        trimmed=int(at_bound[inverse].sum()),
    )


def _within(factors: Numbers, held: Numbers, bounds: Bounds) -> Numbers:
    """Returns factors inside the bounds that leave the sum of weights as it was.

    What the bounds cut off or add is shared out among the cells that lie between them.
    """
    factors = np.clip(factors, bounds.lowest, bounds.highest)
    for _ in range(len(factors)):
        between = (factors > bounds.lowest) & (factors < bounds.highest)
        over = float((held * factors).sum() - held.sum())
        free = float((held * factors)[between].sum())
        if not free or abs(over) <= _EXACT * held.sum():
            break
        factors = np.clip(
            np.where(between, factors * (1 - over / free), factors), bounds.lowest, bounds.highest
        )
    return factors


def _cells(codes: Sequence[Numbers], sizes: Sequence[int]) -> tuple[list[Numbers], Numbers]:
    """Returns the categories of each cell that has a case, by margin, and the cell of each case.

    A million cases fall into a few thousand cells, and raking those gives the same weights.
    """
    shape = tuple(size + 1 for size in sizes)
    keys = np.ravel_multi_index(tuple(margin + 1 for margin in codes), shape)
    found, inverse = np.unique(keys, return_inverse=True)
    return [margin - 1 for margin in np.unravel_index(found, shape)], inverse


def _shares(cells: Sequence[Numbers], targets: Sequence[Numbers], held: Numbers) -> list[Numbers]:
    shares = []
    for place, (margin, target) in enumerate(zip(cells, targets, strict=True)):
        goal = np.asarray(target, dtype=float)
        known = margin != UNKNOWN
        there = np.bincount(margin[known], weights=held[known], minlength=len(goal)) > 0
        for why, wrong in (("nobody", (goal > 0) & ~there), ("no_target", (goal <= 0) & there)):
            if wrong.any():
                raise CannotRake(why, place, int(np.flatnonzero(wrong)[0]))
        shares.append(goal / goal.sum())
    return shares


def _now(margin: Numbers, size: int, weights: Numbers) -> Numbers:
    known = margin != UNKNOWN
    found: Numbers = np.bincount(margin[known], weights=weights[known], minlength=size)
    return found


def _adjustment(margin: Numbers, share: Numbers, weights: Numbers) -> Numbers:
    present = _now(margin, len(share), weights)
    factor = np.divide(share * present.sum(), present, out=np.ones(len(share)), where=present > 0)
    found: Numbers = np.where(margin == UNKNOWN, 1.0, factor[margin])
    return found


def _worst(cells: Sequence[Numbers], shares: Sequence[Numbers], weights: Numbers) -> float:
    worst = 0.0
    for margin, share in zip(cells, shares, strict=True):
        present = _now(margin, len(share), weights)
        wanted = share > 0
        worst = max(worst, float(np.abs(present[wanted] / (share[wanted] * present.sum()) - 1).max()))
    return worst
