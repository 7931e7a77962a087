"""Keeps texts and their index up with the answers while a process serves: what is withdrawn leaves within seconds."""

import logging
from threading import Event, Thread

from survey.db.session import Database, DatabaseUnavailable
from survey.themes.texts import actions

EVERY_S = 7.0
"""Between two looks; another measure than the reading queue's, so that the two seldom meet."""

PAUSE_S = 0.05
"""Between two steps where there is much to take in: those who answer come first."""

AT_A_TIME = 25
"""Responses taken in at one step, some ten milliseconds of work, during which SQLite takes no other write."""

_log = logging.getLogger(__name__)


def keep_up(database: Database, stop: Event | None = None) -> Thread:
    """Starts the thread, which ends with the process or once `stop` is set.

    It finds no languages: the model for that takes memory which a process that only serves questions must not spend.
    """
    thread = Thread(target=_run, args=(database, stop or Event()), name="texts", daemon=True)
    thread.start()
    return thread


def _run(database: Database, stop: Event) -> None:
    while not stop.wait(EVERY_S):
        try:
            while not _step(database) and not stop.wait(PAUSE_S):
                pass
        except DatabaseUnavailable as fault:
            _log.warning("gathering texts waits for the database: %s", fault)
        except Exception:  # it must not stop for good because of one fault; the next look tries again
            _log.exception("texts could not be brought up to date")


def _step(database: Database) -> bool:
    """Takes in a few responses; returns whether that was all. Where there is none, nothing is written."""
    with database.reading() as tx:
        if not actions.lag(tx, 1):
            return True
    with database.transaction(durable=False) as tx:
        return actions.catch_up(tx, AT_A_TIME).is_done
