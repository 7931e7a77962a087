"""What is done with referrals: raised by a clerk or a reader, taken on by name, seen to; then the details end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.contacts.sealing import SealBroken, seal, unseal
from survey.db.session import Transaction
from survey.fieldwork.referrals import store
from survey.fieldwork.referrals.referral import Done, Kind, Referral, hour_of, in_order

RAISED_BY = "raised_by"
"""The name under which the details hold who raised the referral; sealed, since a clerk and an hour name few calls."""

MOST_CHARACTERS = 2000
LONGEST_NOTE = 400


class UnknownReferral(LookupError):
    """No referral goes by this id."""


class NotYours(Exception):
    """Somebody else has the referral, or it was seen to."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many referrals of one kind wait, how many of them nobody has taken on, and the hour of the oldest."""

    kind: Kind
    open: int
    unclaimed: int
    oldest: datetime


def refer(
    tx: Transaction,
    *,
    kind: str,
    details: Mapping[str, str],
    clerk: str,
    secrets: Sequence[str],
    now: datetime,
) -> str:
    """Puts a referral on the supervisors' board, sealed, and returns its random id; raises ValueError for no kind.

    Nothing of it leads to a response or a call: no id, no time finer than the hour, and no entry in the audit trail,
    whose numbers would place it between those of a call. Call it in a transaction of its own.
    """
    referral_id = str(uuid4())
    kept = {name: words.strip()[:MOST_CHARACTERS] for name, words in details.items() if words.strip()}
    sealed = seal({**kept, RAISED_BY: clerk}, secrets)
    store.add(tx, referral_id, Kind(kind).value, hour_of(now), sealed)
    return referral_id


def board(tx: Transaction, secrets: Sequence[str]) -> tuple[Referral, ...]:
    """Returns every referral that was not seen to, as they should be: people at risk first."""
    return in_order(_referral(row, secrets) for row in store.open_ones(tx))


def seen_to(tx: Transaction, limit: int = 20) -> tuple[Referral, ...]:
    """Returns those seen to last; their details have ended."""
    return tuple(_referral(row, ()) for row in store.done_ones(tx, limit))


def waiting(tx: Transaction) -> tuple[Waiting, ...]:
    """Counts what waits, by kind, in the order of the board; without opening any."""
    held: dict[Kind, Waiting] = {}
    for kind, unclaimed, count, oldest in store.count_open(tx):
        before = held.get(Kind(kind), Waiting(Kind(kind), 0, 0, oldest))
        held[Kind(kind)] = Waiting(
            Kind(kind),
            before.open + count,
            before.unclaimed + (count if unclaimed else 0),
            min(before.oldest, oldest),
        )
    return tuple(held[kind] for kind in Kind if kind in held)


def find(tx: Transaction, referral_id: str, secrets: Sequence[str]) -> Referral:
    """Returns a referral; raises UnknownReferral."""
    row = store.find(tx, referral_id)
    if row is None:
        raise UnknownReferral(referral_id)
    return _referral(row, secrets)


def accept(tx: Transaction, referral: Referral, by: str, now: datetime) -> None:
    """Takes a referral on by name, or over from a colleague; raises NotYours where somebody was quicker.

    Doing it twice changes nothing.
    """
    if referral.accepted_by == by and referral.is_open:
        return
    if not store.accept(tx, referral.id, by, referral.accepted_by, now):
        raise NotYours(referral.id)
    detail = {"kind": referral.kind.value, "from": referral.accepted_by}
    deed = "referral:taken_over" if referral.accepted_by else "referral:accepted"
    record(tx, by, tag(by, deed), referral.id, detail, now)


def finish(tx: Transaction, referral: Referral, by: str, done: Done, note: str, now: datetime) -> None:
    """Writes what was done and ends the details for good; raises NotYours."""
    if not store.finish(tx, referral.id, by, done, note.strip()[:LONGEST_NOTE], now):
        raise NotYours(referral.id)
    detail = {"kind": referral.kind.value, "done": done.value}
    record(tx, by, tag(by, "referral:seen_to"), referral.id, detail, now)


def _referral(row: Any, secrets: Sequence[str]) -> Referral:
    """Opens a referral; one that no secret opens stays on the board, without its details."""
    details: Mapping[str, str] | None = None
    if row.sealed is not None and secrets:
        try:
            details = unseal(row.sealed, secrets)
        except SealBroken:
            details = None
    return Referral(
        id=row.id,
        kind=Kind(row.kind),
        raised_at=row.raised_at,
        details=details,
        accepted_by=row.accepted_by,
        accepted_at=row.accepted_at,
        done=Done(row.done) if row.done else None,
        done_note=row.done_note,
        done_at=row.done_at,
    )
