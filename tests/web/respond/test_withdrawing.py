"""'Your response': told by the return code alone, and taken back."""

import time
from datetime import UTC, datetime
from random import Random

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.return_code import ReturnCode
from survey.web.request import state_of
from survey.web.respond import returning
from tests.builders import TINY, begun, open_round, version_from
from tests.bundles import printed
from tests.pages import Page, PageClient
from tests.staff import signed_in


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    returning._limiter.storage.reset()


@pytest.fixture
def kept(app: Flask) -> Database:
    """The database of the application, with a round that is open."""
    database = state_of(app).database
    open_round(database, TINY)
    return database


def version() -> Version:
    return version_from(TINY)


def given(database: Database, *, send: bool = True, seed: int = 1) -> ReturnCode:
    """Begins a response, and sends it unless told otherwise; returns its code."""
    response, code = begun(database, version(), seed=seed)
    with database.transaction() as tx:
        saved = responses.save(tx, response, {"borough": "E09000021"}, datetime.now(UTC))
        assert saved is not None
        if send:
            responses.submit(tx, saved, version(), datetime.now(UTC))
    return code


def look(client: PageClient, code: ReturnCode | str) -> Page:
    client.get("/your-response")
    return client.submit({"code": code if isinstance(code, str) else code.shown})


def withdraw(client: PageClient) -> Page:
    client.get("/your-response/withdraw")
    return client.submit()


def test_it_tells_that_answers_arrived_and_shows_none(client: PageClient, kept: Database) -> None:
    page = look(client, given(kept))
    assert page.heading == "Your response"
    assert "Your answers count." in page.text
    assert "Kingston" not in page.text


def test_it_tells_that_answers_were_not_sent(client: PageClient, kept: Database) -> None:
    page = look(client, given(kept, send=False))
    assert "Not sent. Your answers do not count yet." in page.text
    assert ("Go on with your answers", "/return") in page.links()


def test_too_late_is_said(client: PageClient, kept: Database) -> None:
    code = given(kept, send=False)
    with kept.transaction() as tx:
        consultations.close(tx, "2026", None, datetime.now(UTC))
        about = consultations.find_round(tx, "2026")
    assert about.grace_hours  # the time in which whoever had begun may finish
    assert "do not count yet" in look(client, code).text


def test_a_form_on_paper_is_told_of(client: PageClient, kept: Database) -> None:
    page = look(client, printed(kept, 1)[0].code)
    assert "On paper." in page.text
    assert withdraw(client).heading == "Your answers are withdrawn"


def test_withdrawing_is_asked_once_more_and_tells_the_day(client: PageClient, kept: Database) -> None:
    look(client, given(kept))
    page = withdraw(client)
    assert page.heading == "Your answers are withdrawn"
    assert "are erased" in page.text


def test_pressing_twice_is_like_pressing_once(client: PageClient, kept: Database) -> None:
    look(client, given(kept))
    client.get("/your-response/withdraw")
    assert client.page is not None
    form = client.page.main_form
    client.submit()
    assert form is not None
    assert client.submit_form(form, {}).heading == "Your answers are withdrawn"


def test_a_withdrawn_response_opens_nothing_more(client: PageClient, kept: Database) -> None:
    code = given(kept)
    look(client, code)
    withdraw(client)
    client.get("/return")
    assert client.submit({"code": code.shown}).errors
    assert look(client, code).heading == "Your answers are withdrawn"


def test_it_leaves_the_results_within_five_seconds(app: Flask, client: PageClient, kept: Database) -> None:
    code = given(kept)
    given(kept, seed=2)
    analyst = signed_in(PageClient(app), kept, Role.ANALYST)
    assert "2 responses" in analyst.get("/staff/results").text
    assert "2 responses" in analyst.get("/staff/results/residents").text
    look(client, code)
    withdraw(client)
    until = time.monotonic() + 5
    while "1 response" not in analyst.get("/staff/results/residents").text:
        assert time.monotonic() < until


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write your return code: four groups of letters and numbers"),
        ("CDF", "A return code has 17 signs and this has 3. Check whether one is missing or doubled"),
    ],
)
def test_slips_are_told(client: PageClient, kept: Database, typed: str, message: str) -> None:
    assert look(client, typed).errors == [message]


def test_two_signs_swapped_are_told_as_such(client: PageClient, kept: Database) -> None:
    symbols = given(kept).symbols
    at = next(i for i in range(len(symbols) - 1) if symbols[i] != symbols[i + 1])
    swapped = symbols[:at] + symbols[at + 1] + symbols[at] + symbols[at + 2 :]
    assert look(client, swapped).errors == ["Two neighbouring signs look swapped. Check the code again"]


def test_a_code_of_nobody_is_told(client: PageClient, kept: Database) -> None:
    page = look(client, ReturnCode.mint(Random(99)))
    assert page.errors == ["No answers go with this code. Check each sign, or call us."]


def test_guessing_ends_after_twenty_codes(client: PageClient, kept: Database) -> None:
    for _ in range(20):
        look(client, ReturnCode.mint(Random(99)))
    client.get("/your-response")
    assert client.submit({"code": given(kept).shown}).status == 429


def test_without_a_code_in_the_browser_it_is_asked_for(client: PageClient, kept: Database) -> None:
    assert client.get("/your-response/about").main_form is not None
    assert client.get("/your-response/withdraw").heading == "Your response"


def test_a_form_without_its_token_withdraws_nothing(client: PageClient, kept: Database) -> None:
    code = given(kept)
    look(client, code)
    client.post("/your-response/withdraw", {"csrf_token": "0"})
    assert "Your answers count." in look(client, code).text
