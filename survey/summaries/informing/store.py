"""The tables of those who asked to be told, of messages and of mails; the only SQL that touches them.

Days stand where a moment would tell when somebody left an address, and with it which answer was theirs.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.summaries.informing.mail import Mail, Message, Person, State

people = Table(
    "informing_people",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("contact", String(36), ForeignKey("contacts.id"), nullable=False),
    Column("round", String(40), nullable=False, index=True),
    Column("language", String(20), nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("confirmed_on", Date),
    sqlite_with_rowid=False,  # a hidden row number would keep the order in which people left their details
)

messages = Table(
    "informing_messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("round", String(40), ForeignKey("rounds.key"), nullable=False),
    Column("subjects", Document, nullable=False),
    Column("texts", Document, nullable=False),
    Column("is_last", Boolean, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("written_by", String(36), nullable=False),
    Column("sent_at", Instant),
    Column("sent_by", String(36), nullable=False),
    Column("recipients", Integer, nullable=False),
)

mails = Table(
    "informing_mails",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person", String(36), nullable=False, index=True),
    Column("round", String(40), nullable=False, index=True),
    Column("message", String(36), ForeignKey("informing_messages.id")),
    Column("state", String(20), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("due_at", Instant, index=True),
    Column("fault", String(40), nullable=False),
    sqlite_with_rowid=False,  # as above
)


def add_person(tx: Transaction, contact: str, round_key: str, language: str, today: date) -> str:
    """Writes somebody who asked, unconfirmed, under a random id; returns the id."""
    person = str(uuid4())
    row = {"contact": contact, "round": round_key, "language": language, "asked_on": today}
    tx.connection.execute(insert(people).values(id=person, **row))
    return person


def find_person(tx: Transaction, person: str) -> Person | None:
    """Reads somebody who asked."""
    row = tx.connection.execute(select(people).where(people.c.id == person)).one_or_none()
    return Person(**row._mapping) if row else None


def people_of(tx: Transaction, round_key: str, *, confirmed: bool) -> tuple[Person, ...]:
    """Reads those of a round, confirmed ones alone or all, in the random order of their ids."""
    query = select(people).where(people.c.round == round_key).order_by(people.c.id)
    query = query.where(people.c.confirmed_on.is_not(None)) if confirmed else query
    return tuple(Person(**row._mapping) for row in tx.connection.execute(query))


def confirm(tx: Transaction, person: str, today: date) -> None:
    """Writes that an address is its owner's."""
    found = (people.c.id == person) & people.c.confirmed_on.is_(None)
    tx.connection.execute(update(people).where(found).values(confirmed_on=today))


def remove_person(tx: Transaction, person: str) -> None:
    """Forgets somebody, and the mails that wait for them; what was sent stays counted."""
    waiting = (mails.c.person == person) & (mails.c.state == State.WAITING)
    tx.connection.execute(delete(mails).where(waiting))
    tx.connection.execute(delete(people).where(people.c.id == person))


def unconfirmed_before(tx: Transaction, day: date) -> tuple[Person, ...]:
    """Reads those who asked before a day and never confirmed."""
    query = select(people).where(people.c.confirmed_on.is_(None), people.c.asked_on < day)
    return tuple(Person(**row._mapping) for row in tx.connection.execute(query))


def add_message(tx: Transaction, one: Message) -> None:
    """Writes a message."""
    row = {column.name: getattr(one, column.name) for column in messages.c}
    tx.connection.execute(insert(messages).values(**row))


def find_message(tx: Transaction, message: str) -> Message | None:
    """Reads a message."""
    row = tx.connection.execute(select(messages).where(messages.c.id == message)).one_or_none()
    return Message(**row._mapping) if row else None


def messages_of(tx: Transaction, round_key: str) -> tuple[Message, ...]:
    """Reads the messages of a round, the latest first."""
    query = select(messages).where(messages.c.round == round_key)
    found = tx.connection.execute(query.order_by(messages.c.written_at.desc(), messages.c.id))
    return tuple(Message(**row._mapping) for row in found)


def mark_sent(tx: Transaction, message: str, recipients: int, by: str, now: datetime) -> bool:
    """Writes that a message goes out; returns whether it had not before."""
    query = update(messages).where(messages.c.id == message, messages.c.sent_at.is_(None))
    return tx.connection.execute(query.values(sent_at=now, sent_by=by, recipients=recipients)).rowcount == 1


def add_mails(
    tx: Transaction, round_key: str, message: str | None, to: Iterable[str], due_at: datetime
) -> None:
    """Puts a mail in the queue for each person."""
    waiting = {"round": round_key, "message": message, "state": State.WAITING, "tries": 0, "fault": ""}
    rows = [{"id": str(uuid4()), "person": person, "due_at": due_at, **waiting} for person in to]
    if rows:
        tx.connection.execute(insert(mails), rows)


def due(tx: Transaction, now: datetime) -> Mail | None:
    """Reads the mail that has been due for longest."""
    query = select(mails).where(mails.c.state == State.WAITING, mails.c.due_at <= now)
    row = tx.connection.execute(query.order_by(mails.c.due_at, mails.c.id).limit(1)).one_or_none()
    return _mail(row) if row else None


def hold(tx: Transaction, mail: Mail, until: datetime, now: datetime) -> bool:
    """Takes a mail for one process and counts a try; returns whether nobody else has it."""
    free = (mails.c.id == mail.id) & (mails.c.state == State.WAITING) & (mails.c.due_at <= now)
    taken = update(mails).where(free).values(due_at=until, tries=mails.c.tries + 1)
    return tx.connection.execute(taken).rowcount == 1


def waiting(tx: Transaction, round_key: str) -> tuple[Mail, ...]:
    """Reads the mails of a round that wait."""
    query = select(mails).where(mails.c.round == round_key, mails.c.state == State.WAITING)
    return tuple(_mail(row) for row in tx.connection.execute(query.order_by(mails.c.id)))


def set_mail(tx: Transaction, mail: str, state: State, fault: str, due_at: datetime | None) -> None:
    """Writes where a mail stands."""
    tx.connection.execute(
        update(mails).where(mails.c.id == mail).values(state=state, fault=fault, due_at=due_at)
    )


def mark_bounced(tx: Transaction, person: str) -> None:
    """Writes that what was sent to somebody came back."""
    sent = mails.c.state.in_((State.SENT, State.HANDED_OVER))
    tx.connection.execute(
        update(mails).where(mails.c.person == person, sent).values(state=State.BOUNCED, fault="came back")
    )


def counted(tx: Transaction, round_key: str) -> Mapping[tuple[str | None, str], int]:
    """Counts mails by (message, or None for those that ask, state)."""
    c = mails.c
    query = select(c.message, c.state, func.count()).where(c.round == round_key).group_by(c.message, c.state)
    return {(row[0], row[1]): row[2] for row in tx.connection.execute(query)}


def faults(tx: Transaction, round_key: str) -> list[tuple[str, int]]:
    """Counts the faults of mails that failed or wait for another try, the commonest first."""
    c = mails.c
    open_or_failed = c.state.in_((State.FAILED, State.WAITING))
    query = select(c.fault, func.count()).where(c.round == round_key, c.fault != "", open_or_failed)
    found = tx.connection.execute(query.group_by(c.fault).order_by(func.count().desc(), c.fault))
    return [(row[0], row[1]) for row in found]


def _mail(row: Row[Any]) -> Mail:
    values = {name: getattr(row, name) for name in ("id", "person", "round", "message", "tries", "fault")}
    return Mail(state=State(row.state), **values)
