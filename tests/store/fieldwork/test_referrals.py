"""Referrals: sealed, joined to nothing, on the board until somebody has seen to them by name."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.fieldwork.referrals import actions
from survey.fieldwork.referrals.referral import Done, Referral
from survey.fieldwork.referrals.store import referrals
from tests.builders import SECRET

NOW = datetime(2026, 11, 20, 14, 37, 12, tzinfo=UTC)
SECRETS = [SECRET]
WORDS = {"about": "The caller talks of ending it", "name": "", "number": "020 7946 0123", "urgency": "now"}


def somebody(database: Database, name: str = "A supervisor", role: Role = Role.SUPERVISOR) -> str:
    with database.transaction() as tx:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        return accounts.add_user(tx, email, name, (Grant(role),), None, None, NOW).id


def raised(database: Database, kind: str = "at_risk", now: datetime = NOW, urgency: str = "now") -> str:
    with database.transaction() as tx:
        return actions.refer(
            tx, kind=kind, details={**WORDS, "urgency": urgency}, clerk="the clerk", secrets=SECRETS, now=now
        )


def board(database: Database) -> tuple[Referral, ...]:
    with database.reading() as tx:
        return actions.board(tx, SECRETS)


def found(database: Database, referral_id: str) -> Referral:
    with database.reading() as tx:
        return actions.find(tx, referral_id, SECRETS)


def accepted(database: Database, referral_id: str, by: str) -> Referral:
    with database.transaction() as tx:
        actions.accept(tx, actions.find(tx, referral_id, SECRETS), by, NOW)
    return found(database, referral_id)


def test_a_referral_waits_on_the_board(database: Database) -> None:
    referral_id = raised(database)
    (waiting,) = board(database)
    assert waiting.id == referral_id
    assert waiting.accepted_by is None


def test_what_was_written_is_opened_for_supervisors(database: Database) -> None:
    raised(database)
    assert (board(database)[0].details or {})["about"] == WORDS["about"]


def test_what_is_empty_is_not_kept(database: Database) -> None:
    raised(database)
    assert "name" not in (board(database)[0].details or {})


def test_nothing_of_it_lies_in_the_clear(database: Database) -> None:
    raised(database)
    with database.reading() as tx:
        row = tx.connection.execute(text("SELECT * FROM referrals")).one()
    kept = " ".join(map(str, row))
    assert not any(words and words in kept for words in (WORDS["about"], WORDS["number"], "the clerk"))


def test_no_column_leads_to_a_response_or_a_call() -> None:
    assert {key.column.table.name for key in referrals.foreign_keys} == {"users"}
    assert not {"response", "call", "reference", "clerk"} & set(referrals.c.keys())


def test_the_time_is_kept_to_the_hour(database: Database) -> None:
    raised(database)
    assert board(database)[0].raised_at == datetime(2026, 11, 20, 14, tzinfo=UTC)


def test_raising_one_leaves_no_mark_in_the_trail(database: Database) -> None:
    raised(database)
    with database.reading() as tx:
        assert accounts.audit_listing(tx, Filter(subject="referral"), 1).total == 0


def test_people_at_risk_come_first(database: Database) -> None:
    raised(database, "complaint", NOW - timedelta(days=2))
    raised(database, "at_risk", NOW)
    assert [one.kind for one in board(database)] == ["at_risk", "complaint"]


def test_the_oldest_of_a_kind_comes_first(database: Database) -> None:
    later = raised(database, now=NOW)
    earlier = raised(database, now=NOW - timedelta(hours=3))
    assert [one.id for one in board(database)] == [earlier, later]


def test_the_urgent_come_before_what_can_wait(database: Database) -> None:
    raised(database, "complaint", NOW - timedelta(days=1), "later")
    urgent = raised(database, "wants_a_person", NOW, "now")
    assert board(database)[0].id == urgent


def test_a_board_drops_none(database: Database) -> None:
    ids = {
        raised(database, kind, NOW - timedelta(days=age))
        for kind in ("at_risk", "complaint", "under_16", "wants_a_person")
        for age in range(30)
    }
    assert {one.id for one in board(database)} == ids


def test_one_that_no_secret_opens_stays_on_the_board(database: Database) -> None:
    raised(database)
    with database.reading() as tx:
        (waiting,) = actions.board(tx, ["another secret"])
    assert waiting.details is None
    assert waiting.urgency == "now"


def test_there_is_no_other_kind(database: Database) -> None:
    with pytest.raises(ValueError, match="weather"):
        raised(database, "weather")


def test_accepting_keeps_who_and_when(database: Database) -> None:
    supervisor = somebody(database)
    held = accepted(database, raised(database), supervisor)
    assert (held.accepted_by, held.accepted_at) == (supervisor, NOW)


def test_accepting_twice_changes_nothing(database: Database) -> None:
    supervisor = somebody(database)
    referral_id = raised(database)
    accepted(database, referral_id, supervisor)
    accepted(database, referral_id, supervisor)
    with database.reading() as tx:
        assert accounts.audit_listing(tx, Filter(subject="referral"), 1).total == 1


def test_of_two_who_accept_at_once_one_is_told(database: Database) -> None:
    first, second = somebody(database), somebody(database, "Another supervisor")
    seen = found(database, raised(database))
    accepted(database, seen.id, first)
    with database.transaction() as tx, pytest.raises(actions.NotYours):
        actions.accept(tx, seen, second, NOW)


def test_a_colleague_can_take_it_over(database: Database) -> None:
    first, second = somebody(database), somebody(database, "Another supervisor")
    referral_id = raised(database)
    accepted(database, referral_id, first)
    assert accepted(database, referral_id, second).accepted_by == second


def test_an_accepted_one_stays_on_the_board_until_it_is_seen_to(database: Database) -> None:
    accepted(database, raised(database), somebody(database))
    assert len(board(database)) == 1


def test_seeing_to_it_ends_the_details(database: Database) -> None:
    supervisor = somebody(database)
    held = accepted(database, raised(database), supervisor)
    with database.transaction() as tx:
        actions.finish(tx, held, supervisor, Done.EMERGENCY_SERVICES, "Rang 999", NOW)
    ended = found(database, held.id)
    assert (ended.details, ended.done, ended.done_note) == (None, Done.EMERGENCY_SERVICES, "Rang 999")
    assert board(database) == ()


def test_only_who_has_it_can_end_it(database: Database) -> None:
    first, second = somebody(database), somebody(database, "Another supervisor")
    held = accepted(database, raised(database), first)
    with database.transaction() as tx, pytest.raises(actions.NotYours):
        actions.finish(tx, held, second, Done.NOTHING_NEEDED, "", NOW)


def test_what_waits_is_counted_by_kind(database: Database) -> None:
    supervisor = somebody(database)
    accepted(database, raised(database, now=NOW - timedelta(hours=5)), supervisor)
    raised(database)
    raised(database, "complaint")
    with database.reading() as tx:
        counted = [(one.kind.value, one.open, one.unclaimed, one.oldest.hour) for one in actions.waiting(tx)]
    assert counted == [("at_risk", 2, 1, 9), ("complaint", 1, 1, 14)]
