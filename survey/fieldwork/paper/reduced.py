"""Conditions as they stand on paper: channels are known, and what can't be so is left out."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from survey.places.london import LONDON, OUTSIDE
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Comparison,
    Condition,
    Contains,
    Equals,
    In,
    Not,
    holds,
)
from survey.questionnaire.definition import Question, absent

Reduced: TypeAlias = Condition | bool
"""A condition of comparisons alone, negated at most one by one; or what is always so."""

BLANK = ""
"""The outcome of a box question where no box is ticked."""

ABSENCE = "~"
"""Begins the name of a box that stands for an absence."""

_PAPER = "paper"


def base(name: str) -> str:
    """Returns the question's key in `question`, `grid.row` or `ranking.2`."""
    return name.partition(".")[0]


def part(name: str) -> str:
    """Returns the row or place in `grid.row` or `ranking.2`; else nothing."""
    return name.partition(".")[2]


def boxes(question: Question) -> Mapping[str, Any]:
    """Returns box → the value that ticking it alone gives, for kinds of which one box is ticked (or one a row)."""
    ticked: dict[str, Any] = {}
    if question.kind == "yes_no":
        ticked = {"yes": "yes", "no": "no"}
    elif question.kind in {"single_choice", "grid"}:
        ticked = {choice.key: choice.key for choice in question.choices}
    return {**ticked, **{ABSENCE + absence: absent(absence) for absence in question.absences}}


def outcomes(comparison: Comparison, question: Question) -> frozenset[str] | None:
    """Returns the boxes, or BLANK, of which a comparison is true; None for kinds with more than a box to tell."""
    row = part(comparison.question)
    if question.kind not in {"single_choice", "yes_no"} and not (question.kind == "grid" and row):
        return None
    if (question.kind == "grid" and row not in {one.key for one in question.rows}) or (
        question.kind != "grid" and row
    ):
        return frozenset()
    values = {BLANK: None, **boxes(question)}
    return frozenset(
        box for box, value in values.items() if holds(comparison, _answers(question, row, value), _PAPER)
    )


def _answers(question: Question, row: str, value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    return {question.key: {row: value} if row else value}


def every_outcome(question: Question) -> frozenset[str]:
    """Returns all boxes of a question (or of one row of a grid), and BLANK."""
    return frozenset({BLANK, *boxes(question)})


def reduced(condition: Condition | None, channel: str, printed: Mapping[str, Question]) -> Reduced:
    """Returns a condition as it stands for one channel, given the questions that were printed before it."""
    return True if condition is None else _reduced(condition, channel, printed, wanted=True)


def _reduced(condition: Condition, channel: str, printed: Mapping[str, Question], *, wanted: bool) -> Reduced:
    match condition:
        case Not(inner):
            return _reduced(inner, channel, printed, wanted=not wanted)
        case ByChannel(channels):
            return (channel in channels) is wanted
        case AllOf(parts) | AnyOf(parts):
            inner_parts = [_reduced(one, channel, printed, wanted=wanted) for one in parts]
            return all_of(inner_parts) if isinstance(condition, AllOf) is wanted else any_of(inner_parts)
    known = _comparison(condition, printed.get(base(condition.question)))
    if isinstance(known, bool):
        return known is wanted
    return known if wanted else Not(known)


def all_of(parts: Iterable[Reduced]) -> Reduced:
    """Joins reduced conditions that must all hold."""
    kept = _flat(parts, AllOf)
    if False in kept:
        return False
    left = tuple(one for one in kept if not isinstance(one, bool))
    return True if not left else left[0] if len(left) == 1 else AllOf(left)


def any_of(parts: Iterable[Reduced]) -> Reduced:
    """Joins reduced conditions of which one must hold."""
    kept = _flat(parts, AnyOf)
    if True in kept:
        return True
    left = tuple(one for one in kept if not isinstance(one, bool))
    return False if not left else left[0] if len(left) == 1 else AnyOf(left)


def _flat(parts: Iterable[Reduced], joint: type[AllOf | AnyOf]) -> list[Reduced]:
    """Takes what is joined in the same way out of its brackets, each part once."""
    flat: list[Reduced] = []
    for one in parts:
        for inner in one.parts if isinstance(one, joint) else (one,):
            if not any(inner == before and type(inner) is type(before) for before in flat):
                flat.append(inner)
    return flat


def conjuncts(condition: Reduced) -> tuple[Condition, ...]:
    """Returns the parts that must all hold."""
    if isinstance(condition, bool):
        return ()
    return condition.parts if isinstance(condition, AllOf) else (condition,)


def _comparison(comparison: Comparison, question: Question | None) -> Comparison | bool:
    """Returns a comparison that paper can decide, or what it always comes to; a question not printed has no answer."""
    if question is None:
        return False
    true_of = outcomes(comparison, question)
    if true_of is not None:
        return comparison if true_of else False
    row = part(comparison.question)
    if isinstance(comparison, In):
        left = tuple(value for value in comparison.values if _can_be(question, row, value))
        return In(comparison.question, left) if left else False
    return comparison if _possible(comparison, question, row) else False


def _possible(comparison: Comparison, question: Question, row: str) -> bool:
    match comparison:
        case Answered():
            return not row or _has_place(question, row)
        case Contains(_, value):
            return not row and value in _listed(question)
        case Equals(_, value):
            return _can_be(question, row, value)
    return question.kind == "number" and not row


def _has_place(question: Question, place: str) -> bool:
    if question.kind != "ranking" or not place.isdecimal():
        return False
    return 1 <= int(place) <= (question.limit or len(question.choices))


def _listed(question: Question) -> frozenset[str]:
    """Returns what an answer that is a list, or a grid's rows, can hold."""
    if question.kind in {"multiple_choice", "ranking"}:
        return frozenset(choice.key for choice in question.choices)
    if question.kind == "grid":
        return frozenset(row.key for row in question.rows)
    if question.kind == "area" and (question.counted or (question.limit or 1) > 1):
        return frozenset((*LONDON.by_code, OUTSIDE))
    return frozenset()


def _can_be(question: Question, row: str, value: str | int) -> bool:
    """Says whether the question's one value can be this."""
    if row:
        return _has_place(question, row) and value in _listed(question)
    if question.kind == "number":
        return type(value) is int
    if question.kind in {"short_text", "long_text"}:
        return isinstance(value, str)
    return question.kind == "area" and not _listed(question) and value in {*LONDON.by_code, OUTSIDE}
