"""The table of sample surveys, and the only SQL that touches it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Column, Index, Integer, Row, String, Table, Text, insert, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.indicators.benchmarks.benchmark import Benchmark
from survey.indicators.benchmarks.layout import Layout
from survey.indicators.benchmarks.sample import Sample

benchmarks = Table(
    "benchmarks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("family", String(60), nullable=False),
    Column("source", Text, nullable=False),
    Column("drawn", Text, nullable=False),
    Column("by_chance", Boolean, nullable=False),
    Column("asked_from", String(10), nullable=False),
    Column("asked_to", String(10), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("layout", Document, nullable=False),
    Column("interviews", Integer, nullable=False),
    Column("weighting", Document, nullable=False),
    Column("sample", Document, nullable=False),
    Column("taken_in_at", Instant, nullable=False),
    Column("taken_in_by", String(36), nullable=False),
    Column("set_aside_at", Instant),
    Column("set_aside_by", String(36), nullable=False, server_default=""),
    Column("set_aside_because", Text, nullable=False, server_default=""),
    Index(None, "fingerprint"),
)

_TOLD = tuple(column for column in benchmarks.c if column.name not in {"sample", "fingerprint", "layout"})


def add(tx: Transaction, values: Mapping[str, Any]) -> int:
    """Writes a survey; returns its id."""
    key = tx.connection.execute(insert(benchmarks).values(**values)).inserted_primary_key
    assert key is not None  # noqa: S101  one row was inserted
    return int(key[0])


def all_of(tx: Transaction) -> tuple[Benchmark, ...]:
    """Reads every survey, the latest fieldwork first."""
    order = (benchmarks.c.asked_to.desc(), benchmarks.c.id.desc())
    return tuple(_benchmark(row) for row in tx.connection.execute(select(*_TOLD).order_by(*order)))


def find(tx: Transaction, benchmark_id: int) -> Benchmark | None:
    """Finds a survey by its id."""
    row = tx.connection.execute(select(*_TOLD).where(benchmarks.c.id == benchmark_id)).first()
    return _benchmark(row) if row else None


def with_content(tx: Transaction, sha256: str) -> int | None:
    """Finds the survey that stands and was read from this file."""
    wanted = select(benchmarks.c.id).where(benchmarks.c.sha256 == sha256, benchmarks.c.set_aside_at.is_(None))
    found: int | None = tx.connection.execute(wanted).scalar()
    return found


def sample(tx: Transaction, benchmark_id: int) -> Sample:
    """Reads the interviews of a survey."""
    wanted = select(benchmarks.c.sample).where(benchmarks.c.id == benchmark_id)
    return Sample.of(tx.connection.execute(wanted).scalar_one())


def layout(tx: Transaction, fingerprint: str) -> Layout | None:
    """Finds how the last file with these headers was read."""
    wanted = select(benchmarks.c.layout).where(benchmarks.c.fingerprint == fingerprint)
    found = tx.connection.execute(wanted.order_by(benchmarks.c.id.desc()).limit(1)).scalar()
    return None if found is None else Layout.of(found)


def set_aside(tx: Transaction, benchmark_id: int, because: str, actor: str, now: datetime) -> None:
    """Writes that a survey is not used any more."""
    tx.connection.execute(
        update(benchmarks)
        .where(benchmarks.c.id == benchmark_id)
        .values(set_aside_at=now, set_aside_by=actor, set_aside_because=because)
    )


def _benchmark(row: Row[Any]) -> Benchmark:
    return Benchmark(**row._asdict())
