"""The demonstration's people who want to be kept informed, and a message that waits for a second look."""

from collections.abc import Sequence
from datetime import date, datetime

from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.summaries.informing import actions

ASKED = (("one@example.org", "en"), ("two@example.org", "en"), ("three@example.org", "cy"))
"""Addresses kept for examples, each with the language in which mail is wanted; the first two confirm theirs."""


def tell(
    tx: Transaction, one: Round, *, approver: str, secrets: Sequence[str], today: date, now: datetime
) -> None:
    """Has some people ask to be told what comes of a round, and a message written for them."""
    for place, (email, language) in enumerate(ASKED):
        person = actions.ask(tx, one.key, email, language, secrets, today)
        if place < 2:
            actions.confirm(tx, person, today)
    actions.write(
        tx,
        one.key,
        {"en": "We are counting what people said"},
        {"en": "Thank you for asking. The results are published once the consultation has closed.\n"},
        is_last=False,
        by=approver,
        now=now,
    )
