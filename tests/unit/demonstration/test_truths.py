"""What is known of the simulated people is what their answers come to."""

import pytest

from survey.demonstration import truths
from survey.demonstration.people import SECTORS
from survey.demonstration.residents import AGES
from survey.demonstration.truths import LAST_YEAR, THIS_YEAR
from survey.places.london import AREAS, OUTSIDE
from survey.responses.actions import Given
from tests.unit.demonstration.simulating import chosen, is_near, many

FIRST_YEARS = dict(AGES)


def residents_in(group: str, sex: str) -> list[dict[str, object]]:
    return [
        dict(one.answers)
        for one in many("residents")
        if truths.GROUP_OF.get(one.answers["borough"]) == group and one.answers.get("sex") == sex
    ]


def safe_out_after_dark(given: Given) -> bool | None:
    rows = given.answers.get("safety", {})
    point = rows.get("area_dark")
    return point in {"very_safe", "fairly_safe"} if isinstance(point, str) else None


def test_every_borough_belongs_to_one_group() -> None:
    assert set(truths.GROUP_OF) == {area.code for area in AREAS}


@pytest.mark.parametrize("group", truths.GROUPS)
@pytest.mark.parametrize("sex", ["female", "male"])
def test_first_priorities_have_the_shares_of_their_group_and_sex(group: str, sex: str) -> None:
    ranked = [answers.get("priorities") for answers in residents_in(group, sex)]
    first = [keys[0] for keys in ranked if isinstance(keys, list)]
    for choice, share in truths.first_priority(group, sex).items():
        assert is_near(first.count(choice), len(first), share), choice


@pytest.mark.parametrize(
    ("sex", "age"), [("female", "age_25_34"), ("male", "age_45_54"), ("female", "age_65_74")]
)
@pytest.mark.parametrize("group", truths.GROUPS)
def test_safety_after_dark_has_the_share_of_its_age_sex_and_group(sex: str, age: str, group: str) -> None:
    felt = [
        safe_out_after_dark(one)
        for one in many("residents")
        if (one.answers.get("sex"), one.answers.get("age")) == (sex, age)
        and truths.GROUP_OF.get(one.answers["borough"]) == group
    ]
    told = [one for one in felt if one is not None]
    assert is_near(sum(told), len(told), truths.safe_after_dark(sex, FIRST_YEARS[age], group))


def test_last_year_people_felt_safer() -> None:
    shares = []
    for year in (THIS_YEAR, LAST_YEAR):
        told = [felt for one in many("residents", year) if (felt := safe_out_after_dark(one)) is not None]
        shares.append(sum(told) / len(told))
    assert 0.01 < shares[1] - shares[0] < 0.07


def test_boroughs_come_in_proportion_to_their_residents() -> None:
    boroughs = [one.answers["borough"] for one in many("residents")]
    at_home = [code for code in boroughs if code != OUTSIDE]
    whole = sum(area.residents for area in AREAS)
    for area in AREAS:
        assert is_near(at_home.count(area.code), len(at_home), area.residents / whole), area.name


def test_firms_come_in_proportion_to_the_enterprises_of_a_borough() -> None:
    boroughs = [one.answers["borough"] for one in many("businesses") if "borough" in one.answers]
    whole = sum(area.enterprises for area in AREAS)
    for area in AREAS:
        assert is_near(boroughs.count(area.code), len(boroughs), area.enterprises / whole), area.name


@pytest.mark.parametrize("sector_group", ["shops", "food", "offices"])
@pytest.mark.parametrize("crime", ["shop_theft", "online_crime"])
def test_firms_suffer_what_their_sector_does(sector_group: str, crime: str) -> None:
    points = [
        one.answers.get("crime", {}).get(crime)
        for one in many("businesses")
        if chosen(one, "sector") in SECTORS[sector_group]
    ]
    told = [point for point in points if isinstance(point, str)]
    suffered = [point for point in told if point != "not_at_all"]
    assert is_near(len(suffered), len(told), truths.SUFFERED[sector_group][crime])


def test_the_old_use_the_telephone_and_paper_more() -> None:
    old = [
        one for one in many("residents") if chosen(one, "age") in {"age_65_74", "age_75_84", "age_85_plus"}
    ]
    web = sum(one.channel == "web" for one in old)
    assert is_near(web, len(old), truths.channels_of_the_old()["web"])
