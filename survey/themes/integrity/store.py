"""The tables of the integrity report: what was looked at by which rules, and which responses were flagged."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ForeignKey, Row, String, Table, delete, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant

reports = Table(
    "integrity_reports",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(36), ForeignKey("users.id"), nullable=False),
    Column("rules", Document, nullable=False),
    Column("figures", Document, nullable=False),
)

flags = Table(
    "integrity_flags",
    metadata,
    Column("response", String(36), ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("report", String(36), ForeignKey("integrity_reports.id"), primary_key=True, index=True),
    Column("rules", Document, nullable=False),
)


def add(tx: Transaction, report: Mapping[str, Any]) -> None:
    """Writes a report."""
    tx.connection.execute(insert(reports).values(**report))


def flag(tx: Transaction, report: str, found: Mapping[str, Sequence[str]]) -> None:
    """Writes which rules flagged which responses."""
    rows = [{"response": one, "report": report, "rules": list(rules)} for one, rules in found.items()]
    if rows:
        tx.connection.execute(insert(flags), rows)


def latest(tx: Transaction, round_key: str, family: str) -> Row[Any] | None:
    """Reads the last report on a questionnaire of a round."""
    c = reports.c
    query = select(reports).where(c.round == round_key, c.family == family).order_by(c.at.desc())
    return tx.connection.execute(query.limit(1)).first()


def flagged(tx: Transaction, report: str) -> Mapping[str, tuple[str, ...]]:
    """Reads response → the rules that flagged it."""
    query = select(flags.c.response, flags.c.rules).where(flags.c.report == report)
    return {row.response: tuple(row.rules) for row in tx.connection.execute(query)}


def forget_flags(tx: Transaction, but: Collection[str], round_key: str, family: str) -> None:
    """Takes away the flags of earlier reports, whose figures stay."""
    its = select(reports.c.id).where(reports.c.round == round_key, reports.c.family == family)
    tx.connection.execute(delete(flags).where(flags.c.report.in_(its), flags.c.report.not_in(list(but))))
