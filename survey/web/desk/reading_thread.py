"""Keeps the reading queue up with the answers while a process serves, so that nobody has to press for it."""

import logging
from datetime import UTC, datetime
from threading import Event, Thread

from survey.db.session import Database, DatabaseUnavailable
from survey.fieldwork.reading import actions

EVERY_S = 5.0
"""Between two looks: a text with risk words is on the supervisors' board within seconds."""

PAUSE_S = 0.05
"""Between two steps where there is much to take in: those who answer come first."""

AT_A_TIME = 30
"""Responses taken in at one step, some ten milliseconds of work, during which SQLite takes no other write."""

_log = logging.getLogger(__name__)


def keep_up(database: Database, stop: Event | None = None) -> Thread:
    """Starts the thread, which ends with the process or once `stop` is set.

    Several processes may run one each: they take turns at the cursor, and none waits for another.
    """
    thread = Thread(target=_run, args=(database, stop or Event()), name="reading queue", daemon=True)
    thread.start()
    return thread


def _run(database: Database, stop: Event) -> None:
    while not stop.wait(EVERY_S):
        try:
            while not _step(database) and not stop.wait(PAUSE_S):
                pass
        except DatabaseUnavailable as fault:
            _log.warning("the reading queue waits for the database: %s", fault)
        except Exception:  # the queue must not stop for good because of one fault; the next look tries again
            _log.exception("the reading queue could not be brought up to date")


def _step(database: Database) -> bool:
    """Takes in a few responses; returns whether that was all. Where there is none, nothing is written."""
    with database.reading() as tx:
        if not actions.lag(tx, 1):
            return True
    with database.transaction(durable=False) as tx:
        return actions.catch_up(tx, datetime.now(UTC), AT_A_TIME).is_done
