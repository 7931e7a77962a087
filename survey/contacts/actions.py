"""Keeping and reading the details of people who asked to be told what came of the consultation."""

from collections.abc import Mapping, Sequence
from datetime import date

from email_validator import EmailNotValidError, validate_email

from survey.contacts import store
from survey.contacts.sealing import seal, unseal
from survey.db.session import Transaction

KEEP_INFORMED = "keep_informed"


def email_fault(typed: str) -> str | None:
    """Returns the code of what is wrong with an address: `missing` or `not_an_email`; None for a good one."""
    if not typed.strip():
        return "missing"
    try:
        validate_email(typed.strip(), check_deliverability=False)
    except EmailNotValidError:
        return "not_an_email"
    return None


def leave(
    tx: Transaction,
    kind: str,
    round_key: str,
    details: Mapping[str, str],
    secrets: Sequence[str],
    today: date,
) -> str:
    """Keeps details of one kind, sealed, with the date alone; returns the random id that fieldwork may point to."""
    return store.add(tx, kind, round_key, today, seal(details, secrets))


def details_of(tx: Transaction, contact_id: str, secrets: Sequence[str]) -> dict[str, str] | None:
    """Returns the details under an id; None where they have ended."""
    sealed = store.sealed_under(tx, contact_id)
    return unseal(sealed, secrets) if sealed is not None else None


def forget(tx: Transaction, contact_id: str) -> bool:
    """Ends details for good; returns whether there were any."""
    return store.remove(tx, contact_id)
