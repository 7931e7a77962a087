"""Promises on their pages: made and kept by staff, read by everybody, late ones too."""

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.consultations.promises import actions
from survey.db.session import Database
from tests.informing import a_round
from tests.pages import PageClient
from tests.staff import signed_in

ROOT = "/staff/consultations/2026/promises"


@pytest.fixture
def keeper(client: PageClient, sqlite_database: Database) -> PageClient:
    a_round(sqlite_database)
    return signed_in(client, sqlite_database, Role.APPROVER)


def promised(keeper: PageClient, day: str = "2099-01-31") -> None:
    keeper.get(ROOT)
    keeper.submit({"text": "A report of what people said", "due_on": day})


def became(keeper: PageClient, database: Database, **what: str) -> str:
    with database.reading() as tx:
        (one,) = actions.of_round(tx, "2026")
    keeper.get(f"{ROOT}/{one.id}")
    return " ".join([*keeper.submit(what).errors, keeper.get("/promises").text])


def test_a_promise_is_read_with_its_day(keeper: PageClient, app: Flask) -> None:
    promised(keeper)
    assert "A report of what people said by 31 Jan 2099" in PageClient(app).get("/promises").text
    assert "What we promise" in PageClient(app).get("/").text


def test_a_promise_without_a_day_is_not_made(keeper: PageClient) -> None:
    keeper.get(ROOT)
    assert keeper.submit({"text": "Results"}).errors == ["Enter the day by which it is kept"]


def test_one_that_is_late_says_so_to_everybody(keeper: PageClient, app: Flask) -> None:
    promised(keeper, "2020-01-31")
    for address in ("/", "/promises"):
        assert "This is late, and no reason has been given yet." in PageClient(app).get(address).text


def test_one_that_is_put_off_tells_the_reason_and_the_new_day(
    keeper: PageClient, sqlite_database: Database
) -> None:
    promised(keeper, "2020-01-31")
    told = became(keeper, sqlite_database, what="late", words="Counting took longer.", due_on="2099-03-31")
    assert "This comes later: by 31 Mar 2099." in told
    assert "Counting took longer." in told


def test_one_that_is_kept_leads_to_what_was_promised(keeper: PageClient, sqlite_database: Database) -> None:
    promised(keeper)
    assert "Enter where it can be read" in became(keeper, sqlite_database, what="kept")
    assert "Kept on" in became(keeper, sqlite_database, what="kept", link="/results")
    assert keeper.page is not None
    assert "/results" in {address for link in keeper.page.links() for address in link}
