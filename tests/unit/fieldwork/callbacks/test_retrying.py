"""When people are rung next, and when they are left in peace."""

import pytest

from survey.fieldwork.callbacks.callback import Attempt
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.outcomes import Outcome, Then
from survey.fieldwork.callbacks.retrying import Next, appointment, next_try, on_offer
from tests.unit.fieldwork.callbacks.made import CLOSES, TERMS, at, window

NOON = at("2026-11-24 12:10")
OPENED = at("2026-11-01 09:00")


def made(*outcomes: Outcome, moment: str = "2026-11-24 12:10") -> list[Attempt]:
    tried = at(moment)
    return [
        Attempt(number, tried.date(), TERMS.hours.band(tried), outcome)
        for number, outcome in enumerate(outcomes, 1)
    ]


def following(*outcomes: Outcome, times: tuple[Window, ...] = (), **more: object) -> Next | None:
    return next_try(outcomes[-1], made(*outcomes), times, TERMS, NOON, CLOSES, **more)


def test_people_choose_from_the_coming_days_with_an_hour_s_notice() -> None:
    found = on_offer(TERMS, at("2026-11-24 11:30"), OPENED, CLOSES)
    assert found[0] == window("2026-11-24 12:00", "17:00")
    assert found[-1] == window("2026-12-01 17:00", "20:00")
    assert len(found) == 2 + 3 * 3 + 2 + 2 * 3


def test_a_part_of_today_that_is_nearly_over_is_not_offered() -> None:
    assert on_offer(TERMS, at("2026-11-24 11:00"), OPENED, CLOSES)[0].begins == at("2026-11-24 12:00")


def test_nothing_is_offered_after_the_closing_date() -> None:
    found = on_offer(TERMS, at("2026-12-18 10:00"), OPENED, CLOSES)
    assert found == (window("2026-12-18 09:00", "12:00"), window("2026-12-18 12:00", "17:00"))
    assert on_offer(TERMS, CLOSES, OPENED, CLOSES) == ()


def test_nothing_is_offered_before_the_opening() -> None:
    opens = at("2026-12-07 10:00")
    found = on_offer(TERMS, at("2026-11-24 10:00"), opens, CLOSES)
    assert found[0] == window("2026-12-07 10:00", "12:00")


def test_an_appointment_is_kept_for_half_an_hour() -> None:
    assert appointment(TERMS, at("2026-11-25 14:30"), NOON, CLOSES) == window("2026-11-25 14:30", "15:00")


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("2026-11-24 12:00", "past"),
        ("2026-11-25 08:00", "closed"),
        ("2026-11-29 12:00", "closed"),
        ("2026-12-18 17:00", "after_the_end"),
    ],
)
def test_an_appointment_that_cannot_be_says_why(moment: str, why: str) -> None:
    assert appointment(TERMS, at(moment), NOON, CLOSES) == why


def test_an_engaged_number_is_tried_again_soon() -> None:
    assert following(Outcome.BUSY) == Next(window("2026-11-24 12:30", "13:00"), promised=False)


def test_soon_after_closing_time_is_the_next_morning() -> None:
    found = next_try(Outcome.BUSY, made(Outcome.BUSY), (), TERMS, at("2026-11-24 19:50"), CLOSES)
    assert found is not None
    assert found.window.begins == at("2026-11-25 09:00")


def test_no_answer_comes_first_to_the_other_times_that_the_person_chose() -> None:
    chosen = window("2026-11-26 17:00", "20:00")
    found = following(Outcome.NO_ANSWER, times=(window("2026-11-24 12:00", "17:00"), chosen))
    assert found == Next(chosen, promised=True)


def test_without_one_another_part_of_another_day_is_tried() -> None:
    assert following(Outcome.NO_ANSWER) == Next(window("2026-11-25 09:00", "12:00"), promised=False)


def test_the_part_of_the_day_tried_least_comes_first() -> None:
    wednesday = at("2026-11-25 10:00")
    second = Attempt(2, wednesday.date(), TERMS.hours.band(wednesday), Outcome.NO_ANSWER)
    tried = [*made(Outcome.NO_ANSWER), second]
    found = next_try(Outcome.NO_ANSWER, tried, (), TERMS, wednesday, CLOSES)
    assert found == Next(window("2026-11-26 17:00", "20:00"), promised=False)


def test_a_time_that_somebody_named_is_kept() -> None:
    named = window("2026-11-27 14:30", "15:00")
    assert following(Outcome.NOT_THERE, named=named) == Next(named, promised=True)


@pytest.mark.parametrize(
    "outcome", [Outcome.COMPLETE, Outcome.REFUSED, Outcome.WRONG_NUMBER, Outcome.NOT_WORKING, Outcome.DIED]
)
def test_what_is_settled_is_not_rung_again(outcome: Outcome) -> None:
    assert following(outcome) is None


def test_a_partial_interview_is_gone_on_with_only_at_a_named_time() -> None:
    named = window("2026-11-27 14:30", "15:00")
    assert following(Outcome.PARTIAL) is None
    assert following(Outcome.PARTIAL, named=named) == Next(named, promised=True)


def test_whoever_broke_off_and_wants_no_more_is_left_in_peace() -> None:
    assert following(Outcome.BROKEN_OFF, then=Then.END) is None


def test_a_line_that_went_dead_is_rung_again_soon() -> None:
    found = following(Outcome.BROKEN_OFF, then=Then.SOON)
    assert found is not None
    assert found.window.begins == at("2026-11-24 12:30")


def test_after_the_most_attempts_there_is_no_other() -> None:
    tried = [Outcome.NO_ANSWER] * TERMS.most_attempts
    assert following(*tried) is None
    assert following(*tried[1:]) is not None


def test_nobody_is_rung_after_the_closing_date() -> None:
    late = at("2026-12-18 16:50")
    assert next_try(Outcome.NO_ANSWER, made(Outcome.NO_ANSWER), (), TERMS, late, CLOSES) is None
    assert next_try(Outcome.BUSY, made(Outcome.BUSY), (), TERMS, late, CLOSES) is None
