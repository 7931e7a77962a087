"""Whether what two or more groups said differs by more than chance among so many answers would make it differ."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import erfc, sqrt
from statistics import NormalDist
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Test:
    """A test of a hypothesis: its statistic, degrees of freedom, and how probable so large a one is by chance."""

    statistic: float
    freedom: float
    p: float
    freedom_below: float | None = None
    """Of an F test, the degrees of freedom of the denominator."""


def chi_square(counts: Numbers) -> Test | None:
    """Tests whether rows and columns of a table of counts have to do with each other; shape (rows, columns).

    Rows and columns without a count are left out; None where fewer than two of either are left. Source: Pearson (1900).
    """
    counts = _without_empty(np.asarray(counts, dtype=float))
    if min(counts.shape) < 2:
        return None
    expected = _expected(counts)
    statistic = float(((counts - expected) ** 2 / expected).sum())
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return Test(statistic, freedom, _above_chi_square(statistic, freedom))


def rao_scott(weighted: Numbers, squared: Numbers, cases: int) -> Test | None:
    """Tests a weighted table as `chi_square` tests a plain one; unequal weights make chance differences larger.

    `weighted` and `squared` hold the sums of weights and of squared weights, shape (rows, columns), over `cases`
    independent cases. Returns the second-order corrected F test; None as `chi_square`. Source: Rao and Scott
    (1984), 'On chi-squared tests for multiway contingency tables with cell proportions estimated from survey data';
    Thomas and Rao (1990).
    """
    filled = _without_empty(np.asarray(weighted, dtype=float))
    if min(filled.shape) < 2:
        return None
    kept = _without_empty(np.asarray(squared, dtype=float))
    shares = (filled / filled.sum()).ravel()
    effects = _design_effects(
        filled.shape, shares, _covariance(shares, filled.sum(), kept.ravel(), cases), cases
    )
    expected = _expected(filled)
    pearson = cases / filled.sum() * float(((filled - expected) ** 2 / expected).sum())
    spread = float(np.trace(effects)) ** 2 / float(np.trace(effects @ effects))
    below = spread * (cases - 1)
    statistic = pearson / float(np.trace(effects))
    return Test(statistic, spread, _above_f(statistic, spread, below), below)


def _without_empty(table: Numbers) -> Numbers:
    kept: Numbers = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    return kept


def _expected(table: Numbers) -> Numbers:
    found: Numbers = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return found


def _covariance(shares: Numbers, total: float, squared: Numbers, cases: int) -> Numbers:
    """Returns the covariance of the shares of all cells under unequal weights, by linearisation."""
    spread = np.diag(squared) - np.outer(squared, shares) - np.outer(shares, squared)
    found: Numbers = (spread + squared.sum() * np.outer(shares, shares)) / total**2 * cases / (cases - 1)
    return found


def _design_effects(shape: tuple[int, ...], shares: Numbers, covariance: Numbers, cases: int) -> Numbers:
    """Returns the matrix of generalised design effects for the interaction of rows and columns."""
    rows, columns = np.indices(shape).reshape(2, -1)
    main = np.stack(
        [
            np.ones(len(rows)),
            *(rows == row for row in range(1, shape[0])),
            *(columns == c for c in range(1, shape[1])),
        ]
    ).astype(float)
    contrasts = np.linalg.svd(main)[2][len(main) :].T
    inverse = np.diag(np.divide(1, shares, out=np.zeros(len(shares)), where=shares > 0))
    plain = contrasts.T @ (inverse / cases) @ contrasts
    found: Numbers = np.linalg.solve(plain, contrasts.T @ inverse @ covariance @ inverse @ contrasts)
    return found


def _above_chi_square(statistic: float, freedom: float) -> float:
    from scipy.special import gammaincc  # noqa: PLC0415  39 MB, which a process that serves no results does without

    return float(gammaincc(freedom / 2, statistic / 2))


def _above_f(statistic: float, above: float, below: float) -> float:
    from scipy.special import betainc  # noqa: PLC0415  as above

    return float(betainc(below / 2, above / 2, below / (below + above * statistic)))


def z_of_shares(counts: tuple[float, float], bases: tuple[float, float]) -> float:
    """Returns z for the difference of two independent shares, their variance pooled; 0 where neither varies."""
    pooled = sum(counts) / sum(bases)
    variance = pooled * (1 - pooled) * (1 / bases[0] + 1 / bases[1])
    difference = counts[0] / bases[0] - counts[1] / bases[1]
    return float(difference / np.sqrt(variance)) if variance > 0 else 0.0


def p_of_z(z: float) -> float:
    """Returns the two-sided probability of a z at least as far from 0."""
    return erfc(abs(z) / sqrt(2))


def higher_than(
    counts: Sequence[float], bases: Sequence[float], *, level: float = 0.05, bonferroni: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Returns, for each column, the columns whose share is significantly lower: the letters of a table.

    Weighted tables pass effective bases and the counts that belong to them. With `bonferroni` each of the
    comparisons of the row is held to its part of the level. A column without a base is compared with none.
    """
    filled = [place for place, base in enumerate(bases) if base > 0]
    pairs = list(combinations(filled, 2))
    limit = level / len(pairs) if bonferroni and pairs else level
    found: list[list[int]] = [[] for _ in bases]
    for one, other in pairs:
        z = z_of_shares((counts[one], counts[other]), (bases[one], bases[other]))
        if p_of_z(z) < limit:
            found[one if z > 0 else other].append(other if z > 0 else one)
    return tuple(tuple(sorted(lower)) for lower in found)


def wilson(count: float, base: float, level: float = 0.95) -> tuple[float, float]:
    """Returns the interval of a share, 0 to 1, by the score method.

    Source: Wilson (1927), 'Probable inference, the law of succession, and statistical inference'. Raises ValueError
    on no base.
    """
    if base <= 0:
        raise ValueError("a share has no interval without a base")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    middle = (count + z**2 / 2) / (base + z**2)
    half = z / (base + z**2) * float(np.sqrt(count * (base - count) / base + z**2 / 4))
    return max(0.0, middle - half), min(1.0, middle + half)
