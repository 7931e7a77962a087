"""Estimates from counts and values: shares, quartiles, effective sample size."""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The five-number summary of a set of values, in their own unit."""

    lowest: float
    lower: float
    median: float
    upper: float
    highest: float


def share(count: float, base: float) -> float | None:
    """Returns a count as a share of its base, 0 to 1; None on an empty base."""
    return count / base if base else None


def quartiles(values: Numbers) -> Quartiles | None:
    """Returns the quartiles by linear interpolation between order statistics; None where there is no value.

    This is definition 7 of Hyndman and Fan (1996), 'Sample quantiles in statistical packages', the default
    of R and numpy, and `quantile_cont` of the column store.
    """
    values = np.asarray(values, dtype=float)
    if not len(values):
        return None
    return Quartiles(*(float(number) for number in np.quantile(values, [0, 0.25, 0.5, 0.75, 1])))


def effective_size(weights: Numbers) -> float:
    """Returns Kish's effective sample size, the square of the summed weights over the sum of their squares.

    Source: Kish (1965), 'Survey Sampling', section 11.7. Zero for no weights.
    """
    weights = np.asarray(weights, dtype=float)
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0
