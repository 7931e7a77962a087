"""The tables of the reading queue: which texts there are and who read them, never the texts; how far it has come."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    case,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Instant

readings = Table(
    "readings",
    metadata,
    Column("response", String(36), ForeignKey("responses.id", ondelete="CASCADE"), primary_key=True),
    Column("entry", String(130), primary_key=True),
    Column("round", String(40), nullable=False),
    Column("risk", SmallInteger, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("taken_by", String(36), ForeignKey("users.id"), index=True),
    Column("taken_at", Instant),
    Column("read_by", String(36), ForeignKey("users.id")),
    Column("read_at", Instant),
    Column("flagged_by", String(36), ForeignKey("users.id")),
    Column("flagged_at", Instant),
    Column("flag_note", String(400), nullable=False, server_default=""),
    Index(None, "round", "read_at", "risk", "written_at"),
    Index(None, "round", "flagged_at"),
)

reading_cursor = Table(
    "reading_cursor",
    metadata,
    Column("only", Integer, primary_key=True, autoincrement=False),
    Column("epoch", String(36), nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("after_id", String(36), nullable=False),
)


def begin_cursor(tx: Transaction, epoch: str) -> None:
    """Writes the cursor at the beginning, where there is none yet."""
    begin = """INSERT INTO reading_cursor ("only", epoch, mark, after_id) VALUES (1, :epoch, 0, '')
    ON CONFLICT DO NOTHING"""
    tx.connection.execute(text(begin), {"epoch": epoch})


def hold_cursor(tx: Transaction) -> Row[Any] | None:
    """Reads the cursor and keeps others from it; None where another process is catching up at this moment."""
    query = select(reading_cursor).where(reading_cursor.c.only == 1)
    return tx.connection.execute(query.with_for_update(skip_locked=True)).first()


def read_cursor(tx: Transaction) -> Row[Any] | None:
    """Reads the cursor; None before the first catching up."""
    return tx.connection.execute(select(reading_cursor)).first()


def move_cursor(tx: Transaction, epoch: str, mark: int, after_id: str) -> None:
    """Writes how far the queue has come."""
    tx.connection.execute(update(reading_cursor).values(epoch=epoch, mark=mark, after_id=after_id))


def known(tx: Transaction, responses: Collection[str]) -> Sequence[Any]:
    """Reads (response, entry, revision) of what stands in the queue of these responses."""
    c = readings.c
    query = select(c.response, c.entry, c.revision).where(c.response.in_(list(responses)))
    return tx.connection.execute(query).all()


def add(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes texts that are to be read."""
    if rows:
        tx.connection.execute(insert(readings), list(rows))


def remove(tx: Transaction, response: str, entries: Collection[str] | None = None) -> int:
    """Takes texts of a response out, all of them where none are named; returns how many."""
    query = delete(readings).where(readings.c.response == response)
    if entries is not None:
        query = query.where(readings.c.entry.in_(list(entries)))
    return tx.connection.execute(query).rowcount


def confirm(tx: Transaction, response: str, entries: Collection[str], revision: int) -> None:
    """Writes that texts stand unchanged in a later revision."""
    c = readings.c
    tx.connection.execute(
        update(readings).where(c.response == response, c.entry.in_(list(entries))).values(revision=revision)
    )


_RISKY = case((readings.c.risk > 0, 1), else_=0)
_NEXT = (readings.c.risk.desc(), readings.c.written_at, readings.c.response, readings.c.entry)
"""The order of the queue."""


def take(
    tx: Transaction,
    round_key: str,
    by: str,
    limit: int,
    now: datetime,
    free_before: datetime,
    ranks: Iterable[int],
) -> int:
    """Keeps the next texts for one reader, rank by rank of `ranks`, then the oldest; returns how many.

    What another took is free again once `free_before` has passed it; two who ask at once get different ones. Each
    rank is read along the index, so that a long queue deals out as fast as a short one.
    """
    done = 0
    for rank in ranks:
        if done < limit:
            done += _take(tx, round_key, rank, by, limit - done, now, free_before)
    return done


def _take(
    tx: Transaction, round_key: str, rank: int, by: str, limit: int, now: datetime, free_before: datetime
) -> int:
    c = readings.c
    free = c.taken_by.is_(None) | (c.taken_at < free_before)
    query = select(c.response, c.entry).where(c.round == round_key, c.read_at.is_(None), c.risk == rank, free)
    query = query.order_by(c.written_at, c.response, c.entry).limit(limit).with_for_update(skip_locked=True)
    found = tx.connection.execute(query).all()
    for row in found:
        tx.connection.execute(
            update(readings)
            .where(c.response == row.response, c.entry == row.entry)
            .values(taken_by=by, taken_at=now)
        )
    return len(found)


def taken(tx: Transaction, round_key: str, by: str, since: datetime) -> Sequence[Row[Any]]:
    """Reads what one reader has taken since a moment and not read."""
    c = readings.c
    query = select(readings).where(
        c.round == round_key, c.read_at.is_(None), c.taken_by == by, c.taken_at >= since
    )
    return tx.connection.execute(query.order_by(*_NEXT)).all()


def waiting(tx: Transaction, round_key: str) -> Sequence[Any]:
    """Returns (has risk words, how many, oldest) of what is unread."""
    c = readings.c
    query = select(_RISKY, func.count(), func.min(c.written_at))
    return tx.connection.execute(
        query.where(c.round == round_key, c.read_at.is_(None)).group_by(_RISKY)
    ).all()


def find(tx: Transaction, response: str, entry: str) -> Row[Any] | None:
    """Finds one text of the queue."""
    c = readings.c
    return tx.connection.execute(select(readings).where(c.response == response, c.entry == entry)).first()


def mark_read(tx: Transaction, response: str, entry: str, by: str, now: datetime) -> bool:
    """Writes who read a text; False where it was read before, or left the queue."""
    c = readings.c
    written = tx.connection.execute(
        update(readings)
        .where(c.response == response, c.entry == entry, c.read_at.is_(None))
        .values(read_by=by, read_at=now)
    )
    return written.rowcount == 1


def flag(tx: Transaction, response: str, entry: str, by: str | None, note: str, at: datetime | None) -> bool:
    """Writes that the analyst should see a text, and why; without a moment takes that back."""
    c = readings.c
    written = tx.connection.execute(
        update(readings)
        .where(c.response == response, c.entry == entry)
        .values(flagged_by=by, flagged_at=at, flag_note=note)
    )
    return written.rowcount == 1


def flagged(tx: Transaction, round_key: str, limit: int) -> Sequence[Row[Any]]:
    """Reads the texts that the analyst should see, newest first."""
    c = readings.c
    query = select(readings).where(c.round == round_key, c.flagged_at.is_not(None))
    return tx.connection.execute(query.order_by(c.flagged_at.desc()).limit(limit)).all()


def count_read_since(tx: Transaction, round_key: str, since: datetime) -> int:
    """Counts the texts read since a moment."""
    c = readings.c
    query = select(func.count()).where(c.round == round_key, c.read_at >= since)
    return int(tx.connection.execute(query).scalar_one())
