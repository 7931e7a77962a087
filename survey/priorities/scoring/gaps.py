"""Two voices side by side: how each ranks the candidates, and where they are far apart."""

from dataclasses import dataclass

import numpy as np

from survey.priorities.grounds.ground import Source
from survey.priorities.planning.planning import Candidate
from survey.priorities.scoring.score import Matrix, Numbers

FAR_IN_RANK = 3
FAR_IN_SHARE = 0.10
"""A gap is called out from three places, or from ten percentage points of two shares."""

PAIRS: tuple[tuple[Source, Source], ...] = (
    (Source.RESIDENTS, Source.BUSINESSES),
    (Source.RESIDENTS, Source.POLICE),
    (Source.RESIDENTS, Source.BENCHMARK),
    (Source.RESIDENTS, Source.CRIME),
)
"""Who is set beside whom: the public beside businesses, the police, a sample survey and recorded crime."""

_SHARES = frozenset({Source.RESIDENTS, Source.BUSINESSES, Source.EVENTS, Source.BENCHMARK})


@dataclass(frozen=True, slots=True)
class Gap:
    """One candidate as two voices have it; ranks count from 1 among the candidates that both speak of."""

    candidate: Candidate
    figures: tuple[float, float]
    ranks: tuple[int, int]
    is_far: bool


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two voices over the candidates that both speak of, in the order of the first."""

    first: Source
    second: Source
    gaps: tuple[Gap, ...]


def side_by_side(table: Matrix) -> tuple[SideBySide, ...]:
    """Returns the pairs of voices that have at least two candidates in common."""
    found = []
    for pair in PAIRS:
        if set(pair) <= set(table.criteria):
            columns = [table.figures[:, table.criteria.index(one)] for one in pair]
            both = np.flatnonzero(np.isfinite(columns[0]) & np.isfinite(columns[1]))
            if len(both) > 1:
                found.append(SideBySide(*pair, _gaps(table, pair, columns[0][both], columns[1][both], both)))
    return tuple(found)


def _gaps(
    table: Matrix, pair: tuple[Source, Source], first: Numbers, second: Numbers, both: "np.ndarray"
) -> tuple[Gap, ...]:
    ranks = (_ranks(first), _ranks(second))
    shares = set(pair) <= _SHARES
    gaps = [
        Gap(
            table.candidates[int(row)],
            (float(first[at]), float(second[at])),
            (int(ranks[0][at]), int(ranks[1][at])),
            abs(int(ranks[0][at]) - int(ranks[1][at])) >= FAR_IN_RANK
            or (shares and abs(float(first[at] - second[at])) >= FAR_IN_SHARE),
        )
        for at, row in enumerate(both)
    ]
    return tuple(sorted(gaps, key=lambda one: one.ranks[0]))


def _ranks(figures: Numbers) -> "np.ndarray":
    """Ranks figures, the highest first; equal ones share the better rank."""
    return np.array([1 + int((figures > one).sum()) for one in figures])
