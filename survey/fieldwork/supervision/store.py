"""The table of what a supervisor has looked at, and the only SQL that touches it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Row, String, Table, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant

flag_looks = Table(
    "flag_looks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("flag", String(300), nullable=False),
    Column("looked_by", String(36), ForeignKey("users.id"), nullable=False),
    Column("looked_at", Instant, nullable=False),
    Column("note", String(400), nullable=False),
    Index(None, "flag"),
)


def add_look(tx: Transaction, look_id: str, flag: str, by: str, note: str, now: datetime) -> None:
    """Writes that somebody looked at what a flag points to, and what they found."""
    row = {"id": look_id, "flag": flag, "looked_by": by, "looked_at": now, "note": note}
    tx.connection.execute(insert(flag_looks).values(row))


def looks(tx: Transaction) -> Sequence[Row[Any]]:
    """Reads every look, oldest first."""
    return tx.connection.execute(select(flag_looks).order_by(flag_looks.c.looked_at)).all()
