"""The table of evidence, and the only SQL that touches it."""

from typing import Any

from sqlalchemy import BigInteger, Column, Row, String, Table, Text, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.priorities.evidence.evidence import Evidence

evidence = Table(
    "evidence",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("round", String(40), nullable=False, index=True),
    Column("family", String(60), nullable=False),
    Column("question", String(120), nullable=False),
    Column("title", Text, nullable=False),
    Column("whose", Text, nullable=False),
    Column("tables", Document, nullable=False),
    Column("selection", Document, nullable=False),
    Column("data_mark", BigInteger, nullable=False),
    Column("data_at", Instant, nullable=False),
    Column("taken_at", Instant, nullable=False),
    Column("taken_by", String(36), nullable=False),
)


def add(tx: Transaction, one: Evidence) -> None:
    """Writes a frozen table."""
    tx.connection.execute(
        insert(evidence).values(**{column.name: getattr(one, column.name) for column in evidence.c})
    )


def all_of(tx: Transaction) -> tuple[Evidence, ...]:
    """Returns all evidence, newest first."""
    found = tx.connection.execute(select(evidence).order_by(evidence.c.taken_at.desc(), evidence.c.id))
    return tuple(_evidence(row) for row in found)


def find(tx: Transaction, evidence_id: str) -> Evidence | None:
    """Finds one piece of evidence."""
    row = tx.connection.execute(select(evidence).where(evidence.c.id == evidence_id)).first()
    return _evidence(row) if row else None


def _evidence(row: Row[Any]) -> Evidence:
    return Evidence(**row._asdict())
