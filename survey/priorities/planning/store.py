"""The tables of planning rounds and their candidates."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.indicators.years import Year
from survey.priorities.planning.planning import Candidate, Origin, Planning

plannings = Table(
    "plannings",
    metadata,
    Column("round", String(40), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("looks_back_on", Integer, nullable=False),
    Column("top", SmallInteger, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("started_by", String(36), nullable=False),
)
"""Years are named by the calendar year of their April."""

candidates = Table(
    "candidates",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("key", String(60), nullable=False),
    Column("name", Text, nullable=False),
    Column("area", String(9), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("about", Text, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", String(36), nullable=False),
    Column("dropped_at", Instant),
    Column("dropped_by", String(36), nullable=False, server_default=""),
    Column("dropped_because", Text, nullable=False, server_default=""),
    UniqueConstraint("round", "key", "area"),
    Index(None, "round", "area"),
)


def add_planning(tx: Transaction, one: Planning) -> None:
    """Writes a planning round."""
    tx.connection.execute(
        insert(plannings).values(
            round=one.round,
            year=one.year.begins,
            looks_back_on=one.looks_back_on.begins,
            top=one.top,
            started_at=one.started_at,
            started_by=one.started_by,
        )
    )


def all_plannings(tx: Transaction) -> tuple[Planning, ...]:
    """Reads every planning round, the latest year first."""
    rows = tx.connection.execute(
        select(plannings).order_by(plannings.c.year.desc(), plannings.c.round.desc())
    )
    return tuple(_planning(row) for row in rows)


def add_candidate(tx: Transaction, values: dict[str, Any]) -> int:
    """Writes a candidate; returns its id."""
    key = tx.connection.execute(insert(candidates).values(**values)).inserted_primary_key
    assert key is not None  # noqa: S101  one row was inserted
    return int(key[0])


def candidates_of(tx: Transaction, round_key: str) -> tuple[Candidate, ...]:
    """Reads every candidate of a planning round, dropped ones too, in the order in which they were added."""
    wanted = select(candidates).where(candidates.c.round == round_key).order_by(candidates.c.id)
    return tuple(_candidate(row) for row in tx.connection.execute(wanted))


def drop(tx: Transaction, candidate_id: int, because: str, actor: str, now: datetime) -> None:
    """Writes that a candidate can't be chosen any more."""
    tx.connection.execute(
        update(candidates)
        .where(candidates.c.id == candidate_id)
        .values(dropped_at=now, dropped_by=actor, dropped_because=because)
    )


def _planning(row: Row[Any]) -> Planning:
    return Planning(
        row.round, Year(row.year), Year(row.looks_back_on), row.top, row.started_at, row.started_by
    )


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(**{**row._asdict(), "origin": Origin(row.origin)})
