"""Rounds: planned, copied, changed, extended, closed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from survey.accounts.actions import audit_listing
from survey.accounts.audit import Filter
from survey.accounts.roles import Grant, Role
from survey.consultations import actions
from survey.consultations.round import Round
from survey.db.session import Database
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.web.rounds.builders import BEFORE, CLOSES, DURING, OPENS, planned, published, source

ROOT = "/staff/consultations"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as travelling:
        yield travelling


@pytest.fixture
def planner(clock: time_machine.Traveller, client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ADMINISTRATOR)


def stored(database: Database, key: str = "2026") -> Round:
    with database.reading() as tx:
        return actions.find_round(tx, key)


def plan(client: PageClient, **fields: str) -> Page:
    client.get(f"{ROOT}/new")
    dates = {"opens_at": "2026-09-01T09:00", "closes_at": "2026-10-01T17:00"}
    return client.submit({"key": "2026", "name": "Autumn 2026", **dates, **fields})


def test_without_a_round_the_list_says_what_to_do(planner: PageClient) -> None:
    page = planner.get(ROOT)
    assert "Plan the first one" in page.text
    assert ("Plan a consultation", f"{ROOT}/new") in page.links()


def test_a_round_is_planned_on_each_database(
    clock: time_machine.Traveller, app_on_each: Flask, database: Database
) -> None:
    page = plan(signed_in(PageClient(app_on_each), database, Role.ADMINISTRATOR))
    assert page.heading == "Autumn 2026"
    assert stored(database).opens_at == OPENS


def test_times_are_those_of_the_place(planner: PageClient, sqlite_database: Database) -> None:
    plan(planner, opens_at="2026-12-01T09:00", closes_at="2027-07-01T17:00")
    assert stored(sqlite_database).opens_at == datetime(2026, 12, 1, 9, tzinfo=UTC)
    assert stored(sqlite_database).closes_at == datetime(2027, 7, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": ""}, "Enter a name"),
        ({"key": "Autumn 2026"}, "Use small letters, digits and hyphens, at most 30, such as 2026-autumn"),
        ({"closes_at": "2026-08-01T17:00"}, "Choose a closing after the opening"),
        ({"opens_at": "soon"}, "Enter a day and time, such as 2026-09-01 09:00"),
        ({"opens_at": ""}, "Enter when it opens"),
        ({"name": "\x00 \t"}, "Enter a name"),
    ],
)
def test_mistakes_are_named_and_nothing_is_planned(
    planner: PageClient, sqlite_database: Database, fields: dict[str, str], error: str
) -> None:
    page = plan(planner, **fields)
    assert page.errors == [error]
    assert page.title.startswith("Error: ")
    with sqlite_database.reading() as tx:
        assert actions.rounds(tx) == ()


def test_two_rounds_do_not_share_a_key(planner: PageClient) -> None:
    plan(planner)
    assert plan(planner).errors == ["Another consultation has this key"]


def test_what_people_are_told_is_changed(planner: PageClient, sqlite_database: Database) -> None:
    planned(sqlite_database)
    planner.get(f"{ROOT}/2026/edit")
    page = planner.submit(
        {
            "telephone": " 0800 100 200 ",
            "freepost": "FREEPOST\r\nHAVE YOUR SAY\r\n",
            "email": "us@example.org",
            "next_steps": "We count.\r\n\r\nWe tell you <b>all</b>.",
            "grace_hours": "48",
        }
    )
    kept = stored(sqlite_database)
    assert (kept.details.telephone, kept.details.freepost) == ("0800 100 200", "FREEPOST\nHAVE YOUR SAY")
    assert kept.details.next_steps == "We count.\n\nWe tell you <b>all</b>."
    assert kept.grace_hours == 48
    assert (kept.opens_at, kept.closes_at) == (OPENS, CLOSES)
    assert "We tell you <b>all</b>." in page.text


def test_the_form_shows_what_stands(planner: PageClient, sqlite_database: Database) -> None:
    planned(sqlite_database)
    before = stored(sqlite_database)
    planner.get(f"{ROOT}/2026/edit")
    planner.submit()
    assert stored(sqlite_database) == before


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"email": "us"}, "Enter an e-mail address, such as name@example.org"),
        ({"grace_hours": "many"}, "Enter a number of hours from 0 to 336"),
        ({"grace_hours": "-1"}, "Enter a number of hours from 0 to 336"),
    ],
)
def test_mistakes_in_a_change_are_named(
    planner: PageClient, sqlite_database: Database, fields: dict[str, str], error: str
) -> None:
    planned(sqlite_database)
    planner.get(f"{ROOT}/2026/edit")
    assert planner.submit(fields).errors == [error]


def test_once_open_the_dates_are_not_in_the_form(
    planner: PageClient, sqlite_database: Database, clock: time_machine.Traveller
) -> None:
    planned(sqlite_database)
    clock.move_to(DURING)
    signed_in(planner, sqlite_database, Role.ADMINISTRATOR, name="second")
    page = planner.get(f"{ROOT}/2026/edit")
    assert not page.all("input", name="opens_at")
    planner.submit({"opens_at": "2020-01-01T00:00", "name": "Renamed"})
    assert (stored(sqlite_database).name, stored(sqlite_database).opens_at) == ("Renamed", OPENS)


def test_last_years_round_is_copied(planner: PageClient, sqlite_database: Database) -> None:
    planned(sqlite_database)
    published(sqlite_database, source("Last year's questionnaire"))
    planner.get(f"{ROOT}/2026/copy")
    page = planner.submit({"key": "2027", "name": "Autumn 2027"})
    assert page.heading == "Autumn 2027"
    copy = stored(sqlite_database, "2027")
    assert (copy.opens_at, copy.closes_at) == (OPENS.replace(year=2027), CLOSES.replace(year=2027))
    assert "Saved by administrator" in page.text
    assert "no questionnaire is published" in page.text


def test_an_open_round_is_extended(
    planner: PageClient, sqlite_database: Database, clock: time_machine.Traveller
) -> None:
    planned(sqlite_database)
    clock.move_to(DURING)
    signed_in(planner, sqlite_database, Role.ADMINISTRATOR, name="second")
    planner.get(f"{ROOT}/2026/extend")
    assert planner.submit({"closes_at": "2026-09-30T17:00"}).errors == [
        "Choose a time after the present closing"
    ]
    page = planner.submit({"closes_at": "2026-10-08T17:00"})
    assert "It now closes on 8 October 2026" in page.text
    assert stored(sqlite_database).closes_at == CLOSES + timedelta(days=7)


def test_closing_is_asked_before_it_is_done(
    planner: PageClient, sqlite_database: Database, clock: time_machine.Traveller
) -> None:
    planned(sqlite_database)
    clock.move_to(DURING)
    signed_in(planner, sqlite_database, Role.ADMINISTRATOR, name="second")
    page = planner.get(f"{ROOT}/2026/close")
    assert page.heading == "Close Autumn 2026 now?"
    assert stored(sqlite_database).closes_at == CLOSES
    assert "Answers already begun can be sent until 11 September 2026" in planner.submit().text
    assert stored(sqlite_database).closes_at == DURING


def test_what_is_not_open_is_not_closed(planner: PageClient, sqlite_database: Database) -> None:
    planned(sqlite_database)
    assert "It is not open" in planner.get(f"{ROOT}/2026/close").text


@pytest.mark.parametrize("key", ["1999", "2026%00", "x" * 40, "%F0%9F%98%80"])
@pytest.mark.parametrize("page", ["", "/edit", "/copy", "/extend", "/close", "/questionnaires/add"])
def test_a_round_that_is_not_there_is_not_found(planner: PageClient, key: str, page: str) -> None:
    assert planner.get(f"{ROOT}/{key}{page}").status == 404


@pytest.mark.parametrize(
    "grant", [Grant(Role.SUPERVISOR), Grant(Role.CLERK), Grant(Role.ANALYST), Grant(Role.VIEWER, "E09000021")]
)
def test_only_administrators_run_consultations(
    client: PageClient, sqlite_database: Database, grant: Grant
) -> None:
    planned(sqlite_database)
    signed_in(client, sqlite_database, grant)
    for address in (ROOT, f"{ROOT}/new", f"{ROOT}/2026", f"{ROOT}/2026/close"):
        assert client.get(address).status == 403


def test_every_deed_is_written_down(
    planner: PageClient, sqlite_database: Database, clock: time_machine.Traveller
) -> None:
    plan(planner)
    clock.shift(timedelta(minutes=1))
    planner.get(f"{ROOT}/2026/edit")
    planner.submit({"telephone": "0800 100 200"})
    with sqlite_database.reading() as tx:
        found = audit_listing(tx, Filter(subject="consultation"), 1).entries
    assert [entry.tag for entry in found] == ["staff:consultation:amended", "staff:consultation:created"]
    assert {entry.actor_name for entry in found} == {"administrator"}
