"""What an installation knows of itself: its epoch and, on SQLite, the counter of changes."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import BigInteger, Column, Integer, String, Table, insert, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant

installation = Table(
    "installation",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("epoch", String(36), nullable=False),
    Column("created_at", Instant, nullable=False),
)

change_counter = Table(
    "change_counter",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("value", BigInteger, nullable=False),
)


def found(tx: Transaction, now: datetime) -> None:
    """Writes the two rows that every installation starts with."""
    tx.connection.execute(insert(installation).values(only=1, epoch=str(uuid4()), created_at=now))
    tx.connection.execute(insert(change_counter).values(only=1, value=0))


def epoch(tx: Transaction) -> str:
    """Returns the epoch; a restore changes it, so that whatever was derived from the data is built anew."""
    value: str = tx.connection.execute(select(installation.c.epoch)).scalar_one()
    return value


def renew_epoch(tx: Transaction) -> None:
    """Begins a new epoch, so that every process builds anew whatever it derived from the data."""
    tx.connection.execute(update(installation).values(epoch=str(uuid4())))


def is_founded(tx: Transaction) -> bool:
    """Says whether the installation's two rows are there."""
    return tx.connection.execute(select(installation.c.only)).first() is not None
