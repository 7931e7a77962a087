"""London's areas are those that the ONS lists, found as people write them, each with a place on the map."""

import pytest

from survey.places.london import AREAS, CITY, LONDON, OUTSIDE


def test_there_are_33_areas_with_the_codes_of_the_ons() -> None:
    assert [area.code for area in AREAS] == [f"E090000{number:02}" for number in range(1, 34)]


def test_the_city_has_a_police_force_of_its_own() -> None:
    others = [area for area in AREAS if area.police != "Metropolitan Police Service"]
    assert [area.code for area in others] == [CITY]


def test_no_two_areas_share_a_tile() -> None:
    assert len({(area.tile_row, area.tile_column) for area in AREAS}) == 33


def test_residents_add_up_to_the_published_total_within_rounding() -> None:
    assert sum(area.residents for area in AREAS) == 8_800_000


def test_enterprises_add_up_to_the_published_total() -> None:
    assert sum(area.enterprises for area in AREAS) == 603_315


@pytest.mark.parametrize(
    ("name", "enterprises"),
    [("Westminster", 57_630), ("Camden", 39_080), ("City of London", 22_535), ("Sutton", 9_410)],
)
def test_enterprises_are_those_published_for_2022(name: str, enterprises: int) -> None:
    found = LONDON.named(name)
    assert found is not None
    assert found.enterprises == enterprises


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hammersmith & Fulham", "Hammersmith and Fulham"),
        ("barking and dagenham", "Barking and Dagenham"),
        ("Kingston", "Kingston upon Thames"),
        ("Richmond-upon-Thames", "Richmond upon Thames"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("London Borough of Camden", "Camden"),
        ("  TOWER   HAMLETS ", "Tower Hamlets"),
        ("City of London", "City of London"),
    ],
)
def test_an_area_is_found_as_people_write_it(written: str, name: str) -> None:
    found = LONDON.named(written)
    assert found is not None
    assert found.name == name


def test_an_unknown_name_finds_nothing() -> None:
    assert LONDON.named("Brighton") is None


def test_outside_is_no_area() -> None:
    assert OUTSIDE not in LONDON.by_code
