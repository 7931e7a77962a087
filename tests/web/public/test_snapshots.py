"""Figures of a consultation while it runs: dated, allowed by a person, one a day at most, never of a few newcomers."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from survey.accounts.roles import Role
from survey.columns.actions import Columns
from survey.db.session import Database
from survey.operation.deeds.actions import kinds
from survey.operation.deeds.figures import actions as deeds
from survey.operation.jobs import actions as jobs
from survey.operation.running.actions import Runner
from survey.summaries.figures import actions as figures
from survey.summaries.figures.figures import FiguresRefused
from survey.themes.variables.actions import THEMES
from tests.builders import open_round
from tests.pages import PageClient
from tests.staff import colleague, signed_in
from tests.store.summaries.test_figures import viewed
from tests.web.public.test_results import CAMDEN, KINGSTON, answered

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def running(sqlite_database: Database) -> Database:
    """A round that runs, in which two boroughs have answered."""
    open_round(sqlite_database)
    answered(sqlite_database, KINGSTON, "burglary", 60)
    answered(sqlite_database, CAMDEN, "burglary", 70)
    return sqlite_database


@pytest.fixture
def analyst(client: PageClient, running: Database) -> PageClient:
    return signed_in(client, running, Role.ANALYST)


def test_nothing_is_public_while_people_answer_unless_that_was_allowed(
    analyst: PageClient, running: Database
) -> None:
    page = analyst.get("/staff/results/residents/publish")
    assert "may sway them" in page.text
    assert "Publish a snapshot now" not in page.text
    with (
        viewed(running) as view,
        running.transaction() as tx,
        pytest.raises(FiguresRefused, match="not_closed"),
    ):
        figures.publish(tx, view, "2026", "residents", data_at=NOW, actor="analyst", now=NOW)


def test_an_analyst_allows_snapshots_publishes_one_and_ends_them(
    analyst: PageClient, running: Database
) -> None:
    analyst.get("/staff/results/residents/publish")
    page = analyst.submit()
    assert "once a day while the consultation runs" in page.text
    page = analyst.submit()
    assert "Edition 1 is published" in page.text
    assert "snapshot while it ran" in page.text
    page = analyst.submit()
    assert page.errors == ["A snapshot was published within the last day; the next may follow tomorrow."]
    *_, last = page.all("main")[0].iter("form")
    page = analyst.submit_form(last, {})
    assert "Those that were stay" in page.text
    public = analyst.get("/results/2026/residents")
    assert "People could still answer when these figures were made" in public.text
    assert "130 took part" in public.text
    assert "The figures tell of the answers so far" in analyst.get("/results").text


def taken(database: Database, folder: Path, now: datetime) -> str:
    """Has what is due asked for and done, as a serving process does; returns what came of it."""
    with database.transaction() as tx:
        assert deeds.ask_where_due(tx, now) == 1
    columns = Columns(database, further=THEMES)
    done = Runner(database, kinds(columns), folder, clock=lambda: now).run_next()
    columns.close()
    assert done is not None
    with database.reading() as tx:
        found = jobs.find(tx, done.id)
    assert found is not None
    return found.said


def test_a_serving_process_asks_once_a_day_where_it_was_allowed(running: Database) -> None:
    who = colleague(running, Role.ANALYST).id
    with running.transaction() as tx:
        assert deeds.ask_where_due(tx, NOW) == 0
        figures.let_run(tx, "2026", allow=True, actor=who, now=NOW)
        assert deeds.ask_where_due(tx, NOW) == 1
        assert deeds.ask_where_due(tx, NOW + DAY / 2) == 0
        assert deeds.ask_where_due(tx, NOW + DAY) == 1


def test_a_borough_with_few_newcomers_stays_as_it_stood(
    running: Database, tmp_path: Path, client: PageClient
) -> None:
    who = colleague(running, Role.ANALYST).id
    with running.transaction() as tx:
        figures.let_run(tx, "2026", allow=True, actor=who, now=NOW)
    assert "Residents: edition 1 is published" in taken(running, tmp_path, NOW)
    answered(running, KINGSTON, "burglary", 9)
    assert "too few have answered since the last one" in taken(running, tmp_path, NOW + DAY)
    answered(running, CAMDEN, "burglary", 31)
    assert "edition 2 is published" in taken(running, tmp_path, NOW + 2 * DAY)
    with running.reading() as tx:
        second, first = figures.editions(tx, "2026", "residents")
    assert (first.size, second.size) == (130, 170)
    assert second.area(KINGSTON) == first.area(KINGSTON), "nine came there"
    assert second.area(CAMDEN)["size"] is None or second.area(CAMDEN) == first.area(CAMDEN), (
        "London's forty less Camden's thirty-one would be Kingston's nine"
    )
    page = client.get(f"/results/2026/residents?area={KINGSTON}")
    assert "60 people in Kingston upon Thames have taken part so far" in page.text
    assert "As published in edition 1: fewer than 10 people more have answered since" in page.text
