"""The tables of the ledger; nothing in them is ever overwritten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    select,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.priorities.ledger.decision import Decision, Said
from survey.priorities.ledger.plan import Plan
from survey.priorities.ledger.steps import Deed, Step

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("candidate", Integer, ForeignKey("candidates.id"), nullable=False),
    Column("said", Document, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("written_by", String(36), nullable=False),
    Index(None, "round", "area"),
)

ledger_steps = Table(
    "ledger_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("deed", String(10), nullable=False),
    Column("comment", Text, nullable=False),
    Column("decisions", Document, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Index(None, "round", "area"),
)

considerations = Table(
    "considerations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("ground", Integer, ForeignKey("grounds.id"), nullable=False),
    Column("by", String(36), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("ground", "by"),
    Index(None, "round", "area"),
)
"""Who considered which piece of evidence, and when first."""

plans = Table(
    "plans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("document", Document, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36), nullable=False),
    UniqueConstraint("round", "area", "edition"),
)


def add_decision(
    tx: Transaction, round_key: str, area: str, candidate: int, said: Said, actor: str, now: datetime
) -> None:
    """Writes a decision."""
    tx.connection.execute(
        insert(decisions).values(
            round=round_key,
            area=area,
            candidate=candidate,
            said=said.document(),
            written_at=now,
            written_by=actor,
        )
    )


def decisions_of(tx: Transaction, round_key: str, area: str) -> tuple[Decision, ...]:
    """Reads every decision of an area that was ever written, in that order."""
    wanted = select(decisions).where(decisions.c.round == round_key, decisions.c.area == area)
    rows = tx.connection.execute(wanted.order_by(decisions.c.id))
    return tuple(Decision(**{**row._asdict(), "said": Said.of(row.said)}) for row in rows)


def add_step(
    tx: Transaction,
    round_key: str,
    area: str,
    deed: Deed,
    comment: str,
    about: Sequence[int],
    actor: str,
    now: datetime,
) -> None:
    """Writes a deed."""
    tx.connection.execute(
        insert(ledger_steps).values(
            round=round_key,
            area=area,
            deed=deed.value,
            comment=comment,
            decisions=list(about),
            at=now,
            by=actor,
        )
    )


def steps_of(tx: Transaction, round_key: str) -> Mapping[str, tuple[Step, ...]]:
    """Reads the deeds of a planning round: area → steps in their order."""
    wanted = select(ledger_steps).where(ledger_steps.c.round == round_key).order_by(ledger_steps.c.id)
    found: dict[str, tuple[Step, ...]] = {}
    for row in tx.connection.execute(wanted):
        step = Step(row.id, Deed(row.deed), row.comment, row.at, row.by, tuple(row.decisions))
        found[row.area] = (*found.get(row.area, ()), step)
    return found


def consider(
    tx: Transaction, round_key: str, area: str, pieces: Sequence[int], actor: str, now: datetime
) -> None:
    """Writes that somebody considered pieces of evidence."""
    rows = [{"round": round_key, "area": area, "ground": one, "by": actor, "at": now} for one in pieces]
    tx.connection.execute(insert(considerations), rows)


def considered(tx: Transaction, round_key: str, area: str) -> list[Row[Any]]:
    """Reads who considered what in an area, in that order."""
    wanted = select(considerations).where(considerations.c.round == round_key, considerations.c.area == area)
    return list(tx.connection.execute(wanted.order_by(considerations.c.id)))


def add_plan(tx: Transaction, plan: Plan) -> None:
    """Writes a published plan."""
    tx.connection.execute(
        insert(plans).values(
            round=plan.round,
            area=plan.area,
            edition=plan.edition,
            document=plan.document(),
            published_at=plan.published_at,
            published_by=plan.published_by,
        )
    )


def plans_of(tx: Transaction, round_key: str, area: str) -> tuple[Plan, ...]:
    """Reads the published plans of an area, the latest first."""
    wanted = select(plans).where(plans.c.round == round_key, plans.c.area == area)
    rows = tx.connection.execute(wanted.order_by(plans.c.edition.desc()))
    return tuple(
        Plan.of(row.round, row.area, row.edition, row.published_at, row.published_by, row.document)
        for row in rows
    )


def published(tx: Transaction, round_key: str) -> dict[str, int]:
    """Reads area → latest edition of what a planning round has published."""
    wanted = select(plans.c.area, func.max(plans.c.edition)).where(plans.c.round == round_key)
    return {row[0]: row[1] for row in tx.connection.execute(wanted.group_by(plans.c.area))}
