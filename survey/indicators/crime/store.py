"""The tables of recorded crime: extracts, their counts, and how files with unknown headers are read."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.indicators.crime.extract import Extract, LeftOver, Series
from survey.indicators.crime.layout import Layout

crime_extracts = Table(
    "crime_extracts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("source", Text, nullable=False),
    Column("taken_on", String(10), nullable=False),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("months", Document, nullable=False),
    Column("series", Integer, nullable=False),
    Column("offences", BigInteger, nullable=False),
    Column("left_over", Document, nullable=False),
    Column("imported_at", Instant, nullable=False),
    Column("imported_by", String(36), nullable=False),
)

crime_counts = Table(
    "crime_counts",
    metadata,
    Column("extract", Integer, ForeignKey("crime_extracts.id"), primary_key=True),
    Column("area", String(60), primary_key=True),
    Column("category", String(120), primary_key=True),
    Column("subcategory", String(120), primary_key=True),
    Column("counts", Document, nullable=False),
    Index(None, "area", "category"),
)
"""`counts` is month, YYYYMM, to offences."""

crime_layouts = Table(
    "crime_layouts",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("columns", Document, nullable=False),
    Column("remembered_at", Instant, nullable=False),
    Column("remembered_by", String(36), nullable=False),
)


def add_extract(tx: Transaction, values: Mapping[str, Any], series: Sequence[Series]) -> int:
    """Writes an extract with its counts; returns its id."""
    key = tx.connection.execute(insert(crime_extracts).values(**values)).inserted_primary_key
    assert key is not None  # noqa: S101  one row was inserted
    rows = [
        {
            "extract": key[0],
            "area": one.area,
            "category": one.category,
            "subcategory": one.subcategory,
            "counts": dict(one.counts),
        }
        for one in series
    ]
    tx.connection.execute(insert(crime_counts), rows)
    return int(key[0])


def extracts(tx: Transaction) -> tuple[Extract, ...]:
    """Reads every extract, the one that counts last at the end: by day taken, then in the order of import."""
    order = (crime_extracts.c.taken_on, crime_extracts.c.id)
    return tuple(_extract(row) for row in tx.connection.execute(select(crime_extracts).order_by(*order)))


def find_extract(tx: Transaction, extract_id: int) -> Extract | None:
    """Finds an extract by its id."""
    return _one(tx, select(crime_extracts).where(crime_extracts.c.id == extract_id))


def find_by_content(tx: Transaction, sha256: str) -> Extract | None:
    """Finds the extract that was read from a file with this content."""
    return _one(tx, select(crime_extracts).where(crime_extracts.c.sha256 == sha256))


def series_of_area(tx: Transaction, area: str) -> list[tuple[int, Series]]:
    """Reads all counts of an area, with the extract of each."""
    rows = tx.connection.execute(select(crime_counts).where(crime_counts.c.area == area))
    return [(row.extract, _series(row)) for row in rows]


def series_of_extract(tx: Transaction, extract_id: int) -> list[Series]:
    """Reads all counts of an extract."""
    rows = tx.connection.execute(select(crime_counts).where(crime_counts.c.extract == extract_id))
    return [_series(row) for row in rows]


def kinds(tx: Transaction, extract_ids: Collection[int]) -> dict[int, frozenset[tuple[str, str]]]:
    """Reads the types of crime that extracts have in any area."""
    columns = (crime_counts.c.extract, crime_counts.c.category, crime_counts.c.subcategory)
    found: dict[int, set[tuple[str, str]]] = {}
    wanted = select(*columns).where(crime_counts.c.extract.in_(extract_ids)).distinct()
    for row in tx.connection.execute(wanted):
        found.setdefault(row.extract, set()).add((row.category, row.subcategory))
    return {extract: frozenset(its) for extract, its in found.items()}


def areas(tx: Transaction) -> list[str]:
    """Reads the areas that any extract has counts of."""
    return list(tx.connection.execute(select(crime_counts.c.area).distinct()).scalars())


def layout(tx: Transaction, fingerprint: str) -> Layout | None:
    """Finds how files with these headers are read."""
    wanted = select(crime_layouts.c.columns).where(crime_layouts.c.fingerprint == fingerprint)
    found = tx.connection.execute(wanted).scalar()
    if found is None:
        return None
    return Layout(**{**found, "only": tuple((header, value) for header, value in found["only"])})


def remember_layout(tx: Transaction, fingerprint: str, one: Layout, actor: str, now: datetime) -> None:
    """Writes how files with these headers are read from now on."""
    tx.connection.execute(delete(crime_layouts).where(crime_layouts.c.fingerprint == fingerprint))
    columns = {**one.named, "only": [list(pair) for pair in one.only]}
    tx.connection.execute(
        insert(crime_layouts).values(
            fingerprint=fingerprint, columns=columns, remembered_at=now, remembered_by=actor
        )
    )


def _one(tx: Transaction, wanted: Select[Any]) -> Extract | None:
    row = tx.connection.execute(wanted).first()
    return _extract(row) if row else None


def _extract(row: Row[Any]) -> Extract:
    values = row._asdict()
    return Extract(
        **{
            **values,
            "months": tuple(values["months"]),
            "left_over": tuple(LeftOver(*one) for one in values["left_over"]),
        }
    )


def _series(row: Row[Any]) -> Series:
    return Series(row.area, row.category, row.subcategory, row.counts)
