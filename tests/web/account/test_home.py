"""The first page: what can be done here, and where the consultation stands."""

from datetime import UTC, datetime

import pytest
import time_machine

from survey.accounts.roles import Grant, Role
from survey.consultations import actions as consultations
from survey.db.session import Database
from tests.pages import PageClient
from tests.staff import signed_in

OPENS, CLOSES = datetime(2026, 9, 1, 8, tzinfo=UTC), datetime(2026, 10, 1, 16, tzinfo=UTC)


def navigation(client: PageClient) -> list[str]:
    assert client.page is not None
    return [href for _, href in client.page.links() if href.startswith("/staff/")]


@pytest.mark.parametrize(
    ("grant", "offered", "withheld"),
    [
        (Grant(Role.ADMINISTRATOR), "/staff/audit", None),
        (Grant(Role.SUPERVISOR), "/staff/users", "/staff/audit"),
        (Grant(Role.CLERK), "/staff/account", "/staff/users"),
        (Grant(Role.ANALYST), "/staff/results", "/staff/users"),
        (Grant(Role.VIEWER, "E09000021"), "/staff/results", "/staff/users"),
    ],
)
def test_each_role_is_offered_what_it_may_enter(
    client: PageClient, sqlite_database: Database, grant: Grant, offered: str, withheld: str | None
) -> None:
    signed_in(client, sqlite_database, grant)
    assert offered in navigation(client)
    assert withheld not in navigation(client)


def test_all_that_is_offered_can_be_entered(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    for address in set(navigation(client)) - {"/staff/sign-out"}:
        assert client.get(address).status == 200, address


def test_somebody_without_a_role_is_told_whom_to_ask(client: PageClient, sqlite_database: Database) -> None:
    page = signed_in(client, sqlite_database).page
    assert page is not None
    assert page.status == 403
    assert "ask the person who gave you the account" in page.text


def test_without_a_consultation_an_administrator_is_led_to_plan_one(
    client: PageClient, sqlite_database: Database
) -> None:
    page = signed_in(client, sqlite_database, Role.ADMINISTRATOR).page
    assert page is not None
    assert ("Plan the first one", "/staff/consultations/new") in page.links()


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 8, 1, tzinfo=UTC), "Planned"),
        (datetime(2026, 9, 21, 16, tzinfo=UTC), "Whole days left10"),
        (datetime(2026, 10, 1, 17, tzinfo=UTC), "can finish until 2 October 2026 at 5:00\u202fpm"),
        (datetime(2026, 12, 1, tzinfo=UTC), "Closed"),
    ],
)
def test_the_consultation_is_shown_at_a_glance(
    client: PageClient, sqlite_database: Database, now: datetime, words: str
) -> None:
    with sqlite_database.transaction() as tx:
        consultations.create(tx, "2026", "Autumn 2026", OPENS, CLOSES, None, OPENS)
    with time_machine.travel(now, tick=False):
        page = signed_in(client, sqlite_database, Role.CLERK).page
    assert page is not None
    assert "Autumn 2026" in page.text
    assert words.replace("\u202f", " ") in page.text.replace("\u202f", " ")
