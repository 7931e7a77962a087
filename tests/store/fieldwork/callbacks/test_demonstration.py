"""The demonstration has callbacks in several states, at whatever hour it is made."""

from datetime import timedelta

import pytest

from survey.db.session import Database
from survey.demonstration import callbacks
from survey.demonstration.consultation import open_round
from survey.fieldwork.callbacks import actions
from tests.builders import SECRET
from tests.callbacks import rows
from tests.unit.fieldwork.callbacks.made import ZONE, at


@pytest.mark.parametrize(
    "moment",
    ["2026-11-24 10:05", "2026-11-24 03:00", "2026-11-29 12:00", "2026-11-28 23:59", "2026-07-06 09:00"],
)
def test_some_wait_and_some_are_over(sqlite_database: Database, moment: str) -> None:
    now = at(moment)
    one = open_round(now, ZONE)
    with sqlite_database.transaction() as tx:
        callbacks.keep(tx, one, ["first", "second"], ZONE, secret=SECRET, now=now)
        queue = actions.queue(tx, one.key, now)
        ended = actions.outcomes(tx, one.key)
    assert ended.total() == len(callbacks.RUNG) - 1
    assert len(queue.waiting) == len(callbacks.WAITING) + 1
    assert queue.late >= 1
    assert any(waiting.due and waiting.due.begins > now + timedelta(minutes=30) for waiting in queue.waiting)
    assert len(rows(sqlite_database, "contacts")) == len(queue.waiting)
