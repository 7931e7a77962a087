"""Scores of candidates under explicit weights; `docs/priorities.md` says the same in words.

For candidate i and criterion c with figure v(i, c):

- on a scale: x(i, c) = v(i, c) / max over candidates of v(·, c); where a figure is below nought, as a falling trend
  is, x(i, c) = (v − min) / (max − min). A strategic priority in words alone counts as 1. No figure counts as 0, and is
  named.
- score: s(i) = 100 × Σ w(c) x(i, c) / Σ w(c).
- uncertainty: each share p with effective number n is drawn 1,000 times from Beta(n p + ½, n (1 − p) + ½), the Jeffreys
  interval (Brown, Cai and DasGupta 2001); the 5th and 95th percentiles of the scores, and of the ranks, are shown. It
  speaks of chance among those who answered, not of the population, and not of figures that come without a base.

This is a weighted sum model (Triantaphyllou 2000, chapter 2).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey.priorities.grounds.ground import SCORED, Ground, Source, Unit
from survey.priorities.planning.planning import Candidate

Numbers = NDArray[np.float64]

DRAWS = 1000
SEED = 20100601
"""The same draws for the same figures, so that a page says the same twice."""

LOW, HIGH = 5.0, 95.0
"""Percentiles between which nine draws of ten lie."""


@dataclass(frozen=True)
class Matrix:
    """Figures by candidate (rows) and criterion (columns); NaN where there is none."""

    candidates: tuple[Candidate, ...]
    criteria: tuple[Source, ...]
    figures: Numbers
    effective: Numbers
    """Effective numbers behind shares; NaN for figures without a base."""

    def scaled(self) -> Numbers:
        """Returns the figures on their scales, 0 to 1."""
        return scaled(self.figures)


@dataclass(frozen=True, slots=True)
class Score:
    """One candidate's score, 0 to 100, and rank, with the range that nine draws of ten lie in."""

    candidate: Candidate
    score: float
    lowest: float
    highest: float
    rank: int
    best_rank: int
    worst_rank: int
    missing: tuple[Source, ...]
    """Criteria with weight that have no figure for it; each counted as 0."""
    parts: Mapping[Source, float]
    """What each criterion adds to the score."""


def matrix(candidates: Iterable[Candidate], grounds: Iterable[Ground]) -> Matrix:
    """Lays the figures that stand out as a table; criteria without a single figure are left out."""
    rows = tuple(candidates)
    place = {one.id: at for at, one in enumerate(rows)}
    figures = np.full((len(rows), len(SCORED)), np.nan)
    effective = np.full_like(figures, np.nan)
    for one in grounds:
        said = one.said
        value = _value(said.source, said.unit, None if said.figure is None else float(said.figure))
        if said.source not in SCORED or said.candidate not in place or value is None:
            continue
        at = (place[said.candidate], SCORED.index(said.source))
        figures[at] = value
        if said.unit is Unit.SHARE and said.effective:
            effective[at] = said.effective
    kept = [at for at in range(len(SCORED)) if rows and np.isfinite(figures[:, at]).any()]
    return Matrix(rows, tuple(SCORED[at] for at in kept), figures[:, kept], effective[:, kept])


def _value(source: Source, unit: Unit, figure: float | None) -> float | None:
    if unit is Unit.WORDS:
        return 1.0 if source is Source.STRATEGIC else None
    return figure


def scaled(figures: Numbers) -> Numbers:
    """Puts figures on scales from 0 to 1, criterion by criterion; NaN becomes 0. The last two axes are the table."""
    with np.errstate(invalid="ignore", divide="ignore"):
        lowest = np.nanmin(np.where(np.isnan(figures), np.inf, figures), axis=-2, keepdims=True)
        highest = np.nanmax(np.where(np.isnan(figures), -np.inf, figures), axis=-2, keepdims=True)
        floor = np.where(lowest < 0, lowest, 0.0)
        spread = highest - floor
        found = np.where(spread > 0, (figures - floor) / np.where(spread > 0, spread, 1.0), 0.0)
    result: Numbers = np.nan_to_num(found, nan=0.0)
    return result


def weights_of(criteria: Sequence[Source], points: Mapping[Source, float]) -> Numbers:
    """Returns weights that add up to one; all nought where no criterion here has points."""
    found = np.array([max(0.0, float(points.get(one, 0.0))) for one in criteria])
    total = found.sum()
    return found / total if total > 0 else found


def scores(table: Matrix, points: Mapping[Source, float]) -> tuple[Score, ...]:
    """Returns the candidates' scores under weights, the highest first."""
    if not table.candidates or not table.criteria:
        return ()
    weights = weights_of(table.criteria, points)
    on_scale = table.scaled()
    found = 100 * on_scale @ weights
    order = np.argsort(-found, kind="stable")
    drawn = 100 * scaled(_drawn(table)) @ weights
    low, high = np.percentile(drawn, [LOW, HIGH], axis=0)
    ranks = 1 + np.argsort(np.argsort(-drawn, axis=1, kind="stable"), axis=1, kind="stable")
    best, worst = np.percentile(ranks, [LOW, HIGH], axis=0, method="nearest")
    return tuple(
        _score(table, int(at), rank, (found, low, high, best, worst), weights, on_scale)
        for rank, at in enumerate(order, 1)
    )


def _score(
    table: Matrix, at: int, rank: int, numbers: tuple[Any, ...], weights: Numbers, on_scale: Numbers
) -> Score:
    found, low, high, best, worst = numbers
    missing = np.isnan(table.figures[at]) & (weights > 0)
    return Score(
        candidate=table.candidates[at],
        score=float(found[at]),
        lowest=float(low[at]),
        highest=float(high[at]),
        rank=rank,
        best_rank=int(best[at]),
        worst_rank=int(worst[at]),
        missing=tuple(one for one, gone in zip(table.criteria, missing, strict=True) if gone),
        parts={
            one: float(100 * part) for one, part in zip(table.criteria, on_scale[at] * weights, strict=True)
        },
    )


def _drawn(table: Matrix) -> Numbers:
    """Draws the shares anew, DRAWS times; figures without a base stay as they are."""
    chance = np.random.default_rng(SEED)
    drawn = np.repeat(table.figures[None, :, :], DRAWS, axis=0)
    uncertain = np.isfinite(table.effective)
    shares = np.clip(table.figures[uncertain], 0.0, 1.0)
    n = table.effective[uncertain]
    drawn[:, uncertain] = chance.beta(n * shares + 0.5, n * (1 - shares) + 0.5, size=(DRAWS, len(shares)))
    return drawn
