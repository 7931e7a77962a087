"""Counts of responses by round, channel and page, straight from the answering table."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Table, func, literal_column, select

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.questionnaire.definition import Channel


def _responses() -> Table:
    return metadata.tables["responses"]


def submitted_marks(
    tx: Transaction, round_key: str, family: str, limit: int
) -> list[tuple[datetime, datetime]]:
    """Returns (started, submitted) of the newest web submissions of a round, for the median time."""
    c = _responses().c
    found = tx.connection.execute(
        select(c.started_at, c.submitted_at)
        .where(
            c.round == round_key,
            c.family == family,
            c.submitted_at.is_not(None),
            c.withdrawn_at.is_(None),
            c.channel == Channel.WEB,
        )
        .order_by(c.submitted_at.desc())
        .limit(limit)
    )
    return [(row.started_at, row.submitted_at) for row in found]


def counts(tx: Transaction, round_key: str) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Returns (family, channel) → (submitted, drafts) of a round, withdrawn ones left out."""
    c = _responses().c
    found = tx.connection.execute(
        select(c.family, c.channel, func.count(c.submitted_at), func.count())
        .where(c.round == round_key, c.withdrawn_at.is_(None))
        .group_by(c.family, c.channel)
    )
    return {(row[0], row[1]): (row[2], row[3] - row[2]) for row in found}


_PAGE = {"sqlite": "json_extract(paradata, '$.page')", "postgresql": "(paradata::json ->> 'page')"}


def stopped(
    tx: Transaction, round_key: str, family: str, channels: Sequence[str], before: datetime
) -> list[tuple[str | None, bool, int]]:
    """Returns (page, saved before that moment, how many) of the drafts of a round by these channels."""
    c = _responses().c
    page: ColumnElement[str] = literal_column(_PAGE[tx.dialect])
    older = c.saved_at < before
    query = select(page, older, func.count()).where(
        c.round == round_key,
        c.family == family,
        c.submitted_at.is_(None),
        c.withdrawn_at.is_(None),
        c.channel.in_(channels),
    )
    return [(row[0], bool(row[1]), row[2]) for row in tx.connection.execute(query.group_by(page, older))]


def sent(tx: Transaction, round_key: str, family: str, channels: Sequence[str]) -> int:
    """Counts the responses of a round that were sent whole by these channels."""
    c = _responses().c
    query = select(func.count()).where(
        c.round == round_key,
        c.family == family,
        c.submitted_at.is_not(None),
        c.withdrawn_at.is_(None),
        c.channel.in_(channels),
    )
    found: int = tx.connection.execute(query).scalar_one()
    return found
