"""Files of more responses than are streamed: made as a job, whole, with a manifest."""

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.operation.jobs import actions as jobs
from survey.web.results import rows
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.web.results.test_results import KINGSTON, RESULTS, consulted


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch, sqlite_database: Database) -> None:
    """A consultation of 120 responses, of which files of more than 50 count as large."""
    monkeypatch.setattr(rows, "MOST_STREAMED", 50)
    consulted(sqlite_database)


def keep(client: PageClient, query: str, suffix: str = "csv") -> Page:
    """Presses a button that asks for a file, and waits on the page of its job until it has ended."""
    page = client.get(f"{RESULTS}{query}")
    form = next(one for one in page.all("form") if f"responses.{suffix}" in (one.get("action") or ""))
    page = client.submit_form(form, {})
    while "hys-notice--note" in page.html:
        page = client.get(client.path)
    return page


def body_of(client: PageClient) -> bytes:
    """Keeps the file of the job that is shown."""
    assert client.page is not None
    form = next(one for one in client.page.all("form") if (one.get("action") or "").endswith("/file"))
    token = next(field.get("value") for field in form.iter("input"))
    sent = client.client.post(form.get("action") or "", data={"csrf_token": token})
    body = sent.get_data()
    sent.close()
    return body


@pytest.mark.usefixtures("large")
def test_a_large_file_is_made_as_a_job(client: PageClient, sqlite_database: Database) -> None:
    analyst = signed_in(client, sqlite_database, Role.ANALYST)
    page = keep(analyst, "")
    assert "120 rows of" in page.text
    assert body_of(analyst).count(b"\n") == 121


@pytest.mark.usefixtures("large")
def test_it_holds_what_the_page_selected_and_says_what_it_rests_on(
    client: PageClient, sqlite_database: Database
) -> None:
    analyst = signed_in(client, sqlite_database, Role.ANALYST)
    keep(analyst, f"?borough={KINGSTON}")
    lines = body_of(analyst).decode().splitlines()
    assert len(lines) == 61
    assert "reference" not in lines[0]
    told = analyst.client.get(f"{analyst.path}/manifest.json").get_json()
    assert (told["rows"], told["file"], told["round"]) == (60, "residents-2026.csv", "2026")
    assert told["whose"] == "Residents in Kingston upon Thames"
    assert {"data_mark", "data_at", "weighting", "versions", "sha256"} <= set(told)


@pytest.mark.usefixtures("large")
def test_an_administrators_file_is_closed_to_others(client: PageClient, sqlite_database: Database) -> None:
    administrator = signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    keep(administrator, "", "sav")
    with sqlite_database.reading() as tx:
        job = jobs.listing(tx)[0]
    assert (job.role, job.parameters["reference"]) == ("administrator", True)
    assert job.file is not None
    assert (job.file.name, job.file.rows) == ("residents-2026.sav", 120)
