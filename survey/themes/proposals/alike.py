"""Texts that say nearly the same: campaigns, and templates that people filled in.

Each text is cut into runs of three words; two texts are nearly the same where they share most of these. Pairs are found
by min-hashing (Broder 1997) in bands, so that a million texts need no comparison of each with each, and every pair so
found is compared in full.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from survey.themes.texts.looks import plain

RUN = 3
"""Words in a run."""

FEWEST_WORDS = 6
"""A shorter text says nothing that others might not say by themselves."""

ALIKE = 0.5
"""The share of runs, of all that two texts have together, from which they are nearly the same (Jaccard)."""

BANDS, ROWS = 16, 3
"""Two texts that share half of their runs meet in at least one band with a probability of 0.88."""

_PRIME = (1 << 61) - 1
_SEED = 20_260_101


def runs_of(words: str, fewest: int = FEWEST_WORDS) -> frozenset[int]:
    """Returns the runs of a text as numbers of 32 bits; none for one that is too short."""
    said = plain(words).split()
    if len(said) < fewest:
        return frozenset()
    joined = (" ".join(said[at : at + RUN]) for at in range(len(said) - RUN + 1))
    return frozenset(int.from_bytes(blake2b(run.encode(), digest_size=4).digest()) for run in joined)


def groups(
    texts: Sequence[str], alike: float = ALIKE, fewest: int = FEWEST_WORDS
) -> tuple[tuple[int, ...], ...]:
    """Returns the places of texts that are nearly the same, the largest group first; a text alone is in none.

    Texts of fewer words than `fewest` are passed over.
    """
    runs = [runs_of(words, fewest) for words in texts]
    leader = list(range(len(texts)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for band in _bands(runs):
        for places in band:
            first = places[0]
            for other in places[1:]:
                one, two = find(first), find(other)
                if one != two and _shared(runs[first], runs[other]) >= alike:
                    leader[two] = one
    found: dict[int, list[int]] = {}
    for place, its in enumerate(runs):
        if its:
            found.setdefault(find(place), []).append(place)
    several = [tuple(places) for places in found.values() if len(places) > 1]
    return tuple(sorted(several, key=lambda places: (-len(places), places[0])))


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def _bands(runs: Sequence[frozenset[int]]) -> list[list[list[int]]]:
    """Returns, band by band, the places that agree in it."""
    chance = np.random.default_rng(_SEED)
    factors = chance.integers(1, 1 << 31, BANDS * ROWS, dtype=np.uint64)
    offsets = chance.integers(0, 1 << 31, BANDS * ROWS, dtype=np.uint64)
    prints = np.zeros((len(runs), BANDS * ROWS), dtype=np.uint64)
    for place, its in enumerate(runs):
        if its:
            held = np.fromiter(its, np.uint64, len(its))
            prints[place] = ((held[:, None] * factors + offsets) % _PRIME).min(axis=0)
    there = np.array([bool(its) for its in runs])
    found = []
    for band in range(BANDS):
        rows = prints[:, band * ROWS : (band + 1) * ROWS]
        mixed = (
            rows[:, 0] * np.uint64(0x9E3779B97F4A7C15)
            ^ rows[:, 1] * np.uint64(0xC2B2AE3D27D4EB4F)
            ^ rows[:, 2]
        )
        found.append(_together(mixed, there))
    return found


def _together(
    mixed: "np.ndarray[tuple[int], np.dtype[np.uint64]]", there: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> list[list[int]]:
    places = np.flatnonzero(there)
    order = places[np.argsort(mixed[places], kind="stable")]
    values = mixed[order]
    edges = np.flatnonzero(np.diff(values)) + 1
    return [part.tolist() for part in np.split(order, edges) if len(part) > 1]
