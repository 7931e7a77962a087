"""How well a bundle was keyed: which forms are keyed again, how often the first keying was wrong, what follows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from survey.statistics.comparisons import wilson

SAMPLE_PERCENT = 10
LIMIT_PERMILLE = 10
"""The share of wrong fields, in thousandths, beyond which the whole bundle is keyed again."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Wrong fields of those keyed twice; the interval is Wilson's, at 95 per cent."""

    errors: int
    fields: int

    @property
    def share(self) -> float | None:
        """Returns the share of wrong fields; None where none was keyed twice."""
        return self.errors / self.fields if self.fields else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Returns the interval of the share."""
        return wilson(self.errors, self.fields) if self.fields else None

    def is_over(self, limit_permille: int) -> bool:
        """Says whether the share itself is over the limit.

        The share decides, not the upper end of its interval: of fewer than about 380 fields, which is what a tenth of
        an ordinary bundle holds, that end lies above one per cent even where no error was found at all, so that each
        such bundle would be keyed again whole. The interval stands beside the share for people to judge by.
        """
        return self.errors * 1000 > limit_permille * self.fields


def wanted(forms: int, percent: int) -> int:
    """Returns how many forms of a bundle are keyed again: the share asked for, rounded up, and at least one."""
    return min(forms, max(1, -(-forms * percent // 100)))


def is_drawn(chance: Random, *, drawn: int, wanted: int, seen: int, forms: int) -> bool:
    """Decides for the next form of a bundle whether it is keyed again, so that each is as likely and all add up.

    Source: selection sampling (Fan, Muller and Rezucha 1962; Knuth, The Art of Computer Programming 2, 3.4.2).
    `seen` forms came before, `drawn` of them were chosen.
    """
    return chance.random() * (forms - seen) < wanted - drawn


def by_field(
    compared: Iterable[Collection[str]], wrong: Iterable[str], order: Collection[str]
) -> Mapping[str, Rate]:
    """Returns field → rate, in the order given, for each field that was keyed twice."""
    bases: dict[str, int] = {}
    errors: dict[str, int] = {}
    for names in compared:
        for name in names:
            bases[name] = bases.get(name, 0) + 1
    for name in wrong:
        errors[name] = errors.get(name, 0) + 1
    return {name: Rate(errors.get(name, 0), bases[name]) for name in order if name in bases}


def over_all(rates: Mapping[str, Rate]) -> Rate:
    """Adds the rates of all fields up."""
    return Rate(sum(rate.errors for rate in rates.values()), sum(rate.fields for rate in rates.values()))
