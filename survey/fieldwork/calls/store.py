"""The table of calls, and the only SQL that touches it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.fieldwork.calls.call import Aid, Call, Outcome

calls = Table(
    "calls",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("response", String(36), ForeignKey("responses.id", ondelete="SET NULL"), index=True),
    Column("clerk", String(36), ForeignKey("users.id"), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("privacy_read_at", Instant),
    Column("ended_at", Instant),
    Column("outcome", String(10)),
    Column("aid", String(20)),
    Column("earlier", Document),
    Column("leave_given_at", Instant),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("notes", LargeBinary),
    Index(None, "clerk", "started_at"),
)


def insert_call(tx: Transaction, call: Call) -> None:
    """Writes a call, as a rule one that begins."""
    tx.connection.execute(
        insert(calls).values(
            id=call.id,
            response=call.response,
            clerk=call.clerk,
            started_at=call.started_at,
            earlier=list(call.earlier),
            leave_given_at=call.leave_given_at,
            privacy_read_at=call.privacy_read_at,
            ended_at=call.ended_at,
            outcome=call.outcome.value if call.outcome else None,
        )
    )


def find_call(tx: Transaction, call_id: str) -> Call | None:
    """Finds a call by its id."""
    row = tx.connection.execute(select(calls).where(calls.c.id == call_id)).first()
    return _call(row) if row else None


def calls_of(tx: Transaction, clerk: str, since: datetime) -> tuple[Call, ...]:
    """Reads the calls of one clerk from a moment on, newest first, those that never ended included."""
    found = tx.connection.execute(
        select(calls)
        .where(calls.c.clerk == clerk, (calls.c.started_at >= since) | calls.c.ended_at.is_(None))
        .order_by(calls.c.started_at.desc(), calls.c.id)
    )
    return tuple(_call(row) for row in found)


def calls_since(tx: Transaction, since: datetime) -> tuple[Call, ...]:
    """Reads the calls of all clerks from a moment on, oldest first, those that never ended included."""
    found = tx.connection.execute(
        select(calls)
        .where((calls.c.started_at >= since) | calls.c.ended_at.is_(None))
        .order_by(calls.c.started_at, calls.c.id)
    )
    return tuple(_call(row) for row in found)


def open_calls_about(tx: Transaction, response: str) -> Sequence[Call]:
    """Reads the calls about a response that have not ended."""
    found = tx.connection.execute(
        select(calls).where(calls.c.response == response, calls.c.ended_at.is_(None))
    )
    return [_call(row) for row in found]


def note_privacy(tx: Transaction, call_id: str, now: datetime) -> None:
    """Writes when the privacy line was read; the first time stays."""
    tx.connection.execute(
        update(calls)
        .where(calls.c.id == call_id, calls.c.privacy_read_at.is_(None))
        .values(privacy_read_at=now)
    )


def end_call(tx: Transaction, call_id: str, outcome: Outcome, now: datetime) -> bool:
    """Writes how a call ended and erases its notes; returns whether this was the press that did it."""
    written = tx.connection.execute(
        update(calls)
        .where(calls.c.id == call_id, calls.c.ended_at.is_(None))
        .values(ended_at=now, outcome=outcome.value, notes=None)
    )
    return written.rowcount == 1


def advance(tx: Transaction, call_id: str, sequence: int) -> bool:
    """Moves the sequence of a call on; False where something as new or newer was kept already."""
    written = tx.connection.execute(
        update(calls)
        .where(calls.c.id == call_id, calls.c.sequence < sequence, calls.c.ended_at.is_(None))
        .values(sequence=sequence)
    )
    return written.rowcount == 1


def change(tx: Transaction, call_id: str, **values: Any) -> None:
    """Writes columns of a call that goes on."""
    tx.connection.execute(
        update(calls).where(calls.c.id == call_id, calls.c.ended_at.is_(None)).values(**values)
    )


def forget(tx: Transaction, response: str) -> None:
    """Erases what calls still hold of a response's answers: notes, and which questions were answered."""
    tx.connection.execute(update(calls).where(calls.c.response == response).values(notes=None, earlier=[]))


def _call(row: Row[Any]) -> Call:
    held = row._asdict()
    held["outcome"] = Outcome(held["outcome"]) if held["outcome"] else None
    held["aid"] = Aid(held["aid"]) if held["aid"] else None
    held["earlier"] = tuple(held["earlier"] or ())
    return Call(**held)
