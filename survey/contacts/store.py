"""The table of contacts: a random id, a date without time, ciphertext; nothing that could be joined to an answer."""

from datetime import date
from uuid import uuid4

from sqlalchemy import Column, Date, LargeBinary, String, Table, delete, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction

contacts = Table(
    "contacts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("round", String(40), nullable=False),
    Column("left_on", Date, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    sqlite_with_rowid=False,  # a hidden row number would keep the order in which people left their details
)


def add(tx: Transaction, kind: str, round_key: str, left_on: date, sealed: bytes) -> str:
    """Keeps sealed details under an id that tells nothing of their order, and returns it."""
    contact_id = str(uuid4())
    row = {"id": contact_id, "kind": kind, "round": round_key, "left_on": left_on, "sealed": sealed}
    tx.connection.execute(insert(contacts).values(row))
    return contact_id


def sealed_under(tx: Transaction, contact_id: str) -> bytes | None:
    """Returns the sealed details under an id; None where there are none."""
    found: bytes | None = tx.connection.execute(
        select(contacts.c.sealed).where(contacts.c.id == contact_id)
    ).scalar_one_or_none()
    return found


def remove(tx: Transaction, contact_id: str) -> bool:
    """Forgets one contact; returns whether there was one."""
    return tx.connection.execute(delete(contacts).where(contacts.c.id == contact_id)).rowcount == 1
