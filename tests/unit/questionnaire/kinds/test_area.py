"""Where: one area, several, or several with a count in each."""

from typing import Any

import pytest

from survey.places.london import LONDON
from survey.questionnaire.definition import Absence, Channel, absent
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.area import OPTIONS
from tests.unit.questionnaire.kinds.asked import asked, codes

AREA = KINDS["area"]
ONE = asked("area")
THREE = asked("area", limit=3)
COUNTED = asked("area", counted=True)
KINGSTON, CAMDEN = "E09000021", "E09000007"


def test_all_boroughs_the_city_and_outside_can_be_chosen() -> None:
    assert len(OPTIONS) == len(LONDON.areas) + 1 == 34
    assert OPTIONS[-1][0] == "outside"


def test_areas_are_offered_by_name() -> None:
    names = [text.say("en") for _code, text in OPTIONS[:-1]]
    assert names == sorted(names)


def test_one_area_is_its_code() -> None:
    assert AREA.read(ONE, {"q": [KINGSTON]}, {}) == {"q": KINGSTON}


@pytest.mark.parametrize("code", ["E09000099", "Kingston", "e09000021", "~outside"])
def test_a_place_that_is_none_is_refused(code: str) -> None:
    assert codes(AREA.check(ONE, AREA.read(ONE, {"q": [code]}, {}), Channel.WEB)) == [("not_an_area", "q")]


def test_several_areas_are_a_list() -> None:
    assert AREA.read(THREE, {"q": [KINGSTON, CAMDEN, KINGSTON]}, {}) == {"q": [KINGSTON, CAMDEN]}


def test_more_areas_than_the_limit_are_refused() -> None:
    codes_of_four = [code for code, _text in OPTIONS[:4]]
    assert codes(AREA.check(THREE, {"q": codes_of_four}, Channel.WEB)) == [("too_many", "q")]


def test_each_area_has_its_count() -> None:
    posted = {"q": [KINGSTON, CAMDEN], f"q.count.{KINGSTON}": ["3"], f"q.count.{CAMDEN}": ["1"]}
    assert AREA.read(COUNTED, posted, {}) == {"q": {KINGSTON: 3, CAMDEN: 1}}


def test_a_count_beside_an_area_that_is_not_ticked_is_left_out() -> None:
    posted = {"q": [KINGSTON], f"q.count.{KINGSTON}": ["3"], f"q.count.{CAMDEN}": ["1"]}
    assert AREA.read(COUNTED, posted, {}) == {"q": {KINGSTON: 3}}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "count_missing"),
        ("0", "too_small"),
        ("10000", "too_large"),
        ("many", "not_a_number"),
        ("1.5", "not_whole"),
    ],
)
def test_a_count_that_does_not_fit_is_told_at_its_field(typed: str, code: str) -> None:
    posted = {"q": [KINGSTON], f"q.count.{KINGSTON}": [typed]}
    faults = AREA.check(COUNTED, AREA.read(COUNTED, posted, {}), Channel.WEB)
    assert codes(faults) == [(code, f"q.count.{KINGSTON}")]


def test_any_number_of_areas_can_be_counted() -> None:
    every = {code: 1 for code, _text in OPTIONS}
    assert AREA.check(COUNTED, {"q": every}, Channel.WEB) == []


@pytest.mark.parametrize(
    ("question", "value"), [(ONE, [KINGSTON]), (THREE, KINGSTON), (COUNTED, [KINGSTON]), (ONE, {KINGSTON: 1})]
)
def test_another_form_of_answer_is_refused(question: Any, value: Any) -> None:
    assert codes(AREA.check(question, {"q": value}, Channel.WEB)) == [("not_an_area", "q")]


def test_counts_are_said_with_the_name() -> None:
    assert AREA.say(COUNTED, {"q": {KINGSTON: 3}}, "en") == ["Kingston upon Thames: 3"]


def test_one_area_fills_one_column_and_several_one_each() -> None:
    assert [column.type for column in AREA.columns(ONE)] == ["category"]
    assert {column.type for column in AREA.columns(THREE)} == {"flag"}
    assert {column.type for column in AREA.columns(COUNTED)} == {"count"}
    assert f"q.{KINGSTON}" in {column.name for column in AREA.columns(COUNTED)}


def test_a_refusal_may_stand_for_all_areas() -> None:
    assert AREA.read(COUNTED, {"q": ["~prefer_not_to_say"]}, {}) == {"q": absent(Absence.PREFER_NOT_TO_SAY)}
