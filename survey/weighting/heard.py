"""Who has been heard: the groups among those who answered beside the groups of the population."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from survey.statistics.estimates import share
from survey.weighting.scheme import Answers, Margin


@dataclass(frozen=True, slots=True)
class Heard:
    """One group: how many of it answered, and how many would have to."""

    key: str
    label: str
    responses: int
    share: float | None
    """Of the responses that say, 0 to 1; None where nobody did."""
    of_population: float
    """0 to 1."""
    index: float | None
    """The first share over the second, times 100: under 100 is heard less than its size."""
    needed: int
    """Responses of this group still to come until it has the share of its size, the others staying as they are."""


@dataclass(frozen=True, slots=True)
class HeardMargin:
    """All groups of one margin."""

    margin: Margin
    groups: tuple[Heard, ...]
    silent: int
    """Responses that do not say, or are not of the population."""


def heard(margin: Margin, cells: Mapping[Answers, int]) -> HeardMargin:
    """Holds responses, counted by what they answered to the margin's questions, against the population."""
    counts = [sum(cells.get(answers, 0) for answers in one.answers) for one in margin.categories]
    base = sum(counts)
    people = sum(one.population for one in margin.categories)
    groups = []
    for one, count in zip(margin.categories, counts, strict=True):
        its = share(count, base)
        target = one.population / people
        groups.append(
            Heard(
                key=one.key,
                label=one.label,
                responses=count,
                share=its,
                of_population=target,
                index=None if its is None or not target else 100 * its / target,
                needed=_needed(count, base, target),
            )
        )
    return HeardMargin(margin, tuple(groups), sum(cells.values()) - base)


def _needed(count: int, base: int, target: float) -> int:
    if target >= 1 or count >= target * base:
        return 0
    return ceil(round((target * base - count) / (1 - target), 9))
