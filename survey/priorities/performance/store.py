"""The table of published results; an edition is never changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Row, String, Table, Text, UniqueConstraint, insert, select
from sqlalchemy.exc import IntegrityError

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.indicators.years import Year
from survey.priorities.performance.line import Line
from survey.priorities.performance.results import Results

performance_editions = Table(
    "performance_editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("area", String(9), nullable=False),
    Column("year", Integer, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("lines", Document, nullable=False),
    Column("note", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36), nullable=False),
    UniqueConstraint("area", "year", "edition"),
)


class EditionTaken(Exception):
    """Somebody else published the same edition at the same moment."""


def add(tx: Transaction, results: Results, actor: str, now: datetime) -> None:
    """Writes an edition; raises EditionTaken."""
    values = {
        "area": results.area,
        "year": results.year.begins,
        "edition": results.edition,
        "lines": [one.document() for one in results.lines],
        "note": results.note,
        "published_at": now,
        "published_by": actor,
    }
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(insert(performance_editions).values(**values))
    except IntegrityError as fault:
        raise EditionTaken(results.area) from fault


def editions(tx: Transaction, area: str, year: Year) -> tuple[Results, ...]:
    """Reads the editions of an area and year, the latest first."""
    its = performance_editions.c
    wanted = select(performance_editions).where(its.area == area, its.year == year.begins)
    rows = tx.connection.execute(wanted.order_by(its.edition.desc()))
    return tuple(_results(row) for row in rows)


def published(tx: Transaction, year: Year) -> dict[str, int]:
    """Reads the areas whose results of a year are published, each with its latest edition."""
    its = performance_editions.c
    wanted = select(its.area, its.edition).where(its.year == year.begins).order_by(its.edition)
    return {row.area: row.edition for row in tx.connection.execute(wanted)}


def _results(row: Row[Any]) -> Results:
    lines = tuple(Line.of(one) for one in row.lines)
    return Results(row.area, Year(row.year), lines, row.edition, row.published_at, row.published_by, row.note)
