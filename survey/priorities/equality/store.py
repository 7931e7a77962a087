"""The table of equality statements; writing again adds a row."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Row, String, Table, Text, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.priorities.equality.statement import Group, Statement

equality_statements = Table(
    "equality_statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("everybody", Document, nullable=False),
    Column("groups", Document, nullable=False),
    Column("gaps", Text, nullable=False),
    Column("mitigation", Text, nullable=False),
    Column("officer", Text, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("written_by", String(36), nullable=False),
    Index(None, "round", "area"),
)


def add(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Writes a statement."""
    tx.connection.execute(insert(equality_statements).values(**values))


def of_area(tx: Transaction, round_key: str, area: str) -> tuple[Statement, ...]:
    """Reads the statements of an area, the latest first."""
    its = equality_statements.c
    wanted = select(equality_statements).where(its.round == round_key, its.area == area)
    return tuple(_statement(row) for row in tx.connection.execute(wanted.order_by(its.id.desc())))


def _statement(row: Row[Any]) -> Statement:
    values = row._asdict()
    groups = tuple(Group.of(one) for one in values["groups"])
    return Statement(**{**values, "everybody": tuple(values["everybody"]), "groups": groups})
