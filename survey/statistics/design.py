"""What weights and a sampling design do to the precision of an estimate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from survey.statistics.raking import UNKNOWN

Numbers: TypeAlias = NDArray[Any]


class LonelyCluster(ValueError):
    """A stratum with a single cluster, from which no variance can be estimated."""


@dataclass(frozen=True, slots=True)
class Design:
    """How a probability sample was drawn: codes of shape (cases,) from 0, and clusters in the population by stratum.

    Without strata there is one, without clusters each case is its own, without populations sampling was with
    replacement or from so many that it makes no difference.
    """

    strata: Numbers | None = None
    clusters: Numbers | None = None
    populations: Numbers | None = None


SIMPLE = Design()


def kish_design_effect(weights: Numbers) -> float:
    """Returns Kish's design effect of unequal weights: n times the squared weights over the square of the sum.

    Source: Kish (1992), 'Weighting for unequal Pi'. NaN where there are no weights.
    """
    weights = np.asarray(weights, dtype=float)
    total = float(weights.sum())
    return len(weights) * float((weights**2).sum()) / total**2 if total else float("nan")


def error_of_total(values: Numbers, weights: Numbers, design: Design = SIMPLE) -> float:
    """Returns the standard error of a weighted total, in the unit of the values. Raises LonelyCluster."""
    return _error(np.asarray(weights, dtype=float) * np.asarray(values, dtype=float), design)


def error_of_mean(values: Numbers, weights: Numbers, design: Design = SIMPLE) -> float:
    """Returns the standard error of a weighted mean by Taylor linearisation, in the unit of the values.

    For a share the values are 0 and 1. Source: Särndal, Swensson and Wretman (1992), section 5.7. Raises LonelyCluster.
    """
    return _error(linearised_mean(values, weights), design)


def linearised_mean(values: Numbers, weights: Numbers) -> Numbers:
    """Returns each case's contribution to the error of a weighted mean, shape (cases,)."""
    values = np.asarray(values, dtype=float)
    weights = np.asarray(weights, dtype=float)
    found: Numbers = weights * (values - np.average(values, weights=weights)) / weights.sum()
    return found


def error_after_raking(
    contributions: Numbers,
    codes: Sequence[Numbers],
    weights: Numbers,
    begun: Numbers,
    design: Design = SIMPLE,
) -> float:
    """Returns the standard error of one estimate under raked weights; see `errors_after_raking`."""
    each = np.asarray(contributions, dtype=float)[:, None]
    return float(errors_after_raking(each, codes, weights, begun, design)[0])


def errors_after_raking(
    contributions: Numbers,
    codes: Sequence[Numbers],
    weights: Numbers,
    begun: Numbers,
    design: Design = SIMPLE,
) -> Numbers:
    """Returns the standard errors of estimates under raked weights, from contributions of shape (cases, estimates).

    What the margins explain no longer varies from sample to sample, so the error is that of the residuals of a
    regression on the margins, fitted under the weights `begun` with and weighted by the raked `weights`. Source:
    Deville and Särndal (1992), 'Calibration estimators in survey sampling', section 3. Raises LonelyCluster.
    """
    weights = np.asarray(weights, dtype=float)
    contributions = np.asarray(contributions, dtype=float)
    counted = weights[:, None]
    rates = np.divide(contributions, counted, out=np.zeros(contributions.shape), where=counted > 0)
    left = counted * _residuals(rates, codes, np.asarray(begun, dtype=float))
    return np.array([_error(column, design) for column in left.T])


def _residuals(rates: Numbers, codes: Sequence[Numbers], begun: Numbers) -> Numbers:
    """Returns what is left of rates, shape (cases, estimates), after a weighted regression on all margins."""
    columns = [
        margin == category
        for margin in map(np.asarray, codes)
        for category in np.unique(margin[margin != UNKNOWN])
    ]
    members = np.stack(columns, axis=1).astype(float)
    weighted = members * begun[:, None]
    fitted, *_ = np.linalg.lstsq(members.T @ weighted, weighted.T @ rates, rcond=None)
    found: Numbers = rates - members @ fitted
    return found


def _error(contributions: Numbers, design: Design) -> float:
    cases = len(contributions)
    strata = np.zeros(cases, dtype=int) if design.strata is None else np.asarray(design.strata)
    clusters = np.arange(cases) if design.clusters is None else np.asarray(design.clusters)
    pairs, inverse = np.unique(np.stack([strata, clusters]), axis=1, return_inverse=True)
    sums = np.bincount(inverse.ravel(), weights=contributions)
    variance = 0.0
    for stratum in np.unique(strata):
        within = sums[pairs[0] == stratum]
        drawn = len(within)
        if drawn < 2:
            raise LonelyCluster(f"stratum {stratum} has a single cluster")
        left_out = 1.0 if design.populations is None else 1 - drawn / float(design.populations[stratum])
        variance += left_out * drawn / (drawn - 1) * float(((within - within.mean()) ** 2).sum())
    return float(np.sqrt(variance))
