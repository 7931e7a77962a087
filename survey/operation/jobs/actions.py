"""What is done with jobs: asked for, taken, told of, ended, cancelled; their files end."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from shutil import rmtree
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.operation.jobs import store
from survey.operation.jobs.job import FILES_KEPT, LEASE, MOST_ATTEMPTS, Gone, Job, ResultFile, State
from survey.responses.actions import new_id, withdrawn_since

LISTED = 100
"""Jobs on one list, the latest."""

BROKE_OFF = "It broke off: the process that did it ended. Ask for it again."
GAVE_UP = f"It broke off {MOST_ATTEMPTS} times, each time because the process that did it ended."


def ask(
    tx: Transaction,
    kind: str,
    parameters: Mapping[str, Any],
    *,
    about: str,
    role: str,
    by: str,
    now: datetime,
    subject: str = "",
    back: str = "",
) -> Job:
    """Asks for a job; where one goes on for the same subject, that one is returned. No personal data may be in it."""
    standing = store.latest_on(tx, subject) if subject else None
    if standing is not None and not standing.has_ended:
        return standing
    job_id = new_id()
    values = {"kind": kind, "about": about, "subject": subject, "parameters": dict(parameters)}
    store.add(tx, {"id": job_id, **values, "role": role, "back": back, "asked_by": by, "asked_at": now})
    record(tx, by, tag(by, "job:asked"), job_id, {"kind": kind, "about": about}, now)
    return _found(tx, job_id)


def find(tx: Transaction, job_id: str) -> Job | None:
    """Finds a job."""
    return store.find(tx, job_id)


def _found(tx: Transaction, job_id: str) -> Job:
    found = store.find(tx, job_id)
    if found is None:
        raise LookupError("the job is gone")
    return found


def listing(tx: Transaction, asked_by: str | None = None) -> tuple[Job, ...]:
    """Returns the latest jobs, of one person or of all."""
    return store.listing(tx, asked_by, LISTED)


def latest_on(tx: Transaction, subject: str) -> Job | None:
    """Returns the job that was asked for last for a subject."""
    return store.latest_on(tx, subject)


def cancel(tx: Transaction, job: Job, by: str, now: datetime) -> bool:
    """Cancels a job: a waiting one at once, a running one when it next says how far it is; False once it has ended."""
    if job.has_ended:
        return False
    if job.state(now) is State.RUNNING:
        store.ask_to_cancel(tx, job.id, now)
    elif not store.end(tx, job.id, None, _ended(State.CANCELLED, "", now)):
        return False
    record(tx, by, tag(by, "job:cancelled"), job.id, {"kind": job.kind}, now)
    return True


def take_next(tx: Transaction, again: Mapping[str, bool], now: datetime) -> tuple[Job, str] | None:
    """Takes the job that waits longest; returns it with the name under which it is held.

    `again` says of each kind whether it may be begun anew. What can't be is told as broken, what was cancelled ends.
    """
    while (job := store.claimable(tx, now)) is not None:
        if job.cancel_asked_at is not None:
            store.end(tx, job.id, None, _ended(State.CANCELLED, "", now))
        elif job.kind not in again:
            store.end(tx, job.id, None, _ended(State.FAILED, "This version knows no such job.", now))
        elif job.attempts and not again[job.kind]:
            store.end(tx, job.id, None, _ended(State.FAILED, BROKE_OFF, now))
        elif job.attempts >= MOST_ATTEMPTS:
            store.end(tx, job.id, None, _ended(State.FAILED, GAVE_UP, now))
        else:
            runner = str(uuid4())
            store.take(tx, job.id, runner, now, now + LEASE)
            return _found(tx, job.id), runner
    return None


def beat(tx: Transaction, job_id: str, runner: str, done: int, of: int, now: datetime) -> bool:
    """Says that a runner lives, and how far it is; False where it is to stop."""
    return store.beat(tx, job_id, runner, done, of, now + LEASE)


def finish(
    tx: Transaction, job_id: str, runner: str, said: str, file: ResultFile | None, now: datetime
) -> bool:
    """Writes what came of a job; False where the runner holds it no more."""
    values = _ended(State.DONE, said, now)
    if file is not None:
        held = asdict(file)
        plain = {name: held[name] for name in ("name", "media_type", "size", "sha256", "rows")}
        values |= {"file": plain, "file_until": file.until}
    return store.end(tx, job_id, runner, values)


def fail(tx: Transaction, job_id: str, runner: str, outcome: State, said: str, now: datetime) -> bool:
    """Writes that a job failed or was cancelled; False where the runner holds it no more."""
    return store.end(tx, job_id, runner, _ended(outcome, said, now))


def _ended(outcome: State, said: str, now: datetime) -> dict[str, Any]:
    return {"outcome": outcome.value, "said": said, "ended_at": now, "lease_until": None}


def kept_until(now: datetime) -> datetime:
    """Returns when the file of a job that ends now ends."""
    return now + FILES_KEPT


def folder_of(folder: Path, job_id: str) -> Path:
    """Returns the folder of a job's file, within the one of all jobs."""
    return folder / job_id


def file_of(folder: Path, job: Job) -> Path:
    """Returns where the file of a job is written by its latest attempt; one that is given up writes to another."""
    return folder_of(folder, job.id) / f"result-{job.attempts}"


def why_over(tx: Transaction, job: Job, now: datetime) -> Gone | None:
    """Says why the file of a job may be handed over no more: its time is over, or answers were withdrawn since.

    Which rows a file holds is written nowhere, so any withdrawal of its time ends every file of responses.
    """
    if job.file is None:
        return None
    if job.file.until <= now:
        return Gone.OVER
    began = job.started_at or job.asked_at
    return Gone.WITHDRAWN if job.file.rows is not None and withdrawn_since(tx, began) else None


def end_files(tx: Transaction, folder: Path, now: datetime) -> int:
    """Ends files that are over, or from which somebody withdrew, and folders of no job; returns how many ended."""
    ended = 0
    for job in store.with_files(tx):
        why = why_over(tx, job, now)
        if why is not None:
            rmtree(folder_of(folder, job.id), ignore_errors=True)
            store.end_file(tx, job.id, why, now)
            ended += 1
    there = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    for stray in set(there) - store.known(tx, there):
        rmtree(folder_of(folder, stray), ignore_errors=True)
    return ended


def record_fetched(tx: Transaction, job: Job, by: str, now: datetime) -> None:
    """Writes to the audit trail that the file of a job was handed over."""
    detail = {"kind": job.kind, "about": job.about, "rows": job.file.rows if job.file else None}
    record(tx, by, tag(by, "job:file_taken"), job.id, detail, now)
