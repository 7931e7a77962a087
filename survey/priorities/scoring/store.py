"""The table of scenarios; saving again adds a row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Row, String, Table, Text, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.priorities.grounds.ground import Source
from survey.priorities.scoring.scenario import Scenario

scenarios = Table(
    "scenarios",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("points", Document, nullable=False),
    Column("note", Text, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("saved_by", String(36), nullable=False),
)


def add(
    tx: Transaction,
    round_key: str,
    name: str,
    points: Mapping[Source, float],
    note: str,
    actor: str,
    now: datetime,
) -> int:
    """Writes a scenario; returns its id."""
    values = {source.value: value for source, value in points.items()}
    key = tx.connection.execute(
        insert(scenarios).values(
            round=round_key, name=name, points=values, note=note, saved_at=now, saved_by=actor
        )
    ).inserted_primary_key
    assert key is not None  # noqa: S101  one row was inserted
    return int(key[0])


def of_round(tx: Transaction, round_key: str) -> tuple[Scenario, ...]:
    """Reads every scenario of a planning round as it was ever saved, the oldest first."""
    rows = tx.connection.execute(
        select(scenarios).where(scenarios.c.round == round_key).order_by(scenarios.c.id)
    )
    return tuple(_scenario(row) for row in rows)


def _scenario(row: Row[Any]) -> Scenario:
    points = {Source(source): float(value) for source, value in row.points.items()}
    return Scenario(row.id, row.round, row.name, points, row.note, row.saved_at, row.saved_by)
