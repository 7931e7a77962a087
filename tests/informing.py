"""Builders for tests of keeping people informed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.summaries.informing import actions
from survey.summaries.informing.mail import Message

SECRETS = ["for tests alone"]
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
URL = "https://survey.example.org"
OFFICER = "officer"


def a_round(database: Database, key: str = "2026") -> None:
    """Plans a round that is open."""
    with database.transaction() as tx:
        consultations.create(
            tx, key, "Autumn 2026", NOW - timedelta(days=30), NOW + timedelta(days=30), None, NOW
        )


def asked(database: Database, *emails: str, language: str = "en", confirmed: bool = False) -> Sequence[str]:
    """Has people ask to be told; returns their ids."""
    with database.transaction() as tx:
        people = [actions.ask(tx, "2026", email, language, SECRETS, TODAY) for email in emails]
        for person in people if confirmed else []:
            actions.confirm(tx, person, TODAY)
    return people


def a_message(database: Database, *, is_last: bool = False) -> Message:
    """Writes a message in English and Welsh."""
    with database.transaction() as tx:
        return actions.write(
            tx,
            "2026",
            {"en": "The results are out", "cy": "Mae'r canlyniadau allan"},
            {"en": "Read them here.", "cy": "Darllenwch nhw yma."},
            is_last=is_last,
            by=OFFICER,
            now=NOW,
        )
