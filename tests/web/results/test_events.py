"""Analysts narrow results to an event, and lay events side by side."""

from datetime import UTC, datetime

import pytest

from survey.accounts.roles import Role
from survey.config import Settings
from survey.db.session import Database
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event
from tests.builders import TINY, open_round, sent, version_from
from tests.events import KINGSTON, SUTTON, planned
from tests.pages import PageClient
from tests.staff import signed_in


@pytest.fixture
def event(sqlite_database: Database, settings: Settings) -> Event:
    """An event from which one of two responses came."""
    open_round(sqlite_database, TINY)
    event = planned(sqlite_database, settings.secret_key)
    here = sent(sqlite_database, version_from(TINY), {"borough": KINGSTON})
    sent(sqlite_database, version_from(TINY), {"borough": SUTTON}, seed=2)
    with sqlite_database.transaction() as tx:
        actions.join(tx, event, here, datetime.now(UTC))
    return event


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database, event: Event) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def test_results_are_narrowed_to_an_event_and_say_so(analyst: PageClient, event: Event) -> None:
    page = analyst.get(f"/staff/results/residents?round=2026&event={event.code}")
    assert "who were at ‘Summer fair’" in page.text
    (chosen,) = [
        one.get("value")
        for one in page.all("option")
        if one.get("selected") is not None and one.get("value") == event.code
    ]
    assert chosen == event.code


def test_events_are_laid_side_by_side(analyst: PageClient) -> None:
    page = analyst.get("/staff/results/residents/questions/borough/by?by=event")
    assert "Summer fair" in page.text


def test_an_event_from_which_nothing_came_says_so(analyst: PageClient) -> None:
    page = analyst.get("/staff/results/residents?event=777777")
    assert page.status == 200
