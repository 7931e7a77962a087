"""Where a round stands, and what its dates allow."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.consultations.round import (
    Details,
    Round,
    RoundRefused,
    Status,
    a_year_on,
    check,
    check_amendment,
    closed,
    copied,
    current,
    extended,
)

LONDON = ZoneInfo("Europe/London")
OPENS = datetime(2026, 9, 1, 8, tzinfo=UTC)
CLOSES = datetime(2026, 10, 1, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def autumn(**changes: object) -> Round:
    return replace(Round("2026", "Autumn 2026", OPENS, CLOSES, 24), **changes)  # type: ignore[arg-type]  # any field


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (OPENS - SECOND, Status.PLANNED),
        (OPENS, Status.OPEN),
        (CLOSES - SECOND, Status.OPEN),
        (CLOSES, Status.GRACE),
        (CLOSES + 24 * HOUR - SECOND, Status.GRACE),
        (CLOSES + 24 * HOUR, Status.CLOSED),
    ],
)
def test_the_status_follows_from_the_dates(now: datetime, status: Status) -> None:
    assert autumn().status(now) is status


def test_who_has_begun_may_finish_in_the_grace_time() -> None:
    assert not autumn().is_open(CLOSES)
    assert autumn().may_finish(CLOSES)
    assert not autumn().may_finish(CLOSES + 24 * HOUR)


def test_nobody_may_finish_before_the_opening() -> None:
    assert not autumn().may_finish(OPENS - SECOND)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"key": "2026 autumn"}, "bad_key"),
        ({"key": ""}, "bad_key"),
        ({"key": "../2026"}, "bad_key"),
        ({"name": " "}, "name_missing"),
        ({"closes_at": OPENS}, "closes_before_it_opens"),
        ({"grace_hours": -1}, "bad_grace"),
        ({"grace_hours": 337}, "bad_grace"),
    ],
)
def test_a_round_that_cannot_be_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(RoundRefused, match=code):
        check(autumn(**changes))


def test_before_the_opening_every_date_can_change() -> None:
    check_amendment(autumn(), autumn(opens_at=OPENS + HOUR, closes_at=CLOSES + HOUR), OPENS - HOUR)


def test_after_the_opening_the_opening_stays() -> None:
    with pytest.raises(RoundRefused, match="already_opened"):
        check_amendment(autumn(), autumn(opens_at=OPENS + HOUR), OPENS + 2 * HOUR)


def test_after_the_opening_the_end_changes_by_extending_or_closing() -> None:
    with pytest.raises(RoundRefused, match="extend_or_close"):
        check_amendment(autumn(), autumn(closes_at=CLOSES + HOUR), OPENS + HOUR)


def test_extending_moves_the_end() -> None:
    assert extended(autumn(), CLOSES + HOUR, OPENS).closes_at == CLOSES + HOUR


def test_extending_never_shortens() -> None:
    with pytest.raises(RoundRefused, match="not_later"):
        extended(autumn(), CLOSES, OPENS)


def test_a_closed_round_is_not_extended_into_the_past() -> None:
    with pytest.raises(RoundRefused, match="in_the_past"):
        extended(autumn(), CLOSES + HOUR, CLOSES + 2 * HOUR)


def test_closing_begins_the_grace_time() -> None:
    now = OPENS + HOUR
    assert closed(autumn(), now).status(now) is Status.GRACE


@pytest.mark.parametrize("now", [OPENS - HOUR, CLOSES + HOUR])
def test_only_an_open_round_is_closed(now: datetime) -> None:
    with pytest.raises(RoundRefused, match="not_open"):
        closed(autumn(), now)


def test_a_copy_keeps_the_clock_of_the_place_across_summer_time() -> None:
    before = autumn(
        opens_at=datetime(2025, 3, 30, 8, tzinfo=UTC), closes_at=CLOSES
    )  # 9 in the morning, summer
    copy = copied(before, "next", "Next", LONDON)
    assert copy.opens_at == datetime(2026, 3, 30, 8, tzinfo=UTC)
    winter = copied(
        autumn(opens_at=datetime(2026, 3, 29, 8, tzinfo=UTC)), "next", "Next", ZoneInfo("Europe/London")
    )
    assert winter.opens_at.astimezone(LONDON).hour == 9


def test_a_leap_day_is_followed_by_the_28th() -> None:
    assert a_year_on(datetime(2028, 2, 29, 12, tzinfo=UTC), LONDON) == datetime(
        2029, 2, 28, 12, tzinfo=LONDON
    )


def test_a_copy_keeps_what_people_are_told() -> None:
    told = Details(telephone="0800 100 200")
    assert copied(autumn(details=told), "next", "Next", LONDON).details == told


def test_details_come_back_from_their_document() -> None:
    told = Details(telephone="0800 100 200", freepost="FREEPOST\nHAVE YOUR SAY")
    assert Details.of(told.document()) == told


def years(*starts: int) -> list[Round]:
    return [
        autumn(
            key=str(year),
            opens_at=datetime(year, 9, 1, tzinfo=UTC),
            closes_at=datetime(year, 10, 1, tzinfo=UTC),
        )
        for year in starts
    ]


@pytest.mark.parametrize(
    ("now", "key"),
    [
        (datetime(2026, 9, 15, tzinfo=UTC), "2026"),  # it runs
        (datetime(2026, 10, 1, 1, tzinfo=UTC), "2026"),  # grace
        (datetime(2026, 11, 1, tzinfo=UTC), "2026"),  # nearer than next year's
        (datetime(2027, 8, 1, tzinfo=UTC), "2027"),  # nearer than last year's
        (datetime(2020, 1, 1, tzinfo=UTC), "2025"),
    ],
)
def test_the_current_round_is_the_one_that_runs_or_the_nearest(now: datetime, key: str) -> None:
    found = current(years(2025, 2026, 2027), now)
    assert found is not None
    assert found.key == key


def test_of_two_that_run_the_one_opened_last_is_current() -> None:
    newer = autumn(key="newer", opens_at=OPENS + HOUR)
    found = current([autumn(), newer], OPENS + 2 * HOUR)
    assert found == newer


def test_an_open_round_comes_before_one_in_its_grace_time() -> None:
    ending = autumn(key="ending", opens_at=OPENS + HOUR, closes_at=OPENS + 2 * HOUR)
    assert current([ending, autumn()], OPENS + 3 * HOUR) == autumn()


def test_without_rounds_none_is_current() -> None:
    assert current([], OPENS) is None


@pytest.mark.parametrize(("weeks", "is_short"), [(4, True), (8, False), (12, False)])
def test_a_round_of_less_than_eight_weeks_is_short(weeks: int, is_short: bool) -> None:
    assert autumn(closes_at=OPENS + timedelta(weeks=weeks)).is_short is is_short
