"""The queue: who is rung first, by one clerk alone, never outside the hours."""

from datetime import timedelta

import pytest

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Held
from survey.fieldwork.callbacks.outcomes import Outcome, Then
from tests.callbacks import MORNING, NOW, ROUND, SECRETS, asked, drawn, number, rows, rung, wish
from tests.unit.fieldwork.callbacks.made import TERMS, at, window

EVENING = window("2026-11-24 17:00", "20:00")
TOMORROW = window("2026-11-25 09:00", "12:00")


def names(*found: Held | None) -> list[str]:
    return [one.person.name if one else "nobody" for one in found]


def test_an_empty_queue_gives_nothing(database: Database) -> None:
    assert drawn(database) is None


def test_a_time_that_has_not_come_is_not_rung(database: Database) -> None:
    asked(database, wish(0, EVENING))
    assert drawn(database) is None
    assert drawn(database, now=at("2026-11-24 17:00")) is not None


@pytest.mark.parametrize("moment", ["2026-11-24 08:30", "2026-11-24 20:00", "2026-11-29 12:00"])
def test_nobody_is_rung_outside_the_hours(database: Database, moment: str) -> None:
    asked(database, wish(0, window("2026-11-24 00:00", "00:30")))
    assert drawn(database, now=at(moment)) is None


def test_nobody_is_rung_after_the_consultation(database: Database) -> None:
    asked(database)
    assert drawn(database, now=ROUND.closes_at) is None


def test_appointments_come_by_when_they_run_out(database: Database) -> None:
    asked(database, wish(1, MORNING, name="any time this morning"))
    asked(database, wish(2, window("2026-11-24 10:00", "10:30"), name="at ten"))
    assert names(drawn(database, "one"), drawn(database, "two")) == ["at ten", "any time this morning"]


def test_appointments_come_before_further_tries(database: Database) -> None:
    asked(database, wish(1, name="tried before"))
    rung(database, Outcome.BUSY, now=at("2026-11-24 09:10"))
    asked(database, wish(2, name="chose this morning"))
    assert names(drawn(database, "one"), drawn(database, "two")) == ["chose this morning", "tried before"]


def test_a_clerk_is_given_the_same_call_until_it_is_settled(database: Database) -> None:
    asked(database, wish(1))
    asked(database, wish(2))
    assert names(drawn(database), drawn(database)) == names(drawn(database)) * 2


def test_no_two_clerks_hold_the_same_call(database: Database) -> None:
    asked(database)
    assert drawn(database, "one") is not None
    assert drawn(database, "two") is None


def test_a_hold_runs_out(database: Database) -> None:
    asked(database)
    drawn(database, "one")
    assert drawn(database, "two", NOW + TERMS.hold - timedelta(minutes=1)) is None
    assert drawn(database, "two", NOW + TERMS.hold + timedelta(minutes=15)) is not None


def test_whoever_lost_a_call_to_a_colleague_is_told(database: Database) -> None:
    asked(database)
    held = drawn(database, "one")
    later = NOW + timedelta(hours=1)
    drawn(database, "two", later)
    assert held is not None
    with database.transaction() as tx, pytest.raises(actions.NotHeld):
        actions.tried(tx, "one", held.callback.id, Outcome.NO_ANSWER, ROUND, TERMS, SECRETS, later)


def test_a_hold_that_ran_out_still_takes_the_outcome_while_nobody_else_has_it(database: Database) -> None:
    asked(database)
    held = drawn(database)
    assert held is not None
    with database.transaction() as tx:
        ended = actions.tried(
            tx, "a clerk", held.callback.id, Outcome.COMPLETE, ROUND, TERMS, SECRETS, NOW + timedelta(hours=5)
        )
    assert ended.outcome is Outcome.COMPLETE


def test_an_interview_is_held_for_as_long_as_it_may_take(database: Database) -> None:
    asked(database)
    held = drawn(database, "one")
    assert held is not None
    with database.transaction() as tx:
        actions.on_the_line(tx, "one", held.callback.id, TERMS, SECRETS, NOW)
    assert drawn(database, "two", NOW + timedelta(hours=1)) is None


def test_a_call_can_be_given_back(database: Database) -> None:
    asked(database)
    drawn(database, "one")
    with database.transaction() as tx:
        assert actions.give_back(tx, "one", SECRETS)
        assert not actions.give_back(tx, "one", SECRETS)
    assert drawn(database, "two") is not None


def test_a_clerk_is_given_the_languages_that_they_speak(database: Database) -> None:
    asked(database, wish(1, language="ur"))
    assert drawn(database, "one", languages=("en", "cy")) is None
    assert drawn(database, "two", languages=("ur",)) is not None


def test_what_was_missed_moves_to_the_next_time_that_was_chosen(database: Database) -> None:
    asked(database, wish(0, MORNING, TOMORROW))
    assert drawn(database, now=at("2026-11-24 13:00")) is None
    (kept,) = rows(database, "callbacks")
    assert kept["due_at"] == TOMORROW.begins


def test_what_was_missed_without_another_time_is_rung_late_rather_than_never(database: Database) -> None:
    asked(database)
    assert drawn(database, now=at("2026-11-24 13:00")) is not None


def test_a_call_whose_details_nobody_can_open_is_passed_over_and_kept(database: Database) -> None:
    with database.transaction() as tx:
        actions.ask(tx, "2026", wish(1), ["a secret that is gone"], NOW.date())
    asked(database, wish(2))
    assert names(drawn(database)) == ["Flat 2"]
    assert len(rows(database, "contacts")) == 2


def test_the_queue_says_how_it_stands(database: Database) -> None:
    asked(database, wish(1, MORNING))
    asked(database, wish(2, window("2026-11-24 09:00", "09:30")))
    asked(database, wish(3, EVENING))
    asked(database, wish(4, MORNING))
    drawn(database, now=at("2026-11-24 10:05"))
    with database.reading() as tx:
        queue = actions.queue(tx, "2026", NOW)
    assert (len(queue.waiting), queue.due, queue.held, queue.late) == (4, 2, 1, 0)
    with database.reading() as tx:
        assert actions.queue(tx, "2026", at("2026-11-24 12:30")).oldest_late == at("2026-11-24 09:30")


def test_an_attempt_is_kept_by_day_and_part_of_the_day(database: Database) -> None:
    asked(database)
    rung(database, Outcome.NO_ANSWER)
    (kept,) = rows(database, "callback_attempts")
    assert (kept["tried_on"], kept["band"], kept["outcome"]) == (NOW.date(), "morning", "3.13")
    assert set(kept) == {"callback", "number", "tried_on", "band", "outcome"}


def test_an_attempt_that_reached_nobody_puts_the_call_back(database: Database) -> None:
    asked(database, wish(0, MORNING, EVENING))
    put_back = rung(database, Outcome.NO_ANSWER)
    assert (put_back.due, put_back.promised, put_back.attempts) == (EVENING, True, 1)
    assert drawn(database, now=EVENING.begins) is not None


@pytest.mark.parametrize(
    "outcome", [Outcome.COMPLETE, Outcome.PARTIAL, Outcome.REFUSED, Outcome.WRONG_NUMBER, Outcome.DIED]
)
def test_the_details_end_with_the_callback(database: Database, outcome: Outcome) -> None:
    asked(database)
    assert rung(database, outcome).outcome is outcome
    assert rows(database, "contacts") == []
    (kept,) = rows(database, "callbacks")
    assert (kept["contact"], kept["times"], kept["held_by"], kept["due_at"]) == (None, [], None, None)


def test_the_details_end_with_the_last_attempt(database: Database) -> None:
    asked(database)
    now = NOW
    for _ in range(TERMS.most_attempts):
        assert len(rows(database, "contacts")) == 1
        after = rung(database, Outcome.NO_ANSWER, now=now)
        now = after.due.begins if after.due else now
    assert after.outcome is Outcome.NO_ANSWER
    assert rows(database, "contacts") == []


def test_somebody_who_wants_no_more_is_forgotten(database: Database) -> None:
    asked(database)
    assert rung(database, Outcome.BROKEN_OFF, then=Then.END).outcome is Outcome.BROKEN_OFF
    assert rows(database, "contacts") == []


def test_another_language_is_rung_by_whoever_speaks_it(database: Database) -> None:
    asked(database)
    rung(database, Outcome.LANGUAGE, language="ur")
    tomorrow = at("2026-11-26 17:00")
    assert drawn(database, "one", tomorrow, ("en",)) is None
    assert drawn(database, "two", tomorrow, ("ur",)) is not None


def test_all_that_waits_ends_with_the_round(database: Database) -> None:
    asked(database, wish(1))
    asked(database, wish(2, EVENING))
    rung(database, Outcome.ANSWERING_MACHINE)
    with database.transaction() as tx:
        assert actions.end_all(tx, "2026", None, NOW.date(), ROUND.closes_at) == 2
        assert actions.outcomes(tx, "2026") == {Outcome.ANSWERING_MACHINE: 1, Outcome.NOT_ATTEMPTED: 1}
    assert rows(database, "contacts") == []
    with database.reading() as tx:
        (entry,) = accounts.audit_listing(tx, Filter(subject="callback"), 1).entries
    assert entry.detail == {"callbacks": 2}


def test_a_call_in_hand_ends_by_itself(database: Database) -> None:
    asked(database)
    drawn(database)
    with database.transaction() as tx:
        assert actions.end_all(tx, "2026", None, NOW.date(), NOW) == 0


def test_other_rounds_are_left_alone(database: Database) -> None:
    asked(database, round_key="2025")
    with database.transaction() as tx:
        assert actions.end_all(tx, "2026", None, NOW.date(), NOW) == 0
    assert drawn(database) is None


def test_nothing_of_a_callback_stands_in_the_audit_trail(database: Database) -> None:
    asked(database)
    rung(database, Outcome.REFUSED)
    with database.transaction() as tx:
        actions.never_again(tx, number(), SECRETS, NOW.date())
    assert rows(database, "audit") == []
