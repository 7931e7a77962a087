"""The margins that ship are the census's and the business demography's, and fit the questionnaires that ship."""

import pytest

from survey.places.london import AREAS
from survey.places.population import residents_by_sex_and_age
from survey.weighting.targets import ENTERPRISES, scheme_of
from tests.builders import shipped


def margin(family: str, key: str) -> dict[str, float]:
    scheme = scheme_of(family)
    assert scheme is not None
    (found,) = [one for one in scheme.margins if one.key == key]
    return {one.key: one.population for one in found.categories}


def test_residents_of_15_and_over_are_all_residents_less_the_children() -> None:
    everybody = residents_by_sex_and_age()
    assert sum(everybody.values()) == 8_800_500  # the sum of the figures that the ONS rounded
    children = sum(count for (_, _, band), count in everybody.items() if band in {"0-4", "5-9", "10-14"})
    assert sum(margin("residents", "sex_age").values()) == 8_800_500 - children
    assert sum(margin("residents", "borough").values()) == 8_800_500 - children


def test_ethnic_groups_add_up_to_the_published_total() -> None:
    groups = margin("residents", "ethnic_group")
    assert groups == {"white": 4731172, "mixed": 505776, "asian": 1817647, "black": 1188369, "other": 556772}


def test_enterprises_add_up_to_the_published_total() -> None:
    # The parts are rounded to 5; London is printed as 603,315.
    assert sum(margin("businesses", "borough").values()) == pytest.approx(603_315, abs=50)
    scheme = scheme_of("businesses")
    assert scheme is not None
    assert scheme.margins[0].source == ENTERPRISES


def test_every_borough_and_the_city_is_a_category() -> None:
    for family in ("residents", "businesses", "postcard"):
        assert set(margin(family, "borough")) == {area.code for area in AREAS}


@pytest.mark.parametrize("family", ["residents", "businesses"])
def test_every_answer_that_a_scheme_reads_can_be_given(family: str) -> None:
    scheme = scheme_of(family)
    assert scheme is not None
    questions = {question.key: question for question in shipped(family).questionnaire.questions}
    for one in scheme.margins:
        for place, key in enumerate(one.questions):
            given = {answers[place] for category in one.categories for answers in category.answers}
            offered = {choice.key for choice in questions[key].choices} or {area.code for area in AREAS}
            assert given <= offered


def test_every_age_that_can_be_given_is_weighted_or_left_out() -> None:
    scheme = scheme_of("residents")
    assert scheme is not None
    (ages,) = [question for question in shipped("residents").questionnaire.questions if question.key == "age"]
    weighted = {
        answers[1]
        for one in scheme.margins
        if one.key == "sex_age"
        for c in one.categories
        for answers in c.answers
    }
    assert weighted | scheme.left_out["age"] == {choice.key for choice in ages.choices}
