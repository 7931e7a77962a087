"""A number as people write numbers."""

import pytest

from survey.questionnaire.definition import Absence, Channel, absent
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.number import LARGEST, whole_number
from tests.unit.questionnaire.kinds.asked import asked, codes
from tests.unit.questionnaire.made import text

NUMBER = KINDS["number"]
AGE = asked("number", minimum=0, maximum=120, unit=text("years"))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        (" 7 ", 7),
        ("1,200", 1200),
        ("1 200", 1200),
        ("£300", 300),
        ("£ 1,200,000", 1_200_000),
        ("007", 7),
        ("-3", -3),
        ("+4", 4),
    ],
)
def test_a_number_is_read_as_people_write_it(typed: str, number: int) -> None:
    assert whole_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["seven", "1e3", "0x10", "1,2", "12,34", "--3", "3-4", "٣", "１２", "1_000", "9" * 14]
)
def test_what_is_no_number_stays_as_it_was_typed(typed: str) -> None:
    assert whole_number(typed) == typed


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("seven", "not_a_number"),
        ("2.5", "not_whole"),
        ("2,5", "not_whole"),
        ("-1", "too_small"),
        ("121", "too_large"),
    ],
)
def test_a_number_that_does_not_fit_is_told_why(typed: str, code: str) -> None:
    entries = NUMBER.read(AGE, {"q": [typed]}, {})
    assert codes(NUMBER.check(AGE, entries, Channel.WEB)) == [(code, "q")]


@pytest.mark.parametrize("number", [0, 120])
def test_the_bounds_belong_to_it(number: int) -> None:
    assert NUMBER.check(AGE, {"q": number}, Channel.WEB) == []


def test_without_bounds_there_is_still_an_end() -> None:
    assert codes(NUMBER.check(asked("number"), {"q": LARGEST + 1}, Channel.WEB)) == [("too_large", "q")]


def test_what_was_typed_is_given_back_for_mending() -> None:
    entries = NUMBER.read(AGE, {"q": ["2.5"]}, {})
    assert NUMBER.write(AGE, entries) == {"q": ["2.5"]}


def test_a_number_counts_where_an_absence_was_ticked_too() -> None:
    assert NUMBER.read(AGE, {"q": ["3"], "q.absent": ["~dont_know"]}, {}) == {"q": 3}


def test_an_absence_has_a_field_of_its_own() -> None:
    entries = NUMBER.read(AGE, {"q": [""], "q.absent": ["~dont_know"]}, {})
    assert entries == {"q": absent(Absence.DONT_KNOW)}
    assert NUMBER.write(AGE, entries) == {"q.absent": ["~dont_know"]}


def test_nought_is_an_answer() -> None:
    assert NUMBER.read(AGE, {"q": ["0"]}, {}) == {"q": 0}
    assert NUMBER.say(AGE, {"q": 0}, "en") == ["0 years"]
