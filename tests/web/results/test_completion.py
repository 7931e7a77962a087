"""The page of completion: who stopped where, and the time that sending took."""

from datetime import UTC, datetime, timedelta

import pytest

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.responses import actions
from tests.builders import begun
from tests.pages import PageClient
from tests.staff import signed_in
from tests.unit.columns.given import live
from tests.web.results.test_results import RESULTS, consulted, rows_of


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def test_it_tells_who_sent_and_how_long_it_took(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/completion")
    assert page.heading == "Completion"
    taken = {row[0]: row[1] for row in rows_of(analyst, "Minutes from beginning")}
    assert taken == {"Website": "60", "Telephone": "60"}
    assert rows_of(analyst, "Page by page: On the website")[0][1:3] == ["60", "0"]


def test_a_draft_left_two_hours_ago_stands_on_its_page(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    with sqlite_database.reading() as tx:
        version = consultations.live_version(tx, "2026", "residents")
    assert version is not None
    response, _code = begun(sqlite_database, version, round_key="2026", seed=7)
    page = version.questionnaire.sections[-1].pages[-1]
    with sqlite_database.transaction() as tx:
        long_ago = datetime.now(UTC) - timedelta(hours=2)
        assert actions.save(tx, response, {}, long_ago, paradata={"page": page.key})
    analyst.get(f"{RESULTS}/completion")
    rows = {row[0]: row[1:] for row in rows_of(analyst, "Page by page: On the website")}
    assert rows[page.title.say("en")][:2] == ["61", "1"]
    assert rows["Checking the answers"][:2] == ["60", "0"]


def test_before_anybody_answered_it_says_so(analyst: PageClient, sqlite_database: Database) -> None:
    live(sqlite_database)
    assert "Nobody has sent a response yet" in analyst.get(f"{RESULTS}/completion").text


def test_a_viewer_is_not_shown_it(client: PageClient, sqlite_database: Database) -> None:
    live(sqlite_database)
    assert signed_in(client, sqlite_database, Role.CLERK).get(f"{RESULTS}/completion").status == 403
