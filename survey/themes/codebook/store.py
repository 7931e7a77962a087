"""The tables of codebooks, their themes and their history."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    select,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.themes.codebook.codebook import Codebook, Theme

codebooks = Table(
    "codebooks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("round", String(40), nullable=False),
    Column("family", String(60), nullable=False),
    Column("key", String(40), nullable=False),
    Column("title", String(200), nullable=False),
    Column("entries", Document, nullable=False),
    Column("version", Integer, nullable=False),
    Column("sample_percent", Integer, nullable=False, server_default="10"),
    UniqueConstraint("round", "family", "key"),
)

themes = Table(
    "themes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("codebook", String(36), ForeignKey("codebooks.id"), nullable=False),
    Column("key", String(40), nullable=False),
    Column("name", String(120), nullable=False),
    Column("definition", Text, nullable=False),
    Column("example", Text, nullable=False),
    Column("parent", String(36)),
    Column("position", Integer, nullable=False),
    Column("ended_at", Instant),
    Column("became", Document, nullable=False),
    UniqueConstraint("codebook", "key"),
)

codebook_changes = Table(
    "codebook_changes",
    metadata,
    Column("codebook", String(36), ForeignKey("codebooks.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by", String(36), ForeignKey("users.id"), nullable=False),
    Column("what", String(20), nullable=False),
    Column("detail", Document, nullable=False),
)


def insert_codebook(tx: Transaction, one: Codebook) -> None:
    """Writes a new codebook without themes."""
    tx.connection.execute(
        insert(codebooks).values(
            id=one.id,
            round=one.round,
            family=one.family,
            key=one.key,
            title=one.title,
            entries=list(one.entries),
            version=one.version,
        )
    )


def insert_theme(tx: Transaction, codebook: str, theme: Theme) -> None:
    """Writes a new theme."""
    tx.connection.execute(
        insert(themes).values(id=theme.id, codebook=codebook, key=theme.key, **_words(theme))
    )


def update_theme(tx: Transaction, theme: Theme) -> None:
    """Writes a theme as it is now."""
    tx.connection.execute(update(themes).where(themes.c.id == theme.id).values(**_words(theme)))


def _words(theme: Theme) -> dict[str, Any]:
    return {
        "name": theme.name,
        "definition": theme.definition,
        "example": theme.example,
        "parent": theme.parent,
        "position": theme.position,
        "ended_at": theme.ended_at,
        "became": list(theme.became),
    }


def set_sample(tx: Transaction, codebook: str, percent: int) -> None:
    """Writes how many of a hundred texts a second coder reads."""
    tx.connection.execute(update(codebooks).where(codebooks.c.id == codebook).values(sample_percent=percent))


def next_version(
    tx: Transaction, codebook: str, what: str, detail: Mapping[str, Any], by: str, now: datetime
) -> int:
    """Writes a change into the history, under a new version of the codebook; returns that."""
    c = codebooks.c
    number = tx.connection.execute(
        update(codebooks).where(c.id == codebook).values(version=c.version + 1).returning(c.version)
    ).scalar_one()
    tx.connection.execute(
        insert(codebook_changes).values(
            codebook=codebook, version=number, at=now, by=by, what=what, detail=dict(detail)
        )
    )
    return int(number)


def find(tx: Transaction, codebook_id: str, *, to_write: bool = False) -> Codebook | None:
    """Finds a codebook with its themes; with `to_write`, other writers of it wait."""
    query = select(codebooks).where(codebooks.c.id == codebook_id)
    row = tx.connection.execute(query.with_for_update() if to_write and tx.writes else query).first()
    return _codebook(row, _themes(tx, [row.id])) if row else None


def all_of(
    tx: Transaction, *, round_key: str | None = None, family: str | None = None
) -> tuple[Codebook, ...]:
    """Returns codebooks with their themes, by round, family and key."""
    c = codebooks.c
    query = select(codebooks).order_by(c.round.desc(), c.family.desc(), c.key)
    if round_key is not None:
        query = query.where(c.round == round_key)
    if family is not None:
        query = query.where(c.family == family)
    rows = tx.connection.execute(query).all()
    its = _themes(tx, [row.id for row in rows])
    return tuple(_codebook(row, its) for row in rows)


def _themes(tx: Transaction, ids: Sequence[str]) -> Sequence[Row[Any]]:
    c = themes.c
    query = select(themes).where(c.codebook.in_(ids)).order_by(c.position, c.key)
    return tx.connection.execute(query).all() if ids else ()


def _codebook(row: Row[Any], its: Sequence[Row[Any]]) -> Codebook:
    return Codebook(
        id=row.id,
        round=row.round,
        family=row.family,
        key=row.key,
        title=row.title,
        entries=tuple(row.entries),
        version=row.version,
        sample_percent=row.sample_percent,
        themes=tuple(
            Theme(
                id=one.id,
                key=one.key,
                name=one.name,
                definition=one.definition,
                example=one.example,
                parent=one.parent,
                position=one.position,
                ended_at=one.ended_at,
                became=tuple(one.became),
            )
            for one in its
            if one.codebook == row.id
        ),
    )


def changes(tx: Transaction, codebook: str) -> Sequence[Row[Any]]:
    """Reads the history of a codebook, newest first."""
    c = codebook_changes.c
    query = select(codebook_changes).where(c.codebook == codebook).order_by(c.version.desc())
    return tx.connection.execute(query).all()
