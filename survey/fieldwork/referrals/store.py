"""The table of referrals, and the only SQL that touches it: a random id, an hour, ciphertext."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, LargeBinary, Row, String, Table, func, insert, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.fieldwork.referrals.referral import Done

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("raised_at", Instant, nullable=False),
    Column("sealed", LargeBinary),
    Column("accepted_by", String(36), ForeignKey("users.id")),
    Column("accepted_at", Instant),
    Column("done", String(30)),
    Column("done_note", String(400), nullable=False, server_default=""),
    Column("done_at", Instant, index=True),
    sqlite_with_rowid=False,  # a hidden row number would keep the order in which they came, beside that of the calls
)


def add(tx: Transaction, referral_id: str, kind: str, raised_at: datetime, sealed: bytes) -> None:
    """Writes a referral that waits for somebody."""
    row = {"id": referral_id, "kind": kind, "raised_at": raised_at, "sealed": sealed}
    tx.connection.execute(insert(referrals).values(row))


def find(tx: Transaction, referral_id: str) -> Row[Any] | None:
    """Finds a referral by its id."""
    return tx.connection.execute(select(referrals).where(referrals.c.id == referral_id)).first()


def open_ones(tx: Transaction) -> Sequence[Row[Any]]:
    """Reads every referral that was not seen to, in no order."""
    return tx.connection.execute(select(referrals).where(referrals.c.done_at.is_(None))).all()


def done_ones(tx: Transaction, limit: int) -> Sequence[Row[Any]]:
    """Reads those seen to last."""
    query = select(referrals).where(referrals.c.done_at.is_not(None))
    return tx.connection.execute(query.order_by(referrals.c.done_at.desc()).limit(limit)).all()


def count_open(tx: Transaction) -> Sequence[Any]:
    """Returns (kind, nobody has taken it on, how many, hour of the oldest) of those not seen to."""
    c = referrals.c
    unclaimed = c.accepted_at.is_(None)
    query = select(c.kind, unclaimed, func.count(), func.min(c.raised_at)).where(c.done_at.is_(None))
    return tx.connection.execute(query.group_by(c.kind, unclaimed)).all()


def accept(tx: Transaction, referral_id: str, by: str, before: str | None, now: datetime) -> bool:
    """Writes who has taken a referral on; False where it is no longer with whoever had it before."""
    c = referrals.c
    held = c.accepted_by.is_(None) if before is None else c.accepted_by == before
    written = tx.connection.execute(
        update(referrals)
        .where(c.id == referral_id, c.done_at.is_(None), held)
        .values(accepted_by=by, accepted_at=now)
    )
    return written.rowcount == 1


def finish(tx: Transaction, referral_id: str, by: str, done: Done, note: str, now: datetime) -> bool:
    """Writes what was done and erases the details; False where it is not with this person, or was done."""
    c = referrals.c
    written = tx.connection.execute(
        update(referrals)
        .where(c.id == referral_id, c.accepted_by == by, c.done_at.is_(None))
        .values(done=done.value, done_note=note, done_at=now, sealed=None)
    )
    return written.rowcount == 1
