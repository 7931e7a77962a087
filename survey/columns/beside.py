"""Two questionnaires side by side: the questions that both ask under one key, answer beside answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from survey.columns.table import Table
from survey.columns.topline import Block, Line, Result
from survey.questionnaire.definition import Question, Text

COMPARED = frozenset({"single_choice", "multiple_choice", "ranking", "yes_no"})
"""Kinds of question whose answers can be laid side by side by their keys."""

FEWEST_SHARED = 2
"""Choices that two questions must share to be held to ask the same."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One answer in two questionnaires; None where one of them does not offer it."""

    key: str
    label: Text
    one: Line | None
    other: Line | None


def common_questions(one: Table, other: Table) -> tuple[tuple[Question, Question], ...]:
    """Returns the questions that both ask: of one key and kind, and with choices in common.

    A key never changes its meaning within a family; across families equal keys are given to equal questions by those
    who write them, so what is offered by one alone is shown as such and never as nought.
    """
    found = []
    for question in one.questions:
        there = other.question_by_key.get(question.key)
        if there is None or there.kind != question.kind or question.kind not in COMPARED:
            continue
        if question.kind == "yes_no" or len(_keys(question) & _keys(there)) >= FEWEST_SHARED:
            found.append((question, there))
    return tuple(found)


def _keys(question: Question) -> set[str]:
    return {choice.key for choice in question.choices}


def pairs(one: Result, other: Result) -> tuple[Pair, ...]:
    """Lays the answers of a question side by side, in the order of the first, then those of the second alone."""
    ours, theirs = _lines(one), _lines(other)
    keys = [*ours, *(key for key in theirs if key not in ours)]
    return tuple(
        Pair(key, (ours.get(key) or theirs[key]).label, ours.get(key), theirs.get(key)) for key in keys
    )


def _lines(result: Result) -> dict[str, Line]:
    return {line.key: line for line in block_of(result).lines}


def block_of(result: Result) -> Block:
    """Returns the one table of a question that is compared; raises IndexError for a result without any."""
    return result.blocks[0]


def by_manner(one: Sequence[Result], other: Sequence[Result]) -> Iterator[tuple[Result, Result]]:
    """Pairs results that were asked in the same manner: prompted with prompted, unprompted with unprompted."""
    theirs = {result.manner: result for result in other}
    for result in one:
        there = theirs.get(result.manner)
        if there is not None and result.blocks and there.blocks:
            yield result, there
