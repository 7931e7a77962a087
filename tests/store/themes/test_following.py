"""The thread that keeps texts and their index up while a process serves."""

import time
from threading import Event

import pytest
from sqlalchemy import text

from survey.db.session import Database
from survey.responses import actions as responses
from survey.web.coding import following
from tests.builders import sent
from tests.store.themes.written import KINGSTON, NOW, wordy


def counted(database: Database) -> int:
    with database.reading() as tx:
        return int(tx.connection.execute(text("SELECT count(*) FROM text_words")).scalar_one())


def waited_for(database: Database, number: int) -> bool:
    deadline = time.monotonic() + 10
    while counted(database) != number and time.monotonic() < deadline:
        time.sleep(0.05)
    return counted(database) == number


def test_what_is_sent_comes_in_and_what_is_withdrawn_leaves_by_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "EVERY_S", 0.02)
    version = wordy(database)
    stop = Event()
    thread = following.keep_up(database, stop)
    response = sent(database, version, {"borough": KINGSTON, "top": ["noise"], "first_why": "It is loud"})
    assert waited_for(database, 1)
    with database.transaction() as tx:
        responses.withdraw(tx, response, NOW)
    assert waited_for(database, 0)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
