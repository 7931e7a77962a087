"""The table of numbers that are not to be rung: a keyed hash and a day."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy import Column, Date, String, Table, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from survey.db.base import metadata
from survey.db.session import Transaction

do_not_call = Table(
    "do_not_call",
    metadata,
    Column("number_hash", String(64), primary_key=True),
    Column("listed_on", Date, nullable=False),
    sqlite_with_rowid=False,  # no order in which numbers came, beside that of the calls
)


def listed(tx: Transaction, hashes: Sequence[str]) -> dict[str, date]:
    """Returns which of these hashes stand on the list, and since when."""
    found = tx.connection.execute(select(do_not_call).where(do_not_call.c.number_hash.in_(hashes)))
    return {row.number_hash: row.listed_on for row in found}


def add(tx: Transaction, number_hash: str, listed_on: date) -> None:
    """Puts a hash on the list, unless another clerk has done so in the same moment."""
    with suppress(IntegrityError), tx.connection.begin_nested():
        tx.connection.execute(insert(do_not_call).values(number_hash=number_hash, listed_on=listed_on))


def remove(tx: Transaction, hashes: Sequence[str]) -> int:
    """Takes hashes off the list; returns how many stood there."""
    written = tx.connection.execute(delete(do_not_call).where(do_not_call.c.number_hash.in_(hashes)))
    return written.rowcount


def count(tx: Transaction) -> int:
    """Returns how many numbers stand on the list."""
    return int(tx.connection.execute(select(func.count()).select_from(do_not_call)).scalar_one())
