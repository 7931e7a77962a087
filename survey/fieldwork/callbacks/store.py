"""The tables of callbacks and of attempts, and the only SQL that touches them.

No column leads to a response, a call or a clerk: see `survey.fieldwork.callbacks.callback.marks`.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Row,
    SmallInteger,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.fieldwork.callbacks.callback import Attempt, Callback
from survey.fieldwork.callbacks.hours import Band, Window
from survey.fieldwork.callbacks.outcomes import Outcome

callbacks = Table(
    "callbacks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("contact", String(36)),
    Column("number_mark", String(64), index=True),
    Column("round", String(40), nullable=False),
    Column("family", String(40), nullable=False),
    Column("language", String(20), nullable=False),
    Column("relay", Boolean, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("times", Document, nullable=False),
    Column("due_at", Instant),
    Column("due_until", Instant),
    Column("promised", Boolean, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("held_by", String(64), index=True),
    Column("held_until", Instant),
    Column("ended_on", Date),
    Column("outcome", String(10)),
    Index(None, "round", "ended_on", "due_at"),
    sqlite_with_rowid=False,  # a hidden row number would keep the order in which people asked
)

callback_attempts = Table(
    "callback_attempts",
    metadata,
    Column("callback", String(36), ForeignKey("callbacks.id", ondelete="CASCADE"), primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("tried_on", Date, nullable=False),
    Column("band", String(20), nullable=False),
    Column("outcome", String(10), nullable=False),
    sqlite_with_rowid=False,  # nor the order of the attempts, which would be that of the calls
)

c = callbacks.c
_WAITS = c.ended_on.is_(None)


def add(tx: Transaction, one: Callback, number_mark: str) -> None:
    """Writes a callback that waits for the number of a mark."""
    tx.connection.execute(insert(callbacks).values(id=one.id, number_mark=number_mark, **_values(one)))


def change(tx: Transaction, one: Callback) -> None:
    """Writes a callback anew, held by nobody; with its end the mark of its number goes."""
    free = {"held_by": None, "held_until": None} | ({"number_mark": None} if one.ended_on else {})
    tx.connection.execute(update(callbacks).where(c.id == one.id).values(**_values(one), **free))


def _values(one: Callback) -> dict[str, Any]:
    return {
        "contact": one.contact,
        "round": one.round,
        "family": one.family,
        "language": one.language,
        "relay": one.relay,
        "asked_on": one.asked_on,
        "times": [[time.begins.isoformat(), time.ends.isoformat()] for time in one.times],
        "due_at": one.due.begins if one.due else None,
        "due_until": one.due.ends if one.due else None,
        "promised": one.promised,
        "attempts": one.attempts,
        "ended_on": one.ended_on,
        "outcome": one.outcome.value if one.outcome else None,
    }


def find(tx: Transaction, callback_id: str, *, to_write: bool = False) -> Callback | None:
    """Finds a callback by its id; with `to_write` nobody else changes it until the transaction ends."""
    query = select(callbacks).where(c.id == callback_id)
    row = tx.connection.execute(query.with_for_update() if to_write else query).one_or_none()
    return _callback(row) if row else None


def held(tx: Transaction, marks: Sequence[str], *, to_write: bool = False) -> list[Callback]:
    """Reads what bears one of these marks and has not ended, also where the time of the hold is up."""
    query = select(callbacks).where(c.held_by.in_(marks), _WAITS).order_by(c.held_until.desc(), c.id)
    found = tx.connection.execute(query.with_for_update() if to_write else query)
    return [_callback(row) for row in found]


def next_due(tx: Transaction, round_key: str, now: datetime, languages: Sequence[str]) -> Callback | None:
    """Finds the callback to be rung first and locks it; those that another clerk is being given are passed over.

    First come the times that people chose, by when they run out, then further tries. With no `languages` any will do.
    On SQLite the transaction holds the only lock that there is.
    """
    query = (
        select(callbacks)
        .where(c.round == round_key, _WAITS, c.due_at <= now, _is_free(now))
        .order_by(c.promised.desc(), c.due_until, c.due_at, c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if languages:
        query = query.where(c.language.in_(languages))
    row = tx.connection.execute(query).first()
    return _callback(row) if row else None


def _is_free(now: datetime) -> Any:
    return c.held_until.is_(None) | (c.held_until <= now)


def missed(tx: Transaction, round_key: str, now: datetime) -> list[Callback]:
    """Locks and reads what nobody rang in the time that the person chose."""
    query = (
        select(callbacks)
        .where(c.round == round_key, _WAITS, c.due_until <= now, c.promised, _is_free(now))
        .with_for_update(skip_locked=True)
    )
    return [_callback(row) for row in tx.connection.execute(query)]


def hold(tx: Transaction, callback_id: str, mark: str, until: datetime) -> None:
    """Writes who holds a callback, as a mark, and until when."""
    tx.connection.execute(update(callbacks).where(c.id == callback_id).values(held_by=mark, held_until=until))


def let_go(tx: Transaction, marks: Sequence[str]) -> int:
    """Takes every hold with one of these marks away; returns how many there were."""
    written = tx.connection.execute(
        update(callbacks).where(c.held_by.in_(marks)).values(held_by=None, held_until=None)
    )
    return written.rowcount


def waiting(tx: Transaction, round_key: str | None = None) -> list[Callback]:
    """Reads every callback that has not ended, as they are to be rung, of one round or of all."""
    query = select(callbacks).where(_WAITS).order_by(c.due_at, c.promised.desc(), c.due_until, c.id)
    if round_key is not None:
        query = query.where(c.round == round_key)
    return [_callback(row) for row in tx.connection.execute(query)]


def for_number(tx: Transaction, marks: Sequence[str], round_key: str | None = None) -> list[Callback]:
    """Reads what waits for the number of these marks, of one round or of all."""
    query = select(callbacks).where(c.number_mark.in_(marks), _WAITS).order_by(c.id)
    if round_key is not None:
        query = query.where(c.round == round_key)
    return [_callback(row) for row in tx.connection.execute(query)]


def outcomes(tx: Transaction, round_key: str) -> Counter[Outcome]:
    """Counts the callbacks of a round that have ended, by outcome."""
    query = select(c.outcome, func.count()).where(c.round == round_key, c.ended_on.is_not(None))
    found = tx.connection.execute(query.group_by(c.outcome))
    return Counter({Outcome(outcome): number for outcome, number in found})


def add_attempt(tx: Transaction, callback_id: str, attempt: Attempt) -> None:
    """Writes an attempt."""
    tx.connection.execute(
        insert(callback_attempts).values(
            callback=callback_id,
            number=attempt.number,
            tried_on=attempt.tried_on,
            band=attempt.band.value,
            outcome=attempt.outcome.value,
        )
    )


def attempts(tx: Transaction, callback_id: str) -> tuple[Attempt, ...]:
    """Reads the attempts of a callback, oldest first."""
    query = select(callback_attempts).where(callback_attempts.c.callback == callback_id)
    found = tx.connection.execute(query.order_by(callback_attempts.c.number))
    return tuple(Attempt(row.number, row.tried_on, Band(row.band), Outcome(row.outcome)) for row in found)


def _callback(row: Row[Any]) -> Callback:
    due = Window(row.due_at, row.due_until) if row.due_at is not None else None
    return Callback(
        id=row.id,
        contact=row.contact,
        round=row.round,
        family=row.family,
        language=row.language,
        relay=row.relay,
        asked_on=row.asked_on,
        times=tuple(
            Window(datetime.fromisoformat(begins), datetime.fromisoformat(ends)) for begins, ends in row.times
        ),
        due=due,
        promised=row.promised,
        attempts=row.attempts,
        held_until=row.held_until,
        ended_on=row.ended_on,
        outcome=Outcome(row.outcome) if row.outcome else None,
    )
