"""Single and multiple choice, with 'other, please say', limits and choices that stand alone."""

import pytest

from survey.questionnaire.definition import Absence, Channel, absent
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.kind import OTHER_LENGTH
from tests.unit.questionnaire.kinds.asked import asked, choice, codes

SINGLE, MULTIPLE = KINDS["single_choice"], KINDS["multiple_choice"]
ONE = asked("single_choice", "toast", "rice", choice("other", other=True))
SEVERAL = asked(
    "multiple_choice",
    "bus",
    "tram",
    "boat",
    choice("other", other=True),
    choice("none", exclusive=True),
    limit=2,
)


def test_the_first_of_several_posted_values_is_the_choice() -> None:
    assert SINGLE.read(ONE, {"q": ["rice", "toast"]}, {}) == {"q": "rice"}


def test_words_behind_the_choice_come_with_it() -> None:
    assert SINGLE.read(ONE, {"q": ["other"], "q:other": [" Fish "]}, {}) == {
        "q": "other",
        "q:other": " Fish ",
    }


def test_words_behind_another_choice_are_left_out() -> None:
    assert SINGLE.read(ONE, {"q": ["toast"], "q:other": ["Fish"]}, {}) == {"q": "toast"}


def test_a_chosen_other_asks_for_its_words() -> None:
    entries = SINGLE.read(ONE, {"q": ["other"], "q:other": ["  "]}, {})
    assert codes(SINGLE.check(ONE, entries, Channel.WEB)) == [("other_text_missing", "q:other")]


def test_words_behind_other_have_an_end() -> None:
    entries = {"q": "other", "q:other": "x" * (OTHER_LENGTH + 1)}
    (fault,) = SINGLE.check(ONE, entries, Channel.WEB)
    assert (fault.code, fault.values) == ("too_long", {"limit": OTHER_LENGTH, "length": OTHER_LENGTH + 1})


def test_other_is_said_with_its_words() -> None:
    assert SINGLE.say(ONE, {"q": "other", "q:other": "Fish"}, "en") == ["Other: Fish"]


def test_a_single_choice_has_a_column_and_one_for_the_words() -> None:
    assert [(column.name, column.type) for column in SINGLE.columns(ONE)] == [
        ("q", "category"),
        ("q:other", "text"),
    ]


def test_ticks_stand_in_the_order_of_the_document_each_once() -> None:
    assert MULTIPLE.read(SEVERAL, {"q": ["boat", "bus", "boat"]}, {}) == {"q": ["bus", "boat"]}


def test_more_ticks_than_the_limit_are_refused() -> None:
    (fault,) = MULTIPLE.check(SEVERAL, {"q": ["bus", "tram", "boat"]}, Channel.WEB)
    assert (fault.code, fault.values) == ("too_many", {"limit": 2, "chosen": 3})


def test_a_choice_that_stands_alone_does() -> None:
    assert MULTIPLE.check(SEVERAL, {"q": ["none"]}, Channel.WEB) == []


def test_a_choice_that_stands_alone_goes_with_no_other() -> None:
    faults = MULTIPLE.check(SEVERAL, {"q": ["bus", "none"]}, Channel.WEB)
    assert codes(faults) == [("exclusive_with_others", "q")]


def test_an_absence_goes_with_no_choice() -> None:
    entries = MULTIPLE.read(SEVERAL, {"q": ["bus", "~dont_know"]}, {})
    assert codes(MULTIPLE.check(SEVERAL, entries, Channel.WEB)) == [("exclusive_with_others", "q")]


def test_an_absence_alone_is_one() -> None:
    assert MULTIPLE.read(SEVERAL, {"q": ["~dont_know"]}, {}) == {"q": absent(Absence.DONT_KNOW)}


def test_a_strange_tick_beside_good_ones_is_refused() -> None:
    entries = MULTIPLE.read(SEVERAL, {"q": ["bus", "plane"]}, {})
    assert codes(MULTIPLE.check(SEVERAL, entries, Channel.WEB)) == [("not_a_choice", "q")]


def test_each_choice_is_a_flag() -> None:
    flags = [column.name for column in MULTIPLE.columns(SEVERAL) if column.type == "flag"]
    assert flags == ["q.bus", "q.tram", "q.boat", "q.other", "q.none"]


@pytest.mark.parametrize("rotation", range(8))
def test_other_and_what_stands_alone_are_last_in_every_order(rotation: int) -> None:
    turned = asked("multiple_choice", *SEVERAL.choices, rotate=True)
    shown = [one.key for one in turned.ordered_choices(rotation)]
    assert shown[3:] == ["other", "none"]
    assert sorted(shown) == sorted(SEVERAL.choice_by_key)


def test_every_fourth_order_is_the_same() -> None:
    turned = asked("single_choice", *"abcdefgh", rotate=True)
    orders = {tuple(one.key for one in turned.ordered_choices(rotation)) for rotation in range(12)}
    assert len(orders) == 4
