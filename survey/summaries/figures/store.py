"""The table of public figures, and the only SQL that touches it."""

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
    insert,
    select,
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
    Column("data_mark", BigInteger, nullable=False),
    Column("data_at", Instant, nullable=False),
    Column("weighting", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36), nullable=False),
    UniqueConstraint("round", "family", "edition"),
)


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


def _figures(row: Row[Any]) -> Figures:
    values = row._asdict()
    del values["id"]
    return Figures(**values)
