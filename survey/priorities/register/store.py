"""The tables of the register: what came, and who read it when."""

from collections.abc import Mapping
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
    Text,
    insert,
    select,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.priorities.register.submission import Reading

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("round", String(40), nullable=False),
    Column("area", String(9), nullable=False),
    Column("form", String(10), nullable=False),
    Column("signatories", Integer, nullable=False),
    Column("received_on", String(10), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("file", LargeBinary),
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String(36), nullable=False),
    Index(None, "round", "area"),
)
"""`sealed` holds who it is from and the text, `file` the bytes of what came with it, both encrypted."""

submission_readings = Table(
    "submission_readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission", String(36), ForeignKey("submissions.id"), nullable=False, index=True),
    Column("read_by", String(36), nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("note", Text, nullable=False),
)


def add(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Writes a submission."""
    tx.connection.execute(insert(submissions).values(**values))


def of_round(tx: Transaction, round_key: str) -> list[Row[Any]]:
    """Reads the submissions to a consultation, the oldest first, without their files."""
    columns = [column for column in submissions.c if column.name != "file"]
    order = (submissions.c.received_on, submissions.c.entered_at)
    return list(
        tx.connection.execute(select(*columns).where(submissions.c.round == round_key).order_by(*order))
    )


def find(tx: Transaction, submission_id: str) -> Row[Any] | None:
    """Finds a submission with its file."""
    return tx.connection.execute(select(submissions).where(submissions.c.id == submission_id)).first()


def readings(tx: Transaction, round_key: str) -> dict[str, tuple[Reading, ...]]:
    """Reads who read what of a consultation: submission → readings in their order."""
    wanted = (
        select(submission_readings)
        .join(submissions, submissions.c.id == submission_readings.c.submission)
        .where(submissions.c.round == round_key)
        .order_by(submission_readings.c.id)
    )
    found: dict[str, tuple[Reading, ...]] = {}
    for row in tx.connection.execute(wanted):
        reading = Reading(row.read_by, row.read_at, row.note)
        found[row.submission] = (*found.get(row.submission, ()), reading)
    return found


def add_reading(tx: Transaction, submission_id: str, by: str, at: datetime, note: str) -> None:
    """Writes that somebody read a submission."""
    tx.connection.execute(
        insert(submission_readings).values(submission=submission_id, read_by=by, read_at=at, note=note)
    )
