"""The table of committee reports, and the only SQL that touches it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    LargeBinary,
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
from survey.db.types import Instant
from survey.summaries.committee.report import Report

committee_reports = Table(
    "committee_reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("rounds.key"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("html", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("docx", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(36), nullable=False),
    UniqueConstraint("round", "edition"),
)

_TOLD = tuple(column for column in committee_reports.c if column.name not in {"html", "pdf", "docx"})


def add(
    tx: Transaction,
    round_key: str,
    edition: int,
    files: Mapping[str, Any],
    sha256: str,
    actor: str,
    now: datetime,
) -> None:
    """Writes a report with its files: html as text, pdf and docx as bytes."""
    tx.connection.execute(
        insert(committee_reports).values(
            round=round_key, edition=edition, sha256=sha256, made_at=now, made_by=actor, **files
        )
    )


def of_round(tx: Transaction, round_key: str) -> tuple[Report, ...]:
    """Reads the reports of a round, the latest first."""
    c = committee_reports.c
    wanted = select(*_TOLD).where(c.round == round_key).order_by(c.edition.desc())
    return tuple(_report(row) for row in tx.connection.execute(wanted))


def file(tx: Transaction, report_id: int, form: str) -> str | bytes:
    """Reads one file of a report, by its format."""
    wanted = select(committee_reports.c[form]).where(committee_reports.c.id == report_id)
    found: str | bytes = tx.connection.execute(wanted).scalar_one()
    return found if isinstance(found, str) else bytes(found)


def _report(row: Row[Any]) -> Report:
    return Report(**row._asdict())
