"""The table of what people decided on personal details; places in a text, never its words."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Row, String, Table, delete, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant

discretions = Table(
    "discretions",
    metadata,
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True),
    Column("start", Integer, primary_key=True),
    Column("end", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("released", Boolean, nullable=False),
    Column("by", String(36), ForeignKey("users.id"), nullable=False),
    Column("at", Instant, nullable=False),
)


def all_of(tx: Transaction, texts_only: Collection[int] | None = None) -> Sequence[Any]:
    """Reads (response, entry, start, end, released) of all texts, or of some."""
    c, texts = discretions.c, metadata.tables["texts"]
    query = select(texts.c.response, texts.c.entry, c.start, c.end, c.released).join(
        texts, texts.c.id == c.text
    )
    if texts_only is not None:
        query = query.where(c.text.in_(list(texts_only)))
    return tx.connection.execute(query).all()


def of_text(tx: Transaction, text_id: int) -> Sequence[Row[Any]]:
    """Reads what was decided on one text."""
    c = discretions.c
    return tx.connection.execute(select(discretions).where(c.text == text_id).order_by(c.start)).all()


def put(
    tx: Transaction, text_id: int, start: int, end: int, kind: str, *, released: bool, by: str, at: datetime
) -> None:
    """Writes what was decided on one place, in place of what was decided before."""
    take_back(tx, text_id, start, end)
    tx.connection.execute(
        insert(discretions).values(
            text=text_id, start=start, end=end, kind=kind, released=released, by=by, at=at
        )
    )


def take_back(tx: Transaction, text_id: int, start: int, end: int) -> bool:
    """Takes a decision back; False where there was none."""
    c = discretions.c
    done = tx.connection.execute(delete(discretions).where(c.text == text_id, c.start == start, c.end == end))
    return done.rowcount > 0
