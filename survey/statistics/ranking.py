"""Rankings: first choices, places among the first N, Borda points and pairwise comparisons.

Ballots come as `ranks`, whole numbers of shape (ballots, options): 1 is the first choice, 0 means not ranked.
What needs no more than how often each option took each place works from `counts`, shape (options, places),
so that a column store can count and this module can reckon.
"""

from enum import Enum
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[Any]


class Unranked(Enum):
    """What an option gets from a ballot that does not rank it."""

    NOTHING = "nothing"
    """No points, so that only those who named an option lift it."""
    SHARE = "share"
    """An equal share of the points that the ballot did not give out (Emerson 2013 calls this the averaged count)."""


def place_counts(ranks: Numbers, places: int | None = None, weights: Numbers | None = None) -> Numbers:
    """Counts, weighted if asked, how often each option took each place; shape (options, places)."""
    ranks = np.asarray(ranks)
    places = places or ranks.shape[1]
    weights = np.ones(len(ranks)) if weights is None else np.asarray(weights, dtype=float)
    columns = [
        np.bincount(column, weights=weights, minlength=places + 1)[1 : places + 1] for column in ranks.T
    ]
    return np.stack(columns)


def first_choices(counts: Numbers) -> Numbers:
    """Returns how many ballots put each option first."""
    found: Numbers = np.asarray(counts)[:, 0]
    return found


def in_top(counts: Numbers, places: int) -> Numbers:
    """Returns how many ballots put each option among the first `places`."""
    found: Numbers = np.asarray(counts)[:, :places].sum(axis=1)
    return found


def mean_rank(counts: Numbers) -> Numbers:
    """Returns the mean place of each option on the ballots that ranked it; NaN where none did."""
    counts = np.asarray(counts, dtype=float)
    ranked = counts.sum(axis=1)
    total = counts @ np.arange(1, counts.shape[1] + 1)
    mean: Numbers = np.divide(total, ranked, out=np.full(len(counts), np.nan), where=ranked > 0)
    return mean


def borda_from_counts(counts: Numbers, best: int) -> Numbers:
    """Returns Borda points where a first place is worth `best`, each next one less, and no place nothing.

    `best` is the number of options less one in the textbook count; for 'your top three of many' it is 3.
    """
    counts = np.asarray(counts)
    return counts @ np.clip(best - np.arange(counts.shape[1]), 0, None)


def borda(ranks: Numbers, unranked: Unranked = Unranked.NOTHING, weights: Numbers | None = None) -> Numbers:
    """Returns the textbook Borda count of n options: place r is worth n - r points."""
    ranks = np.asarray(ranks)
    options = ranks.shape[1]
    weights = np.ones(len(ranks)) if weights is None else np.asarray(weights, dtype=float)
    points = np.where(ranks > 0, options - ranks, 0).astype(float)
    if unranked is Unranked.SHARE:
        left = options - (ranks > 0).sum(axis=1, keepdims=True)
        points = np.where(ranks > 0, points, (left - 1) / 2)
    found: Numbers = weights @ points
    return found


def pairwise(ranks: Numbers, weights: Numbers | None = None) -> Numbers:
    """Counts the ballots that prefer row to column, shape (options, options); a ranked option beats an unranked."""
    ranks = np.asarray(ranks)
    weights = np.ones(len(ranks)) if weights is None else np.asarray(weights, dtype=float)
    order = np.where(ranks > 0, ranks, ranks.shape[1] + 1)
    wins: Numbers = np.stack([weights @ (order[:, [option]] < order) for option in range(ranks.shape[1])])
    return wins


def condorcet_winner(wins: Numbers) -> int | None:
    """Returns the option that wins every pairwise comparison; None where there is no such option."""
    wins = np.asarray(wins)
    victories = (wins > wins.T).sum(axis=1)
    winners = np.flatnonzero(victories == len(wins) - 1)
    return int(winners[0]) if len(winners) else None


def stability(
    ranks: Numbers,
    times: Numbers,
    top: int,
    *,
    seed: int,
    resamples: int = 100,
    weights: Numbers | None = None,
) -> Numbers:
    """Returns the share of bootstrap resamples in which each option is among the `top` by how many put it there.

    `ranks` holds the distinct ballots, `times` how often each was cast, `weights` the mean weight of each. It
    speaks of those who answered: how far the order hangs on a few of them. Options level at the edge are all in.
    Source: Efron (1979), 'Bootstrap methods: another look at the jackknife'.
    """
    times = np.asarray(times)
    named = ((ranks > 0) & (ranks <= top)).astype(float)
    cast = int(times.sum())
    drawn = np.random.default_rng(seed).multinomial(cast, times / cast, size=resamples).astype(float)
    if weights is not None:
        drawn *= np.asarray(weights, dtype=float)
    scores = drawn @ named
    edge = np.sort(scores, axis=1)[:, -min(top, scores.shape[1])]
    found: Numbers = (scores >= edge[:, None]).mean(axis=0)
    return found
