"""What a question comes to when each response counts by its weight; it stands beside the plain result, never alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from survey.columns.filters import Predicate, unprompted
from survey.columns.reading import MANNERS
from survey.columns.table import Table, categories
from survey.columns.weighing import Weight
from survey.questionnaire.definition import Question
from survey.questionnaire.kinds.kind import Column
from survey.questionnaire.kinds.ranking import places_of
from survey.statistics.estimates import share
from survey.statistics.ranking import borda_from_counts

Weights = Mapping[int, Weight]
"""Code to the weights of the responses that hold it."""


class Weighted(Protocol):
    """What can be asked of columns that have weights."""

    table: Table

    def weigh_up(self, columns: Sequence[str], where: Predicate) -> Mapping[str, Weights]: ...


@dataclass(frozen=True, slots=True)
class WeightedLine:
    """One answer of a table by weight; as shares of the weighted base, 0 to 1, None on an empty base."""

    share: float | None
    """Of a ranking: in any place."""
    places: tuple[float | None, ...] = ()
    """Of a ranking: first, second, and so on."""
    points: float = 0
    """Of a ranking: Borda points, each ballot's by its weight."""


@dataclass(frozen=True, slots=True)
class WeightedBlock:
    """One table by weight, line for line as the plain one."""

    base: float
    """The weights of all who gave an answer of substance, added up."""
    effective: float
    """Kish's effective number of responses behind the shares."""
    lines: Mapping[str, WeightedLine]


def weighted_topline(
    counts: Weighted, where: Predicate, questions: Sequence[Question]
) -> dict[tuple[str, str], tuple[WeightedBlock, ...]]:
    """Returns (question, manner) → its tables by weight, in the order of the plain result's tables."""
    found: dict[tuple[str, str], tuple[WeightedBlock, ...]] = {}
    pairs = {counts.table.unprompted.get(question.key, frozenset()) for question in questions}
    for pair in pairs:
        alike = [
            question
            for question in questions
            if counts.table.unprompted.get(question.key, frozenset()) == pair
        ]
        manners = MANNERS.items() if pair else [("", None)]
        for manner, yes in manners:
            here = where if yes is None else where.also(unprompted(counts.table, alike[0].key, yes=yes))
            names = [column.name for question in alike for column in _weighed(counts.table, question)]
            weights = counts.weigh_up(names, here)
            for question in alike:
                found[question.key, manner] = _blocks(question, _weighed(counts.table, question), weights)
    return found


def _weighed(table: Table, question: Question) -> tuple[Column, ...]:
    """Returns the columns of a question that shares are made of: neither words nor numbers."""
    columns = table.columns_of(question.key)
    return tuple(
        one for one in columns if one.type in {"category", "rank", "flag", "count"} and ":" not in one.name
    )


def _blocks(
    question: Question, columns: Sequence[Column], weights: Mapping[str, Weights]
) -> tuple[WeightedBlock, ...]:
    if not columns:
        return ()
    if columns[0].type == "category":
        return tuple(_category(column, weights[column.name]) for column in columns)
    base = _base(weights[columns[0].name])
    if columns[0].type == "rank":
        places = places_of(question)
        return (_block(base, {column.part: _rank(weights[column.name], base, places) for column in columns}),)
    lines = {
        column.part: WeightedLine(share(_above_nought(weights[column.name]), base.total))
        for column in columns
    }
    return (_block(base, lines),)


def _block(base: Weight, lines: Mapping[str, WeightedLine]) -> WeightedBlock:
    return WeightedBlock(base.total, base.total**2 / base.squares if base.squares else 0.0, lines)


def _base(weights: Weights) -> Weight:
    given = [weight for code, weight in weights.items() if code >= 0]
    return Weight(sum(weight.total for weight in given), sum(weight.squares for weight in given))


def _above_nought(weights: Weights) -> float:
    return sum(weight.total for code, weight in weights.items() if code > 0)


def _category(column: Column, weights: Weights) -> WeightedBlock:
    base = _base(weights)
    nothing = Weight(0.0, 0.0)
    lines = {
        key: WeightedLine(share(weights.get(code, nothing).total, base.total))
        for code, key in enumerate(categories(column))
    }
    return _block(base, lines)


def _rank(weights: Weights, base: Weight, places: int) -> WeightedLine:
    by_place = [weights[place].total if place in weights else 0.0 for place in range(1, places + 1)]
    return WeightedLine(
        share(sum(by_place), base.total),
        tuple(share(weight, base.total) for weight in by_place),
        float(borda_from_counts(np.array([by_place]), best=places)[0]),
    )
