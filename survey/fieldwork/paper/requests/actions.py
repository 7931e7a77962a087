"""Asking for paper copies, posting them, and forgetting where they went."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.contacts import actions as contacts
from survey.db.session import Transaction
from survey.fieldwork.paper.form import Print
from survey.fieldwork.paper.requests import store
from survey.fieldwork.paper.requests.request import Addressed, Request, lines

CONTACT = "paper_request"
"""The kind of contact under which an address waits."""


def ask(
    tx: Transaction,
    *,
    round_key: str,
    family: str,
    language: str,
    size: Print,
    copies: int,
    name: str,
    address: str,
    secrets: Sequence[str],
    today: date,
) -> Request:
    """Keeps a request, its name and address sealed apart from it; the fields were checked by `request.faults`."""
    details = {"name": " ".join(name.split()), "address": "\n".join(lines(address))}
    contact = contacts.leave(tx, CONTACT, round_key, details, secrets, today)
    request = Request(
        id=str(uuid4()),
        contact=contact,
        round=round_key,
        family=family,
        language=language,
        print=size,
        copies=copies,
        asked_on=today,
        posted_on=None,
        returned_on=None,
    )
    store.add(tx, request)
    return request


def waiting(tx: Transaction, round_key: str, secrets: Sequence[str]) -> list[Addressed]:
    """Returns the requests still to be posted, the oldest first, with where they go."""
    return [_addressed(tx, one, secrets) for one in store.waiting(tx, round_key)]


def _addressed(tx: Transaction, request: Request, secrets: Sequence[str]) -> Addressed:
    details = contacts.details_of(tx, request.contact, secrets) if request.contact else None
    held = details or {"name": "", "address": ""}
    return Addressed(request, held["name"], tuple(held["address"].splitlines()))


def find(tx: Transaction, request_id: str) -> Request | None:
    """Finds a request by its id."""
    return store.find(tx, request_id)


def posted(tx: Transaction, round_key: str, limit: int = 100) -> list[Request]:
    """Returns the requests that were posted, the latest first; their addresses have ended."""
    return store.posted(tx, round_key, limit)


def mark_posted(tx: Transaction, request_ids: Sequence[str], actor: str, today: date, now: datetime) -> int:
    """Marks requests as posted and ends their names and addresses there and then; returns how many there were."""
    done = 0
    for request_id in request_ids:
        request = store.find(tx, request_id)
        if request and store.mark_posted(tx, request_id, today):
            if request.contact:
                contacts.forget(tx, request.contact)
            done += 1
    if done:
        record(tx, actor, tag(actor, "paper_request:posted"), None, {"requests": done}, now)
    return done


def mark_returned(tx: Transaction, request_id: str, actor: str, today: date, now: datetime) -> bool:
    """Marks a posted request as come back undelivered; False where it can't be."""
    done = store.mark_returned(tx, request_id, today)
    if done:
        record(tx, actor, tag(actor, "paper_request:returned"), request_id, {}, now)
    return done


def withdraw(tx: Transaction, request_id: str, actor: str, now: datetime) -> bool:
    """Takes out a request that can't be posted, such as one with no real address; its details end with it."""
    request = store.find(tx, request_id)
    if request is None or not store.remove(tx, request_id):
        return False
    if request.contact:
        contacts.forget(tx, request.contact)
    record(tx, actor, tag(actor, "paper_request:taken_out"), request_id, {}, now)
    return True


def end_all(tx: Transaction, round_key: str, actor: str | None, now: datetime) -> int:
    """Ends every request of a round that was not posted, with its name and address; returns how many there were."""
    left = store.waiting(tx, round_key)
    for request in left:
        if request.contact:
            contacts.forget(tx, request.contact)
        store.remove(tx, request.id)
    if left:
        record(tx, actor, tag(actor, "paper_request:ended_all"), round_key, {"requests": len(left)}, now)
    return len(left)
