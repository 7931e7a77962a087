"""What happens by itself while a process serves, and what ends by itself: looked after once an hour."""

import logging
from datetime import UTC, datetime
from threading import Event, Thread

from survey.db.session import DatabaseUnavailable
from survey.operation.deeds.figures import actions as snapshots
from survey.operation.retention import actions
from survey.web.request import State

EVERY_S = 3600.0

_log = logging.getLogger(__name__)


def look_after(state: State, stop: Event | None = None) -> Thread:
    """Starts the thread, which looks at once and then every hour, and ends with the process or once `stop` is set."""
    thread = Thread(target=_run, args=(state, stop or Event()), name="retention", daemon=True)
    thread.start()
    return thread


def _run(state: State, stop: Event) -> None:
    while True:
        try:
            end_what_is_over(state)
            ask_for_snapshots(state)
        except DatabaseUnavailable as fault:
            _log.warning("what is over waits for the database: %s", fault)
        except Exception:  # one fault must not keep what is over for good; the next look tries again
            _log.exception("what is over could not be ended")
        if stop.wait(EVERY_S):
            return


def end_what_is_over(state: State) -> None:
    """Ends what consultations that are over have no more use for."""
    moment = datetime.now(UTC)
    with state.database.reading() as tx:
        over = actions.due(tx, moment)
    for key in over:
        with state.database.transaction() as tx:
            today = moment.astimezone(state.settings.time_zone).date()
            ended = actions.end(tx, key, by=None, today=today, now=moment)
        if ended:
            _log.info("%s is over: erased what %d drafts answered", key, ended.drafts)
    with state.database.transaction() as tx:
        addresses = actions.end_addresses(tx, moment.astimezone(state.settings.time_zone).date())
    if addresses:
        _log.info("%d addresses ended that were not confirmed, or are long over", addresses)


def ask_for_snapshots(state: State) -> None:
    """Asks for snapshots of the figures of running consultations, where they are allowed and due."""
    with state.database.transaction() as tx:
        asked = snapshots.ask_where_due(tx, datetime.now(UTC))
    if asked:
        _log.info("snapshots of %d running consultations were asked for", asked)
