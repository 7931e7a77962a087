"""The path follows from definition and answers, and only answers to asked questions decide."""

from typing import Any

import pytest

from survey.questionnaire.canonical import canonical_json
from survey.questionnaire.definition import Absence, absent
from survey.questionnaire.problems import report
from survey.questionnaire.version import Version
from tests.unit.questionnaire.tiny import NAMES, pages, source, tiny


@pytest.mark.parametrize("name", NAMES)
def test_a_tiny_questionnaire_is_sound(name: str) -> None:
    assert report(source(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_tiny_questionnaire_keeps_its_version_after_freezing(name: str) -> None:
    version = tiny(name)
    assert Version.thaw(canonical_json(version.questionnaire)).hash == version.hash


@pytest.mark.parametrize("ticked", [["india"], ["malta"], ["india", "malta"], ["india", "azerbaijan"]])
def test_a_tick_on_either_leads_to_the_page_for_both(ticked: list[str]) -> None:
    assert pages("contains_any", visited=ticked) == ["visited", "india_or_malta"]


@pytest.mark.parametrize("ticked", [["azerbaijan"], ["liechtenstein", "azerbaijan"]])
def test_other_ticks_lead_to_the_other_page(ticked: list[str]) -> None:
    assert pages("contains_any", visited=ticked) == ["visited", "neither"]


def test_no_tick_at_all_leads_to_the_other_page() -> None:
    assert pages("contains_any") == ["visited", "neither"]


@pytest.mark.parametrize(
    ("staff", "page"), [(9, "fewer"), (10, "same"), (11, "more"), (-1, "fewer"), (0, "fewer")]
)
def test_a_number_chooses_one_page(staff: int, page: str) -> None:
    assert pages("number_compared", staff=staff) == ["staff", page]


@pytest.mark.parametrize("staff", ["10", "ten", absent(Absence.DONT_KNOW), True])
def test_what_is_no_number_is_neither_greater_nor_less_nor_equal(staff: Any) -> None:
    assert pages("number_compared", staff=staff) == ["staff"]


def test_an_answer_off_the_path_decides_nothing() -> None:
    assert pages("chain", met="no", helped="yes") == ["one", "last"]


def test_an_answer_back_on_the_path_decides_again() -> None:
    assert pages("chain", met="yes", helped="yes") == ["one", "two", "three", "last"]


def test_a_row_of_a_grid_decides() -> None:
    assert pages("grid_row", safe={"day": "safe", "dark": "unsafe"}) == ["safe", "dark"]


@pytest.mark.parametrize(
    "safe",
    [
        {"day": "unsafe"},
        {"day": "unsafe", "dark": "safe"},
        {"dark": absent(Absence.DONT_KNOW)},
        absent(Absence.DONT_KNOW),
    ],
)
def test_another_row_or_an_absence_does_not_decide(safe: dict[str, Any]) -> None:
    assert pages("grid_row", safe=safe) == ["safe"]


def test_the_first_place_decides() -> None:
    assert pages("ranking_place", top=["theft", "noise"]) == ["top", "first", "theft"]


def test_the_second_place_does_not_decide_for_the_first() -> None:
    assert pages("ranking_place", top=["noise", "theft"]) == ["top", "first"]


def test_a_section_opens_with_an_answer() -> None:
    assert pages("section", more="yes") == ["more", "one"]


def test_a_page_needs_its_section_too() -> None:
    assert pages("section", more="no", one="something") == ["more"]


def test_a_question_is_asked_on_its_channel_alone() -> None:
    route = tiny("channel").route
    assert "hear" in route.walk({}, "telephone").asked
    assert "hear" not in route.walk({}, "web").asked


def test_a_page_of_which_no_question_is_left_is_not_shown() -> None:
    assert pages("channel", "web") == ["both"]
    assert pages("channel", "event") == ["both", "spoken"]


def test_a_refusal_equals_nothing_so_that_not_holds() -> None:
    assert pages("refusal", age=absent(Absence.PREFER_NOT_TO_SAY)) == ["age", "not_under"]


def test_a_question_left_open_equals_nothing_so_that_not_holds() -> None:
    assert pages("refusal") == ["age", "not_under"]


def test_an_answer_is_an_answer() -> None:
    assert pages("refusal", age="under_16") == ["age", "known"]


def test_only_the_choices_that_follow_are_shown() -> None:
    version = tiny("choices_that_follow")
    best = version.questionnaire.question_by_key["best"]
    shown = version.route.shown_choices(best, {"used": ["bus", "boat"]}, "web")
    assert [choice.key for choice in shown] == ["bus", "boat", "none"]


def test_a_choice_that_fell_away_no_longer_counts() -> None:
    version = tiny("choices_that_follow")
    answers = {"used": ["bus"], "best": "boat"}
    path = version.route.walk(answers, "web")
    assert path.stale == {"best"}
    assert version.route.on_path(path, answers) == {"used": ["bus"]}
    assert version.route.off_path(path, answers) == {"best": "boat"}
    assert version.route.not_answered(path, answers) == ["best"]


def test_a_choice_that_fell_away_decides_nothing() -> None:
    assert pages("choices_that_follow", used=["bus"], best="boat") == ["some", "best"]
    assert pages("choices_that_follow", used=["boat"], best="boat") == ["some", "best", "boats"]


def test_a_choice_that_fell_away_leads_back_to_its_question() -> None:
    route = tiny("choices_that_follow").route
    answers = {"used": ["bus"], "best": "boat"}
    path = route.walk(answers, "web")
    page = route.first_open_page(path, answers, "web")
    assert page is not None
    assert page.key == "best"
    assert [
        (question.key, fault.code) for question, fault in route.faults_on(page, path, answers, "web")
    ] == [("best", "not_a_choice")]


def test_nothing_is_open_once_all_that_is_required_is_answered() -> None:
    route = tiny("other_with_detail").route
    answers = {"breakfast": "toast"}
    assert route.first_open_page(route.walk(answers, "web"), answers, "web") is None


@pytest.mark.parametrize("answers", [{}, {"breakfast": "other"}, {"breakfast": "cake"}])
def test_what_is_missing_or_wrong_is_open(answers: dict[str, Any]) -> None:
    route = tiny("other_with_detail").route
    assert route.first_open_page(route.walk(answers, "web"), answers, "web") is not None


def test_words_behind_a_choice_go_with_their_question() -> None:
    route = tiny("other_with_detail").route
    answers = {"breakfast": "other", "breakfast:other": "Fish", "stray": 1}
    path = route.walk(answers, "web")
    assert route.on_path(path, answers) == {"breakfast": "other", "breakfast:other": "Fish"}
    assert route.off_path(path, answers) == {"stray": 1}


def test_what_was_not_asked_and_not_answered_is_told_apart() -> None:
    route = tiny("chain").route
    answers = {"met": "no"}
    path = route.walk(answers, "web")
    assert route.not_asked(path) == ["helped", "how"]
    assert route.not_answered(path, answers) == ["anything"]


def test_the_page_after_and_before_follow_the_path() -> None:
    path = tiny("chain").route.walk({"met": "no"}, "web")
    assert (path.after("one") or path.pages[0]).key == "last"
    assert (path.before("last") or path.pages[1]).key == "one"
    assert path.after("last") is None
    assert path.before("one") is None


def test_a_page_that_fell_off_the_path_is_followed_by_the_first() -> None:
    path = tiny("chain").route.walk({"met": "no"}, "web")
    assert not path.has("three")
    assert (path.after("three") or path.pages[1]).key == "one"
