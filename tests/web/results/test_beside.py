"""Residents beside businesses on what both were asked."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import Given
from tests.builders import SECRET, open_round, shipped
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.results.test_results import rows_of

PAGE = "/staff/results/residents/beside/businesses"
NOW = datetime.now(UTC)


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    open_round(sqlite_database)
    return signed_in(client, sqlite_database, Role.ANALYST)


def answered(database: Database, family: str, answers: Sequence[dict[str, Any]]) -> None:
    given = [Given("2026", Channel.WEB, "en", 0, one, NOW - timedelta(minutes=5), NOW, {}) for one in answers]
    with database.transaction() as tx:
        responses.submit_many(tx, shipped(family), given, secret=SECRET, chance=Random(family))


def residents(database: Database, burglary: int, drugs: int) -> None:
    first = [["burglary"]] * burglary + [["drugs"]] * drugs
    answered(database, "residents", [{"borough": "E09000021", "priorities": one} for one in first])


def businesses(database: Database, burglary: int, shoplifting: int) -> None:
    first = [["burglary"]] * burglary + [["shop_theft"]] * shoplifting
    answered(
        database,
        "businesses",
        [{"role": "owner", "sites": "one", "borough": "E09000021", "priorities": one} for one in first],
    )


def test_shares_and_the_points_between_them_stand_side_by_side(
    analyst: PageClient, sqlite_database: Database
) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 45, 15)
    page = analyst.get(PAGE)
    assert page.heading == "Residents beside Businesses"
    rows = {row[0]: row[1:] for row in rows_of(analyst, "What should your local police work on most?")}
    assert rows["Burglary"] == ["30", "50%", "45", "75%", "-25"]
    assert "‘Burglary’: 25 points more among businesses" in page.text


def test_what_only_one_offers_is_said_and_not_counted_as_nought(
    analyst: PageClient, sqlite_database: Database
) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 45, 15)
    analyst.get(PAGE)
    rows = {row[0]: row[1:] for row in rows_of(analyst, "What should your local police work on most?")}
    assert rows["Domestic abuse"][2:] == ["not offered", "", ""]


def test_few_answers_carry_no_share(analyst: PageClient, sqlite_database: Database) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 5, 5)
    analyst.get(PAGE)
    rows = {row[0]: row[1:] for row in rows_of(analyst, "What should your local police work on most?")}
    assert rows["Burglary"] == ["30", "50%", "5", "", ""]


def test_the_overview_leads_there(analyst: PageClient, sqlite_database: Database) -> None:
    residents(sqlite_database, 30, 30)
    links = dict(analyst.get("/staff/results/residents").links())
    assert links["Beside businesses"].startswith(PAGE)


def test_nothing_stands_beside_itself(analyst: PageClient) -> None:
    assert analyst.get("/staff/results/residents/beside/residents").status == 404


def test_a_viewer_is_not_shown_it(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database)
    assert signed_in(client, sqlite_database, Role.CLERK).get(PAGE).status == 403
