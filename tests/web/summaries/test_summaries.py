"""Summaries on their pages: written and published by staff, read by the public in every format."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.fieldwork.paper import typesetting
from survey.places.london import WHOLE
from survey.summaries.local import actions
from survey.summaries.local.steps import State
from tests.local_summaries import (
    NOW,
    TEXTS,
    approved,
    contents,
    corrected,
    published,
    with_figures,
    with_plan,
    written,
)
from tests.pages import PageClient
from tests.planning import KINGSTON, ROUND, WRITER
from tests.staff import signed_in
from tests.web.priorities.test_plans import press

PLACE = f"/staff/summaries/{ROUND}/{KINGSTON}"
BARNET = "E09000003"
READ = "/summaries/kingston-upon-thames"


@pytest.fixture
def place(sqlite_database: Database) -> Database:
    """A published plan and public figures, and no summary yet."""
    with_plan(sqlite_database)
    with_figures(sqlite_database)
    return sqlite_database


@pytest.fixture
def officer(client: PageClient, place: Database) -> PageClient:
    return signed_in(client, place, Grant(Role.BOROUGH, KINGSTON))


@pytest.fixture
def approver(app: Flask, place: Database) -> PageClient:
    return signed_in(PageClient(app), place, Role.APPROVER)


def test_a_summary_is_drafted_written_proposed_approved_and_published(
    officer: PageClient, approver: PageClient, place: Database
) -> None:
    officer.get(PLACE)
    page = press(officer, "Draft it from the data")
    assert "These texts are still to be written: Message of the authority" in page.text
    officer.get(f"{PLACE}/write")
    page = officer.submit({name: words for name, words in TEXTS.document().items() if name != "note"})
    assert "Burglary rose, and we are on to it." in page.text
    assert "Proposed, to be approved" in press(officer, "Propose this summary").text
    approver.get(PLACE)
    assert "Approved, to be published" in press(approver, "Approve this summary").text
    approver.get(f"{PLACE}/publish")
    assert "The summary is published." in press(approver, "Publish").text
    page = PageClient(approver.client.application).get(READ)
    assert "Edition 1, published on" in page.text
    assert "2.5% reduction in residential burglary" in page.text


def test_what_is_missing_is_said_and_nothing_is_proposed(officer: PageClient, place: Database) -> None:
    officer.get(PLACE)
    press(officer, "Draft it from the data")
    page = press(officer, "Propose this summary")
    assert page.errors[0].startswith("These texts are still to be written: Message of the authority")


def test_borough_staff_write_in_their_borough_alone(officer: PageClient) -> None:
    assert officer.client.get(f"/staff/summaries/{ROUND}/{BARNET}").status_code == 403
    assert BARNET not in officer.get(f"/staff/summaries/{ROUND}").html


def test_an_engagement_group_reads_the_draft_of_its_borough_and_writes_nothing(
    app: Flask, place: Database
) -> None:
    written(place)
    group = signed_in(PageClient(app), place, Grant(Role.ENGAGEMENT, KINGSTON))
    page = group.get(PLACE)
    assert "Burglary rose, and we are on to it." in page.text
    assert "Propose this summary" not in page.text
    assert "Write the texts" not in page.text


def test_a_text_that_is_too_long_is_said_at_its_field(officer: PageClient, place: Database) -> None:
    written(place)
    officer.get(f"{PLACE}/write")
    page = officer.submit({**TEXTS.document(), "first_from": "x" * 201})
    assert page.errors == ["Use at most 200 characters"]


def test_a_returned_draft_says_what_has_to_change(
    officer: PageClient, approver: PageClient, place: Database
) -> None:
    written(place)
    officer.get(PLACE)
    press(officer, "Propose this summary")
    approver.get(PLACE)
    assert press(approver, "Return it").errors == ["Say what has to change."]
    press(approver, "Return it", comment="Say who pays")
    assert "Say who pays" in officer.get(PLACE).text


def test_the_draft_can_be_looked_at_as_it_will_be_printed(officer: PageClient, place: Database) -> None:
    written(place)
    for address in (f"{PLACE}/draft.pdf", f"{PLACE}/draft.pdf?large=yes"):
        response = officer.client.get(address)
        assert response.data.startswith(b"%PDF")


def test_all_areas_are_drafted_as_a_job(approver: PageClient, place: Database) -> None:
    approver.get(f"/staff/summaries/{ROUND}")
    press(approver, "Draft all from the data")
    with place.reading() as tx:
        assert set(actions.states(tx, ROUND).values()) <= {State.DRAFT, State.NONE}
        assert actions.states(tx, ROUND)[WHOLE] is State.DRAFT


def test_all_that_is_approved_is_published_as_a_job(approver: PageClient, place: Database) -> None:
    written(place)
    approved(place)
    page = approver.get(f"/staff/summaries/{ROUND}/publish")
    assert "Publish 1 summary?" in page.text
    press(approver, "Publish")
    with place.reading() as tx:
        assert actions.states(tx, ROUND)[KINGSTON] is State.PUBLISHED


def test_without_fonts_nothing_is_published_and_the_page_says_what_is_missing(
    approver: PageClient, place: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(place)
    approved(place)
    approver.get(f"{PLACE}/publish")
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    typesetting._fonts.cache_clear()
    page = press(approver, "Publish")
    assert page.status == 503
    assert "The fonts for PDF files are missing on this server." in page.text
    monkeypatch.undo()
    with place.reading() as tx:
        assert actions.states(tx, ROUND)[KINGSTON] is State.APPROVED
    approver.get(f"{PLACE}/publish")
    assert "The summary is published." in press(approver, "Publish").text


def test_a_sign_that_the_fonts_lack_is_named_and_nothing_is_published(
    approver: PageClient, place: Database
) -> None:
    written(place, replace(TEXTS, teams="Each ward has a 警 team."))
    approved(place)
    for address in (f"{PLACE}/publish", f"/staff/summaries/{ROUND}/publish"):
        approver.get(address)
        page = press(approver, "Publish")
        assert "fonts lack: 警" in page.text
        assert "Nothing was published" in page.text
        with place.reading() as tx:
            assert actions.states(tx, ROUND)[KINGSTON] is State.APPROVED
    assert approver.client.get(f"{PLACE}/draft.pdf").status_code == 422


def test_a_fault_of_the_typesetter_is_owned_up_to(
    approver: PageClient, place: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(place)
    approved(place)
    approver.get(f"{PLACE}/publish")
    monkeypatch.setattr(typesetting, "_plain", lambda _inputs: {"content": "{}"})
    page = press(approver, "Publish")
    assert page.status == 500
    assert "Kingston upon Thames: the PDF can’t be made, and this is a fault of ours." in page.text


def test_nothing_is_offered_for_publication_that_is_not_approved(
    approver: PageClient, place: Database
) -> None:
    written(place)
    assert "Nothing to publish" in approver.get(f"{PLACE}/publish").text


def test_newer_figures_are_told_of_and_taken_in(officer: PageClient, place: Database) -> None:
    written(place)
    with place.transaction() as tx:
        draft = actions.draft(tx, ROUND, KINGSTON)
        assert draft is not None
        older = {**draft.figures, "answers": None}
        actions.store.add_draft(tx, older, TEXTS, filled=True, actor=WRITER, now=NOW)
    assert "Figures or decisions have changed since this draft was filled." in officer.get(PLACE).text
    assert "have changed since" not in press(officer, "Take in the newer figures").text


# What the public sees


@pytest.fixture
def reader(client: PageClient, sqlite_database: Database) -> PageClient:
    published(sqlite_database)
    return client


def test_an_area_is_found_by_name_code_and_as_people_write_it(reader: PageClient) -> None:
    for address in (READ, f"/summaries/{KINGSTON}", "/summaries/kingston", f"/summaries/{KINGSTON.lower()}"):
        assert reader.get(address).title.startswith("Local Policing Summary: Kingston upon Thames")
    assert reader.client.get("/summaries/leeds").status_code == 404


@pytest.mark.parametrize("form", ["pdf", "large-print.pdf", "txt", "json", "csv"])
def test_each_format_is_what_was_frozen(reader: PageClient, sqlite_database: Database, form: str) -> None:
    with sqlite_database.reading() as tx:
        (edition,) = actions.editions(tx, KINGSTON)
    response = reader.client.get(f"{READ}.{form}")
    assert response.data == contents(sqlite_database, edition)[form]
    assert response.headers["ETag"] == f'"{sha256(response.data).hexdigest()}"'
    again = reader.client.get(f"{READ}.{form}", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304


def test_a_format_that_there_is_not_is_not_found(reader: PageClient) -> None:
    assert reader.client.get(f"{READ}.docx").status_code == 404
    assert reader.client.get("/summaries/barnet.pdf").status_code == 404


def test_the_page_links_every_format(reader: PageClient) -> None:
    html = reader.get(READ).html
    for form in ("pdf", "large-print.pdf", "txt", "json", "csv"):
        assert f'href="{READ}.{form}"' in html


def test_earlier_editions_stay_at_their_own_address(reader: PageClient, sqlite_database: Database) -> None:
    corrected(sqlite_database)
    latest = reader.get(READ)
    assert "The number of teams was wrong." in latest.text
    first = reader.get(f"{READ}/{ROUND}/1")
    assert "This is an earlier edition." in first.text
    assert "Each ward has a team." in first.text
    assert reader.client.get(f"{READ}/{ROUND}/1.pdf").data.startswith(b"%PDF")
    assert reader.client.get(f"{READ}/{ROUND}/7").status_code == 404


def test_an_area_without_a_summary_says_so(reader: PageClient) -> None:
    assert "has not been published yet" in reader.get("/summaries/barnet").text
    assert "has a police force of its own" in reader.get("/summaries/city-of-london").text


def test_all_areas_stand_on_one_page_and_are_searched_by_name(reader: PageClient) -> None:
    page = reader.get("/summaries")
    assert page.html.count('href="/summaries/') == 34
    found = reader.get("/summaries?name=King")
    assert "2 areas are called like" in found.text
    assert f'href="{READ}"' in found.html
    assert "0 areas are called like" in reader.get("/summaries?name=%3Cb%3E").text


def test_a_draft_is_not_shown_to_the_public(client: PageClient, place: Database) -> None:
    written(place, replace(TEXTS, teams="Not for the public yet"))
    assert "Not for the public yet" not in client.get(READ).text
