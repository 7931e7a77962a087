"""Signing in and out, and for how long."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from survey.accounts import actions
from survey.accounts.audit import Filter
from survey.accounts.roles import Role
from survey.db.session import Database
from survey.web.account.signed_in import IDLE, LONGEST
from tests.pages import PageClient
from tests.staff import PASSWORD, colleague, sign_in, signed_in

MORNING = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def trail(database: Database) -> list[str]:
    with database.reading() as tx:
        return [entry.tag for entry in actions.audit_listing(tx, Filter(subject="session"), 1).entries]


def test_a_colleague_signs_in_and_is_greeted(client: PageClient, sqlite_database: Database) -> None:
    page = sign_in(client, colleague(sqlite_database, Role.ANALYST, name="Jo"))
    assert (client.path, page.heading) == ("/staff", "Hello, Jo")


def test_the_session_is_kept_on_each_database(app_on_each: Flask, database: Database) -> None:
    client = signed_in(PageClient(app_on_each), database, Role.CLERK)
    assert client.get("/staff/account").heading == "Your account"


def test_a_wrong_password_says_no_more_than_that(client: PageClient, sqlite_database: Database) -> None:
    known = sign_in(client, colleague(sqlite_database, Role.CLERK), "not the password")
    assert known.errors == ["The e-mail address or the password is not right"]
    client.get("/staff/sign-in")
    unknown = client.submit({"email": "nobody@example.org", "password": PASSWORD})
    assert unknown.errors == known.errors
    assert known.title.startswith("Error: ")


def test_a_form_left_empty_says_what_is_missing(client: PageClient) -> None:
    client.get("/staff/sign-in")
    page = client.submit({"email": "", "password": ""})
    assert page.errors == ["Enter your e-mail address", "Enter your password"]


def test_the_password_is_never_sent_back(client: PageClient) -> None:
    client.get("/staff/sign-in")
    assert PASSWORD not in client.submit({"email": "nobody@example.org", "password": PASSWORD}).html


def test_a_staff_page_leads_to_the_sign_in_page_and_back(
    client: PageClient, sqlite_database: Database
) -> None:
    user = colleague(sqlite_database, Role.ADMINISTRATOR)
    client.get("/staff/audit?subject=user")
    assert client.path == "/staff/sign-in"
    client.path = "/staff/sign-in?next=/staff/audit?subject%3Duser"
    client.submit({"email": user.email, "password": PASSWORD})
    assert client.response is not None
    assert client.response.request.full_path == "/staff/audit?subject=user"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/staff",
        "//example.org/staff",
        "/\\example.org",
        "/staff\\@example.org",
        "/privacy",
    ],
)
def test_signing_in_never_leads_elsewhere(
    client: PageClient, sqlite_database: Database, elsewhere: str
) -> None:
    user = colleague(sqlite_database, Role.ANALYST)
    client.client.get("/staff/sign-in")
    client.get("/staff/sign-in")
    assert client.page is not None
    token = client.page.all("input", name="csrf_token")[0].get("value")
    answer = client.client.post(
        "/staff/sign-in",
        query_string={"next": elsewhere},
        data={"csrf_token": token, "email": user.email, "password": PASSWORD},
    )
    assert answer.headers["Location"] == "/staff"


def test_a_disabled_account_does_not_come_in(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    with sqlite_database.transaction() as tx:
        actions.disable(tx, user.id, None, MORNING)
    assert sign_in(client, user).errors


def test_disabling_ends_the_session(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    sign_in(client, user)
    with sqlite_database.transaction() as tx:
        actions.disable(tx, user.id, None, MORNING)
    client.get("/staff")
    assert client.path == "/staff/sign-in"


def test_a_role_taken_away_is_gone_at_the_next_page(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.ADMINISTRATOR)
    colleague(sqlite_database, Role.ADMINISTRATOR, name="second")
    sign_in(client, user)
    assert client.get("/staff/users").status == 200
    with sqlite_database.transaction() as tx:
        actions.revoke(tx, user.id, user.grants[0], None, MORNING)
    assert client.get("/staff/users").status == 403


def test_signing_out_ends_the_session(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.CLERK)
    assert client.page is not None
    client.submit_form(client.page.all("form", action="/staff/sign-out")[0], {})
    assert client.page.text.startswith("You are signed out")
    client.get("/staff")
    assert client.path == "/staff/sign-in"


def test_whoever_has_no_role_left_can_sign_out(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    sign_in(client, user)
    with sqlite_database.transaction() as tx:
        actions.revoke(tx, user.id, user.grants[0], None, MORNING)
    assert client.get("/staff").status == 403
    assert client.page is not None
    client.submit_form(client.page.all("form", action="/staff/sign-out")[0], {})
    assert client.page.text.startswith("You are signed out")


def test_nobody_signs_out_who_is_not_signed_in(client: PageClient) -> None:
    client.get("/staff/sign-in")
    assert client.page is not None
    token = client.page.all("input", name="csrf_token")[0].get("value") or ""
    assert client.post("/staff/sign-out", {"csrf_token": token}).status == 401


def test_signing_out_needs_the_button(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.CLERK)
    assert client.get("/staff/sign-out").status == 405


def test_an_idle_session_ends(client: PageClient, sqlite_database: Database) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        signed_in(client, sqlite_database, Role.CLERK)
        clock.shift(IDLE - timedelta(minutes=1))
        assert client.get("/staff").heading.startswith("Hello")
        clock.shift(IDLE - timedelta(minutes=1))
        assert client.get("/staff").heading.startswith("Hello")
        clock.shift(IDLE + timedelta(minutes=1))
        client.get("/staff")
        assert client.path == "/staff/sign-in"


def test_a_session_ends_with_the_working_day(client: PageClient, sqlite_database: Database) -> None:
    with time_machine.travel(MORNING, tick=False) as clock:
        signed_in(client, sqlite_database, Role.CLERK)
        for _ in range(int(LONGEST.total_seconds() // 1800)):
            clock.shift(timedelta(minutes=30))
            client.get("/staff")
        assert client.path == "/staff"
        clock.shift(timedelta(minutes=1))
        client.get("/staff")
        assert client.path == "/staff/sign-in"


def test_too_many_wrong_tries_have_to_wait(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    for _ in range(10):
        assert sign_in(client, user, "not the password").status == 200
    held_up = sign_in(client, user)
    assert (held_up.status, held_up.errors) == (429, ["Too many tries. Wait 15 minutes, then try again."])


def test_one_persons_wrong_tries_hold_up_nobody_else(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    for _ in range(10):
        sign_in(client, user, "not the password")
    assert sign_in(client, colleague(sqlite_database, Role.ANALYST)).heading == "Hello, analyst"


def test_comings_and_goings_are_written_down(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    sign_in(client, user, "not the password")
    sign_in(client, user)
    assert client.page is not None
    client.submit_form(client.page.all("form", action="/staff/sign-out")[0], {})
    assert trail(sqlite_database) == ["staff:session:ended", "staff:session:began", "staff:session:refused"]


def test_looking_writes_nothing(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    before = trail(sqlite_database)
    for address in ("/staff", "/staff/account", "/staff/users", "/staff/audit"):
        client.get(address)
    assert trail(sqlite_database) == before
