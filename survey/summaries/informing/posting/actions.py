"""Mails that wait are posted over the mail server of the settings, one after the other; no address is ever logged."""

from collections.abc import Callable
from datetime import UTC, datetime

from survey.config import Settings
from survey.db.session import Database
from survey.summaries.informing import actions
from survey.summaries.informing.mail import Came, Outcome, State, as_email
from survey.summaries.informing.smtp import Server, deliver


def server_of(settings: Settings) -> Server:
    """Returns the mail server that the settings name."""
    return Server(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password,
    )


def post_all(
    database: Database, settings: Settings, server: Server, stopped: Callable[[], bool] = lambda: False
) -> dict[State, int]:
    """Posts every mail that is due, each in a try of its own; returns how many came to stand where."""
    found: dict[State, int] = {}
    while not stopped() and (state := post_one(database, settings, server, datetime.now(UTC))) is not None:
        found[state] = found.get(state, 0) + 1
    return found


def post_one(database: Database, settings: Settings, server: Server, now: datetime) -> State | None:
    """Posts the mail that has been due for longest; returns where it stands, None where nothing is due.

    The conversation is outside any transaction. A process that dies in it leaves the mail to the next, under the same
    Message-ID.
    """
    with database.reading() as tx:
        waits = actions.is_due(tx, now)
    if not waits:
        return None
    with database.transaction() as tx:
        mail = actions.take(tx, now)
        letter = actions.letter(tx, mail, settings.public_url, [settings.secret_key]) if mail else None
    if mail is None:
        return None
    came = (
        deliver(server, as_email(letter, settings.mail_from, mail.id, now))
        if letter
        else Came(Outcome.NEVER, "address ended")
    )
    with database.transaction() as tx:
        return actions.posted(tx, mail, came, now)
