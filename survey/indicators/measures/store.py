"""The tables of measures and of series kept by hand; nothing in them is ever overwritten."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Integer, Row, String, Table, Text, func, insert, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.indicators.measures.measure import Better, Kind, Measure, Term
from survey.indicators.measures.series import Given, HandSeries, Point

measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(40), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("terms", Document, nullable=False),
    Column("better", String(10), nullable=False),
    Column("one", String(60), nullable=False),
    Column("many", String(60), nullable=False),
    Column("note", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(36), nullable=False),
)
"""The latest row of a key is the measure; earlier ones are how it was defined before."""

hand_series = Table(
    "hand_series",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(36), nullable=False),
)

hand_points = Table(
    "hand_points",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", String(40), ForeignKey("hand_series.key"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("period", String(7), nullable=False),
    Column("value", String(30), nullable=False),
    Column("source", Text, nullable=False),
    Column("as_of", String(10), nullable=False),
    Column("entered_at", Instant, nullable=False),
    Column("entered_by", String(36), nullable=False),
    Index(None, "series", "area", "period"),
)
"""The latest row of a series, area and period stands."""


def add_measure(tx: Transaction, measure: Measure, actor: str, now: datetime) -> None:
    """Writes a measure, or a new definition of one."""
    terms = [[one.series, one.category, one.subcategory] for one in measure.terms]
    tx.connection.execute(
        insert(measures).values(
            key=measure.key,
            name=measure.name,
            kind=measure.kind.value,
            terms=terms,
            better=measure.better.value,
            one=measure.one,
            many=measure.many,
            note=measure.note,
            made_at=now,
            made_by=actor,
        )
    )


def current_measures(tx: Transaction) -> tuple[Measure, ...]:
    """Reads every measure as it is defined now, in the order of first definition."""
    latest = select(func.max(measures.c.id).label("id"), func.min(measures.c.id).label("first"))
    newest = latest.group_by(measures.c.key).subquery()
    wanted = select(measures).join(newest, newest.c.id == measures.c.id).order_by(newest.c.first)
    return tuple(_measure(row) for row in tx.connection.execute(wanted))


def definitions(tx: Transaction, key: str) -> list[tuple[Measure, datetime, str]]:
    """Reads how a measure was defined, the latest first, with when and by whom."""
    rows = tx.connection.execute(select(measures).where(measures.c.key == key).order_by(measures.c.id.desc()))
    return [(_measure(row), row.made_at, row.made_by) for row in rows]


def add_series(tx: Transaction, series: HandSeries) -> None:
    """Writes a series without values."""
    values = {column.name: getattr(series, column.name) for column in hand_series.c}
    tx.connection.execute(insert(hand_series).values(**values))


def all_series(tx: Transaction) -> tuple[HandSeries, ...]:
    """Reads every series, by name."""
    rows = tx.connection.execute(select(hand_series).order_by(hand_series.c.name))
    return tuple(HandSeries(**row._asdict()) for row in rows)


def add_points(
    tx: Transaction, series: str, given: list[Given], source: str, as_of: str, actor: str, now: datetime
) -> None:
    """Writes values; those that stood before for the same area and period stay beneath them."""
    rows = [
        {
            "series": series,
            "area": one.area,
            "period": one.period,
            "value": str(one.value),
            "source": source,
            "as_of": as_of,
            "entered_at": now,
            "entered_by": actor,
        }
        for one in given
    ]
    tx.connection.execute(insert(hand_points), rows)


def points_of_area(tx: Transaction, area: str) -> dict[str, dict[str, Point]]:
    """Reads the values that stand in an area: series → period → value."""
    rows = tx.connection.execute(
        select(hand_points).where(hand_points.c.area == area).order_by(hand_points.c.id)
    )
    found: dict[str, dict[str, Point]] = {}
    for row in rows:
        found.setdefault(row.series, {})[row.period] = _point(row)
    return found


def points_of_series(tx: Transaction, series: str) -> list[Point]:
    """Reads every value of a series, those that were replaced too, the latest first."""
    rows = tx.connection.execute(
        select(hand_points).where(hand_points.c.series == series).order_by(hand_points.c.id.desc())
    )
    return [_point(row) for row in rows]


def _measure(row: Row[Any]) -> Measure:
    return Measure(
        key=row.key,
        name=row.name,
        kind=Kind(row.kind),
        terms=tuple(Term(*one) for one in row.terms),
        better=Better(row.better),
        one=row.one,
        many=row.many,
        note=row.note,
    )


def _point(row: Row[Any]) -> Point:
    return Point(
        series=row.series,
        area=row.area,
        period=row.period,
        value=Decimal(row.value),
        source=row.source,
        as_of=row.as_of,
        entered_at=row.entered_at,
        entered_by=row.entered_by,
    )
