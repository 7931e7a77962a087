"""The thread that keeps the reading queue up while a process serves."""

import time
from threading import Event

import pytest

from survey.db.session import Database
from survey.fieldwork.reading import actions
from survey.web.desk import reading_thread
from tests.builders import TINY, open_round, sent, version_from

ANSWERS = {"borough": "E09000021", "met": "yes", "went": "I want to die"}


def test_what_is_sent_comes_into_the_queue_by_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_thread, "EVERY_S", 0.02)
    open_round(database, TINY)
    stop = Event()
    thread = reading_thread.keep_up(database, stop)
    sent(database, version_from(TINY), ANSWERS)
    deadline = time.monotonic() + 10
    risky = 0
    while not risky and time.monotonic() < deadline:
        time.sleep(0.05)
        with database.reading() as tx:
            risky = actions.waiting(tx, "2026").risky
    stop.set()
    thread.join(10)
    assert (risky, thread.is_alive()) == (1, False)
