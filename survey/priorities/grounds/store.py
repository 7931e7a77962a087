"""The table of grounds; rows are added and withdrawn, never overwritten."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.priorities.grounds.ground import Figure, Ground, Source, Unit

grounds = Table(
    "grounds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("candidate", Integer, ForeignKey("candidates.id"), nullable=False),
    Column("source", String(12), nullable=False),
    Column("unit", String(10), nullable=False),
    Column("figure", String(40)),
    Column("base", Integer),
    Column("effective", Float),
    Column("words", Text, nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("origin", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
    Column("kept_by", String(36), nullable=False),
    Column("withdrawn_at", Instant),
    Column("withdrawn_by", String(36), nullable=False, server_default=""),
    Column("withdrawn_because", Text, nullable=False, server_default=""),
    Index(None, "round", "area"),
)


def add(
    tx: Transaction, round_key: str, area: str, figures: Sequence[Figure], actor: str, now: datetime
) -> None:
    """Writes pieces."""
    rows = [
        {
            "round": round_key,
            "area": area,
            "candidate": one.candidate,
            "source": one.source.value,
            "unit": one.unit.value,
            "figure": None if one.figure is None else str(one.figure),
            "base": one.base,
            "effective": one.effective,
            "words": one.words,
            "as_of": one.as_of,
            "origin": one.origin,
            "link": one.link,
            "kept_at": now,
            "kept_by": actor,
        }
        for one in figures
    ]
    if rows:
        tx.connection.execute(insert(grounds), rows)


def of_area(tx: Transaction, round_key: str, area: str) -> tuple[Ground, ...]:
    """Reads every piece of an area in the order in which they were kept."""
    wanted = (
        select(grounds).where(grounds.c.round == round_key, grounds.c.area == area).order_by(grounds.c.id)
    )
    return tuple(_ground(row) for row in tx.connection.execute(wanted))


def find(tx: Transaction, ground_id: int) -> Ground | None:
    """Finds one piece."""
    row = tx.connection.execute(select(grounds).where(grounds.c.id == ground_id)).first()
    return _ground(row) if row else None


def withdraw(tx: Transaction, ground_id: int, because: str, actor: str, now: datetime) -> None:
    """Writes that a piece does not count any more."""
    tx.connection.execute(
        update(grounds)
        .where(grounds.c.id == ground_id)
        .values(withdrawn_at=now, withdrawn_by=actor, withdrawn_because=because)
    )


def count_by_area(tx: Transaction, round_key: str) -> dict[str, int]:
    """Counts the pieces of each area."""
    wanted = select(grounds.c.area, func.count()).where(grounds.c.round == round_key).group_by(grounds.c.area)
    return {area: number for area, number in tx.connection.execute(wanted)}  # noqa: C416  a row is no pair to mypy


def _ground(row: Row[Any]) -> Ground:
    said = Figure(
        candidate=row.candidate,
        source=Source(row.source),
        unit=Unit(row.unit),
        figure=None if row.figure is None else Decimal(row.figure),
        base=row.base,
        effective=row.effective,
        words=row.words,
        as_of=row.as_of,
        origin=row.origin,
        link=row.link,
    )
    return Ground(
        row.id,
        row.round,
        row.area,
        row.kept_at,
        row.kept_by,
        said,
        row.withdrawn_at,
        row.withdrawn_by,
        row.withdrawn_because,
    )
