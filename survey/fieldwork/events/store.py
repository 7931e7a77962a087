"""The tables of events and of what came from them, and the only SQL that touches them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant
from survey.fieldwork.events.event import Event, Plan

events = Table(
    "events",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("code", String(8), nullable=False, unique=True),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("name", String(100), nullable=False),
    Column("place", String(200), nullable=False),
    Column("area", String(9), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("team", String(100), nullable=False),
    Column("hours", String(60), nullable=False),
    Column("listed", Boolean, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("private_key", LargeBinary, nullable=False),
    Column("link", Integer, nullable=False),
    Column("created_by", String(36), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index(None, "round", "held_on"),
)

event_responses = Table(
    "event_responses",
    metadata,
    Column("response", String(36), ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("event", String(36), ForeignKey("events.id"), nullable=False, index=True),
    Column("item", String(36), unique=True),
    Column("received_at", Instant, nullable=False),
    Column("taken_at", Instant),
    Column("clock_offset_s", Integer),
)

_PLAN = tuple(Plan.__dataclass_fields__)
_READ = tuple(column for column in events.c if column.name not in {"private_key", "created_by"})


MOST_NAMED = 500
"""Responses that a question names one by one; few among many come from events, so that all are read at once beyond."""


class CodeTaken(Exception):
    """Another event goes by this code; mint another."""


class ItemKnown(Exception):
    """Another transaction stored this item first; this one is to be rolled back."""


@dataclass(frozen=True, slots=True)
class Link:
    """A response and the event that it came from."""

    response: str
    item: str | None
    """The id that the kiosk minted; None where somebody answered on their own telephone."""
    received_at: datetime
    taken_at: datetime | None
    clock_offset_s: int | None


def add(tx: Transaction, event: Event, private_key: bytes, by: str) -> None:
    """Writes an event; raises CodeTaken."""
    values = {name: getattr(event.plan, name) for name in _PLAN}
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(
                insert(events).values(
                    id=event.id,
                    code=event.code,
                    round=event.round,
                    public_key=event.public_key,
                    private_key=private_key,
                    link=event.link,
                    created_by=by,
                    created_at=event.created_at,
                    **values,
                )
            )
    except IntegrityError as fault:
        raise CodeTaken from fault


def change(tx: Transaction, event_id: str, **values: Any) -> None:
    """Writes some columns of an event."""
    tx.connection.execute(update(events).where(events.c.id == event_id).values(**values))


def by_id(tx: Transaction, event_id: str) -> Event | None:
    """Finds an event by its id."""
    found = tx.connection.execute(select(*_READ).where(events.c.id == event_id)).one_or_none()
    return _event(found) if found else None


def by_code(tx: Transaction, code: str) -> Event | None:
    """Finds an event by its code."""
    found = tx.connection.execute(select(*_READ).where(events.c.code == code)).one_or_none()
    return _event(found) if found else None


def private_key(tx: Transaction, event_id: str) -> bytes:
    """Reads an event's private key, sealed."""
    found: bytes = tx.connection.execute(
        select(events.c.private_key).where(events.c.id == event_id)
    ).scalar_one()
    return found


def of_round(tx: Transaction, round_key: str, areas: Iterable[str] | None) -> list[Event]:
    """Reads the events of a round by day, in some boroughs (None: all)."""
    query = select(*_READ).where(events.c.round == round_key)
    if areas is not None:
        query = query.where(events.c.area.in_(list(areas)))
    return [_event(row) for row in tx.connection.execute(query.order_by(events.c.held_on, events.c.name))]


def listed_from(tx: Transaction, round_key: str, today: date) -> list[Event]:
    """Reads the events that the public is told of, from a day on, the next first."""
    c = events.c
    query = select(*_READ).where(
        c.round == round_key, c.listed.is_(True), c.held_on >= today, c.ended_at.is_(None)
    )
    return [_event(row) for row in tx.connection.execute(query.order_by(c.held_on, c.name))]


def link(tx: Transaction, event_id: str, one: Link) -> None:
    """Writes that a response came from an event; raises ItemKnown where its item was stored meanwhile."""
    try:
        tx.connection.execute(
            insert(event_responses).values(
                response=one.response,
                event=event_id,
                item=one.item,
                received_at=one.received_at,
                taken_at=one.taken_at,
                clock_offset_s=one.clock_offset_s,
            )
        )
    except IntegrityError as fault:
        raise ItemKnown from fault


def has_item(tx: Transaction, item: str) -> bool:
    """Says whether an item was stored."""
    query = select(event_responses.c.response).where(event_responses.c.item == item)
    return tx.connection.execute(query).first() is not None


def links(tx: Transaction, event_ids: Iterable[str]) -> Mapping[str, list[Link]]:
    """Reads what came from events, by event, in the order in which it came."""
    c = event_responses.c
    found = tx.connection.execute(
        select(event_responses).where(c.event.in_(list(event_ids))).order_by(c.received_at, c.response)
    )
    held: dict[str, list[Link]] = {}
    for row in found:
        held.setdefault(row.event, []).append(
            Link(row.response, row.item, row.received_at, row.taken_at, row.clock_offset_s)
        )
    return held


def codes_of(tx: Transaction, responses: Sequence[str]) -> Mapping[str, str]:
    """Returns response → code of its event, for those that came from one; of many responses all are read."""
    c = event_responses.c
    query = select(c.response, events.c.code).select_from(event_responses.join(events))
    if len(responses) <= MOST_NAMED:
        query = query.where(c.response.in_(responses))
    wanted = set(responses)
    return {row[0]: row[1] for row in tx.connection.execute(query) if row[0] in wanted}


def all_events(tx: Transaction) -> list[Event]:
    """Reads every event, by day."""
    query = select(*_READ).order_by(events.c.held_on, events.c.name)
    return [_event(row) for row in tx.connection.execute(query)]


def _event(row: Row[Any]) -> Event:
    held = row._asdict()
    plan = Plan(**{name: held.pop(name) for name in _PLAN})
    return Event(plan=plan, **held)
