"""Pages of jobs: one's own, progress, cancelling, the file that came of one."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.db.session import Database
from survey.operation.jobs import actions as jobs
from survey.operation.jobs.job import Came, Job, Kind, Work
from survey.operation.running.actions import Runner
from survey.responses import actions as responses
from tests.pages import PageClient
from tests.staff import colleague, sign_in, signed_in
from tests.unit.columns.given import give, live

NOW = datetime.now(UTC)


def count(work: Work) -> Came:
    """Counts three responses into a file."""
    work.told(3, 3)
    work.path.write_text("one\ntwo\nthree\n")
    return Came("Three were counted.", name="count.csv", media_type="text/csv", rows=3)


@pytest.fixture
def runner(app: Flask, sqlite_database: Database, tmp_path: Path) -> Runner:
    """The application's runner, which knows one kind of job and does it when told."""
    made = Runner(sqlite_database, {"count": Kind("Counting", count, of="responses")}, tmp_path / "jobs")
    app.extensions["survey_runner"] = made
    return made


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> User:
    found = colleague(sqlite_database, Role.ANALYST)
    sign_in(client, found)
    return found


def ask(database: Database, by: User, role: Role = Role.ANALYST) -> Job:
    """Asks for a job in somebody's name."""
    with database.transaction() as tx:
        return jobs.ask(tx, "count", {}, about="Residents", role=role.value, by=by.id, now=NOW)


def test_before_anything_was_asked_for(client: PageClient, analyst: User) -> None:
    assert "Nothing was asked for yet" in client.get("/staff/jobs").text


def test_a_waiting_job_says_so(
    client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    job = ask(sqlite_database, analyst)
    assert "Counting" in client.get("/staff/jobs").text
    assert "Waiting" in client.get(f"/staff/jobs/{job.id}").text


def test_progress_is_said_in_words(
    client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    ask(sqlite_database, analyst)
    with sqlite_database.transaction() as tx:
        taken = jobs.take_next(tx, {"count": True}, NOW)
        assert taken is not None
        jobs.beat(tx, taken[0].id, taken[1], 1200, 250_000, datetime.now(UTC))
    assert "At work. 1,200 of 250,000 responses." in client.get(f"/staff/jobs/{taken[0].id}").text


def test_the_file_of_a_job_can_be_kept(
    client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    job = ask(sqlite_database, analyst)
    runner.run_next()
    page = client.get(f"/staff/jobs/{job.id}")
    assert "Three were counted." in page.text
    assert "3 rows, counted on reading it back" in page.text
    assert page.main_form is None
    form = page.all("form", action=f"/staff/jobs/{job.id}/file")[0]
    token = next(field.get("value") for field in form.iter("input"))
    taken = client.client.post(f"/staff/jobs/{job.id}/file", data={"csrf_token": token})
    assert taken.get_data(as_text=True) == "one\ntwo\nthree\n"
    assert taken.headers["Content-Disposition"] == "attachment; filename=count.csv"
    assert taken.headers["Cache-Control"] == "no-store"
    taken.close()
    with sqlite_database.reading() as tx:
        trail = accounts.audit_listing(tx, Filter(subject="job"), 1)
    assert trail.entries[0].tag == "staff:job:file_taken"


def test_a_withdrawal_ends_files_of_responses(
    client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    version = live(sqlite_database)
    give(sqlite_database, version, [{"feeling": "safe"}])
    job = ask(sqlite_database, analyst)
    runner.run_next()
    with sqlite_database.transaction() as tx:
        row = responses.settled_since(tx, 0, "", 1)[0]
        given = responses.find(tx, row.id)
        assert given is not None
        responses.withdraw(tx, given, datetime.now(UTC))
    assert "somebody has withdrawn their answers since" in client.get(f"/staff/jobs/{job.id}").text
    with sqlite_database.reading() as tx:
        found = jobs.find(tx, job.id)
    assert found is not None
    file = jobs.file_of(runner.folder, found)
    assert file.exists()
    runner.end_files()
    assert not file.exists()


def test_cancelling_asks_first(
    client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    job = ask(sqlite_database, analyst)
    assert client.get(f"/staff/jobs/{job.id}/cancel").heading == "Cancel this job?"
    assert "Cancelled." in client.submit().text
    assert runner.run_next() is None


def test_what_must_not_be_left_half_done_can_be_cancelled_while_it_waits_alone(
    app: Flask, client: PageClient, analyst: User, sqlite_database: Database, tmp_path: Path
) -> None:
    kinds = {"count": Kind("Counting", count, stops=False)}
    app.extensions["survey_runner"] = Runner(sqlite_database, kinds, tmp_path / "jobs")
    job = ask(sqlite_database, analyst)
    assert client.get(f"/staff/jobs/{job.id}/cancel").heading == "Cancel this job?"
    with sqlite_database.transaction() as tx:
        jobs.take_next(tx, {"count": True}, NOW)
    assert "Cancel it" not in client.get(f"/staff/jobs/{job.id}").text
    assert client.get(f"/staff/jobs/{job.id}/cancel").heading == "Counting"


def test_nobody_sees_the_jobs_of_others_but_administrators(
    app: Flask, client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    job = ask(sqlite_database, colleague(sqlite_database, Role.ANALYST, name="another"))
    assert "Counting" not in client.get("/staff/jobs").text
    assert client.get(f"/staff/jobs/{job.id}").status == 403
    theirs = signed_in(PageClient(app), sqlite_database, Role.ADMINISTRATOR)
    assert "Counting" in theirs.get("/staff/jobs").text
    assert theirs.get(f"/staff/jobs/{job.id}").status == 200


def test_a_job_is_closed_to_whoever_lost_its_role(
    client: PageClient, runner: Runner, analyst: User, sqlite_database: Database
) -> None:
    job = ask(sqlite_database, analyst, role=Role.ADMINISTRATOR)
    assert client.get(f"/staff/jobs/{job.id}").status == 403
    assert client.get("/staff/jobs/unknown").status == 404
