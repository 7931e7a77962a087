"""Results with and without the responses whose givers stopped before the end and agreed that it counts."""

from datetime import UTC, datetime
from random import Random

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from tests.builders import SECRET
from tests.pages import PageClient
from tests.staff import signed_in
from tests.unit.columns.given import OPENED, give, live

RESULTS = "/staff/results/residents"
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    """An analyst, where three people answered to the end and one stopped before it."""
    version = live(sqlite_database)
    give(sqlite_database, version, [{"borough": "E09000021"}] * 3, channel=Channel.WEB, seed=1, at=OPENED)
    with sqlite_database.transaction() as tx:
        response, _code = responses.start(
            tx,
            version,
            "2026",
            channel=Channel.TELEPHONE,
            language="en",
            secret=SECRET,
            now=NOW,
            chance=Random(9),
        )
        saved = responses.save(tx, response, {"borough": "E09000001"}, NOW)
        assert saved is not None
        assert responses.submit_partial(tx, saved, version, NOW) is not None
    return signed_in(client, sqlite_database, Role.ANALYST)


def test_partial_responses_count_unless_they_are_left_out(analyst: PageClient) -> None:
    assert "4 responses" in analyst.get(RESULTS).text
    assert "3 responses" in analyst.get(f"{RESULTS}?extent=whole").text


def test_leaving_them_out_stays_in_the_addresses_and_can_be_taken_back(analyst: PageClient) -> None:
    page = analyst.get(f"{RESULTS}?extent=whole")
    (box,) = page.all("input", name="extent")
    assert box.get("checked") is not None
    assert any("extent=whole" in address for _words, address in page.links())
    assert any(words == "Show everybody" for words, _address in page.links())
    assert "who answered to the end" in page.text
