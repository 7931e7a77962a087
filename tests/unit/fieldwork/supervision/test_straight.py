"""Grids answered alike throughout."""

from typing import Any

from survey.fieldwork.supervision.straight import StraightLine, straight_lines
from tests.unit.fieldwork.supervision.taken import ROWS, VERSIONS, interview


def lines(views: Any) -> tuple[StraightLine, ...]:
    return straight_lines([interview("call:1", {"views": views})], VERSIONS)


def test_all_rows_alike_are_a_straight_line() -> None:
    (line,) = lines(dict.fromkeys(ROWS, "good"))
    assert (line.question.key, line.rows, line.answer) == ("views", 6, "good")


def test_one_other_answer_breaks_it() -> None:
    assert lines({**dict.fromkeys(ROWS, "good"), "c": "bad"}) == ()


def test_four_rows_are_too_few() -> None:
    assert lines(dict.fromkeys("abcd", "good")) == ()


def test_five_rows_are_enough() -> None:
    assert lines(dict.fromkeys("abcde", "bad"))[0].rows == 5


def test_rows_that_were_refused_do_not_count() -> None:
    assert lines({**dict.fromkeys("abcd", "good"), "e": {"absent": "dont_know"}}) == ()


def test_a_grid_refused_as_a_whole_is_none() -> None:
    assert lines({"absent": "prefer_not_to_say"}) == ()
