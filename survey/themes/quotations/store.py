"""The table of quotations: which words, whose they are in broad strokes, who put them forward and who cleared them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Row, String, Table, Text, insert, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant

quotations = Table(
    "quotations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("entry", String(130), nullable=False),
    Column("words", Text, nullable=False),
    Column("who", Document, nullable=False),
    Column("put_by", String(36), ForeignKey("users.id"), nullable=False),
    Column("put_at", Instant, nullable=False),
    Column("cleared_by", String(36), ForeignKey("users.id")),
    Column("cleared_at", Instant),
    Column("ended_by", String(36), ForeignKey("users.id")),
    Column("ended_at", Instant),
    Index(None, "round", "family", "entry"),
)


def add(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Writes a quotation that was put forward."""
    tx.connection.execute(insert(quotations).values(**values))


def find(tx: Transaction, quotation_id: str) -> Row[Any] | None:
    """Finds a quotation."""
    return tx.connection.execute(select(quotations).where(quotations.c.id == quotation_id)).first()


def clear(tx: Transaction, quotation_id: str, by: str, now: datetime) -> bool:
    """Writes who cleared a quotation; False where it was cleared or ended before."""
    c = quotations.c
    its = (c.id == quotation_id, c.cleared_at.is_(None), c.ended_at.is_(None))
    done = tx.connection.execute(update(quotations).where(*its).values(cleared_by=by, cleared_at=now))
    return done.rowcount == 1


def end(tx: Transaction, quotation_id: str, by: str, now: datetime) -> bool:
    """Writes who took a quotation back or refused it; False where somebody had."""
    c = quotations.c
    its = (c.id == quotation_id, c.ended_at.is_(None))
    done = tx.connection.execute(update(quotations).where(*its).values(ended_by=by, ended_at=now))
    return done.rowcount == 1


def all_of(
    tx: Transaction,
    round_key: str,
    *,
    family: str = "",
    entries: Collection[str] = (),
    cleared: bool | None = None,
) -> Sequence[Row[Any]]:
    """Reads the quotations of a round that were not ended, the latest first; `cleared` tells those from the others."""
    c = quotations.c
    query = select(quotations).where(c.round == round_key, c.ended_at.is_(None))
    if family:
        query = query.where(c.family == family)
    if entries:
        query = query.where(c.entry.in_(list(entries)))
    if cleared is not None:
        query = query.where(c.cleared_at.is_not(None) if cleared else c.cleared_at.is_(None))
    return tx.connection.execute(query.order_by(c.put_at.desc(), c.id)).all()
