"""What a closed consultation came to, for everybody to read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.indicators.years import Year
from survey.priorities.planning import actions as planning
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import Given
from tests.builders import SECRET, open_round, shipped
from tests.pages import PageClient
from tests.staff import signed_in

NOW = datetime.now(UTC)
KINGSTON, CAMDEN, BARNET = "E09000021", "E09000007", "E09000003"


def answered(database: Database, area: str, first: str, number: int) -> None:
    answers: dict[str, Any] = {"borough": area, "priorities": [first], "sex": "female"}
    given = [
        Given("2026", Channel.WEB, "en", 0, answers, NOW - timedelta(minutes=5), NOW, {})
        for _ in range(number)
    ]
    with database.transaction() as tx:
        responses.submit_many(
            tx, shipped("residents"), given, secret=SECRET, chance=Random(f"{area}{first}{number}")
        )


def over(database: Database) -> None:
    """Has the round close, and its time to finish end."""
    with database.transaction() as tx:
        one = consultations.find_round(tx, "2026")
        consultations.amend(tx, replace(one, grace_hours=0), None, NOW)
        consultations.close(tx, "2026", None, datetime.now(UTC))


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    """An analyst after a round in which two boroughs answered, one with three who named drugs."""
    open_round(sqlite_database)
    for area, first, number in (
        (KINGSTON, "burglary", 60),
        (KINGSTON, "drugs", 3),
        (CAMDEN, "burglary", 70),
        (CAMDEN, "drugs", 20),
        (BARNET, "robbery", 2),
        ("outside", "burglary", 9),
    ):
        answered(sqlite_database, area, first, number)
    over(sqlite_database)
    return signed_in(client, sqlite_database, Role.ANALYST)


@pytest.fixture
def told(analyst: PageClient) -> PageClient:
    """The results are published."""
    analyst.get("/staff/results/residents/publish?round=2026")
    analyst.submit()
    return analyst


def test_an_analyst_publishes_after_a_look(analyst: PageClient) -> None:
    page = analyst.get("/staff/results/residents/publish?round=2026")
    assert "Nothing of this consultation has been published yet" in page.text
    assert "Edition 1 is published" in analyst.submit().text


def test_another_edition_asks_why(told: PageClient) -> None:
    told.get("/staff/results/residents/publish?round=2026")
    assert told.submit({"note": ""}).errors == [
        "Say why another edition is made; it stands above the figures."
    ]
    assert told.submit({"note": "Anew"}).errors == ["Nothing has changed since the last edition."]


def test_before_anything_is_published_the_page_says_so(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database)
    page = client.get("/results")
    assert "No results have been published yet" in page.text
    assert "come here after it has closed" in page.text
    assert client.get("/results/2026/residents").status == 404


def test_an_open_round_can_not_be_published(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database)
    signed_in(client, sqlite_database, Role.ANALYST)
    page = client.get("/staff/results/residents/publish?round=2026")
    assert "published once the consultation has closed" in page.text
    assert "Publish the results" not in page.text


def test_london_is_told_with_bases_and_the_date(told: PageClient) -> None:
    assert "Residents" in told.get("/results").text
    page = told.get("/results/2026/residents")
    assert "164 took part." in page.text
    assert "164 answered" in page.text
    assert "They are not a sample" in page.text
    assert "Burglary 139" in page.text


def test_a_borough_stands_beside_london_without_what_would_tell_of_few(told: PageClient) -> None:
    page = told.get(f"/results/2026/residents?area={KINGSTON}")
    assert "Kingston upon Thames beside London" in page.text
    assert "Drug dealing and drug use*" in page.text.replace(" *", "*")
    assert "Too few people in Barnet" in told.get(f"/results/2026/residents?area={BARNET}").text


def test_the_figures_can_be_kept(told: PageClient) -> None:
    response = told.client.get("/results/2026/residents.csv")
    assert response.content_type.startswith("text/csv")
    assert "London,What should your local police work on most?,,prompted,Burglary,139," in response.get_data(
        as_text=True
    )
    figures = told.client.get("/results/2026/residents.json").get_json()
    assert (figures["size"], figures["edition"]) == (164, 1)
    assert KINGSTON in figures["areas"]


@pytest.mark.parametrize(
    "address", ["/results/2026/nobody", "/results/1999/residents", "/results/2026/residents?edition=7"]
)
def test_what_was_not_published_is_not_found(told: PageClient, address: str) -> None:
    assert told.get(address).status == 404


def test_a_page_is_in_the_readers_language_where_it_can_be(told: PageClient) -> None:
    page = told.get("/results/2026/residents?area=nowhere")
    assert page.status == 200
    assert "By borough" in page.text


def test_a_committee_report_is_made_of_them_and_kept_as_a_file(
    told: PageClient, sqlite_database: Database
) -> None:
    with sqlite_database.transaction() as tx:
        planning.start(tx, "2026", Year(2027), Year(2025), "analyst", datetime.now(UTC))
    told.get("/staff/priorities/2026/report")
    assert "Edition 1 of the report is made" in told.submit().text
    page = told.get("/staff/priorities/2026/report/1")
    assert "Every priority, by way of taking part" in page.text
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        answer = told.client.get(f"/staff/priorities/2026/report/1.{form}")
        assert answer.get_data().startswith(start)
    assert told.client.get("/staff/priorities/2026/report/2.pdf").status_code == 404
    assert told.client.get("/staff/priorities/2026/report/1.exe").status_code == 404


def test_without_published_results_a_report_says_what_to_do(
    analyst: PageClient, sqlite_database: Database
) -> None:
    with sqlite_database.transaction() as tx:
        planning.start(tx, "2026", Year(2027), Year(2025), "analyst", datetime.now(UTC))
    assert "No report has been made yet" in analyst.get("/staff/priorities/2026/report").text
    assert analyst.submit().errors == [
        "Publish the results of this consultation first: the report is made of them."
    ]
