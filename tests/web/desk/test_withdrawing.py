"""A caller withdraws: by code, asked once more, whatever the channel was."""

from random import Random

import pytest

from survey.accounts.actions import audit_listing
from survey.accounts.audit import Filter
from survey.accounts.roles import Role
from survey.db.session import Database
from survey.responses import actions as responses
from survey.responses.return_code import ReturnCode
from tests.builders import TINY, begun, open_round, version_from
from tests.bundles import printed
from tests.pages import Page, PageClient
from tests.staff import signed_in


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    open_round(sqlite_database, TINY)
    return signed_in(client, sqlite_database, Role.CLERK)


def look_up(clerk: PageClient, typed: str) -> Page:
    clerk.get("/staff/desk/withdraw")
    return clerk.submit({"code": typed})


def test_the_desk_leads_there(clerk: PageClient) -> None:
    links = clerk.get("/staff/desk").links()
    assert ("The caller wants to withdraw their answers", "/staff/desk/withdraw") in links


def test_it_is_asked_once_more_and_done(clerk: PageClient, sqlite_database: Database) -> None:
    response, code = begun(sqlite_database, version_from(TINY))
    page = look_up(clerk, code.shown)
    assert page.heading == "Withdraw these answers?"
    assert "not sent" in page.text
    assert "Withdrawn and erased" in clerk.submit().text
    with sqlite_database.reading() as tx:
        found = responses.find(tx, response.id)
        listed = audit_listing(tx, Filter(subject="response"), 1)
    assert found is not None
    assert found.withdrawn_at is not None
    assert "staff:response:withdrawn" in [entry.tag for entry in listed.entries]


def test_looking_it_up_erases_nothing(clerk: PageClient, sqlite_database: Database) -> None:
    response, code = begun(sqlite_database, version_from(TINY))
    look_up(clerk, code.shown)
    with sqlite_database.reading() as tx:
        found = responses.find(tx, response.id)
    assert found is not None
    assert found.withdrawn_at is None


def test_a_form_that_was_not_keyed_yet_is_withdrawn(clerk: PageClient, sqlite_database: Database) -> None:
    code = printed(sqlite_database, 1)[0].code
    assert "a form on paper that was not keyed in yet" in look_up(clerk, code.shown).text
    assert "Withdrawn and erased" in clerk.submit().text


def test_a_second_time_tells_the_day(clerk: PageClient, sqlite_database: Database) -> None:
    _response, code = begun(sqlite_database, version_from(TINY))
    look_up(clerk, code.shown)
    clerk.submit()
    (error,) = look_up(clerk, code.shown).errors
    assert error.startswith("These answers were withdrawn on ")


def test_a_code_of_nobody_and_a_slip_are_told(clerk: PageClient) -> None:
    assert look_up(clerk, ReturnCode.mint(Random(99)).shown).errors == [
        "No answers go with this code. Ask the caller to read it out again"
    ]
    assert look_up(clerk, "").errors == ["Type the return code that the caller reads out"]


def test_an_analyst_withdraws_nothing(client: PageClient, sqlite_database: Database) -> None:
    assert signed_in(client, sqlite_database, Role.ANALYST).get("/staff/desk/withdraw").status == 403
