"""The tables of consultations: rounds, questionnaire versions, drafts and publications."""

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
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from survey.consultations.publication import Publication, QuestionnaireDraft
from survey.consultations.round import Details, Round
from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant

rounds = Table(
    "rounds",
    metadata,
    Column("key", String(30), primary_key=True),
    Column("name", Text, nullable=False),
    Column("opens_at", Instant, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("grace_hours", Integer, nullable=False),
    Column("details", Document, nullable=False),
    Column("created_at", Instant, nullable=False),
)

versions = Table(
    "questionnaire_versions",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("family", String(60), nullable=False, index=True),
    Column("document", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
)

drafts = Table(
    "questionnaire_drafts",
    metadata,
    Column("round", String(30), ForeignKey("rounds.key"), primary_key=True),
    Column("family", String(60), primary_key=True),
    Column("source", Text, nullable=False),
    Column("saved_by", String(36)),
    Column("saved_at", Instant, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round", String(30), ForeignKey("rounds.key"), nullable=False),
    Column("family", String(60), nullable=False),
    Column("version", String(64), ForeignKey("questionnaire_versions.hash"), nullable=False),
    Column("proposed_by", String(36)),
    Column("proposed_at", Instant, nullable=False),
    Column("published_by", String(36)),
    Column("published_at", Instant),
    Column("withdrawn_at", Instant),
    Column("effects", Document, nullable=False),
    Index("ix_publications_round_family", "round", "family"),
)


class KeyTaken(Exception):
    """Another round already goes by this key."""


def insert_round(tx: Transaction, new: Round, now: datetime) -> None:
    """Writes a round; raises KeyTaken."""
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(insert(rounds).values(key=new.key, created_at=now, **_columns(new)))
    except IntegrityError as fault:
        raise KeyTaken(new.key) from fault


def update_round(tx: Transaction, changed: Round) -> None:
    """Writes a round that is already there."""
    tx.connection.execute(update(rounds).where(rounds.c.key == changed.key).values(**_columns(changed)))


def all_rounds(tx: Transaction) -> tuple[Round, ...]:
    """Reads every round, the latest first."""
    found = tx.connection.execute(select(rounds).order_by(rounds.c.opens_at.desc(), rounds.c.key.desc()))
    return tuple(_round(row) for row in found)


def find_round(tx: Transaction, key: str) -> Round | None:
    """Finds a round by its key."""
    row = tx.connection.execute(select(rounds).where(rounds.c.key == key)).first()
    return _round(row) if row else None


def _columns(one: Round) -> dict[str, Any]:
    return {
        "name": one.name,
        "opens_at": one.opens_at,
        "closes_at": one.closes_at,
        "grace_hours": one.grace_hours,
        "details": one.details.document(),
    }


def _round(row: Row[Any]) -> Round:
    return Round(
        row.key, row.name, row.opens_at, row.closes_at, row.grace_hours, details=Details.of(row.details)
    )


def keep_version(
    tx: Transaction, version_hash: str, family: str, document: str, source: str, now: datetime
) -> None:
    """Writes a frozen version; one already kept under the same hash is the same and stays."""
    if tx.connection.execute(select(versions.c.hash).where(versions.c.hash == version_hash)).first():
        return
    values = {
        "hash": version_hash,
        "family": family,
        "document": document,
        "source": source,
        "created_at": now,
    }
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(insert(versions).values(**values))
    except IntegrityError:
        return  # written by another transaction in between: the hash says that it is the same document


def find_document(tx: Transaction, version_hash: str) -> str | None:
    """Reads the canonical JSON of a version."""
    found: str | None = tx.connection.execute(
        select(versions.c.document).where(versions.c.hash == version_hash)
    ).scalar()
    return found


def find_source(tx: Transaction, version_hash: str) -> str | None:
    """Reads a version as its author wrote it."""
    found: str | None = tx.connection.execute(
        select(versions.c.source).where(versions.c.hash == version_hash)
    ).scalar()
    return found


def published_hashes(tx: Transaction, family: str) -> tuple[str, ...]:
    """Reads the versions of a family that were ever live, in any round, oldest first."""
    found = tx.connection.execute(
        select(publications.c.version)
        .where(publications.c.family == family, publications.c.published_at.is_not(None))
        .order_by(publications.c.published_at, publications.c.id)
    ).scalars()
    return tuple(dict.fromkeys(found))


def live_hash(tx: Transaction, round_key: str, family: str) -> str | None:
    """Reads which version of a family is live in a round: the one published last."""
    found: str | None = tx.connection.execute(
        select(publications.c.version)
        .where(
            publications.c.round == round_key,
            publications.c.family == family,
            publications.c.published_at.is_not(None),
        )
        .order_by(publications.c.published_at.desc(), publications.c.id.desc())
        .limit(1)
    ).scalar()
    return found


def live_hashes(tx: Transaction, round_key: str) -> Mapping[str, str]:
    """Reads family → live version of a round, in the order in which the families were first published."""
    found = tx.connection.execute(
        select(publications.c.family, publications.c.version)
        .where(publications.c.round == round_key, publications.c.published_at.is_not(None))
        .order_by(publications.c.published_at, publications.c.id)
    )
    return {row.family: row.version for row in found}


def insert_publication(
    tx: Transaction,
    round_key: str,
    family: str,
    version_hash: str,
    effects: Sequence[str],
    actor: str | None,
    now: datetime,
    *,
    publish: bool = False,
) -> int:
    """Writes a proposal, published at once where asked; returns its id."""
    values = {
        "round": round_key,
        "family": family,
        "version": version_hash,
        "proposed_by": actor,
        "proposed_at": now,
        "published_by": actor if publish else None,
        "published_at": now if publish else None,
        "effects": list(effects),
    }
    found: int = tx.connection.execute(
        insert(publications).values(**values).returning(publications.c.id)
    ).scalar_one()
    return found


def update_publication(tx: Transaction, publication_id: int, **values: Any) -> bool:
    """Writes what became of a proposal that waits; False where it was decided already."""
    done = tx.connection.execute(
        update(publications)
        .where(
            publications.c.id == publication_id,
            publications.c.published_at.is_(None),
            publications.c.withdrawn_at.is_(None),
        )
        .values(**values)
    )
    return done.rowcount == 1


def withdraw_waiting(tx: Transaction, round_key: str, family: str, now: datetime) -> None:
    """Withdraws whatever waits for a family in a round, so that one proposal waits at a time."""
    tx.connection.execute(
        update(publications)
        .where(
            publications.c.round == round_key,
            publications.c.family == family,
            publications.c.published_at.is_(None),
            publications.c.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=now)
    )


def find_publication(tx: Transaction, publication_id: int) -> Publication | None:
    """Finds a publication by its id."""
    row = tx.connection.execute(select(publications).where(publications.c.id == publication_id)).first()
    return _publication(row) if row else None


def publications_of(tx: Transaction, round_key: str) -> tuple[Publication, ...]:
    """Reads the publications and proposals of a round, newest first."""
    found = tx.connection.execute(
        select(publications)
        .where(publications.c.round == round_key)
        .order_by(publications.c.proposed_at.desc(), publications.c.id.desc())
    )
    return tuple(_publication(row) for row in found)


def _publication(row: Row[Any]) -> Publication:
    return Publication(**{**row._mapping, "effects": tuple(row.effects)})


def write_draft(tx: Transaction, draft: QuestionnaireDraft) -> None:
    """Writes a draft in place of the one before it."""
    delete_draft(tx, draft.round, draft.family)
    tx.connection.execute(
        insert(drafts).values(
            round=draft.round,
            family=draft.family,
            source=draft.source,
            saved_by=draft.saved_by,
            saved_at=draft.saved_at,
        )
    )


def delete_draft(tx: Transaction, round_key: str, family: str) -> None:
    """Throws a draft away."""
    tx.connection.execute(delete(drafts).where(drafts.c.round == round_key, drafts.c.family == family))


def find_draft(tx: Transaction, round_key: str, family: str) -> QuestionnaireDraft | None:
    """Finds the draft of a family in a round."""
    row = tx.connection.execute(
        select(drafts).where(drafts.c.round == round_key, drafts.c.family == family)
    ).first()
    return QuestionnaireDraft(**row._mapping) if row else None


def drafts_of(tx: Transaction, round_key: str) -> tuple[QuestionnaireDraft, ...]:
    """Reads the drafts of a round, by family."""
    found = tx.connection.execute(select(drafts).where(drafts.c.round == round_key).order_by(drafts.c.family))
    return tuple(QuestionnaireDraft(**row._mapping) for row in found)
