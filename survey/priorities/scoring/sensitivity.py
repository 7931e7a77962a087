"""How much a ranking hangs on the weights; `docs/priorities.md` says the same in words.

- Acceptability: the share of all reasonable weightings under which a candidate is among the first N, as in stochastic
  multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998). A weighting is a point of the simplex;
  all are alike likely (Dirichlet with every parameter one). Reasonable are those in which no criterion has more than
  half of the weight; with one or two criteria all are.
- Smallest change: the least weight that has to be moved from criterion to criterion so that a candidate draws level
  with the one before it. Weight moves from where the first leads most to where it trails most, which is exact: the
  difference of two scores is linear in the weights.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from survey.priorities.grounds.ground import Source
from survey.priorities.planning.planning import Candidate
from survey.priorities.scoring.score import SEED, Matrix, Numbers, Score, weights_of

WEIGHTINGS = 20_000
MOST_OF_ONE = 0.5
"""The largest part of the weight that a criterion has in a reasonable weighting."""


@dataclass(frozen=True, slots=True)
class Move:
    """Weight that goes from one criterion to another, in points of 100."""

    taken_from: Source
    given_to: Source
    points: float


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change by which a candidate draws level with the one before it; no moves where none can."""

    first: Candidate
    second: Candidate
    moves: tuple[Move, ...]

    @property
    def points(self) -> float | None:
        """Returns how much weight is moved in all, in points of 100; None where no weights change the order."""
        return sum(one.points for one in self.moves) if self.moves else None


def weightings(criteria: int, *, most: float = MOST_OF_ONE, number: int = WEIGHTINGS) -> Numbers:
    """Draws reasonable weightings, one a row, the same ones every time."""
    chance = np.random.default_rng(SEED)
    drawn: Numbers = chance.dirichlet(np.ones(criteria), size=number)
    if criteria < 3:
        return drawn
    kept: Numbers = drawn[drawn.max(axis=1) <= most]
    while len(kept) < number:
        more = chance.dirichlet(np.ones(criteria), size=number)
        kept = np.concatenate([kept, more[more.max(axis=1) <= most]])
    enough: Numbers = kept[:number]
    return enough


def acceptability(table: Matrix, top: int) -> dict[int, float]:
    """Returns candidate → share of the reasonable weightings under which it is among the first `top`, 0 to 1."""
    if not table.candidates or not table.criteria:
        return {}
    found = table.scaled() @ weightings(len(table.criteria)).T
    order = np.argsort(-found, axis=0, kind="stable")
    within = np.zeros(len(table.candidates))
    for place in range(min(top, len(table.candidates))):
        within += np.bincount(order[place], minlength=len(table.candidates))
    return {
        one.id: float(times / found.shape[1]) for one, times in zip(table.candidates, within, strict=True)
    }


def flips(table: Matrix, ranked: tuple[Score, ...], points: Mapping[Source, float]) -> tuple[Flip, ...]:
    """Returns the smallest change for each pair of neighbours, in the order of the ranking."""
    weights = weights_of(table.criteria, points)
    place = {one.id: at for at, one in enumerate(table.candidates)}
    on_scale = table.scaled()
    found = []
    for first, second in pairwise(ranked):
        lead = on_scale[place[first.candidate.id]] - on_scale[place[second.candidate.id]]
        found.append(Flip(first.candidate, second.candidate, _moves(table.criteria, weights, lead)))
    return tuple(found)


def _moves(criteria: tuple[Source, ...], weights: Numbers, lead: Numbers) -> tuple[Move, ...]:
    """Moves weight until the lead is gone; none where the first leads on every criterion."""
    to = int(np.argmin(lead))
    left = float(lead @ weights)
    moves = []
    for at in np.argsort(-lead, kind="stable"):
        gain = float(lead[at] - lead[to])
        if left <= 1e-12 or gain <= 0:
            break
        share = min(float(weights[at]), left / gain)
        if share > 0:
            moves.append(Move(criteria[at], criteria[to], 100 * share))
            left -= share * gain
    return tuple(moves) if left <= 1e-9 else ()
