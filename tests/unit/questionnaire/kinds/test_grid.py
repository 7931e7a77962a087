"""A grid: each row is a question of its own with the same scale."""

from typing import Any

import pytest

from survey.questionnaire.definition import Absence, Channel, absent
from survey.questionnaire.kinds import KINDS
from tests.unit.questionnaire.kinds.asked import asked, codes

GRID = KINDS["grid"]
SAFE = asked("grid", "safe", "unsafe", rows=("day", "dark"), absences=(Absence.DONT_KNOW,))
MUST = asked("grid", "safe", "unsafe", rows=("day", "dark"), required=True)


def test_each_row_has_a_field() -> None:
    assert GRID.read(SAFE, {"q.day": ["safe"], "q.dark": ["unsafe"]}, {}) == {
        "q": {"day": "safe", "dark": "unsafe"}
    }


def test_rows_left_open_have_no_entry() -> None:
    assert GRID.read(SAFE, {"q.dark": ["unsafe"], "q.day": [""]}, {}) == {"q": {"dark": "unsafe"}}


def test_fields_of_unknown_rows_are_left_out() -> None:
    assert GRID.read(SAFE, {"q.night": ["safe"]}, {}) == {}


def test_a_row_may_be_absent_by_itself() -> None:
    entries = GRID.read(SAFE, {"q.day": ["safe"], "q.dark": ["~dont_know"]}, {})
    assert entries == {"q": {"day": "safe", "dark": absent(Absence.DONT_KNOW)}}
    assert GRID.check(SAFE, entries, Channel.WEB) == []


def test_half_a_grid_is_enough_unless_it_is_required() -> None:
    half = {"q": {"day": "safe"}}
    assert GRID.check(SAFE, half, Channel.WEB) == []
    assert codes(GRID.check(MUST, half, Channel.WEB)) == [("required", "q.dark")]


def test_each_open_row_of_a_required_grid_is_named() -> None:
    assert codes(GRID.check(MUST, {}, Channel.WEB)) == [("required", "q.day"), ("required", "q.dark")]


@pytest.mark.parametrize("value", [{"day": "nice"}, {"day": 3}, {"night": "safe"}, "safe", ["safe"]])
def test_what_is_not_on_the_scale_is_refused(value: Any) -> None:
    assert GRID.check(SAFE, {"q": value}, Channel.WEB)


def test_rows_are_said_in_the_order_of_the_document() -> None:
    assert GRID.say(SAFE, {"q": {"dark": "unsafe", "day": "safe"}}, "en") == ["Day: Safe", "Dark: Unsafe"]


def test_each_row_is_a_column_of_the_scale() -> None:
    columns = GRID.columns(SAFE)
    assert [column.name for column in columns] == ["q.day", "q.dark"]
    assert {key for key, _text in columns[0].categories} == {"safe", "unsafe"}
