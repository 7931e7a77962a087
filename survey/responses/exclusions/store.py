"""The tables of decisions that responses do not count, and the only SQL that touches them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, Row, String, Table, Text, func, insert, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.responses.exclusions.exclusion import Exclusion

exclusions = Table(
    "exclusions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("rule", String(60), nullable=False),
    Column("says", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("by", String(36), nullable=False),
    Column("at", Instant, nullable=False),
    Column("lifted_by", String(36), nullable=False, server_default=""),
    Column("lifted_at", Instant),
    Column("lifted_because", Text, nullable=False, server_default=""),
    Index(None, "round", "family"),
)

excluded_responses = Table(
    "excluded_responses",
    metadata,
    Column("exclusion", String(36), ForeignKey(exclusions.c.id), primary_key=True),
    Column("response", String(36), ForeignKey("responses.id"), primary_key=True, index=True),
)

_STANDS = exclusions.c.lifted_at.is_(None)


def add(tx: Transaction, values: Mapping[str, Any], responses: Collection[str]) -> None:
    """Writes a decision, and the responses that it leaves out."""
    tx.connection.execute(insert(exclusions).values(**values))
    rows = [{"exclusion": values["id"], "response": one} for one in responses]
    tx.connection.execute(insert(excluded_responses), rows)


def lift(tx: Transaction, exclusion_id: str, by: str, because: str, now: datetime) -> bool:
    """Writes that a decision does not stand any more; False where it did not."""
    changed = tx.connection.execute(
        update(exclusions)
        .where(exclusions.c.id == exclusion_id, _STANDS)
        .values(lifted_by=by, lifted_at=now, lifted_because=because)
    )
    return changed.rowcount == 1


def responses_of(tx: Transaction, exclusion_id: str) -> list[str]:
    """Reads the responses of a decision."""
    c = excluded_responses.c
    return list(tx.connection.execute(select(c.response).where(c.exclusion == exclusion_id)).scalars())


def standing(tx: Transaction) -> frozenset[str]:
    """Reads every response that is left out."""
    query = select(excluded_responses.c.response).join(exclusions).where(_STANDS)
    return frozenset(tx.connection.execute(query).scalars())


def all_of(tx: Transaction, round_key: str, family: str) -> tuple[Exclusion, ...]:
    """Reads the decisions on a questionnaire of a round, the latest first."""
    c = exclusions.c
    return _read(tx, c.round == round_key, c.family == family)


def find(tx: Transaction, exclusion_id: str) -> Exclusion | None:
    """Finds a decision."""
    found = _read(tx, exclusions.c.id == exclusion_id)
    return found[0] if found else None


def _read(tx: Transaction, *which: Any) -> tuple[Exclusion, ...]:
    query = (
        select(exclusions, func.count(excluded_responses.c.response).label("responses"))
        .join(excluded_responses)
        .where(*which)
        .group_by(exclusions.c.id)
        .order_by(exclusions.c.at.desc(), exclusions.c.id)
    )
    return tuple(_exclusion(row) for row in tx.connection.execute(query))


def _exclusion(row: Row[Any]) -> Exclusion:
    return Exclusion(**row._asdict())
