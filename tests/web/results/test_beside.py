"""Residents beside businesses on what both were asked."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import StringIO
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
QUESTION = "What should your local police work on most?"
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
    rows = {row[0]: row[1:] for row in rows_of(analyst, QUESTION)}
    assert rows["Burglary"] == ["30", "50%", "50%", "45", "75%", "75%", "-25", "-25"]
    assert "‘Burglary’: 25 points more among businesses" in page.text


def test_what_only_one_offers_is_said_and_not_counted_as_nought(
    analyst: PageClient, sqlite_database: Database
) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 45, 15)
    analyst.get(PAGE)
    rows = {row[0]: row[1:] for row in rows_of(analyst, QUESTION)}
    assert rows["Domestic abuse"][3:] == ["not offered", "", "", "", ""]


def test_few_answers_carry_no_share(analyst: PageClient, sqlite_database: Database) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 5, 5)
    analyst.get(PAGE)
    rows = {row[0]: row[1:] for row in rows_of(analyst, QUESTION)}
    assert rows["Burglary"] == ["30", "50%", "50%", "5", "", "", "", ""]


def of_two_boroughs(database: Database) -> None:
    """Everybody in Kingston says burglary first, everybody in Croydon, which is larger, drugs or theft from shops."""
    for family, other, more in (
        ("residents", "drugs", {}),
        ("businesses", "shop_theft", {"role": "owner", "sites": "one"}),
    ):
        two = (("E09000021", "burglary"), ("E09000008", other))
        answers = [{**more, "borough": area, "priorities": [first]} for area, first in two for _ in range(60)]
        answered(database, family, answers)


def test_weighted_shares_are_those_of_each_questionnaires_own_page(
    analyst: PageClient, sqlite_database: Database
) -> None:
    of_two_boroughs(sqlite_database)
    alone = []
    for family in ("residents", "businesses"):
        analyst.get(f"/staff/results/{family}/questions/priorities")
        rows = {row[0]: row for row in rows_of(analyst, "What should")}
        alone.append(rows["Burglary"][6])
    analyst.get(PAGE)
    beside = {row[0]: row[1:] for row in rows_of(analyst, QUESTION)}["Burglary"]
    assert (beside[1], beside[4]) == ("50%", "50%")
    assert [beside[2], beside[5]] == alone
    assert "50%" not in alone


def test_each_weighting_is_named_with_its_sources(analyst: PageClient, sqlite_database: Database) -> None:
    of_two_boroughs(sqlite_database)
    page = analyst.get(PAGE)
    assert "Businesses, weighted by borough only" in page.text
    assert "Residents: Weighted to people aged 15 and over who live in London" in page.text
    assert "Census 2021" in page.text
    assert "Office for National Statistics, business demography 2022: active enterprises" in page.text


def test_points_apart_are_told_with_and_without_weights(
    analyst: PageClient, sqlite_database: Database
) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 45, 15)
    assert "25 points more among businesses (weighted: 25 among businesses)" in analyst.get(PAGE).text


def test_the_file_has_the_same_tables_and_what_they_rest_on(
    analyst: PageClient, sqlite_database: Database
) -> None:
    residents(sqlite_database, 30, 30)
    businesses(sqlite_database, 45, 15)
    links = dict(analyst.get(PAGE).links())
    lines = list(csv.reader(StringIO(analyst.client.get(links["Tables as a file (CSV)"]).text)))
    assert ["Burglary", "30", "0.5", "0.5", "45", "0.75", "0.75", "-25.0", "-25.0"] in lines
    told = {line[0]: line[1] for line in lines if len(line) == 2}
    assert "Weighted by borough only." in told["Weighting and its sources"]
    assert any("They are not a sample" in line[0] for line in lines if line)


def test_a_file_of_nothing_beside_itself_is_not_there(analyst: PageClient) -> None:
    assert analyst.get("/staff/results/residents/beside/residents.csv").status == 404


def test_the_overview_leads_there(analyst: PageClient, sqlite_database: Database) -> None:
    residents(sqlite_database, 30, 30)
    links = dict(analyst.get("/staff/results/residents").links())
    assert links["Beside businesses"].startswith(PAGE)


def test_nothing_stands_beside_itself(analyst: PageClient) -> None:
    assert analyst.get("/staff/results/residents/beside/residents").status == 404


def test_a_viewer_is_not_shown_it(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database)
    assert signed_in(client, sqlite_database, Role.CLERK).get(PAGE).status == 403
