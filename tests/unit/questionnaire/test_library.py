"""The questionnaires that ship do what was promised of them."""

import re
from pathlib import Path
from typing import Any

import pytest

from survey.questionnaire.conditions import holds
from survey.questionnaire.definition import Absence, Channel, Question, absent
from survey.questionnaire.document import load_document
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.library import FAMILIES, source
from tests.unit.questionnaire.shipped import asked, pages, route, shipped

UNDER_16 = ("under_15", "age_15")
ONLY_FROM_16 = ("gender_identity", "sexual_orientation", "marriage", "pregnancy")
CENSUS_BAND = 5
"""Years in an age band of the census tables."""

both = pytest.mark.parametrize("family", ["residents", "businesses"])


def choice_keys(family: str, question: str) -> set[str]:
    return {choice.key for choice in shipped(family).question_by_key[question].choices}


@pytest.mark.parametrize("family", FAMILIES)
def test_a_questionnaire_that_ships_has_no_problems(family: str) -> None:
    assert shipped(family).family == family


def test_a_family_that_does_not_ship_is_not_found() -> None:
    with pytest.raises(KeyError):
        source("../residents")


# What is required


def test_residents_must_only_say_their_borough() -> None:
    assert [question.key for question in shipped("residents").questions if question.required] == ["borough"]


def test_businesses_must_only_say_their_role_and_boroughs() -> None:
    required = [question.key for question in shipped("businesses").questions if question.required]
    assert required == ["role", "boroughs", "borough"]


@pytest.mark.parametrize("premises", ["one", "several"])
def test_a_business_says_where_it_is_once(premises: str) -> None:
    where = {"borough", "boroughs"} & asked("businesses", premises=premises)
    assert where == ({"borough"} if premises == "one" else {"boroughs"})


# How long it is


def test_the_ordinary_path_of_a_resident_is_eight_pages_in_six_sections() -> None:
    path = route("residents").walk(
        {
            "age": "age_35_44",
            "priorities": ["burglary", "drugs"],
            "contact": ["none"],
            "health_condition": "no",
        },
        Channel.WEB,
    )
    assert len(path.pages) == 8
    assert len({shipped("residents").section_of[page.key].key for page in path.pages}) == 6


def test_the_last_two_of_them_are_one_section_to_be_skipped_at_once() -> None:
    skippable = [page.key for page in shipped("residents").pages if page.skippable]
    assert skippable == pages("residents", age="age_35_44")[-2:]
    assert len({shipped("residents").section_of[page].key for page in skippable}) == 1


def test_the_shortest_path_of_a_business_is_three_pages() -> None:
    assert pages("businesses", premises="one", more="finish") == ["business", "priorities", "one_thing"]


def test_the_shortest_path_of_a_business_is_six_answers() -> None:
    assert len(asked("businesses", premises="one", more="finish")) == 6


def test_a_business_that_leaves_every_choice_open_is_on_the_shortest_path() -> None:
    assert pages("businesses") == pages("businesses", premises="one", more="finish")


def test_a_business_with_several_sites_has_one_page_more() -> None:
    assert pages("businesses", premises="several") == ["business", "boroughs", "priorities", "one_thing"]


def test_several_sites_are_counted_in_any_number_of_boroughs() -> None:
    boroughs = shipped("businesses").question_by_key["boroughs"]
    everywhere = {code: 1 for code, _ in _area_options()}
    assert boroughs.counted
    assert KINDS["area"].check(boroughs, {"boroughs": everywhere}, Channel.WEB) == []


def _area_options() -> list[tuple[str, str]]:
    columns = KINDS["area"].columns(shipped("businesses").question_by_key["borough"])
    return list(columns[0].categories)


# Young people


@pytest.mark.parametrize("age", UNDER_16)
@pytest.mark.parametrize("question", ONLY_FROM_16)
def test_somebody_under_16_is_not_asked(age: str, question: str) -> None:
    assert question not in asked("residents", age=age)


@pytest.mark.parametrize("question", ONLY_FROM_16)
def test_somebody_of_16_is_asked(question: str) -> None:
    assert question in asked("residents", age="age_16_19")


@pytest.mark.parametrize("question", ONLY_FROM_16)
@pytest.mark.parametrize("answers", [{}, {"age": absent(Absence.PREFER_NOT_TO_SAY)}])
def test_somebody_who_may_be_under_16_is_not_asked(answers: dict[str, Any], question: str) -> None:
    assert question not in asked("residents", **answers)


def test_somebody_under_16_is_not_offered_to_leave_details() -> None:
    offer = shipped("residents").keep_informed
    assert offer is not None
    offered = {key for key in choice_keys("residents", "age") if holds(offer.show_if, {"age": key}, "web")}
    assert offered == choice_keys("residents", "age") - set(UNDER_16)


def test_age_is_asked_before_anything_that_hangs_on_it() -> None:
    first = shipped("residents").pages[0]
    assert "age" in {question.key for question in first.questions}


def test_age_bands_are_unions_of_census_bands_once_15_joins_16_to_19() -> None:
    starts = [_first_year(key) for key in _ages() if key not in ("under_15", "age_16_19")]
    assert all(start % CENSUS_BAND == 0 for start in starts)


def test_age_bands_leave_no_year_out() -> None:
    bands = [_years(key) for key in _ages()]
    assert [start for start, _ in bands][1:] == [end + 1 for _, end in bands[:-1]]


def _ages() -> list[str]:
    return [choice.key for choice in shipped("residents").question_by_key["age"].choices]


def _first_year(key: str) -> int:
    return int(re.findall(r"\d+", key)[0])


def _years(key: str) -> tuple[int, int]:
    numbers = [int(number) for number in re.findall(r"\d+", key)]
    if key.startswith("under"):
        return 0, numbers[0] - 1
    return numbers[0], numbers[-1]


# Priorities


@both
def test_three_of_sixteen_priorities_and_another_can_be_ranked(family: str) -> None:
    priorities = shipped(family).question_by_key["priorities"]
    assert (priorities.kind, priorities.limit, priorities.rotate) == ("ranking", 3, True)
    assert len(priorities.choices) == 17
    assert [choice.key for choice in priorities.choices if choice.other] == ["other"]


@both
def test_priorities_are_asked_unprompted_by_telephone(family: str) -> None:
    wording = shipped(family).question_by_key["priorities"].wording(Channel.TELEPHONE)
    assert (wording.unprompted, wording.read_out) == (True, False)


def test_a_priority_that_both_can_choose_has_one_wording() -> None:
    residents = shipped("residents").question_by_key["priorities"].choice_by_key
    businesses = shipped("businesses").question_by_key["priorities"].choice_by_key
    common = residents.keys() & businesses.keys()
    assert len(common) >= 10
    assert {key for key in common if residents[key].text != businesses[key].text} == set()


@both
@pytest.mark.parametrize(
    ("chosen", "add_more", "expected"),
    [
        (["drugs"], "no", ["first_priority"]),
        (["drugs"], "yes", ["first_priority"]),
        (["drugs", "burglary"], "no", ["first_priority"]),
        (["drugs", "burglary"], "yes", ["first_priority", "second_priority"]),
        (["drugs", "burglary", "robbery"], "yes", ["first_priority", "second_priority", "third_priority"]),
    ],
)
def test_reasons_are_asked_for_as_many_priorities_as_were_chosen(
    family: str, chosen: list[str], add_more: str, expected: list[str]
) -> None:
    path = pages(family, more="more", priorities=chosen, add_more=add_more)
    assert [page for page in path if page.endswith("_priority")] == expected


@both
def test_the_first_priority_is_named_where_its_reasons_are_asked(family: str) -> None:
    assert "[[priorities.1]]" in shipped(family).page_by_key["first_priority"].text.say("en")


@both
@pytest.mark.parametrize("answers", [{}, {"priorities": absent(Absence.DONT_KNOW)}])
def test_no_reason_is_asked_where_nothing_was_chosen(family: str, answers: dict[str, Any]) -> None:
    assert "first_priority" not in pages(family, more="more", **answers)


# Contact and crime


@pytest.mark.parametrize("kind", sorted({"victim", "witness", "stopped", "event", "other"}))
def test_satisfaction_is_asked_after_contact_of_any_kind(kind: str) -> None:
    assert "contact_satisfaction" in pages("residents", contact=[kind])


@pytest.mark.parametrize(
    "answers", [{}, {"contact": ["none"]}, {"contact": absent(Absence.PREFER_NOT_TO_SAY)}]
)
def test_satisfaction_is_not_asked_without_contact(answers: dict[str, Any]) -> None:
    assert "contact_satisfaction" not in pages("residents", **answers)


def test_effects_are_asked_after_crime_of_any_kind() -> None:
    crime = shipped("businesses").question_by_key["crime"]
    for row in crime.rows:
        for point in crime.choices:
            path = pages("businesses", more="more", crime={row.key: point.key})
            assert ("effects" in path) == (point.key != "not_at_all"), (row.key, point.key)


@pytest.mark.parametrize("crime", [{}, {"burglary": absent(Absence.DONT_KNOW)}])
def test_effects_are_not_asked_where_no_crime_was_told(crime: dict[str, Any]) -> None:
    assert "effects" not in pages("businesses", more="more", crime=crime)


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("all", {"reported_satisfaction"}),
        ("some", {"reported_satisfaction", "not_reported_why"}),
        ("none", {"not_reported_why"}),
        (absent(Absence.DONT_KNOW), set()),
    ],
)
def test_reporting_decides_what_follows(reported: Any, expected: set[str]) -> None:
    followed = asked("businesses", more="more", crime={"fraud": "once"}, reported=reported)
    assert followed & {"reported_satisfaction", "not_reported_why"} == expected


@pytest.mark.parametrize(
    ("family", "page"),
    [
        ("residents", "safety"),
        ("residents", "contact"),
        ("residents", "contact_satisfaction"),
        ("businesses", "crime"),
        ("businesses", "effects"),
        ("businesses", "reporting"),
    ],
)
def test_pages_on_safety_and_crime_can_be_left_at_once(family: str, page: str) -> None:
    assert shipped(family).page_by_key[page].sensitive


# About you


def about_you() -> list[Question]:
    return [question for page in shipped("residents").pages if page.skippable for question in page.questions]


def test_every_question_about_you_can_be_refused_and_says_why_it_is_asked() -> None:
    for question in about_you():
        assert Absence.PREFER_NOT_TO_SAY in question.absences, question.key
        assert question.why, question.key


def test_about_you_covers_the_protected_characteristics_and_caring() -> None:
    assert {question.key for question in about_you()} == {
        "sex", "gender_identity", "ethnic_group", "ethnic_background", "religion", "health_condition",
        "condition_effect", "caring", "sexual_orientation", "marriage", "pregnancy",
    }  # fmt: skip


def test_the_ethnic_background_offers_only_what_belongs_to_the_group() -> None:
    background = shipped("residents").question_by_key["ethnic_background"]
    shown = [
        {
            choice.key
            for choice in route("residents").shown_choices(background, {"ethnic_group": group}, Channel.WEB)
        }
        for group in sorted(choice_keys("residents", "ethnic_group"))
    ]
    assert all(shown)
    assert sum(map(len, shown)) == len(background.choices)


@pytest.mark.parametrize(
    ("answers", "is_asked"),
    [
        ({"sex": "female"}, True),
        ({"sex": "male", "gender_identity": "same"}, False),
        ({"sex": "male", "gender_identity": "different"}, True),
        ({}, True),
    ],
)
def test_pregnancy_is_not_asked_of_men_who_say_that_they_were_born_male(
    answers: dict[str, str], is_asked: bool
) -> None:
    assert ("pregnancy" in asked("residents", age="age_25_34", **answers)) is is_asked


# The book


def test_the_book_says_of_every_question_why_it_is_asked() -> None:
    book = (Path(__file__).parents[3] / "docs" / "questions.md").read_text(encoding="utf-8")
    for family in FAMILIES:
        for question in shipped(family).questions:
            assert f"`{question.key}`" in book, question.key


@pytest.mark.parametrize("key", ["borough", "age", "priorities"])
def test_the_postcard_asks_the_residents_questions_under_the_same_keys(key: str) -> None:
    card, whole = (load_document(source(family)).question_by_key[key] for family in ("postcard", "residents"))
    assert (card.kind, card.limit, card.text.say("en")) == (whole.kind, whole.limit, whole.text.say("en"))
    assert [(one.key, one.text.say("en")) for one in card.choices] == [
        (one.key, one.text.say("en")) for one in whole.choices
    ]


def test_the_postcard_is_written_in_three_languages() -> None:
    texts = [text for _, text in load_document(source("postcard")).texts() if text]
    assert all(set(text.by_language) == {"en", "cy", "ur"} for text in texts)
