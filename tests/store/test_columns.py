"""Settled answers become typed columns, and the columns follow what happens to the responses."""

from typing import Any

import pytest

from survey.columns.store import ColumnStore
from survey.statistics.estimates import Quartiles
from tests.unit.columns.made import EVERYWHERE, batch, response_id, store_of, table

NOT_ASKED, NOT_ANSWERED, DONT_KNOW, PREFER_NOT_TO_SAY, UNREADABLE, TOO_MANY = -1, -2, -3, -4, -5, -6
ABSENT = {"absent": "prefer_not_to_say"}
UNKNOWN = {"absent": "dont_know"}


def codes(answers: dict[str, Any], *names: str) -> list[int]:
    """The codes of one response in some columns."""
    with store_of(answers).reading() as columns:
        tally = columns.tally(names, EVERYWHERE)
    return [next(iter(tally[name])) for name in names]


def test_a_single_choice_is_a_column_of_categories() -> None:
    assert codes({"feeling": "unsafe"}, "feeling") == [1]


def test_a_yes_or_no_keeps_its_place() -> None:
    assert codes({"feeling": "unsafe", "met": "yes"}, "met") == [0]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"feeling": "safe"}, NOT_ASKED),
        ({"feeling": "unsafe"}, NOT_ANSWERED),
        ({"feeling": "unsafe", "met": UNKNOWN}, DONT_KNOW),
        ({"feeling": "unsafe", "met": ABSENT}, PREFER_NOT_TO_SAY),
    ],
)
def test_four_absences_stay_apart(answers: dict[str, Any], code: int) -> None:
    assert codes(answers, "met") == [code]


def test_what_paper_leaves_unsaid_stays_apart_too() -> None:
    unreadable, too_many = {"absent": "unreadable"}, {"absent": "too_many"}
    answers = {"feeling": too_many, "seen": too_many, "trust": {"fair": unreadable}, "years": unreadable}
    names = ("feeling", "seen.bike", "trust.fair", "years?")
    assert codes(answers, *names) == [TOO_MANY, TOO_MANY, UNREADABLE, UNREADABLE]


def test_each_of_several_choices_has_a_column() -> None:
    assert codes({"seen": ["bike", "foot"]}, "seen.car", "seen.bike", "seen.foot") == [0, 1, 1]


def test_a_grid_has_a_column_for_each_row() -> None:
    assert codes({"trust": {"fair": "low"}}, "trust.fair", "trust.near") == [1, NOT_ANSWERED]


def test_a_row_and_a_whole_grid_can_be_refused() -> None:
    assert codes({"trust": {"fair": UNKNOWN}}, "trust.fair", "trust.near") == [DONT_KNOW, NOT_ANSWERED]
    assert codes({"trust": ABSENT}, "trust.fair", "trust.near") == [PREFER_NOT_TO_SAY, PREFER_NOT_TO_SAY]


def test_a_ranking_holds_the_rank_of_each_option() -> None:
    assert codes({"top": ["drugs", "burglary"]}, "top.burglary", "top.robbery", "top.drugs") == [2, 0, 1]


def test_areas_are_counted_each() -> None:
    assert codes({"sites": {"E09000021": 3}}, "sites.E09000021", "sites.E09000001") == [3, 0]


def test_the_words_behind_other_have_a_status_of_their_own() -> None:
    assert codes({"feeling": "other", "feeling:other": "Watched"}, "feeling:other") == [0]
    assert codes({"feeling": "other"}, "feeling:other") == [NOT_ANSWERED]
    assert codes({"feeling": "safe"}, "feeling:other") == [NOT_ASKED]


def test_a_person_may_write_what_looks_like_an_absence() -> None:
    typed = '{"absent":"dont_know"}'
    with store_of({"why": typed}).reading() as columns:
        count, found = columns.words("why", EVERYWHERE, "", 1, 10)
    assert (count, [one.words for one in found]) == (1, [typed])


def test_an_absent_text_is_no_text() -> None:
    with store_of({"why": UNKNOWN}).reading() as columns:
        assert columns.words("why", EVERYWHERE, "", 1, 10) == (0, [])


def test_a_value_that_no_version_explains_is_counted_apart() -> None:
    assert codes({"feeling": "gone"}, "feeling") == [-7]


def test_numbers_are_summed_up() -> None:
    with store_of(*({"years": value} for value in (-3, 1, 2, 10)), {"years": ABSENT}).reading() as columns:
        summary = columns.numbers("years", EVERYWHERE)
        absences = columns.tally(["years?"], EVERYWHERE)["years?"]
    assert summary is not None
    assert (summary.mean, summary.quartiles) == (2.5, Quartiles(-3, 0, 1.5, 4, 10))
    assert absences == {0: 4, PREFER_NOT_TO_SAY: 1}


def test_a_text_is_found_whatever_its_case() -> None:
    with store_of({"why": "Loud AT night"}, {"why": "dark"}).reading() as columns:
        count, found = columns.words("why", EVERYWHERE, "at NIGHT", 1, 10)
    assert (count, [one.words for one in found]) == (1, ["Loud AT night"])


def test_a_changed_response_is_counted_once() -> None:
    store = store_of({"feeling": "safe"})
    store.take(batch([{"feeling": "unsafe"}]), [], 2)
    with store.reading() as columns:
        assert columns.tally(["feeling"], EVERYWHERE) == {"feeling": {1: 1}}
        assert columns.mark == 2


def test_a_withdrawn_response_and_its_words_are_gone() -> None:
    store = store_of({"why": "secret"}, {"why": "kept"})
    store.take(batch([]), [response_id(1)], 2)
    with store.reading() as columns:
        assert columns.size(EVERYWHERE) == 1
        assert columns.words("why", EVERYWHERE, "secret", 1, 10)[0] == 0


def test_a_reader_sees_one_state_while_another_catches_up() -> None:
    store = store_of({"feeling": "safe"})
    with store.reading() as columns:
        store.take(batch([{}], first=2), [], 2)
        assert (columns.size(EVERYWHERE), columns.mark) == (1, 1)


def test_days_are_those_of_the_time_zone() -> None:
    just_before_midnight_in_utc = (
        1_751_324_100_000_000  # 30 June 2025, 22:55 UTC: 23:55 in London, past midnight in Paris
    )
    store = store_of({}, submitted=[just_before_midnight_in_utc])
    with store.reading() as columns:
        assert str(columns.by_day("Europe/London", EVERYWHERE)[0][0]) == "2025-06-30"
        assert str(columns.by_day("Europe/Paris", EVERYWHERE)[0][0]) == "2025-07-01"


def test_rounds_stay_apart() -> None:
    store = ColumnStore(table())
    store.take(batch([{}, {}], round_key="2025"), [], 1)
    store.take(batch([{}], round_key="2026", first=3), [], 2)
    with store.reading() as columns:
        assert columns.size(store.in_round("2026")) == 1
        assert columns.size(store.in_round("2025")) == 2
        assert columns.size(store.in_round("2024")) == 0
        assert columns.by_round() == {"2025": 2, "2026": 1}
