"""The thread that ends the callbacks of a closed consultation while a process serves."""

import time
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.web.desk import ringing_thread
from tests.builders import TINY, open_round
from tests.callbacks import NOW, asked, rows
from tests.unit.fieldwork.callbacks.made import TERMS, ZONE


def test_an_open_consultation_keeps_what_waits(database: Database) -> None:
    open_round(database, TINY, now=NOW)
    asked(database)
    assert ringing_thread.end_closed(database, ZONE, NOW) == 0
    assert len(rows(database, "contacts")) == 1


def test_a_closed_one_keeps_no_name(database: Database) -> None:
    one = open_round(database, TINY, now=NOW)
    asked(database)
    assert ringing_thread.end_closed(database, ZONE, one.closes_at) == 1
    assert rows(database, "contacts") == []


def test_a_call_in_a_clerk_s_hands_ends_later(database: Database) -> None:
    one = open_round(database, TINY, now=NOW)
    asked(database)
    last_minute = TERMS.hours.next_opening(one.closes_at - timedelta(days=1))
    with database.transaction() as tx:
        assert actions.draw(tx, "a clerk", one, TERMS, ["for tests alone"], last_minute)
        tx.connection.exec_driver_sql("UPDATE callbacks SET held_until = '2027-01-01 12:00:00'")
    assert ringing_thread.end_closed(database, ZONE, one.closes_at) == 0
    assert ringing_thread.end_closed(database, ZONE, datetime(2027, 1, 2, tzinfo=UTC)) == 1


def test_it_runs_by_itself(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ringing_thread, "EVERY_S", 0.02)
    open_round(sqlite_database, TINY, now=datetime.now(UTC) - timedelta(days=60))
    asked(sqlite_database)
    stop = Event()
    thread = ringing_thread.keep_ending(sqlite_database, ZONE, stop)
    deadline = time.monotonic() + 10
    while rows(sqlite_database, "contacts") and time.monotonic() < deadline:
        time.sleep(0.05)
    stop.set()
    thread.join(10)
    assert (rows(sqlite_database, "contacts"), thread.is_alive()) == ([], False)
