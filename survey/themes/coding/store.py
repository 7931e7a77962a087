"""The tables of codings: who decided what on which text, when, and what it replaced."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    delete,
    func,
    insert,
    select,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.themes.coding.coding import Coding, Outcome, Turn
from survey.themes.texts.text import Place

codings = Table(
    "codings",
    metadata,
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", String(10), primary_key=True),
    Column("coder", String(36), ForeignKey("users.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("note", String(400), nullable=False),
    Column("together", Integer, nullable=False, server_default="1"),
    Index(None, "coder", "at"),
)
"""`together` is how many texts that say the same were coded at one stroke."""

assignments = Table(
    "assignments",
    metadata,
    Column("text", Integer, primary_key=True),
    Column("turn", String(10), primary_key=True),
    Column("theme", String(36), ForeignKey("themes.id"), primary_key=True),
    ForeignKeyConstraint(["text", "turn"], ["codings.text", "codings.turn"], ondelete="CASCADE"),
    Index(None, "theme", "text"),
)

earlier_codings = Table(
    "earlier_codings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("turn", String(10), nullable=False),
    Column("coder", String(36), ForeignKey("users.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("version", Integer, nullable=False),
    Column("outcome", String(10), nullable=False),
    Column("themes", Document, nullable=False),
    Column("note", String(400), nullable=False),
    Column("replaced_at", Instant, nullable=False),
    Column("replaced_by", String(36), ForeignKey("users.id"), nullable=False),
)


def put(tx: Transaction, coding: Coding, texts: Sequence[int]) -> None:
    """Writes one decision on texts that have none in this turn."""
    values = {
        "turn": coding.turn.value,
        "coder": coding.coder,
        "at": coding.at,
        "version": coding.version,
        "outcome": coding.outcome.value,
        "note": coding.note,
        "together": len(texts),
    }
    tx.connection.execute(insert(codings), [{"text": one, **values} for one in texts])
    given = [
        {"text": one, "turn": coding.turn.value, "theme": theme} for one in texts for theme in coding.themes
    ]
    if given:
        tx.connection.execute(insert(assignments), given)


def set_aside(tx: Transaction, coding: Coding, by: str, now: datetime) -> None:
    """Moves a decision among the earlier ones, so that another can take its place."""
    tx.connection.execute(
        insert(earlier_codings).values(
            text=coding.text,
            turn=coding.turn.value,
            coder=coding.coder,
            at=coding.at,
            version=coding.version,
            outcome=coding.outcome.value,
            themes=list(coding.themes),
            note=coding.note,
            replaced_at=now,
            replaced_by=by,
        )
    )
    its = (codings.c.text == coding.text, codings.c.turn == coding.turn.value)
    tx.connection.execute(
        delete(assignments).where(assignments.c.text == coding.text, assignments.c.turn == coding.turn.value)
    )
    tx.connection.execute(delete(codings).where(*its))


def of_texts(tx: Transaction, texts: Collection[int]) -> Mapping[tuple[int, Turn], Coding]:
    """Reads the decisions on texts, by text and turn."""
    ids = list(texts)
    rows = tx.connection.execute(select(codings).where(codings.c.text.in_(ids))).all()
    given = tx.connection.execute(select(assignments).where(assignments.c.text.in_(ids))).all()
    themes: dict[tuple[int, str], list[str]] = {}
    for one in given:
        themes.setdefault((one.text, one.turn), []).append(one.theme)
    return {
        (row.text, Turn(row.turn)): Coding(
            row.text,
            Turn(row.turn),
            row.coder,
            row.at,
            row.version,
            Outcome(row.outcome),
            tuple(sorted(themes.get((row.text, row.turn), ()))),
            row.note,
        )
        for row in rows
    }


def earlier(tx: Transaction, text_id: int) -> Sequence[Any]:
    """Reads the decisions on a text that were replaced, newest first."""
    c = earlier_codings.c
    return tx.connection.execute(
        select(earlier_codings).where(c.text == text_id).order_by(c.replaced_at.desc())
    ).all()


def latest_of(tx: Transaction, place: Place, coder: str, turn: Turn, limit: int) -> Sequence[int]:
    """Reads the texts of some questions that somebody coded last, newest first."""
    c, texts = codings.c, metadata.tables["texts"].c
    query = select(c.text).join(metadata.tables["texts"], texts.id == c.text)
    query = query.where(c.coder == coder, c.turn == turn.value, texts.round == place.round)
    query = query.where(texts.family == place.family, texts.entry.in_(place.entries))
    return tx.connection.execute(query.order_by(c.at.desc(), c.text.desc()).limit(limit)).scalars().all()


def by_coder(tx: Transaction, place: Place) -> Sequence[Any]:
    """Counts (coder, turn, codings, latest) of some questions."""
    c, texts = codings.c, metadata.tables["texts"].c
    query = select(c.coder, c.turn, func.count(), func.max(c.at)).join(
        metadata.tables["texts"], texts.id == c.text
    )
    query = query.where(
        texts.round == place.round, texts.family == place.family, texts.entry.in_(place.entries)
    )
    return tx.connection.execute(query.group_by(c.coder, c.turn)).all()


def coded_by_people(tx: Transaction, place: Place) -> Sequence[Any]:
    """Reads (text, marks, turn, coder) of texts that a person has read one by one, not together with others."""
    c, texts = codings.c, metadata.tables["texts"].c
    query = select(c.text, texts.marks, c.turn, c.coder, c.together).join(
        metadata.tables["texts"], texts.id == c.text
    )
    query = query.where(
        texts.round == place.round, texts.family == place.family, texts.entry.in_(place.entries)
    )
    return tx.connection.execute(query.order_by(c.text)).all()
