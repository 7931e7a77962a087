"""The tables of Local Policing Summaries; nothing in them is ever overwritten."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
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
from survey.summaries.local.figures import Figures
from survey.summaries.local.steps import Deed, Step
from survey.summaries.local.summary import Draft, Edition, File, Told
from survey.summaries.local.texts import Texts

summary_drafts = Table(
    "summary_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("texts", Document, nullable=False),
    Column("figures", Document, nullable=False),
    Column("filled", Boolean, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("written_by", String(36), nullable=False),
    Index(None, "round", "area"),
)

summary_steps = Table(
    "summary_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("deed", String(10), nullable=False),
    Column("comment", Text, nullable=False),
    Column("draft", Integer, ForeignKey("summary_drafts.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String(36), nullable=False),
    Index(None, "round", "area"),
)

summary_editions = Table(
    "summary_editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(40), ForeignKey("plannings.round"), nullable=False),
    Column("area", String(9), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("texts", Document, nullable=False),
    Column("figures", Document, nullable=False),
    Column("published_at", Instant, nullable=False),
    Column("published_by", String(36), nullable=False),
    Column("approved_by", String(36), nullable=False),
    UniqueConstraint("round", "area", "edition"),
)

summary_files = Table(
    "summary_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, ForeignKey("summary_editions.id"), nullable=False),
    Column("name", String(40), nullable=False),
    Column("media_type", String(80), nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("edition", "name"),
)


def add_draft(
    tx: Transaction,
    figures: Figures,
    texts: Texts,
    *,
    filled: bool,
    actor: str,
    now: datetime,
) -> int:
    """Writes a draft; returns its id."""
    made = tx.connection.execute(
        insert(summary_drafts)
        .values(
            round=figures["round"],
            area=figures["area"],
            texts=texts.document(),
            figures=figures,
            filled=filled,
            written_at=now,
            written_by=actor,
        )
        .returning(summary_drafts.c.id)
    )
    return int(made.scalar_one())


def drafts_of(tx: Transaction, round_key: str, area: str) -> tuple[Draft, ...]:
    """Reads every draft of an area, the latest first."""
    its = summary_drafts
    wanted = select(its).where(its.c.round == round_key, its.c.area == area).order_by(its.c.id.desc())
    return tuple(_draft(row) for row in tx.connection.execute(wanted))


def latest_draft(tx: Transaction, round_key: str, area: str) -> Draft | None:
    """Reads the latest draft of an area."""
    its = summary_drafts
    wanted = select(its).where(its.c.round == round_key, its.c.area == area).order_by(its.c.id.desc())
    row = tx.connection.execute(wanted.limit(1)).first()
    return None if row is None else _draft(row)


def latest_drafts(tx: Transaction, round_key: str) -> dict[str, int]:
    """Reads area → the id of its latest draft."""
    its = summary_drafts
    wanted = select(its.c.area, func.max(its.c.id)).where(its.c.round == round_key).group_by(its.c.area)
    return {row[0]: row[1] for row in tx.connection.execute(wanted)}


def latest_texts(tx: Transaction, area: str) -> Texts | None:
    """Reads the texts of an area's latest edition of any round."""
    its = summary_editions
    wanted = select(its.c.texts).where(its.c.area == area).order_by(its.c.id.desc()).limit(1)
    found = tx.connection.execute(wanted).scalar()
    return None if found is None else Texts.of(found)


def add_step(tx: Transaction, draft: Draft, deed: Deed, comment: str, actor: str, now: datetime) -> None:
    """Writes a deed."""
    tx.connection.execute(
        insert(summary_steps).values(
            round=draft.round,
            area=draft.area,
            deed=deed.value,
            comment=comment,
            draft=draft.id,
            at=now,
            by=actor,
        )
    )


def steps_of(tx: Transaction, round_key: str) -> dict[str, tuple[Step, ...]]:
    """Reads the deeds of a round: area → steps in their order."""
    its = summary_steps
    found: dict[str, tuple[Step, ...]] = {}
    for row in tx.connection.execute(select(its).where(its.c.round == round_key).order_by(its.c.id)):
        step = Step(row.id, Deed(row.deed), row.comment, row.draft, row.at, row.by)
        found[row.area] = (*found.get(row.area, ()), step)
    return found


def add_edition(tx: Transaction, made: Edition, files: Sequence[File]) -> None:
    """Writes an edition with its files; `made.id` is not looked at."""
    kept = tx.connection.execute(
        insert(summary_editions)
        .values(
            round=made.round,
            area=made.area,
            edition=made.edition,
            note=made.note,
            texts=made.texts.document(),
            figures=made.figures,
            published_at=made.published_at,
            published_by=made.published_by,
            approved_by=made.approved_by,
        )
        .returning(summary_editions.c.id)
    ).scalar_one()
    rows = [
        {
            "edition": kept,
            "name": one.name,
            "media_type": one.media_type,
            "content": one.content,
            "sha256": one.sha256,
        }
        for one in files
    ]
    tx.connection.execute(insert(summary_files), rows)


def editions_of(tx: Transaction, area: str) -> tuple[Edition, ...]:
    """Reads every edition of an area, of every round, the latest first."""
    its = summary_editions
    wanted = select(its).where(its.c.area == area).order_by(its.c.id.desc())
    return tuple(_edition(row) for row in tx.connection.execute(wanted))


def told(tx: Transaction) -> tuple[Told, ...]:
    """Reads what there is of every area, the latest first."""
    its = summary_editions
    wanted = select(its.c.round, its.c.area, its.c.edition, its.c.published_at).order_by(its.c.id.desc())
    return tuple(Told(*row) for row in tx.connection.execute(wanted))


def file_of(tx: Transaction, edition: int, name: str) -> File | None:
    """Reads one file of an edition, named by the edition's id."""
    its = summary_files
    wanted = select(its.c.name, its.c.media_type, its.c.content, its.c.sha256)
    row = tx.connection.execute(wanted.where(its.c.edition == edition, its.c.name == name)).first()
    return None if row is None else File(*row)


def files_of(tx: Transaction, edition: int) -> dict[str, int]:
    """Reads name → size in bytes of the files of an edition."""
    its = summary_files
    wanted = select(its.c.name, func.length(its.c.content)).where(its.c.edition == edition)
    return {row[0]: row[1] for row in tx.connection.execute(wanted)}


def _draft(row: Row[Any]) -> Draft:
    return Draft(**{**row._asdict(), "texts": Texts.of(row.texts)})


def _edition(row: Row[Any]) -> Edition:
    return Edition(**{**row._asdict(), "texts": Texts.of(row.texts)})
