"""A ranking: picks, then an order asked step by step; or places keyed one by one."""

from typing import Any

import pytest

from survey.questionnaire.definition import Absence, Channel, absent
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.ranking import still_to_place
from tests.unit.questionnaire.kinds.asked import asked, choice, codes

RANKING = KINDS["ranking"]
TOP = asked("ranking", "theft", "noise", "drugs", choice("other", other=True), limit=3)


def picked(*keys: str) -> dict[str, Any]:
    return RANKING.read(TOP, {"q": list(keys)}, {})


def placed(key: str, before: dict[str, Any]) -> dict[str, Any]:
    return RANKING.read(TOP, {"q.place": [key]}, before)


def test_one_pick_needs_no_order() -> None:
    assert picked("noise") == {"q": ["noise"]}
    assert not RANKING.unfinished(TOP, picked("noise"))


def test_several_picks_wait_to_be_put_in_order() -> None:
    assert picked("drugs", "theft") == {"q": ["theft", "drugs"], "q:placed": 0}
    assert RANKING.unfinished(TOP, picked("drugs", "theft"))


def test_all_picks_stand_to_choose_from_at_first() -> None:
    assert still_to_place(TOP, picked("drugs", "theft", "noise")) == ["theft", "noise", "drugs"]


def test_two_picks_are_in_order_after_one_step() -> None:
    assert placed("drugs", picked("theft", "drugs")) == {"q": ["drugs", "theft"]}


def test_three_picks_are_in_order_after_two_steps() -> None:
    first = placed("drugs", picked("theft", "noise", "drugs"))
    assert still_to_place(TOP, first) == ["theft", "noise"]
    assert placed("noise", first) == {"q": ["drugs", "noise", "theft"]}


def test_a_choice_placed_already_changes_nothing() -> None:
    first = placed("drugs", picked("theft", "noise", "drugs"))
    assert placed("drugs", first) == first


def test_a_choice_not_picked_can_not_be_placed() -> None:
    before = picked("theft", "noise")
    assert placed("drugs", before) == before


def test_the_same_picks_keep_the_order_they_had() -> None:
    before = {"q": ["drugs", "theft"]}
    assert RANKING.read(TOP, {"q": ["theft", "drugs"]}, before) == before


def test_other_picks_begin_a_new_order() -> None:
    before = {"q": ["drugs", "theft"]}
    again = RANKING.read(TOP, {"q": ["theft", "noise"]}, before)
    assert again == {"q": ["theft", "noise"], "q:placed": 0}


def test_words_behind_other_stay_through_the_steps() -> None:
    before = RANKING.read(TOP, {"q": ["theft", "other"], "q:other": ["Litter"]}, {})
    assert placed("other", before) == {"q": ["other", "theft"], "q:other": "Litter"}


def test_more_picks_than_places_are_refused() -> None:
    (fault,) = RANKING.check(TOP, {"q": ["theft", "noise", "drugs", "other"]}, Channel.WEB)
    assert (fault.code, fault.values) == ("too_many", {"limit": 3, "chosen": 4})


def test_places_can_be_keyed_directly() -> None:
    posted = {"q.1": ["drugs"], "q.2": ["theft"], "q.3": [""]}
    assert RANKING.read(TOP, posted, {}) == {"q": ["drugs", "theft"]}


@pytest.mark.parametrize(
    ("keyed", "fault"),
    [
        (["drugs", "drugs"], ("chosen_twice", "q.2")),
        (["", "drugs"], ("gap_in_ranks", "q.1")),
        (["drugs", "", "theft"], ("gap_in_ranks", "q.2")),
        (["drugs", "murder"], ("not_a_choice", "q")),
    ],
)
def test_places_keyed_wrong_are_told_where(keyed: list[str], fault: tuple[str, str]) -> None:
    posted = {f"q.{place}": [key] for place, key in enumerate(keyed, start=1)}
    assert codes(RANKING.check(TOP, RANKING.read(TOP, posted, {}), Channel.TELEPHONE)) == [fault]


def test_an_absence_can_be_keyed_in_the_first_place() -> None:
    entries = RANKING.read(TOP, {"q.1": ["~prefer_not_to_say"], "q.2": [""]}, {})
    assert entries == {"q": absent(Absence.PREFER_NOT_TO_SAY)}


def test_choices_are_said_first_to_last() -> None:
    entries = {"q": ["other", "theft"], "q:other": "Litter"}
    assert RANKING.say(TOP, entries, "en") == ["Other: Litter", "Theft"]


def test_each_choice_has_a_column_of_its_rank() -> None:
    ranks = [column.name for column in RANKING.columns(TOP) if column.type == "rank"]
    assert ranks == ["q.theft", "q.noise", "q.drugs", "q.other"]
