"""The tables of responses and their revisions, and the only SQL that touches them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    Select,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    and_,
    insert,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import ChangeMark, Document, Instant
from survey.questionnaire.definition import Channel
from survey.responses.response import PARTIAL, Response
from survey.responses.settle import Settled

responses = Table(
    "responses",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("reference", String(16), nullable=False),
    Column("return_code_hash", String(64), nullable=False),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("version", String(64), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("language", String(20), nullable=False),
    Column("rotation", SmallInteger, nullable=False),
    Column("answers", Document, nullable=False),
    Column("settled", Document),
    Column("started_at", Instant, nullable=False),
    Column("saved_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("withdrawn_at", Instant),
    Column("change_mark", ChangeMark),
    Column("revision", Integer, nullable=False),
    Column("paradata", Document, nullable=False),
    UniqueConstraint("reference"),
    UniqueConstraint("return_code_hash"),
    Index(None, "change_mark"),
    Index(None, "round", "family", "submitted_at"),
)

response_revisions = Table(
    "response_revisions",
    metadata,
    Column("response", String(36), ForeignKey(responses.c.id), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("answers", Document, nullable=False),
    Column("settled", Document),
    Column("replaced_at", Instant, nullable=False),
    Column("replaced_by", String(36), nullable=False),
    Column("reason", String(400), nullable=False),
)

_READ = tuple(
    column for column in responses.c if column.name not in {"return_code_hash", "settled", "change_mark"}
)
_AT_ONCE = 10_000
"""Ids in one statement, of which the database takes some thirty thousand."""

_READ_NAMES = tuple(column.name for column in _READ)


class ReferenceTakenError(Exception):
    """A reference or code was minted that exists already; mint another."""


def add(tx: Transaction, response: Response, code_hash: str) -> None:
    """Writes a new draft; raises ReferenceTakenError."""
    held = {**_values(response), "answers": _json(response.answers), "paradata": _json(response.paradata)}
    for name in ("started_at", "saved_at", "submitted_at", "withdrawn_at"):
        held[name] = _stored(tx, held[name])
    written = tx.on_driver(_ADD, (code_hash, *(held[name] for name in _READ_NAMES)))
    if written.rowcount != 1:
        raise ReferenceTakenError


def _values(response: Response) -> dict[str, Any]:
    return {
        column.name: getattr(response, column.name) if column.name != "channel" else str(response.channel)
        for column in _READ
    }


_COLUMNS = ", ".join(_READ_NAMES)
_BY_CODE = f"SELECT {_COLUMNS} FROM responses WHERE return_code_hash = ?"  # noqa: S608  names of our own columns
_MARKS = ", ".join("?" for _ in ("return_code_hash", *_READ_NAMES))
_ADD = f"INSERT INTO responses (return_code_hash, {_COLUMNS}) VALUES ({_MARKS}) ON CONFLICT DO NOTHING"  # noqa: S608  as above
_BY_CODE_TO_WRITE = {"sqlite": _BY_CODE, "postgresql": f"{_BY_CODE} FOR UPDATE"}
"""SQLite locks the whole file when a writing transaction begins."""


def by_code(tx: Transaction, code_hash: str, *, to_write: bool) -> Response | None:
    """Finds a response by its hashed return code; `to_write` makes others wait who would write it too."""
    statement = _BY_CODE_TO_WRITE[tx.dialect] if to_write else _BY_CODE
    found = tx.on_driver(statement, (code_hash,)).fetchone()
    if found is None:
        return None
    held = dict(zip(_READ_NAMES, found, strict=True))
    for name in ("started_at", "saved_at", "submitted_at", "withdrawn_at"):
        held[name] = _moment(held[name])
    held.update(
        channel=Channel(held["channel"]),
        answers=orjson.loads(held["answers"]),
        paradata=orjson.loads(held["paradata"]),
    )
    return Response(**held)


def _stored(tx: Transaction, moment: datetime | None) -> Any:
    """Writes a moment as the driver takes it: text in UTC for SQLite."""
    if moment is None or tx.dialect != "sqlite":
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _json(document: Mapping[str, Any]) -> str:
    return orjson.dumps(document).decode()


def _moment(value: str | datetime | None) -> datetime | None:
    """Reads a moment as the driver gives it: text in UTC from SQLite, in whatever zone from PostgreSQL."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return value.astimezone(UTC) if value else None


def by_id(tx: Transaction, response_id: str, *, to_write: bool = False) -> Response | None:
    """Finds a response by its id; `to_write` as in `by_code`."""
    query = select(*_READ).where(responses.c.id == response_id)
    found = tx.connection.execute(query.with_for_update() if to_write else query).first()
    return _response(found) if found else None


def by_ids(tx: Transaction, response_ids: Iterable[str]) -> list[Response]:
    """Finds responses by their ids, in no order."""
    found = tx.connection.execute(select(*_READ).where(responses.c.id.in_(list(response_ids))))
    return [_response(row) for row in found]


def by_reference(tx: Transaction, reference: str) -> Response | None:
    """Finds a response by its reference, for staff."""
    found = tx.connection.execute(select(*_READ).where(responses.c.reference == reference)).first()
    return _response(found) if found else None


def known_references(tx: Transaction, references: Iterable[str]) -> set[str]:
    """Returns those of the references that stand in the table."""
    query = select(responses.c.reference).where(responses.c.reference.in_(list(references)))
    return set(tx.connection.execute(query).scalars())


def sent_among(tx: Transaction, response_ids: Sequence[str]) -> set[str]:
    """Returns those of the ids whose response was sent and not withdrawn."""
    c = responses.c
    query = select(c.id).where(c.submitted_at.is_not(None), c.withdrawn_at.is_(None))
    parts = (response_ids[start : start + _AT_ONCE] for start in range(0, len(response_ids), _AT_ONCE))
    return {one for part in parts for one in tx.connection.execute(query.where(c.id.in_(part))).scalars()}


def withdrawn_since(tx: Transaction, moment: datetime) -> bool:
    """Says whether a response was withdrawn at a moment or later."""
    query = select(responses.c.id).where(responses.c.withdrawn_at >= moment).limit(1)
    return tx.connection.execute(query).first() is not None


def have_taken_again(tx: Transaction, response_ids: Sequence[str]) -> None:
    """Gives sent responses a new change mark, so that whatever is derived from them is made anew."""
    mark = tx.next_mark()
    for start in range(0, len(response_ids), _AT_ONCE):
        some = response_ids[start : start + _AT_ONCE]
        mine = and_(responses.c.id.in_(some), responses.c.change_mark.is_not(None))
        tx.connection.execute(update(responses).where(mine).values(change_mark=mark))


def _response(row: Row[Any]) -> Response:
    held = row._asdict()
    held["channel"] = Channel(held["channel"])
    return Response(**held)


_SAVE = (
    "UPDATE responses SET answers = ?, saved_at = ?, paradata = ?, language = ?"
    " WHERE id = ? AND submitted_at IS NULL"
)


def save(tx: Transaction, response: Response) -> bool:
    """Writes what a draft now holds; returns whether it was still a draft."""
    values = (_json(response.answers), _stored(tx, response.saved_at), _json(response.paradata))
    written = tx.on_driver(_SAVE, (*values, response.language, response.id))
    changed: int = written.rowcount
    return changed == 1


_SUBMIT = (
    "UPDATE responses SET answers = ?, settled = ?, submitted_at = ?, saved_at = ?, paradata = ?, change_mark = {mark}"
    " WHERE id = ? AND submitted_at IS NULL AND withdrawn_at IS NULL"
)
_SUBMIT_ON = {
    "sqlite": _SUBMIT.format(mark="?"),
    "postgresql": _SUBMIT.format(mark="pg_current_xact_id()"),
}


def submit(tx: Transaction, response: Response, settled: Settled, now: datetime) -> bool:
    """Writes the settled submission; returns whether this was the press that did it."""
    at = _stored(tx, now)
    values = (_json(settled.answers), _json(settled.document()), at, at, _json(response.paradata))
    mark = (tx.next_mark(),) if tx.dialect == "sqlite" else ()
    written = tx.on_driver(_SUBMIT_ON[tx.dialect], (*values, *mark, response.id))
    changed: int = written.rowcount
    return changed == 1


def take_up(tx: Transaction, response: Response, now: datetime) -> Response | None:
    """Makes a partial submission a draft again, with all that it ever held; None where it is none any more.

    It keeps a change mark, which drafts have no other way to come by: so results learn that it counts no longer.
    """
    c = responses.c
    found = tx.connection.execute(
        select(c.answers, c.settled).where(
            c.id == response.id, c.submitted_at.is_not(None), c.withdrawn_at.is_(None)
        )
    ).first()
    if found is None:
        return None
    answers = {**found.settled["off_path"], **found.answers}
    paradata = {name: value for name, value in response.paradata.items() if name != PARTIAL}
    tx.connection.execute(
        update(responses)
        .where(c.id == response.id)
        .values(
            answers=answers,
            settled=None,
            submitted_at=None,
            saved_at=now,
            paradata=paradata,
            change_mark=tx.next_mark(),
        )
    )
    return replace(response, answers=answers, submitted_at=None, saved_at=now, paradata=paradata)


def correct(
    tx: Transaction, response: Response, settled: Settled, *, by: str, reason: str, now: datetime
) -> None:
    """Writes corrected answers and keeps the earlier ones as a revision."""
    earlier = tx.connection.execute(
        select(responses.c.answers, responses.c.settled).where(responses.c.id == response.id)
    ).one()
    tx.connection.execute(
        insert(response_revisions).values(
            response=response.id,
            number=response.revision,
            answers=earlier.answers,
            settled=earlier.settled,
            replaced_at=now,
            replaced_by=by,
            reason=reason,
        )
    )
    tx.connection.execute(
        update(responses)
        .where(responses.c.id == response.id)
        .values(
            answers=settled.answers,
            settled=settled.document(),
            revision=response.revision + 1,
            saved_at=now,
            change_mark=tx.next_mark(),
        )
    )


def revisions(tx: Transaction, response_id: str) -> Sequence[Row[Any]]:
    """Reads the earlier answers of a response, oldest first."""
    query = select(response_revisions).where(response_revisions.c.response == response_id)
    return tx.connection.execute(query.order_by(response_revisions.c.number)).all()


def withdraw(tx: Transaction, response_id: str, now: datetime) -> None:
    """Erases the answers of a response and of its revisions; that it was withdrawn, and when, stays."""
    tx.connection.execute(
        update(responses)
        .where(responses.c.id == response_id, responses.c.withdrawn_at.is_(None))
        .values(answers={}, settled=None, paradata={}, withdrawn_at=now, change_mark=tx.next_mark())
    )
    tx.connection.execute(
        update(response_revisions)
        .where(response_revisions.c.response == response_id)
        .values(answers={}, settled=None)
    )


def add_sent(tx: Transaction, rows: Iterable[tuple[Response, str, Settled]]) -> int:
    """Writes submissions that come settled (simulation, imports); returns how many. Raises ReferenceTakenError."""
    mark = tx.next_mark()
    values = [
        {
            **_values(response),
            "return_code_hash": code_hash,
            "answers": settled.answers,
            "settled": settled.document(),
        }
        for response, code_hash, settled in rows
    ]
    if not values:
        return 0
    try:
        tx.connection.execute(insert(responses).values(change_mark=mark), values)
    except IntegrityError as fault:
        raise ReferenceTakenError from fault
    return len(values)


SETTLED = (
    "id", "round", "family", "version", "channel", "language", "rotation", "answers", "settled",
    "started_at", "submitted_at", "withdrawn_at", "change_mark", "revision", "reference",
)  # fmt: skip
"""The columns that results read, in this order; answers and settled as JSON text."""

MOMENTS = ("started_at", "submitted_at", "withdrawn_at")


def settled_since(
    tx: Transaction, mark: int, after_id: str, limit: int, *, counted: bool = False
) -> Sequence[Row[Any]]:
    """Returns rows that changed beyond (mark, id), in that order; none that a late commit could precede.

    Drafts carry no mark and are left out, but for those that were a partial submission and have been taken up again.
    With `counted` moments come as whole microseconds since 1970, in UTC, which is quicker for millions of rows.
    """
    c = responses.c
    query = _settled(tx, counted=counted).limit(limit)
    if tx.dialect == "postgresql":
        query = query.where(
            text("change_mark < pg_snapshot_xmin(pg_current_snapshot())"),
            text(  # the first part alone lets the index begin where the last page ended
                "change_mark >= CAST(CAST(:mark AS text) AS xid8)"
                " AND (change_mark > CAST(CAST(:mark AS text) AS xid8)"
                " OR (change_mark = CAST(CAST(:mark AS text) AS xid8) AND id > :after_id))"
            ).bindparams(mark=str(mark), after_id=after_id),
        ).order_by(text("change_mark, id"))
    else:
        later = or_(c.change_mark > mark, and_(c.change_mark == mark, c.id > after_id))
        query = query.where(later).order_by(c.change_mark, c.id)
    return tx.connection.execute(query).all()


def settled_of(tx: Transaction, response_ids: Iterable[str], *, counted: bool = False) -> Sequence[Row[Any]]:
    """Returns the rows of some responses as `settled_since` does, drafts that carry no mark left out."""
    c = responses.c
    query = _settled(tx, counted=counted)
    return tx.connection.execute(query.where(c.id.in_(list(response_ids)), c.change_mark.is_not(None))).all()


def _settled(tx: Transaction, *, counted: bool) -> Select[Any]:
    plain = {"answers", "settled", *(MOMENTS if counted else ())}
    columns = [
        literal_column(_microseconds(tx, name) if name in MOMENTS else f"responses.{name}").label(name)
        if name in plain
        else responses.c[name]
        for name in SETTLED
    ]
    return select(*columns).select_from(responses)


def _microseconds(tx: Transaction, name: str) -> str:
    if tx.dialect == "postgresql":
        return f"CAST(extract(epoch FROM responses.{name}) * 1000000 AS bigint)"
    # Without the fraction: SQLite rounds to milliseconds, which may be those of the next second.
    seconds = f"CAST(strftime('%s', substr(responses.{name}, 1, 19)) AS INTEGER)"
    return f"({seconds} * 1000000 + CAST(substr(responses.{name}, 21) AS INTEGER))"


def erase_drafts(tx: Transaction, round_key: str) -> int:
    """Erases what the drafts of a round answer, but for the page on which each stopped; returns how many there were."""
    c = responses.c
    found = tx.connection.execute(
        select(c.id, c.paradata).where(
            c.round == round_key, c.submitted_at.is_(None), c.withdrawn_at.is_(None), c.answers != {}
        )
    ).all()
    for row in found:
        page = {"page": row.paradata["page"]} if "page" in row.paradata else {}
        tx.connection.execute(
            update(responses)
            .where(c.id == row.id, c.submitted_at.is_(None))
            .values(answers={}, paradata=page)
        )
    return len(found)
