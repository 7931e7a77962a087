"""The tables of promises and of what became of them; the only SQL that touches them."""

from collections import defaultdict

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text, insert, select

from survey.consultations.promises.promise import Promise, Step, What
from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant

promises = Table(
    "promises",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("round", String(30), ForeignKey("rounds.key"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("due_on", Date),
    Column("made_at", Instant, nullable=False),
    Column("made_by", String(36), nullable=False),
)

steps = Table(
    "promise_steps",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("promise", String(36), ForeignKey("promises.id"), nullable=False, index=True),
    Column("what", String(20), nullable=False),
    Column("words", Text, nullable=False),
    Column("link", Text, nullable=False),
    Column("due_on", Date),
    Column("at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
)

_NAMES = ("id", "round", "text", "due_on", "made_at", "made_by")
_STEP_NAMES = ("words", "link", "due_on", "at", "by")


def add(tx: Transaction, one: Promise) -> None:
    """Writes a promise."""
    tx.connection.execute(insert(promises).values(**{name: getattr(one, name) for name in _NAMES}))


def add_step(tx: Transaction, promise: str, step: Step) -> None:
    """Writes what became of a promise."""
    row = {name: getattr(step, name) for name in _STEP_NAMES}
    tx.connection.execute(insert(steps).values(promise=promise, what=step.what.value, **row))


def all_promises(tx: Transaction, round_key: str | None = None) -> tuple[Promise, ...]:
    """Reads the promises of a round, or of all, in the order in which they were made, each with its steps."""
    found: dict[str, list[Step]] = defaultdict(list)
    query = select(promises)
    told = select(steps).join(promises, promises.c.id == steps.c.promise)
    if round_key is not None:
        query, told = (one.where(promises.c.round == round_key) for one in (query, told))
    for row in tx.connection.execute(told.order_by(steps.c.number)):
        values = {name: getattr(row, name) for name in _STEP_NAMES}
        found[row.promise].append(Step(What(row.what), **values))
    return tuple(
        Promise(**{name: getattr(row, name) for name in _NAMES}, steps=tuple(found[row.id]))
        for row in tx.connection.execute(query.order_by(promises.c.number))
    )
