"""The table of jobs, and the only SQL that touches it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Row, String, Table, Text, and_, insert, or_, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant
from survey.operation.jobs.job import Gone, Job, ResultFile, State

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("about", Text, nullable=False),
    Column("subject", String(120), nullable=False),
    Column("parameters", Document, nullable=False),
    Column("role", String(20), nullable=False),
    Column("back", Text, nullable=False),
    Column("asked_by", String(36), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("runner", String(36), nullable=False, server_default=""),
    Column("started_at", Instant),
    Column("lease_until", Instant),
    Column("done", Integer, nullable=False, server_default="0"),
    Column("of", Integer, nullable=False, server_default="0"),
    Column("cancel_asked_at", Instant),
    Column("ended_at", Instant),
    Column("outcome", String(20), nullable=False, server_default=""),
    Column("said", Text, nullable=False, server_default=""),
    Column("file", Document),
    Column("file_until", Instant),
    Column("file_gone", String(20), nullable=False, server_default=""),
    Column("file_gone_at", Instant),
    Index(None, "ended_at", "asked_at"),
    Index(None, "subject"),
)

_c = jobs.c
_OPEN = _c.ended_at.is_(None)


def add(tx: Transaction, values: Mapping[str, Any]) -> None:
    """Writes a job that was asked for."""
    tx.connection.execute(insert(jobs).values(**values))


def find(tx: Transaction, job_id: str) -> Job | None:
    """Finds a job by its id."""
    row = tx.connection.execute(select(jobs).where(_c.id == job_id)).first()
    return _job(row) if row else None


def listing(tx: Transaction, asked_by: str | None, limit: int) -> tuple[Job, ...]:
    """Reads the latest jobs, of one person or of all."""
    wanted = select(jobs).order_by(_c.asked_at.desc(), _c.id.desc()).limit(limit)
    if asked_by is not None:
        wanted = wanted.where(_c.asked_by == asked_by)
    return tuple(_job(row) for row in tx.connection.execute(wanted))


def latest_on(tx: Transaction, subject: str) -> Job | None:
    """Finds the job that was asked for last for a subject."""
    wanted = select(jobs).where(_c.subject == subject).order_by(_c.asked_at.desc(), _c.id.desc()).limit(1)
    row = tx.connection.execute(wanted).first()
    return _job(row) if row else None


def claimable(tx: Transaction, now: datetime) -> Job | None:
    """Finds the job that waits longest, holding it for this transaction; others pass over it."""
    waits = or_(_c.lease_until.is_(None), _c.lease_until <= now)
    wanted = select(jobs).where(_OPEN, waits).order_by(_c.asked_at, _c.id).limit(1)
    # SQLite knows no row locks and needs none: a writing transaction has the whole file to itself.
    row = tx.connection.execute(wanted.with_for_update(skip_locked=True)).first()
    return _job(row) if row else None


def take(tx: Transaction, job_id: str, runner: str, now: datetime, lease_until: datetime) -> None:
    """Writes that a runner has begun a job."""
    tx.connection.execute(
        update(jobs)
        .where(_c.id == job_id)
        .values(
            runner=runner,
            started_at=now,
            lease_until=lease_until,
            attempts=_c.attempts + 1,
            done=0,
        )
    )


def beat(tx: Transaction, job_id: str, runner: str, done: int, of: int, lease_until: datetime) -> bool:
    """Writes how far a runner is with a job; False where it is not this runner's, or was cancelled."""
    mine = and_(_c.id == job_id, _c.runner == runner, _OPEN, _c.cancel_asked_at.is_(None))
    values = {"done": done, "of": of, "lease_until": lease_until}
    return tx.connection.execute(update(jobs).where(mine).values(**values)).rowcount == 1


def end(tx: Transaction, job_id: str, runner: str | None, values: Mapping[str, Any]) -> bool:
    """Writes how a job ended; False where it had ended, or is not this runner's (None: whoever's)."""
    still = and_(_c.id == job_id, _OPEN)
    if runner is not None:
        still = and_(still, _c.runner == runner)
    return tx.connection.execute(update(jobs).where(still).values(**values)).rowcount == 1


def ask_to_cancel(tx: Transaction, job_id: str, now: datetime) -> None:
    """Writes that somebody wants a job to end."""
    tx.connection.execute(update(jobs).where(_c.id == job_id, _OPEN).values(cancel_asked_at=now))


def with_files(tx: Transaction) -> tuple[Job, ...]:
    """Reads the jobs whose file has not ended."""
    wanted = select(jobs).where(_c.file_until.is_not(None), _c.file_gone == "")
    return tuple(_job(row) for row in tx.connection.execute(wanted))


def end_file(tx: Transaction, job_id: str, why: Gone, now: datetime) -> None:
    """Writes that the file of a job is there no more."""
    values = {"file_gone": why.value, "file_gone_at": now}
    tx.connection.execute(update(jobs).where(_c.id == job_id).values(**values))


def known(tx: Transaction, job_ids: Sequence[str]) -> set[str]:
    """Returns those of the ids that name a job which has not ended, or whose file has not."""
    standing = or_(_OPEN, and_(_c.file_until.is_not(None), _c.file_gone == ""))
    return set(tx.connection.execute(select(_c.id).where(_c.id.in_(job_ids), standing)).scalars())


def _job(row: Row[Any]) -> Job:
    held = row._asdict()
    about_file = {name: held.pop(name) for name in ("file", "file_until", "file_gone", "file_gone_at")}
    held.pop("runner")
    outcome = held.pop("outcome")
    return Job(**held, outcome=State(outcome) if outcome else None, file=_file(**about_file))


def _file(
    file: Mapping[str, Any] | None, file_until: datetime | None, file_gone: str, file_gone_at: datetime | None
) -> ResultFile | None:
    if file is None or file_until is None:
        return None
    return ResultFile(
        **file, until=file_until, gone=Gone(file_gone) if file_gone else None, gone_at=file_gone_at
    )
