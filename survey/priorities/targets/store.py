"""The table of targets; a row is never changed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Row, String, Table, Text, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.indicators.years import Year
from survey.priorities.targets.target import Aim, Target, Wanted

targets = Table(
    "targets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("area", String(9), nullable=False),
    Column("year", Integer, nullable=False),
    Column("measure", String(40), nullable=False),
    Column("aim", String(10), nullable=False),
    Column("amount", String(30)),
    Column("words", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("set_by", String(36), nullable=False),
    Index(None, "year", "area"),
)
"""`year` is the calendar year of its April. The latest row of an area, year and measure stands."""


def add(
    tx: Transaction, area: str, year: Year, wanted: Wanted, actor: str, now: datetime, *, withdrawn: bool
) -> None:
    """Writes a target, or that there is none any more."""
    tx.connection.execute(
        insert(targets).values(
            area=area,
            year=year.begins,
            measure=wanted.measure,
            aim=wanted.aim.value,
            amount=None if wanted.amount is None else str(wanted.amount),
            words=wanted.words,
            withdrawn=withdrawn,
            set_at=now,
            set_by=actor,
        )
    )


def of_year(tx: Transaction, year: Year, area: str | None) -> tuple[Target, ...]:
    """Reads every target of a year that was ever set, in one area or all, in the order in which they were set."""
    wanted = select(targets).where(targets.c.year == year.begins).order_by(targets.c.id)
    if area is not None:
        wanted = wanted.where(targets.c.area == area)
    return tuple(_target(row) for row in tx.connection.execute(wanted))


def years(tx: Transaction) -> list[Year]:
    """Reads the years that targets were set for, the latest first."""
    wanted = select(targets.c.year).distinct().order_by(targets.c.year.desc())
    return [Year(year) for year in tx.connection.execute(wanted).scalars()]


def _target(row: Row[Any]) -> Target:
    amount = None if row.amount is None else Decimal(row.amount)
    wanted = Wanted(row.measure, Aim(row.aim), amount, row.words)
    return Target(row.area, Year(row.year), wanted, row.set_at, row.set_by, row.withdrawn)
