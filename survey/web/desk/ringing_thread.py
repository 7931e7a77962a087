"""Ends the callbacks of a consultation that has closed while a process serves, so that no name outlives its purpose."""

import logging
from datetime import UTC, datetime
from threading import Event, Thread
from zoneinfo import ZoneInfo

from survey.db.session import Database, DatabaseUnavailable
from survey.fieldwork.callbacks import actions

EVERY_S = 60.0
"""Between two looks; each is one query where nothing waits."""

_log = logging.getLogger(__name__)


def keep_ending(database: Database, zone: ZoneInfo, stop: Event | None = None) -> Thread:
    """Starts the thread, which ends with the process or once `stop` is set."""
    thread = Thread(target=_run, args=(database, zone, stop or Event()), name="callbacks", daemon=True)
    thread.start()
    return thread


def _run(database: Database, zone: ZoneInfo, stop: Event) -> None:
    while not stop.wait(EVERY_S):
        try:
            end_closed(database, zone, datetime.now(UTC))
        except DatabaseUnavailable as fault:
            _log.warning("callbacks of a closed consultation wait for the database: %s", fault)
        except Exception:  # one fault must not keep names for good; the next look tries again
            _log.exception("the callbacks of a closed consultation could not be ended")


def end_closed(database: Database, zone: ZoneInfo, now: datetime) -> int:
    """Ends what waits in consultations that have closed; returns how many there were. Else nothing is written."""
    with database.reading() as tx:
        closed = actions.closed_with_callbacks(tx, now)
    ended = 0
    for round_key in closed:
        with database.transaction() as tx:
            ended += actions.end_all(tx, round_key, None, now.astimezone(zone).date(), now)
    return ended
