"""The hours of the call centre by the clock of the place, and a body's own arrangements."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from survey.fieldwork.callbacks.arrangements import OWN_NAME, SHIPPED, BadArrangements, arrangements
from survey.fieldwork.callbacks.hours import Band, read_clock, to_quarter
from tests.unit.fieldwork.callbacks.made import TERMS, ZONE, at, window

HOURS = TERMS.hours


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-24 08:59", False),
        ("2026-11-24 09:00", True),
        ("2026-11-24 19:59", True),
        ("2026-11-24 20:00", False),
        ("2026-11-28 09:30", False),
        ("2026-11-28 10:00", True),
        ("2026-11-29 12:00", False),
    ],
)
def test_nobody_is_rung_outside_the_hours(moment: str, is_open: bool) -> None:
    assert HOURS.is_open(at(moment)) is is_open


def test_hours_follow_the_clock_in_summer_too() -> None:
    summer = at("2026-07-01 09:00")
    assert summer.hour == 8
    assert HOURS.is_open(summer)
    assert not HOURS.is_open(summer - timedelta(minutes=1))


def test_a_day_is_cut_into_morning_afternoon_and_evening() -> None:
    found = list(HOURS.windows(at("2026-11-24 00:00").date(), 1))
    assert found == [
        window("2026-11-24 09:00", "12:00"),
        window("2026-11-24 12:00", "17:00"),
        window("2026-11-24 17:00", "20:00"),
    ]
    assert [HOURS.band(one.begins) for one in found] == [Band.MORNING, Band.AFTERNOON, Band.EVENING]


def test_a_saturday_ends_early_and_a_sunday_has_none() -> None:
    found = list(HOURS.windows(at("2026-11-28 00:00").date(), 2))
    assert found == [window("2026-11-28 10:00", "12:00"), window("2026-11-28 12:00", "16:00")]


def test_the_next_opening_skips_the_night_and_sunday() -> None:
    assert HOURS.next_opening(at("2026-11-28 16:30")) == at("2026-11-30 09:00")
    assert HOURS.next_opening(at("2026-11-24 11:07")) == at("2026-11-24 11:07")


@pytest.mark.parametrize(
    ("moment", "quarter"),
    [("10:00", "10:00"), ("10:00:01", "10:15"), ("10:14", "10:15"), ("10:46", "11:00"), ("23:59", None)],
)
def test_moments_are_kept_to_the_next_quarter_of_an_hour(moment: str, quarter: str | None) -> None:
    wanted = at(f"2026-11-24 {quarter}") if quarter else at("2026-11-25 00:00")
    assert to_quarter(at(f"2026-11-24 {moment}")) == wanted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("2.30 pm", time(14, 30)),
        ("2:30", time(14, 30)),
        ("2pm", time(14)),
        ("12 pm", time(12)),
        ("12am", time(0)),
        ("9", time(9)),
        ("8", time(20)),
        ("930", time(9, 30)),
        (" 10:15 a.m.", time(10, 15)),
        ("0", time(0)),
        ("25:00", None),
        ("14:75", None),
        ("14pm", None),
        ("", None),
        ("half past two", None),
    ],
)
def test_a_time_is_read_as_people_say_it(typed: str, meant: time | None) -> None:
    assert read_clock(typed, time(9)) == meant


def own(tmp_path: Path, change: tuple[str, str]) -> Path:
    (tmp_path / OWN_NAME).write_text(SHIPPED.read_text().replace(*change))
    return tmp_path


def test_a_body_has_hours_of_its_own(tmp_path: Path) -> None:
    found = arrangements(own(tmp_path, ('monday: "09:00-20:00"', 'monday: "08:00-12:00"')), ZONE)
    assert found.hours.is_open(at("2026-11-23 08:00"))
    assert not found.hours.is_open(at("2026-11-23 12:00"))


def test_a_bank_holiday_is_closed(tmp_path: Path) -> None:
    found = arrangements(own(tmp_path, ("closed_on: []", 'closed_on: ["2026-12-25"]')), ZONE)
    assert not found.hours.is_open(at("2026-12-25 12:00"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("busy_minutes", "busy"), "needs these entries"),
        (("most_attempts: 6", "most_attempts: none"), "most_attempts is a whole number"),
        (("most_attempts: 6", "most_attempts: 0"), "most_attempts is a whole number"),
        (('"09:00-20:00"', '"20:00-09:00"'), "closes after it opens"),
        (('"09:00-20:00"', '"nine to eight"'), "Invalid isoformat string"),
        (("monday:", "mon:"), "hours are given by day"),
        (('evening: "17:00"', 'evening: "11:00"'), "the evening begins after the afternoon"),
        (("closed_on: []", 'closed_on: ["2026-02-30"]'), "day is out of range"),
        (("regions: [", "regions: {"), "is no YAML"),
    ],
)
def test_arrangements_that_cannot_be_say_why(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(BadArrangements, match=said):
        arrangements(own(tmp_path, change), ZONE)
