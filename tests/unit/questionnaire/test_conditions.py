"""What each word of a condition holds for; logic has two values, and an absence is no answer."""

from typing import Any

import pytest

from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
    holds,
    questions_in,
)
from survey.questionnaire.definition import Absence, absent

REFUSED = absent(Absence.PREFER_NOT_TO_SAY)


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Equals("q", "yes"), "yes"),
        (Equals("q", 3), 3),
        (Equals("q.row", "good"), {"row": "good", "other": "bad"}),
        (Equals("q.2", "b"), ["a", "b"]),
        (In("q", ("a", "b")), "b"),
        (In("q", (1, 2)), 2),
        (Contains("q", "b"), ["a", "b"]),
        (Contains("q", "E09000021"), {"E09000021": 3}),
        (Greater("q", 3), 4),
        (Less("q", 3), -4),
        (Answered("q"), "a"),
        (Answered("q"), 0),
        (Answered("q"), ["a"]),
        (Answered("q"), {"row": "good"}),
        (Answered("q.1"), ["a"]),
    ],
)
def test_it_holds(condition: Condition, value: Any) -> None:
    assert holds(condition, {"q": value}, "web")


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        (Equals("q", "yes"), "no"),
        (Equals("q", "3"), 3),
        (Equals("q", 3), "3"),
        (Equals("q", 1), True),
        (Equals("q", "a"), ["a"]),
        (Equals("q.row", "good"), "good"),
        (Equals("q.3", "b"), ["a", "b"]),
        (Equals("q.0", "b"), ["a", "b"]),
        (In("q", ()), "a"),
        (In("q", ("a",)), ["a"]),
        (Contains("q", "a"), "a"),
        (Contains("q", "absent"), REFUSED),
        (Greater("q", 3), 3),
        (Greater("q", 3), "4"),
        (Less("q", 3), 3),
        (Answered("q"), REFUSED),
        (Answered("q"), {"row": REFUSED}),
        (Answered("q.row"), {"row": REFUSED}),
        (Answered("q.2"), ["a"]),
    ],
)
def test_it_does_not_hold(condition: Condition, value: Any) -> None:
    assert not holds(condition, {"q": value}, "web")


@pytest.mark.parametrize(
    "condition",
    [Equals("q", "a"), In("q", ("a",)), Contains("q", "a"), Greater("q", 0), Less("q", 0), Answered("q")],
)
@pytest.mark.parametrize("answers", [{}, {"q": REFUSED}, {"q": absent(Absence.DONT_KNOW)}])
def test_an_absence_is_no_answer_and_not_over_it_holds(condition: Condition, answers: dict[str, Any]) -> None:
    assert not holds(condition, answers, "web")
    assert holds(Not(condition), answers, "web")


def test_all_needs_every_part() -> None:
    both = AllOf((Equals("a", "yes"), Equals("b", "yes")))
    assert holds(both, {"a": "yes", "b": "yes"}, "web")
    assert not holds(both, {"a": "yes"}, "web")


def test_any_needs_one_part() -> None:
    either = AnyOf((Equals("a", "yes"), Equals("b", "yes")))
    assert holds(either, {"b": "yes"}, "web")
    assert not holds(either, {}, "web")


def test_all_of_nothing_holds_and_any_of_nothing_does_not() -> None:
    assert holds(AllOf(()), {}, "web")
    assert not holds(AnyOf(()), {}, "web")


def test_a_channel_is_a_condition() -> None:
    assert holds(ByChannel(("telephone", "event")), {}, "event")
    assert not holds(ByChannel(("telephone", "event")), {}, "web")


def test_no_condition_always_holds() -> None:
    assert holds(None, {}, "web")


def test_the_questions_of_a_condition_are_named_without_their_rows() -> None:
    condition = AllOf((Equals("a.row", "x"), Not(AnyOf((Answered("b"), ByChannel(("web",)), Less("c", 1))))))
    assert questions_in(condition) == {"a", "b", "c"}
