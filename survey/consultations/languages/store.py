"""The table of signatures under translations, and the only SQL that touches it."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String, Table, Text, insert, select, update

from survey.consultations.languages.signature import Signature
from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant

signatures = Table(
    "language_signatures",
    metadata,
    Column("language", String(20), primary_key=True),
    Column("signed_at", Instant, primary_key=True),
    Column("reviewer", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("read", Document, nullable=False),
    Column("signed_by", String(36), ForeignKey("users.id")),
    Column("withdrawn_at", Instant),
)


def add(tx: Transaction, one: Signature) -> None:
    """Writes a signature."""
    row = {
        "language": one.language,
        "signed_at": one.signed_at,
        "reviewer": one.reviewer,
        "standing": one.standing,
        "read": sorted(one.read),
        "signed_by": one.signed_by,
    }
    tx.connection.execute(insert(signatures).values(row))


def all_signatures(tx: Transaction) -> tuple[Signature, ...]:
    """Reads every signature, the oldest first, withdrawn ones too."""
    found = tx.connection.execute(select(signatures).order_by(signatures.c.signed_at)).all()
    return tuple(
        Signature(
            row.language,
            row.reviewer,
            row.standing,
            frozenset(row.read),
            row.signed_by,
            row.signed_at,
            row.withdrawn_at,
        )
        for row in found
    )


def withdraw(tx: Transaction, language: str, now: datetime) -> bool:
    """Ends whatever signature stands under a language; returns whether there was one."""
    c = signatures.c
    query = (
        update(signatures).where(c.language == language, c.withdrawn_at.is_(None)).values(withdrawn_at=now)
    )
    return tx.connection.execute(query).rowcount > 0
