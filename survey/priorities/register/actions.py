"""What is done with the register: entered, read, looked up; the audit trail names no sender."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.contacts.sealing import SealBroken, seal, unseal
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.places.london import WHOLE
from survey.priorities.register import store
from survey.priorities.register.submission import Form, Reading, Submission, SubmissionRefused, check

LONGEST_NOTE = 2000


class UnknownSubmission(LookupError):
    """No submission goes by this id."""


def enter(
    tx: Transaction,
    round_key: str,
    area: str,
    *,
    form: Form,
    from_whom: str,
    signatories: int,
    text: str,
    received_on: str,
    file_name: str,
    file: bytes,
    secrets: Sequence[str],
    actor: str,
    now: datetime,
) -> str:
    """Registers what came, sealed; returns its id. An empty area concerns London as a whole.

    Raises SubmissionRefused, UnknownRound.
    """
    consultations.find_round(tx, round_key)
    area = "" if area == WHOLE else area
    if area and area not in SET_FOR:
        raise SubmissionRefused("not_set_for", "area")
    made = Submission(
        str(uuid4()),
        round_key,
        area,
        form,
        from_whom.strip(),
        signatories,
        text.strip(),
        file_name[:200] if file else "",
        received_on,
        now,
        actor,
    )
    check(made, file, now.date())
    sealed = seal({"from_whom": made.from_whom, "text": made.text}, secrets)
    values = {
        "id": made.id,
        "round": round_key,
        "area": area,
        "form": form.value,
        "signatories": signatories,
        "received_on": received_on,
        "sealed": sealed,
        "file_name": made.file_name,
        "file": seal({"file": file.hex()}, secrets) if file else None,
        "entered_at": now,
        "entered_by": actor,
    }
    store.add(tx, values)
    detail = {"form": form.value, "area": area, "signatories": signatories}
    record(tx, actor, tag(actor, "submission:entered"), made.id, detail, now)
    return made.id


def of_round(tx: Transaction, round_key: str, secrets: Sequence[str]) -> tuple[Submission, ...]:
    """Returns the submissions to a consultation, the oldest first."""
    read = store.readings(tx, round_key)
    return tuple(_submission(row, read.get(row.id, ()), secrets) for row in store.of_round(tx, round_key))


def find(tx: Transaction, submission_id: str, secrets: Sequence[str]) -> Submission:
    """Returns a submission; raises UnknownSubmission."""
    row = store.find(tx, submission_id)
    if row is None:
        raise UnknownSubmission(submission_id)
    return _submission(row, store.readings(tx, row.round).get(row.id, ()), secrets)


def file_of(tx: Transaction, submission_id: str, secrets: Sequence[str]) -> bytes:
    """Returns the file that came with a submission; raises UnknownSubmission where there is none."""
    row = store.find(tx, submission_id)
    if row is None or row.file is None:
        raise UnknownSubmission(submission_id)
    return bytes.fromhex(unseal(row.file, secrets)["file"])


def mark_read(tx: Transaction, submission_id: str, note: str, actor: str, now: datetime) -> None:
    """Writes down that somebody read a submission, and what it comes to; raises UnknownSubmission."""
    if store.find(tx, submission_id) is None:
        raise UnknownSubmission(submission_id)
    store.add_reading(tx, submission_id, actor, now, note.strip()[:LONGEST_NOTE])
    record(tx, actor, tag(actor, "submission:read"), submission_id, {}, now)


def unread(tx: Transaction, round_key: str, area: str) -> int:
    """Counts what nobody has read among what concerns an area: its own, and London's for every area."""
    read = store.readings(tx, round_key)
    its = {"", area}
    rows = store.of_round(tx, round_key)
    return sum(1 for row in rows if row.id not in read and (row.area in its or area == WHOLE))


def _submission(row: Any, read: tuple[Reading, ...], secrets: Sequence[str]) -> Submission:
    try:
        opened = unseal(row.sealed, secrets)
    except SealBroken:
        opened = {"from_whom": "(sealed under a key that is not known here)", "text": ""}
    return Submission(
        row.id,
        row.round,
        row.area,
        Form(row.form),
        opened["from_whom"],
        row.signatories,
        opened["text"],
        row.file_name,
        row.received_on,
        row.entered_at,
        row.entered_by,
        read,
    )
