"""Simulated responses could have been given: to any valid questionnaire, along its routes, within its rules."""

import pickle
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from survey.demonstration.crowd import WORTH_IT, batches
from survey.demonstration.moments import Window
from survey.demonstration.simulation import Simulation, simulated
from survey.questionnaire.definition import Questionnaire
from survey.questionnaire.version import Version
from survey.responses.settle import settle
from tests.builders import TINY, shipped, version_from
from tests.unit.demonstration.simulating import (
    CLOSES,
    LONDON_TIME,
    OPENS,
    WINDOW,
    chosen,
    many,
    some,
)
from tests.unit.questionnaire.made import questionnaires


@settings(max_examples=60, deadline=None)
@given(questionnaires(), st.integers(0, 1000))
def test_any_questionnaire_is_answered_along_its_path_and_passes_its_checks(
    made: Questionnaire, seed: int
) -> None:
    version = Version.of(made)
    for one in some(version, 3, seed=seed):
        path = version.route.walk(one.answers, one.channel)
        assert version.route.first_open_page(path, one.answers, one.channel) is None
        assert settle(version, one.answers, one.channel).off_path == {}


def test_a_question_that_does_not_apply_is_not_answered() -> None:
    for one in some(version_from(TINY), 200):
        if one.answers.get("met") != "yes":
            assert "went" not in one.answers


def test_the_same_seed_gives_the_same_responses() -> None:
    version = version_from(TINY)
    assert some(version, 20, seed=7) == some(version, 20, seed=7)


def test_many_processes_draw_the_same_responses_as_one() -> None:
    wanted = Simulation(version_from(TINY), "2026", WINDOW, WORTH_IT + 500, 3)
    together = [one for batch in batches(wanted) for one in batch]
    assert together == list(simulated(wanted))


def test_a_version_travels_to_another_process_as_its_document() -> None:
    version = shipped("residents")
    assert pickle.loads(pickle.dumps(version)).hash == version.hash  # noqa: S301  our own bytes


def test_another_seed_gives_other_responses() -> None:
    version = version_from(TINY)
    assert some(version, 20, seed=7) != some(version, 20, seed=8)


def test_all_pages_of_what_ships_are_reached() -> None:
    for family in ("residents", "businesses"):
        version = shipped(family)
        seen = {page for one in many(family) for page in settle(version, one.answers, one.channel).pages}
        assert seen == {page.key for page in version.questionnaire.pages}


def test_all_choices_of_what_ships_are_chosen_by_somebody() -> None:
    version = shipped("residents")
    chosen = {(key, value) for one in many("residents") for key, value in flat(one.answers)}
    rare = {"roma", "gypsy_traveller", "under_15"}
    missing = {
        (question.key, choice.key)
        for question in version.questionnaire.questions
        if question.kind in {"single_choice", "multiple_choice", "ranking"}
        for choice in question.choices
        if choice.key not in rare and (question.key, choice.key) not in chosen
    }
    assert missing == set()


def flat(answers: object) -> list[tuple[str, object]]:
    assert isinstance(answers, dict)
    return [
        (key, one)
        for key, value in answers.items()
        for one in (value if isinstance(value, list) else [value])
        if isinstance(one, str)
    ]


def test_nobody_under_16_is_asked_about_orientation() -> None:
    young = [one for one in many("residents") if chosen(one, "age") in {"under_15", "age_15"}]
    assert young
    assert not [one for one in young if "sexual_orientation" in one.answers]


def test_most_texts_differ() -> None:
    written = [
        one.answers[key]
        for one in many("residents")
        for key in ("first_why", "first_what")
        if isinstance(one.answers.get(key), str)
    ]
    assert len(set(written)) / len(written) > 0.8


def test_some_people_write_in_capitals_and_some_hardly_at_all() -> None:
    written = [
        one.answers["first_why"] for one in many("residents") if isinstance(one.answers.get("first_why"), str)
    ]
    assert any(words.isupper() and len(words) > 20 for words in written)
    assert any(len(words) < 10 for words in written)
    assert any(len(words) > 300 for words in written)


def test_telephone_numbers_in_texts_are_those_kept_for_fiction() -> None:
    written = " ".join(str(one.answers) for family in ("residents", "businesses") for one in many(family))
    numbers = set(re.findall(r"\b0\d{2,4} \d{3,4} ?\d{3,4}\b", written))
    assert numbers
    assert not [number for number in numbers if not number.startswith(("07700 900", "020 7946 0"))]


def test_times_lie_within_the_round() -> None:
    assert all(OPENS <= one.started_at < one.submitted_at <= CLOSES for one in many("residents"))


def test_evenings_are_busiest() -> None:
    web = [one.submitted_at.astimezone(LONDON_TIME).hour for one in many("residents") if one.channel == "web"]
    assert web.count(20) > 2 * web.count(10) > 10 * web.count(4)


def test_a_round_of_a_minute_can_be_simulated() -> None:
    window = Window(OPENS, OPENS.replace(minute=1), CLOSES, LONDON_TIME)
    assert all(
        OPENS <= one.submitted_at <= window.ends for one in some(version_from(TINY), 20, window=window)
    )


def test_a_response_says_that_it_is_simulated() -> None:
    assert some(version_from(TINY), 1, seed=5, window=WINDOW)[0].paradata == {"simulated": 5}
