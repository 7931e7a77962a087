"""A ranking in depth: every way to put its options in order, and how far the order hangs on a few people."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from survey.columns.filters import Predicate, unprompted
from survey.columns.reading import MANNERS
from survey.columns.table import Table
from survey.questionnaire.definition import Question, Text
from survey.questionnaire.kinds.ranking import places_of
from survey.statistics.estimates import Numbers
from survey.statistics.ranking import (
    borda_from_counts,
    condorcet_winner,
    first_choices,
    in_top,
    pairwise,
    place_counts,
    stability,
)

RESAMPLES = 100
SEED = 20_260_101
"""The same resamples for the same data, whoever looks."""


class Ballots(Protocol):
    """What can be asked of the columns for a ranking."""

    table: Table

    def ballots(self, columns: Sequence[str], where: Predicate) -> Sequence[tuple[float, ...]]: ...


@dataclass(frozen=True)
class Ranked:
    """What the ballots of one manner of asking come to; arrays run by option, in the order of `options`."""

    manner: str
    options: tuple[tuple[str, Text], ...]
    places: int
    base: int
    first: Numbers
    top: Numbers
    points: Numbers
    wins: Numbers
    """Ballots that prefer row to column, shape (options, options)."""
    weighted_base: float
    weighted_first: Numbers
    weighted_top: Numbers
    winner: str | None
    """The option that more ballots prefer than not to every other one (Condorcet); None where there is none."""
    stable: Numbers | None
    """Share of resamples in which an option is among the most named; None unless asked for."""

    @property
    def beaten(self) -> Numbers:
        """How many of the others each option beats in pairs."""
        found: Numbers = (self.wins > self.wins.T).sum(axis=1)
        return found

    @property
    def in_order(self) -> list[int]:
        """The places of the options, most points first."""
        return [int(at) for at in np.argsort(-self.points, kind="stable")]


def ranked(
    counts: Ballots, question: Question, where: Predicate, *, with_stability: bool = False
) -> tuple[Ranked, ...]:
    """Returns what a ranking comes to, prompted and unprompted apart; a manner that nobody was asked in is left out."""
    apart = counts.table.unprompted.get(question.key)
    manners = MANNERS.items() if apart else [("", None)]
    found = [
        _ranked(counts, question, manner, _asked(counts, question, where, yes), with_stability=with_stability)
        for manner, yes in manners
    ]
    return tuple(one for one in found if one.base)


def _asked(counts: Ballots, question: Question, where: Predicate, yes: bool | None) -> Predicate:
    return where if yes is None else where.also(unprompted(counts.table, question.key, yes=yes))


def _ranked(
    counts: Ballots, question: Question, manner: str, where: Predicate, *, with_stability: bool
) -> Ranked:
    columns = [one for one in counts.table.columns_of(question.key) if one.type == "rank"]
    places = places_of(question)
    rows = np.array(counts.ballots([one.name for one in columns], where), dtype=float).reshape(
        -1, len(columns) + 2
    )
    # In the order of the ballots themselves, so that the same data give the same resamples.
    rows = rows[np.lexsort(rows[:, : len(columns)].T[::-1])]
    ranks, times, weights = rows[:, : len(columns)].astype(int), rows[:, -2], rows[:, -1]
    by_place = place_counts(ranks, places, times)
    by_weight = place_counts(ranks, places, weights)
    wins = pairwise(ranks, times)
    winner = condorcet_winner(wins) if len(rows) else None
    mean_weights = weights / times if weights.any() else None
    return Ranked(
        manner=manner,
        options=tuple((one.part, one.label) for one in columns),
        places=places,
        base=int(times.sum()),
        first=first_choices(by_place),
        top=in_top(by_place, places),
        points=borda_from_counts(by_place, best=places),
        wins=wins,
        weighted_base=float(weights.sum()),
        weighted_first=first_choices(by_weight),
        weighted_top=in_top(by_weight, places),
        winner=columns[winner].part if winner is not None else None,
        stable=stability(
            ranks, times.astype(int), places, seed=SEED, resamples=RESAMPLES, weights=mean_weights
        )
        if with_stability and len(rows)
        else None,
    )
