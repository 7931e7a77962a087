"""How far coders agree beyond chance: Cohen's kappa of two, Krippendorff's alpha of any number."""

from collections import Counter
from collections.abc import Hashable, Sequence


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Returns Cohen's kappa (1960) of two coders who decided on the same units, in the same order.

    None where chance alone would make them agree on everything, so that nothing can be said.
    """
    size = len(first)
    if size == 0:
        return None
    observed = sum(one == other for one, other in zip(first, second, strict=True)) / size
    ones, others = Counter(first), Counter(second)
    expected = sum(ones[value] * others[value] for value in ones) / size**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Returns Krippendorff's alpha for nominal data; `units` hold the values that coders gave each, two or more.

    Units with fewer than two values say nothing and are passed over. None where all values are alike, or there are
    none (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011).
    """
    together: Counter[tuple[Hashable, Hashable]] = Counter()
    for values in units:
        others = len(values) - 1
        if others < 1:
            continue
        for place, one in enumerate(values):
            for at, other in enumerate(values):
                if place != at:
                    together[one, other] += 1 / others  # type: ignore[assignment]  # a counter of fractions
    totals: Counter[Hashable] = Counter()
    for (one, _), count in together.items():
        totals[one] += count
    size = sum(totals.values())
    chance = size**2 - sum(count**2 for count in totals.values())
    if chance <= 0:
        return None
    differing = sum(count for (one, other), count in together.items() if one != other)
    return 1 - (size - 1) * differing / chance
