"""Interviews that went faster than questions can be put."""

from survey.fieldwork.supervision.speed import too_fast
from survey.questionnaire.definition import Channel
from tests.unit.fieldwork.supervision.taken import interview

USUAL = [interview(f"call:{number}") for number in range(9)]


def test_under_the_share_of_the_median_is_pointed_out() -> None:
    (flag,) = too_fast([*USUAL, interview("call:fast", seconds=239)])
    assert (flag.interview.key, flag.pace, flag.usual) == ("call:fast", 239 / 20, 30)
    assert round(flag.share, 3) == 0.398


def test_the_share_itself_is_not() -> None:
    assert too_fast([*USUAL, interview("call:fast", seconds=240)]) == ()


def test_few_questions_in_little_time_are_not_fast() -> None:
    assert too_fast([*USUAL, interview("call:short", seconds=180, answered=6)]) == ()


def test_fewer_than_ten_have_no_usual_pace() -> None:
    assert too_fast([*USUAL[:8], interview("call:fast", seconds=10)]) == ()


def test_keying_is_not_held_against_talking() -> None:
    keyed = [interview(f"form:{number}", seconds=60, channel=Channel.PAPER) for number in range(10)]
    assert too_fast([*USUAL, interview("call:9"), *keyed]) == ()


def test_what_was_begun_elsewhere_has_no_pace() -> None:
    assert too_fast([*USUAL, interview("call:9"), interview("call:resumed", seconds=None)]) == ()


def test_two_or_three_questions_say_nothing() -> None:
    assert too_fast([*USUAL, interview("call:9"), interview("call:tiny", seconds=1, answered=3)]) == ()


def test_the_fastest_comes_first() -> None:
    found = too_fast([*USUAL, interview("call:a", seconds=200), interview("call:b", seconds=100)])
    assert [one.interview.key for one in found] == ["call:b", "call:a"]
