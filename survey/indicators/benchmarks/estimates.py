"""What a sample says of a population: shares with their margins of error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from survey.indicators.benchmarks.sample import NO_ANSWER, Sample
from survey.statistics.design import LonelyCluster, Numbers, error_of_total, errors_after_raking
from survey.statistics.estimates import effective_size

NORMAL_95 = 1.959963984540054
"""Standard errors either side of an estimate within which 95 of 100 samples would lie."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The share of one answer, 0 to 1; of a ranking the share that has it in any place."""

    share: float
    error: float | None
    """Standard error; None for a sample that was not drawn by chance, and where all or none gave the answer: no
    error can be estimated from answers that do not differ."""

    @property
    def margin(self) -> float | None:
        """Half the width of the 95% interval."""
        return None if self.error is None else NORMAL_95 * self.error

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95% interval, within 0 and 1."""
        margin = self.margin
        return None if margin is None else (max(0.0, self.share - margin), min(1.0, self.share + margin))


@dataclass(frozen=True, slots=True)
class Estimates:
    """All answers to one part in one area, under one base."""

    part: str
    base: int
    """Interviews with an answer."""
    effective: float
    """Kish's effective number of interviews behind the shares."""
    answers: Mapping[str, Estimate]


def estimates(
    sample: Sample, part: str, *, area: str | None, area_part: str, by_chance: bool
) -> Estimates | None:
    """Returns what a sample says in an area (all of London for None); None where nobody there answered.

    Errors are Taylor's, of a share within a domain: those outside count as nought, so that how many of the sample fell
    into the area is uncertain too; what the margins explain is taken out. Source: Särndal, Swensson and Wretman
    (1992), sections 5.8 and 10.3.
    """
    codes = sample.codes(part)
    inside = (codes != NO_ANSWER).any(axis=0)
    if area is not None:
        inside &= np.array(sample.keys(area_part)) == area
    if not inside.any():
        return None
    weights = np.array(sample.weights)
    within = np.where(inside, weights, 0.0)
    has = np.stack([(codes == code).any(axis=0) for code in range(len(sample.categories[part]))], axis=1)
    shares = within @ has / within.sum()
    errors = _errors(sample, within[:, None] * (has - shares) / within.sum()) if by_chance else None
    found = {
        key: Estimate(
            float(shares[code]), float(errors[code]) if errors is not None and 0 < shares[code] < 1 else None
        )
        for code, key in enumerate(sample.categories[part])
    }
    return Estimates(part, int(inside.sum()), effective_size(weights[inside]), found)


def _errors(sample: Sample, contributions: Numbers) -> Numbers:
    weights = np.array(sample.weights)
    if not sample.margins:
        each = np.divide(contributions, weights[:, None])
        return np.array([error_of_total(column, weights, sample.design) for column in each.T])
    codes: Sequence[Numbers] = [np.array(margin) for margin in sample.margins]
    return errors_after_raking(contributions, codes, weights, np.array(sample.begun), sample.design)


def lonely(sample: Sample) -> bool:
    """Says whether some stratum has but one cluster, from which no error can be estimated."""
    try:
        error_of_total(np.ones(sample.size), np.array(sample.begun), sample.design)
    except LonelyCluster:
        return True
    return False
