"""What ends by itself once a consultation is over, on each database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from survey.config import Settings
from survey.consultations import actions as consultations
from survey.contacts.store import contacts
from survey.db.session import Database
from survey.fieldwork.paper.form import Print
from survey.fieldwork.paper.requests import actions as paper_requests
from survey.operation.retention import actions
from survey.operation.retention.actions import Ended
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.web.request import State
from survey.web.retention import end_what_is_over
from tests.builders import SECRET, TINY, begun, open_round, sent, version_from

LONDON = ZoneInfo("Europe/London")
AFTER = datetime.now(UTC) + timedelta(days=60)
ANSWERS = {"borough": "E09000021"}


@pytest.fixture
def version(database: Database) -> Version:
    open_round(database, TINY)
    return version_from(TINY)


def draft(database: Database, version: Version, seed: int = 1) -> str:
    response, _code = begun(database, version, seed=seed)
    with database.transaction() as tx:
        kept = responses.save(
            tx, response, ANSWERS, datetime.now(UTC), paradata={"page": "how", "modes": ["web"]}
        )
    assert kept is not None
    return response.id


def found(database: Database, response_id: str) -> Response:
    with database.reading() as tx:
        response = responses.find(tx, response_id)
    assert response is not None
    return response


def end(database: Database) -> Ended:
    with database.transaction() as tx:
        return actions.end(tx, "2026", by=None, today=AFTER.date(), now=AFTER)


def test_a_consultation_is_over_only_when_nobody_may_finish(database: Database, version: Version) -> None:
    with database.reading() as tx:
        about = consultations.find_round(tx, "2026")
        assert about.grace_hours
        assert actions.due(tx, about.closes_at) == ()
        assert actions.due(tx, about.ends_at) == ("2026",)


def test_what_a_draft_answers_is_erased_and_where_it_stopped_stays(
    database: Database, version: Version
) -> None:
    response_id = draft(database, version)
    assert end(database).drafts == 1
    assert (found(database, response_id).answers, found(database, response_id).paradata) == (
        {},
        {"page": "how"},
    )


def test_what_was_sent_stays(database: Database, version: Version) -> None:
    response = sent(database, version, ANSWERS)
    assert end(database).drafts == 0
    assert found(database, response.id).answers == ANSWERS


def test_a_second_time_finds_nothing(database: Database, version: Version) -> None:
    draft(database, version)
    assert end(database)
    assert not end(database)


def test_addresses_that_wait_end(database: Database, version: Version) -> None:
    now = datetime.now(UTC)
    with database.transaction() as tx:
        paper_requests.ask(
            tx,
            round_key="2026",
            family="residents",
            name="Flat 3",
            address="1 Example Road\nKingston\nKT1 1AA",
            language="en",
            size=Print.STANDARD,
            copies=1,
            secrets=[SECRET],
            today=now.date(),
        )
    assert end(database).requests == 1
    with database.reading() as tx:
        assert tx.connection.execute(select(contacts)).all() == []


def test_a_serving_process_leaves_what_runs_and_ends_what_is_over(
    database: Database, settings: Settings
) -> None:
    version = version_from(TINY)
    open_round(database, TINY)
    running = draft(database, version)
    long_ago = datetime.now(UTC) - timedelta(days=400)
    open_round(database, TINY, key="2025", now=long_ago)
    over, _code = begun(database, version, round_key="2025", seed=2)
    with database.transaction() as tx:
        assert responses.save(tx, over, ANSWERS, long_ago)
    end_what_is_over(State(settings, database))
    assert found(database, running).answers == ANSWERS
    assert found(database, over.id).answers == {}
