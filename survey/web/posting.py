"""Mails that wait are posted while a process serves, one after the other; no address is ever logged."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, Thread

from survey.config import Settings
from survey.db.session import DatabaseUnavailable
from survey.summaries.informing import actions
from survey.summaries.informing.mail import Came, Outcome, State, as_email
from survey.summaries.informing.smtp import Server, deliver
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
            post_all(state, server_of(state.settings), stop.is_set)
        except DatabaseUnavailable as fault:
            _log.warning("mails wait for the database: %s", fault)
        except (
            Exception
        ) as fault:  # one fault must not keep mails for good; what it says could hold an address
            _log.error("mails could not be posted: %s", type(fault).__name__)


def server_of(settings: Settings) -> Server:
    """Returns the mail server that the settings name."""
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


def post_all(state: Application, server: Server, stopped: Callable[[], bool] = lambda: False) -> int:
    """Posts every mail that is due, each in a try of its own; returns how many were tried."""
    tried = 0
    while not stopped() and post_one(state, server, datetime.now(UTC)) is not None:
        tried += 1
    return tried


def post_one(state: Application, server: Server, now: datetime) -> State | None:
    """Posts the mail that has been due for longest; returns where it stands, None where nothing is due.

    The conversation is outside any transaction. A process that dies in it leaves the mail to the next, under the same
    Message-ID.
    """
    settings = state.settings
    with state.database.reading() as tx:
        waits = actions.is_due(tx, now)
    if not waits:
        return None
    with state.database.transaction() as tx:
        mail = actions.take(tx, now)
        letter = actions.letter(tx, mail, settings.public_url, [settings.secret_key]) if mail else None
    if mail is None:
        return None
    came = (
        deliver(server, as_email(letter, settings.mail_from, mail.id, now))
        if letter
        else Came(Outcome.NEVER, "address ended")
    )
    with state.database.transaction() as tx:
        return actions.posted(tx, mail, came, now)
