"""Plain builders: a round that is open, a questionnaire in a few words, a response."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from survey.consultations import actions as consultations
from survey.consultations.round import Details, Round
from survey.db.session import Database
from survey.questionnaire import library
from survey.questionnaire.definition import Channel
from survey.questionnaire.document import load_document
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode

SECRET = "for tests alone"

DETAILS = Details(
    telephone="020 7946 0063",
    textphone="18001 020 7946 0063",
    freepost="FREEPOST HAVE YOUR SAY",
    next_steps="All answers are counted in January.\n\nThe priorities follow in March.",
    open_to_influence="The top three priorities are still open.",
    last_time="Last year burglary came first.",
)

TINY = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: where
        title: Where you live
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?, required: true}
          - {key: met, kind: yes_no, text: Have you met the police?}
      - key: how
        title: How it went
        show_if: {equals: {met: "yes"}}
        questions:
          - {key: went, kind: long_text, text: How did it go?}
"""


def version_from(source: str) -> Version:
    """Freezes a questionnaire written as YAML."""
    return Version.of(load_document(source))


def shipped(family: str) -> Version:
    """Freezes a questionnaire that ships."""
    return version_from(library.source(family))


def open_round(database: Database, *sources: str, key: str = "2026", now: datetime | None = None) -> Round:
    """Makes a round that opened yesterday, with the questionnaires given, by default all that ship."""
    moment = now or datetime.now(UTC)
    sources = sources or tuple(library.source(family) for family in library.FAMILIES)
    with database.transaction() as tx:
        consultations.create(
            tx,
            key,
            "Have your say on policing in London",
            moment - timedelta(days=1),
            moment + timedelta(days=30),
            None,
            moment,
            details=DETAILS,
        )
        for source in sources:
            consultations.publish(tx, key, load_document(source), source, None, moment)
        return consultations.find_round(tx, key)


def begun(
    database: Database,
    version: Version,
    *,
    round_key: str = "2026",
    channel: Channel = Channel.WEB,
    seed: int = 1,
) -> tuple[Response, ReturnCode]:
    """Starts a response."""
    with database.transaction() as tx:
        return responses.start(
            tx,
            version,
            round_key,
            channel=channel,
            language="en",
            secret=SECRET,
            now=datetime.now(UTC),
            chance=Random(seed),
        )


def sent(
    database: Database,
    version: Version,
    answers: dict[str, Any],
    *,
    round_key: str = "2026",
    channel: Channel = Channel.WEB,
    seed: int = 1,
) -> Response:
    """Starts, answers and sends a response; raises AssertionError where it is refused."""
    response, _code = begun(database, version, round_key=round_key, channel=channel, seed=seed)
    with database.transaction() as tx:
        changed = responses.save(tx, response, answers, datetime.now(UTC))
        assert changed is not None
        outcome = responses.submit(tx, changed, version, datetime.now(UTC))
    assert isinstance(outcome, Response), f"refused on page {outcome.page}"
    return outcome
