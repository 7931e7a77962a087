"""Earlier drafts of a summary can be read in full, by those who may read the draft as it stands."""

from dataclasses import replace

import pytest
from flask import Flask

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.summaries.local import actions
from tests.local_summaries import NOW, TEXTS, with_figures, with_plan, written
from tests.pages import PageClient
from tests.planning import KINGSTON, ROUND, WRITER
from tests.staff import signed_in

PLACE = f"/staff/summaries/{ROUND}/{KINGSTON}"


@pytest.fixture
def place(sqlite_database: Database) -> Database:
    """Three drafts: filled from the data, written, and written again."""
    with_plan(sqlite_database)
    with_figures(sqlite_database)
    written(sqlite_database)
    with sqlite_database.transaction() as tx:
        again = replace(TEXTS, teams="Each ward has two teams.")
        actions.write(tx, ROUND, KINGSTON, again, WRITER, NOW)
    return sqlite_database


@pytest.fixture
def officer(client: PageClient, place: Database) -> PageClient:
    return signed_in(client, place, Grant(Role.BOROUGH, KINGSTON))


def test_each_draft_has_a_page_that_the_summary_leads_to(officer: PageClient) -> None:
    html = officer.get(PLACE).html
    for number in (1, 2, 3):
        assert f'href="{PLACE}/drafts/{number}"' in html
        assert officer.get(f"{PLACE}/drafts/{number}").heading == f"Draft {number} of 3"
    assert "Each ward has a team." in officer.get(f"{PLACE}/drafts/2").html.partition('class="hys-draft"')[2]


def test_an_earlier_draft_says_what_was_changed_since(officer: PageClient) -> None:
    html = " ".join(officer.get(f"{PLACE}/drafts/2").html.split())
    assert "Neighbourhood teams</h3>" in html
    assert "taken out: </span>a team." in html
    assert "put in: </span>two teams." in html
    assert "Message of the authority</h3>" not in html


def test_an_earlier_draft_says_whose_figures_have_moved_on(officer: PageClient, place: Database) -> None:
    with place.transaction() as tx:
        its = actions.draft(tx, ROUND, KINGSTON)
        assert its is not None
        older = {**its.figures, "answers": None}
        actions.store.add_draft(tx, older, its.texts, filled=True, actor=WRITER, now=NOW)
        actions.store.add_draft(tx, its.figures, its.texts, filled=True, actor=WRITER, now=NOW)
    page = officer.get(f"{PLACE}/drafts/4")
    assert "No text was changed." in page.text
    assert "newer figures of what people answered" in page.text


def test_the_draft_as_it_stands_is_compared_with_nothing(officer: PageClient) -> None:
    page = officer.get(f"{PLACE}/drafts/3")
    assert "This is the draft as it stands." in page.text
    assert "What was changed since" not in page.text


@pytest.mark.parametrize("number", [0, 4])
def test_a_draft_that_there_is_not_is_not_found(officer: PageClient, number: int) -> None:
    assert officer.client.get(f"{PLACE}/drafts/{number}").status_code == 404


def test_drafts_are_read_by_those_who_may_read_the_summary(app: Flask, place: Database) -> None:
    roles = (Role.ANALYST, Role.APPROVER, Grant(Role.ENGAGEMENT, KINGSTON), Grant(Role.BOROUGH, "E09000003"))
    found = [
        signed_in(PageClient(app), place, role, name=str(at)).client.get(f"{PLACE}/drafts/1").status_code
        for at, role in enumerate(roles)
    ]
    assert found == [200, 200, 200, 403]
