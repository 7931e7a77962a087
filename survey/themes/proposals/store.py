"""The tables of proposals: what a machine holds likely, kept apart from what people decided."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    SmallInteger,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.themes.texts.text import Place

runs = Table(
    "proposal_runs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("codebook", String(36), ForeignKey("codebooks.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(36), ForeignKey("users.id"), nullable=False),
    Column("trained_on", Integer, nullable=False),
    Column("scored", Integer, nullable=False),
    Column("measures", Document, nullable=False),
    Column("finished_at", Instant),
)

proposals = Table(
    "proposals",
    metadata,
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True),
    Column("theme", String(36), ForeignKey("themes.id"), primary_key=True),
    Column("run", String(36), ForeignKey("proposal_runs.id"), nullable=False),
    Column("likely", SmallInteger, nullable=False),
    Index(None, "theme", "likely"),
)
"""`likely` is a calibrated probability in thousandths."""

acceptances = Table(
    "acceptances",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("codebook", String(36), ForeignKey("codebooks.id"), nullable=False, index=True),
    Column("theme", String(36), ForeignKey("themes.id"), nullable=False),
    Column("run", String(36), ForeignKey("proposal_runs.id"), nullable=False),
    Column("threshold", SmallInteger, nullable=False),
    Column("precision", Float, nullable=False),
    Column("recall", Float, nullable=False),
    Column("by", String(36), ForeignKey("users.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", String(36), ForeignKey("users.id")),
)

groups = Table(
    "alike_groups",
    metadata,
    Column("text", Integer, ForeignKey("texts.id", ondelete="CASCADE"), primary_key=True),
    Column("codebook", String(36), ForeignKey("codebooks.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Index(None, "codebook", "number"),
)
"""Texts that say nearly the same, one number a group."""


def insert_run(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Writes a run."""
    tx.connection.execute(insert(runs).values(**values))


def finish_run(tx: Transaction, run: str, scored: int, now: datetime) -> None:
    """Writes that a run has been through all texts."""
    tx.connection.execute(update(runs).where(runs.c.id == run).values(scored=scored, finished_at=now))


def latest_run(tx: Transaction, codebook: str) -> Row[Any] | None:
    """Reads the last run of a codebook that came to its end."""
    c = runs.c
    query = select(runs).where(c.codebook == codebook, c.finished_at.is_not(None))
    return tx.connection.execute(query.order_by(c.at.desc()).limit(1)).first()


def runs_of(tx: Transaction, codebook: str) -> Sequence[Row[Any]]:
    """Reads all runs of a codebook, newest first."""
    query = select(runs).where(runs.c.codebook == codebook).order_by(runs.c.at.desc())
    return tx.connection.execute(query).all()


def put(
    tx: Transaction, run: str, likely: Mapping[int, Mapping[str, int]], doubts: Mapping[int, int]
) -> None:
    """Writes what a run holds likely of some texts, in place of what an earlier one did, and its doubt about each."""
    ids = list(likely)
    tx.connection.execute(delete(proposals).where(proposals.c.text.in_(ids)))
    rows = [
        {"text": one, "theme": theme, "run": run, "likely": value}
        for one, its in likely.items()
        for theme, value in its.items()
    ]
    if rows:
        tx.connection.execute(insert(proposals), rows)
    if doubts:
        tx.connection.execute(
            text("UPDATE texts SET doubt = :doubt WHERE id = :id"),
            [{"id": one, "doubt": doubt} for one, doubt in doubts.items()],
        )


def of_text(tx: Transaction, text_id: int) -> Mapping[str, int]:
    """Reads theme → how likely it is held, of one text."""
    c = proposals.c
    return {
        row.theme: row.likely for row in tx.connection.execute(select(proposals).where(c.text == text_id))
    }


def of_texts(tx: Transaction, ids: Collection[int]) -> Sequence[Row[Any]]:
    """Reads what is held likely of some texts."""
    return tx.connection.execute(select(proposals).where(proposals.c.text.in_(list(ids)))).all()


def likely_texts(tx: Transaction, theme: str, least: int, below: int, limit: int) -> Sequence[int]:
    """Reads texts that have a theme with a likelihood from `least` to under `below`, the least likely first."""
    c = proposals.c
    query = select(c.text).where(c.theme == theme, c.likely >= least, c.likely < below)
    return tx.connection.execute(query.order_by(c.likely, c.text).limit(limit)).scalars().all()


def count_likely(tx: Transaction, theme: str, least: int, run: str) -> int:
    """Counts the texts, coded by nobody, that a run gives a theme from a likelihood on."""
    c, texts = proposals.c, metadata.tables["texts"].c
    query = select(func.count()).select_from(proposals).join(metadata.tables["texts"], texts.id == c.text)
    query = query.where(c.theme == theme, c.likely >= least, c.run == run, texts.marks.is_(None))
    return int(tx.connection.execute(query).scalar_one())


def accept(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Writes an acceptance."""
    tx.connection.execute(insert(acceptances).values(**values))


def end_acceptances(tx: Transaction, codebook: str, theme: str, by: str, now: datetime) -> int:
    """Ends what was accepted of a theme; returns how many acceptances that were."""
    c = acceptances.c
    its = (c.codebook == codebook, c.theme == theme, c.ended_at.is_(None))
    return tx.connection.execute(update(acceptances).where(*its).values(ended_at=now, ended_by=by)).rowcount


def standing(tx: Transaction, codebooks: Collection[str]) -> Sequence[Row[Any]]:
    """Reads the acceptances that stand."""
    c = acceptances.c
    query = select(acceptances).where(c.codebook.in_(list(codebooks)), c.ended_at.is_(None))
    return tx.connection.execute(query.order_by(c.at)).all()


def set_accepted(tx: Transaction, accepted: Mapping[int, str | None]) -> None:
    """Writes the marks that texts have of accepted proposals."""
    statement = text("UPDATE texts SET accepted = :accepted WHERE id = :id")
    tx.connection.execute(statement, [{"id": one, "accepted": marks} for one, marks in accepted.items()])
    texts = metadata.tables["texts"]
    tx.connection.execute(
        update(texts).where(texts.c.id.in_(list(accepted))).values(change_mark=tx.next_mark())
    )


def put_groups(tx: Transaction, codebook: str, found: Mapping[int, int]) -> None:
    """Writes the groups of texts that say nearly the same, in place of the earlier ones."""
    tx.connection.execute(delete(groups).where(groups.c.codebook == codebook))
    rows = [{"text": one, "codebook": codebook, "number": number} for one, number in found.items()]
    if rows:
        tx.connection.execute(insert(groups), rows)


def group_sizes(tx: Transaction, codebook: str, limit: int) -> Sequence[Row[Any]]:
    """Counts (number, texts, different ones, an example) of the largest groups."""
    texts = metadata.tables["texts"].c
    query = select(
        groups.c.number,
        func.count().label("size"),
        func.count(texts.alike.distinct()).label("different"),
        func.min(groups.c.text).label("example"),
    ).join(metadata.tables["texts"], texts.id == groups.c.text)
    query = query.where(groups.c.codebook == codebook).group_by(groups.c.number)
    return tx.connection.execute(query.order_by(func.count().desc(), groups.c.number).limit(limit)).all()


def in_group(tx: Transaction, codebook: str, number: int) -> Sequence[int]:
    """Reads the texts of one group."""
    c = groups.c
    query = select(c.text).where(c.codebook == codebook, c.number == number).order_by(c.text)
    return tx.connection.execute(query).scalars().all()


def same_size(tx: Transaction, place: Place, least: int, limit: int) -> Sequence[Row[Any]]:
    """Counts (print, texts, an example) of texts that say the same, at least so many, the most first."""
    c = metadata.tables["texts"].c
    query = select(c.alike, func.count().label("size"), func.min(c.id).label("example"))
    query = query.where(c.round == place.round, c.family == place.family, c.entry.in_(place.entries))
    query = query.group_by(c.alike).having(func.count() >= least)
    return tx.connection.execute(query.order_by(func.count().desc()).limit(limit)).all()
