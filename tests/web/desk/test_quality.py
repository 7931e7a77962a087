"""Flags of quality on screen: what is worth a look, the summary of a call, and that somebody looked."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.fieldwork.calls import actions as calls
from survey.responses import actions as responses
from survey.responses import reference
from survey.web.request import state_of
from tests.builders import open_round
from tests.pages import PageClient
from tests.staff import colleague, signed_in
from tests.unit.fieldwork.supervision.taken import ROWS, SOURCE, VERSION

SECRET = "for tests alone"


@pytest.fixture
def supervisor(app: Flask, client: PageClient) -> PageClient:
    """The client of a supervisor who is signed in, in an open round."""
    open_round(state_of(app).database, SOURCE)
    return signed_in(client, state_of(app).database, Role.SUPERVISOR)


@pytest.fixture
def clerks(app: Flask) -> list[User]:
    """Two clerks."""
    return [colleague(state_of(app).database, Role.CLERK, name=name) for name in ("one.clerk", "other.clerk")]


def interviewed(
    app: Flask, clerk: User, *, met: str = "yes", straight: bool = False, minutes: int = 10
) -> str:
    views = dict.fromkeys(ROWS, "good") if straight else {**dict.fromkeys(ROWS, "good"), "a": "bad"}
    answers = {"safe": "very", "met": met, "top": ["noise"], "views": views, "age": 40}
    now = datetime.now(UTC)
    with state_of(app).database.transaction() as tx:
        call, response, _ = calls.begin(
            tx,
            VERSION,
            "2026",
            clerk=clerk.id,
            language="en",
            secret=SECRET,
            now=now - timedelta(minutes=minutes),
        )
        kept = responses.save(tx, response, answers, now)
        assert kept is not None
        calls.submit(tx, call, kept, VERSION, now)
    return call.id


def test_without_interviews_there_is_nothing_to_look_at(supervisor: PageClient) -> None:
    assert "No interview is finished" in supervisor.get("/staff/desk/flags").text


def test_a_fast_interview_is_pointed_out(app: Flask, supervisor: PageClient, clerks: list[User]) -> None:
    for _ in range(10):
        interviewed(app, clerks[0])
    fast = interviewed(app, clerks[1], minutes=2)
    html = supervisor.get("/staff/desk/flags").html
    assert f"/staff/desk/flags/calls/{fast}" in html


def test_a_straight_line_is_pointed_out(app: Flask, supervisor: PageClient, clerks: list[User]) -> None:
    call = interviewed(app, clerks[0], straight=True)
    html = supervisor.get("/staff/desk/flags").html
    assert f"/staff/desk/flags/calls/{call}" in html


def test_a_clerk_unlike_the_others_is_pointed_out(
    app: Flask, supervisor: PageClient, clerks: list[User]
) -> None:
    for _ in range(20):
        interviewed(app, clerks[0], met="yes")
        interviewed(app, clerks[1], met="no")
    page = supervisor.get("/staff/desk/flags")
    assert "one.clerk Have you met the police?" in page.text
    assert "100% 0% 20 20 < 0.001 1.00" in page.text


def test_the_wording_accuses_nobody(app: Flask, supervisor: PageClient, clerks: list[User]) -> None:
    interviewed(app, clerks[0], straight=True)
    assert "It does not say that anything is wrong" in supervisor.get("/staff/desk/flags").text


def test_that_somebody_looked_stands_beside_the_flag(
    app: Flask, supervisor: PageClient, clerks: list[User]
) -> None:
    interviewed(app, clerks[0], straight=True)
    page = supervisor.get("/staff/desk/flags")
    (form,) = [one for one in page.all("form") if one.get("action") is None]
    page = supervisor.submit_form(form, {"note": "The caller is content"})
    assert "you looked at it" in page.text
    assert "The caller is content" in page.text


def test_a_look_without_a_word_is_not_kept(app: Flask, supervisor: PageClient, clerks: list[User]) -> None:
    interviewed(app, clerks[0], straight=True)
    page = supervisor.get("/staff/desk/flags")
    (form,) = [one for one in page.all("form") if one.get("action") is None]
    assert "Say in a few words what you found" in supervisor.submit_form(form, {"note": " "}).text


def test_the_summary_of_a_call_holds_no_answer(
    app: Flask, supervisor: PageClient, clerks: list[User]
) -> None:
    call = interviewed(app, clerks[0])
    page = supervisor.get(f"/staff/desk/flags/calls/{call}")
    assert "one.clerk" in page.text
    assert "Very safe" not in page.text


def test_the_summary_opens_the_answers_by_its_reference(
    app: Flask, supervisor: PageClient, clerks: list[User]
) -> None:
    call = interviewed(app, clerks[0])
    supervisor.get(f"/staff/desk/flags/calls/{call}")
    page = supervisor.submit()
    with state_of(app).database.reading() as tx:
        response = responses.find(tx, calls.find(tx, call).response or "")
    assert response is not None
    assert f"Response {reference.shown(response.reference)}" in page.text
    assert "keyed by one.clerk" in page.text


def test_a_call_that_nobody_knows_is_not_found(supervisor: PageClient) -> None:
    assert supervisor.client.get("/staff/desk/flags/calls/unknown").status_code == 404
