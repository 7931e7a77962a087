"""A call that is cut off counts only with the caller's leave; what counts can still be finished."""

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.calls.call import Outcome
from tests.builders import TINY, open_round
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import asked, base, form_to, last, response_in, words

CUT = ("go", "cut")


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk on the first page of questions."""
    open_round(sqlite_database, TINY)
    signed_in(client, sqlite_database, Role.CLERK)
    asked(client)
    return client


def cut_off(clerk: PageClient, agreed: str) -> Page:
    clerk.submit({"met": "yes"}, press=CUT)
    return clerk.submit(press=("agreed", agreed))


def code_on(page: Page) -> str:
    return "-".join(words(page, "hys-spelt__symbols")[-4:])


def test_the_call_goes_on_until_the_clerk_says_what_the_caller_wants(
    clerk: PageClient, sqlite_database: Database
) -> None:
    page = clerk.submit({"met": "yes"}, press=CUT)
    assert last(sqlite_database).call.is_open
    (back,) = [address for words, address in page.links() if words == "Go on with the questions"]
    assert clerk.get(back).heading == "Where you live"


@pytest.mark.parametrize(
    ("agreed", "outcome", "counts"), [("yes", Outcome.PARTIAL, True), ("no", Outcome.BROKEN_OFF, False)]
)
def test_only_the_caller_decides_whether_it_counts(
    clerk: PageClient, sqlite_database: Database, agreed: str, outcome: Outcome, counts: bool
) -> None:
    cut_off(clerk, agreed)
    assert last(sqlite_database).call.outcome is outcome
    assert response_in(sqlite_database).is_partial is counts


def test_where_nothing_was_answered_nobody_is_asked(clerk: PageClient, sqlite_database: Database) -> None:
    page = clerk.submit(press=CUT)
    assert [button.get("value") for button in page.all("button", name="agreed")] == ["no"]
    clerk.submit(press=("agreed", "yes"))
    assert last(sqlite_database).call.outcome is Outcome.BROKEN_OFF


def test_before_the_privacy_line_was_read_nothing_counts(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.get("/staff/desk")
    clerk.submit(press=("family", "residents"))
    clerk.get(f"{base(sqlite_database)}/cut-off")
    clerk.submit(press=("agreed", "yes"))
    assert last(sqlite_database).call.outcome is Outcome.BROKEN_OFF


def test_pressing_twice_ends_the_call_once(clerk: PageClient, sqlite_database: Database) -> None:
    page = clerk.submit({"met": "yes"}, press=CUT)
    form = page.main_form
    assert form is not None
    clerk.submit_form(form, {}, press=("agreed", "yes"))
    page = clerk.submit_form(form, {}, press=("agreed", "no"))
    assert page.heading == "The call was cut off"
    assert last(sqlite_database).call.outcome is Outcome.PARTIAL


def test_a_partial_response_goes_on_at_the_desk(clerk: PageClient, sqlite_database: Database) -> None:
    code = code_on(cut_off(clerk, "yes"))
    page = clerk.submit()
    clerk.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": code})
    assert response_in(sqlite_database).is_open
    clerk.submit()
    clerk.submit({"borough": "E09000021"})
    clerk.submit()
    assert clerk.submit().reference
    response = response_in(sqlite_database)
    assert (response.is_sent, response.is_partial) == (True, False)
    assert response.answers == {"borough": "E09000021", "met": "yes"}


def test_a_partial_response_goes_on_on_the_web(
    clerk: PageClient, app: Flask, sqlite_database: Database
) -> None:
    code = code_on(cut_off(clerk, "yes"))
    caller = PageClient(app)
    caller.get("/return")
    assert caller.submit({"code": code}).heading == "Where you live"
    assert response_in(sqlite_database).is_open


def test_a_caller_who_is_still_on_the_line_goes_on(clerk: PageClient, sqlite_database: Database) -> None:
    page = cut_off(clerk, "yes")
    page = clerk.submit_form(form_to(page, "/again"), {})
    assert page.heading == "Before the questions"
    assert response_in(sqlite_database).is_open
    assert last(sqlite_database).call.hidden == frozenset()


def test_the_list_of_calls_tells_partial_from_broken_off(clerk: PageClient) -> None:
    cut_off(clerk, "yes")
    assert "counts as far as it goes" in clerk.submit().text
