"""Mails that wait are posted while a process serves, one after the other; no address is ever logged."""

import logging
from threading import Event, Thread

from survey.db.session import DatabaseUnavailable
from survey.summaries.informing.posting.actions import post_all, server_of
from survey.web.request import State as Application

EVERY_S = 15.0
"""Between two looks; each is one query where nothing waits."""

_log = logging.getLogger(__name__)


def keep_posting(state: Application, stop: Event | None = None) -> Thread | None:
    """Starts the thread, which ends with the process or once `stop` is set; None where no mail server is set."""
    if not state.settings.sends_mail:
        return None
    thread = Thread(target=_run, args=(state, stop or Event()), name="posting", daemon=True)
    thread.start()
    return thread


def _run(state: Application, stop: Event) -> None:
    while not stop.wait(EVERY_S):
        try:
            post_all(state.database, state.settings, server_of(state.settings), stop.is_set)
        except DatabaseUnavailable as fault:
            _log.warning("mails wait for the database: %s", fault)
        except (
            Exception
        ) as fault:  # one fault must not keep mails for good; what it says could hold an address
            _log.error("mails could not be posted: %s", type(fault).__name__)
