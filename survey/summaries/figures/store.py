"""The table of public figures, and the only SQL that touches it."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.summaries.figures.figures import Figures

public_figures = Table(
    "public_figures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("rounds.key"), nullable=False),
    Column("family", String(60), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("document", Document, nullable=False),
    Column("cells", Document, nullable=False),
    Column("data_mark", BigInteger, nullable=False),
    Column("data_at", Instant, nullable=False),
    Column("weighting", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36), nullable=False),
    UniqueConstraint("round", "family", "edition"),
)

public_snapshots = Table(
    "public_snapshots",
    metadata,
    Column("round", String(40), ForeignKey("rounds.key"), primary_key=True),
    Column("allowed_at", Instant, nullable=False),
    Column("allowed_by", String(36), nullable=False),
    Column("looked_at", Instant),
)
"""Rounds of which figures may be published while people can still answer."""


def add(tx: Transaction, one: Figures) -> None:
    """Writes an edition."""
    names = [column.name for column in public_figures.c if column.name != "id"]
    tx.connection.execute(insert(public_figures).values(**{name: getattr(one, name) for name in names}))


def editions(tx: Transaction, round_key: str, family: str) -> tuple[Figures, ...]:
    """Reads the editions of a questionnaire in a round, the latest first."""
    c = public_figures.c
    wanted = select(public_figures).where(c.round == round_key, c.family == family)
    return tuple(_figures(row) for row in tx.connection.execute(wanted.order_by(c.edition.desc())))


def listed(tx: Transaction) -> list[tuple[str, str, int, Any]]:
    """Reads (round, family, edition, published at) of every edition, the latest first."""
    c = public_figures.c
    wanted = select(c.round, c.family, c.edition, c.published_at).order_by(c.published_at.desc(), c.id.desc())
    return [tuple(row) for row in tx.connection.execute(wanted)]


def allowed(tx: Transaction, round_key: str) -> Row[Any] | None:
    """Reads who allowed figures of a round while it runs, and when; None where nobody has."""
    wanted = select(public_snapshots).where(public_snapshots.c.round == round_key)
    return tx.connection.execute(wanted).first()


def allow(tx: Transaction, round_key: str, by: str, at: datetime) -> None:
    """Writes that figures of a round may be published while it runs."""
    tx.connection.execute(insert(public_snapshots).values(round=round_key, allowed_at=at, allowed_by=by))


def running(tx: Transaction) -> list[Row[Any]]:
    """Reads every round of which figures may be published while it runs."""
    return list(tx.connection.execute(select(public_snapshots).order_by(public_snapshots.c.round)))


def look(tx: Transaction, round_key: str, before: datetime, at: datetime) -> bool:
    """Writes that a round is looked at now; says whether nobody has looked at it since `before`."""
    c = public_snapshots.c
    due = update(public_snapshots).where(c.round == round_key, c.looked_at.is_(None) | (c.looked_at < before))
    return bool(tx.connection.execute(due.values(looked_at=at)).rowcount)


def forbid(tx: Transaction, round_key: str) -> None:
    """Takes that back."""
    tx.connection.execute(delete(public_snapshots).where(public_snapshots.c.round == round_key))


def _figures(row: Row[Any]) -> Figures:
    values = row._asdict()
    del values["id"]
    return Figures(**values)
