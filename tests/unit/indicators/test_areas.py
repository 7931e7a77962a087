"""Areas are known by code or by name; what is no borough keeps its own name."""

import pytest

from survey.indicators.areas import SET_FOR, area_named, key_of, name_of, residents_of


@pytest.mark.parametrize(
    "written", ["E09000021", "e09000021", "Kingston upon Thames", "kingston", " Kingston  upon Thames"]
)
def test_a_borough_is_known(written: str) -> None:
    assert area_named(written) == "E09000021"


def test_london_is_known_by_name_and_by_code() -> None:
    assert area_named("London") == area_named("E12000007") == "E12000007"


def test_what_is_no_borough_keeps_its_name() -> None:
    assert key_of("London Heathrow and London City Airports") == "London Heathrow and London City Airports"
    assert name_of("Unknown") == "Unknown"


def test_priorities_are_set_for_london_and_32_boroughs_not_for_the_city() -> None:
    assert len(SET_FOR) == 33
    assert "E09000001" not in SET_FOR


def test_residents_of_what_is_no_area_are_not_known() -> None:
    assert residents_of("Unknown") is None
    assert residents_of("E12000007") == 8_800_000 - 8_600
