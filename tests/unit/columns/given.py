"""Plain builders: a live round with a questionnaire, and responses given to it through the real deeds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from survey.consultations import actions as consultations
from survey.consultations.actions import UnknownRound
from survey.db.session import Database
from survey.questionnaire.definition import Channel, Questionnaire
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.actions import Given
from tests.unit.columns.made import EACH_KIND

OPENED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SECRET = "for tests alone"


def live(
    database: Database, document: Questionnaire = EACH_KIND, round_key: str = "2026", days: int = 60
) -> Version:
    """Publishes a questionnaire in a round, which is made where there is none."""
    with database.transaction() as tx:
        try:
            consultations.find_round(tx, round_key)
        except UnknownRound:
            closes = OPENED + timedelta(days=days)
            consultations.create(tx, round_key, f"Round {round_key}", OPENED, closes, None, OPENED)
        return consultations.publish(tx, round_key, document, "{}", None, OPENED)


def give(
    database: Database,
    version: Version,
    answers: Sequence[Mapping[str, Any]],
    *,
    channel: Channel = Channel.WEB,
    round_key: str = "2026",
    at: datetime = OPENED + timedelta(days=1),
    seed: int = 0,
) -> None:
    """Gives whole responses, a second apart."""
    whole = [
        Given(round_key, channel, "en", 0, one, at - timedelta(minutes=5), at + timedelta(seconds=number), {})
        for number, one in enumerate(answers)
    ]
    with database.transaction() as tx:
        count = responses.submit_many(
            tx, version, whole, secret=SECRET, chance=Random(f"{seed} {channel} {len(answers)}")
        )
    assert count == len(answers)
