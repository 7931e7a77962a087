"""Keeping and reading the details of people who asked to be told what came of the consultation."""

from collections.abc import Sequence
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


def keep_informed(tx: Transaction, round_key: str, email: str, secrets: Sequence[str], today: date) -> None:
    """Keeps an address apart from every answer, with the date alone."""
    store.add(tx, KEEP_INFORMED, round_key, today, seal({"email": email.strip()}, secrets))


def to_be_informed(tx: Transaction, round_key: str, secrets: Sequence[str]) -> list[str]:
    """Returns the addresses of those who asked, in an order that tells nothing."""
    return [unseal(row.sealed, secrets)["email"] for row in store.of_kind(tx, KEEP_INFORMED, round_key)]
