"""Questionnaires of a round: drafted, looked at, proposed by one person, published by another."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine

from survey.accounts.roles import Role
from survey.consultations import actions
from survey.db.session import Database
from survey.questionnaire import library
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.web.rounds.builders import AFTER, BEFORE, planned, published, source

HERE = "/staff/consultations/2026"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEFORE, tick=False) as travelling:
        yield travelling


@pytest.fixture
def planner(client: PageClient, sqlite_database: Database) -> PageClient:
    planned(sqlite_database)
    return signed_in(client, sqlite_database, Role.ADMINISTRATOR, name="Anne")


def colleague(planner: PageClient, database: Database) -> PageClient:
    return signed_in(PageClient(planner.app), database, Role.ADMINISTRATOR, name="Ben")


def add(client: PageClient, written: str, **fields: str) -> Page:
    client.get(f"{HERE}/questionnaires/add")
    return client.submit({"start": "own", "source": written, **fields})


def draft(database: Database, family: str = "residents") -> str | None:
    with database.reading() as tx:
        found = actions.find_draft(tx, "2026", family)
    return found.source if found else None


def live(database: Database) -> str | None:
    with database.reading() as tx:
        found = actions.live_version(tx, "2026", "residents")
    return found.questionnaire.title.say("en") if found else None


def propose(client: PageClient) -> Page:
    client.get(f"{HERE}/questionnaires/residents/propose")
    return client.submit()


def test_pasted_text_becomes_a_draft(planner: PageClient, sqlite_database: Database) -> None:
    assert "The draft is saved" in add(planner, source()).text
    assert (draft(sqlite_database) or "").splitlines() == source().splitlines()


def test_a_file_becomes_a_draft(planner: PageClient, sqlite_database: Database) -> None:
    page = planner.get(f"{HERE}/questionnaires/add")
    token = page.all("input", name="csrf_token")[0].get("value")
    file = (BytesIO(b"\xef\xbb\xbf" + source("Zoë’s street").encode()), "residents.yaml")
    planner.client.post(
        f"{HERE}/questionnaires/add", data={"csrf_token": token, "start": "own", "file": file, "source": ""}
    )
    assert "Zoë’s street" in (draft(sqlite_database) or "")
    assert not (draft(sqlite_database) or "").startswith("\ufeff")


def test_a_file_that_is_no_text_is_refused(planner: PageClient, sqlite_database: Database) -> None:
    page = planner.get(f"{HERE}/questionnaires/add")
    token = page.all("input", name="csrf_token")[0].get("value")
    file = (BytesIO(bytes(range(256))), "picture.png")
    answer = planner.client.post(
        f"{HERE}/questionnaires/add", data={"csrf_token": token, "start": "own", "file": file}
    )
    assert "nothing is saved yet" in answer.text
    assert draft(sqlite_database) is None


def test_one_that_ships_becomes_a_draft(planner: PageClient, sqlite_database: Database) -> None:
    add(planner, "", start="shipped:businesses")
    assert draft(sqlite_database, "businesses") == library.source("businesses")


def test_one_of_another_round_becomes_a_draft(planner: PageClient, sqlite_database: Database) -> None:
    version = published(sqlite_database, source("As it was"))
    planned(sqlite_database, "2027")
    planner.get("/staff/consultations/2027/questionnaires/add")
    planner.submit({"start": f"version:{version}"})
    with sqlite_database.reading() as tx:
        (kept,) = actions.drafts(tx, "2027")
    assert kept.source == source("As it was")


def test_every_problem_is_listed_with_its_line_and_nothing_is_saved(
    planner: PageClient, sqlite_database: Database
) -> None:
    wrong = source().replace("kind: yes_no", "kind: maybe").replace('safe: "no"', 'sure: "no"')
    page = add(planner, wrong)
    assert [line.partition(":")[0] for line in page.errors][:2] == [
        "Line 10 sections/0/pages/0/questions/0/kind",
        "Line 13 sections/0/pages/1/show_if",
    ]
    assert page.title.startswith("Error: ")
    assert draft(sqlite_database) is None
    assert "kind: maybe" in page.text


def test_nothing_chosen_and_nothing_pasted_is_told(planner: PageClient) -> None:
    assert add(planner, "  ").errors == ["Choose a file, or paste the questionnaire"]
    planner.get(f"{HERE}/questionnaires/add")
    assert planner.submit({"source": ""}).errors == ["Choose where it comes from"]


def test_a_draft_is_changed(planner: PageClient, sqlite_database: Database) -> None:
    add(planner, source())
    planner.get(f"{HERE}/questionnaires/residents/edit")
    planner.submit({"source": source("Mended")})
    assert "title: Mended" in (draft(sqlite_database) or "")


def test_a_change_with_problems_keeps_the_draft_and_what_was_typed(
    planner: PageClient, sqlite_database: Database
) -> None:
    add(planner, source())
    planner.get(f"{HERE}/questionnaires/residents/edit")
    page = planner.submit({"source": source("Mended").replace("kind: yes_no", "kind: maybe")})
    assert page.errors
    assert "title: Mended" in page.text
    assert "Mended" not in (draft(sqlite_database) or "")


def test_a_draft_stays_in_its_family(planner: PageClient, sqlite_database: Database) -> None:
    add(planner, source())
    planner.get(f"{HERE}/questionnaires/residents/edit")
    page = planner.submit({"source": source(family="businesses")})
    assert "of the family ‘residents’" in page.errors[0]
    assert draft(sqlite_database, "businesses") is None


def test_changing_what_is_live_begins_a_draft(planner: PageClient, sqlite_database: Database) -> None:
    published(sqlite_database)
    planner.get(f"{HERE}/questionnaires/residents/edit")
    planner.submit({"source": source("Mended")})
    assert live(sqlite_database) == "Have your say"
    assert "Mended" in (draft(sqlite_database) or "")


def test_a_key_that_changes_its_meaning_is_refused(planner: PageClient, sqlite_database: Database) -> None:
    published(sqlite_database)
    page = add(planner, source(question="Which animals live in your garden, and since when?"))
    assert any("new key" in line for line in page.errors)
    assert draft(sqlite_database) is None


def test_a_draft_is_thrown_away(planner: PageClient, sqlite_database: Database) -> None:
    page = add(planner, source())
    (form,) = page.all("form", action=f"{HERE}/questionnaires/residents/discard")
    assert "thrown away" in planner.submit_form(form, {}).text
    assert draft(sqlite_database) is None


def test_a_second_person_publishes(planner: PageClient, sqlite_database: Database) -> None:
    add(planner, source())
    page = propose(planner)
    assert "somebody else has to publish it" in page.text
    assert live(sqlite_database) is None
    other = colleague(planner, sqlite_database)
    (address,) = [href for _, href in other.get(HERE).links() if "/proposals/" in href]
    assert "Proposed by Anne" in other.get(address).text
    assert "Newcomers get this version from now on" in other.submit().text
    assert live(sqlite_database) == "Have your say"
    assert draft(sqlite_database) is None


def test_the_one_who_proposed_has_no_button_to_publish_and_is_refused(
    planner: PageClient, sqlite_database: Database
) -> None:
    add(planner, source())
    page = propose(planner)
    assert not [form for form in page.all("form") if (form.get("action") or "").endswith("/publish")]
    token = page.all("input", name="csrf_token")[0].get("value") or ""
    refused = planner.post(planner.path + "/publish", {"csrf_token": token})
    assert "You proposed it: somebody else has to publish it" in refused.text
    assert live(sqlite_database) is None


def test_a_change_to_what_is_live_lists_its_effects_first(
    planner: PageClient, sqlite_database: Database, clock: time_machine.Traveller
) -> None:
    published(sqlite_database)
    add(planner, source(question="Do you feel safe around here?"))
    clock.shift(timedelta(minutes=1))
    page = planner.get(f"{HERE}/questionnaires/residents/propose")
    assert "‘Do you feel safe here?’ becomes ‘Do you feel safe around here?’" in page.text
    assert "finish the version that they began" in page.text
    assert "becomes ‘Do you feel safe around here?’" in propose(planner).text


def test_what_is_live_already_is_not_proposed_again(planner: PageClient, sqlite_database: Database) -> None:
    published(sqlite_database)
    add(planner, source())
    assert "there is nothing to publish" in propose(planner).text


def test_a_proposal_is_sent_back(planner: PageClient, sqlite_database: Database) -> None:
    add(planner, source())
    propose(planner)
    proposal = planner.path
    other = colleague(planner, sqlite_database)
    page = other.get(proposal)
    (form,) = page.all("form", action=f"{proposal}/withdraw")
    assert "The draft is still there" in other.submit_form(form, {}).text
    assert "Withdrawn on" in other.get(proposal).text
    assert draft(sqlite_database)


def test_a_decided_proposal_says_so(planner: PageClient, sqlite_database: Database) -> None:
    add(planner, source())
    propose(planner)
    proposal = planner.path
    other = colleague(planner, sqlite_database)
    other.get(proposal)
    other.submit()
    assert "Published on" in other.get(proposal).text


def test_nothing_is_published_for_a_round_that_is_over(
    planner: PageClient, sqlite_database: Database, clock: time_machine.Traveller
) -> None:
    add(planner, source())
    clock.move_to(AFTER)
    signed_in(planner, sqlite_database, Role.ADMINISTRATOR, name="Cas")
    assert "The consultation is over" in propose(planner).text


def test_a_preview_shows_every_page_with_its_conditions(planner: PageClient) -> None:
    add(planner, source())
    page = planner.get(f"{HERE}/questionnaires/residents/preview")
    assert "Do you feel safe here?" in page.text
    assert "Shown if ‘Do you feel safe here?’ is ‘No’" in page.text
    assert "You said [answer to: Do you feel safe here?]. Why?" in page.text


def test_nothing_in_a_preview_can_be_filled_in_or_sent(planner: PageClient) -> None:
    add(planner, source())
    page = planner.get(f"{HERE}/questionnaires/residents/preview")
    assert page.main_form is None
    disabled = {
        field for box in page.all("fieldset") if box.get("disabled") is not None for field in box.iter()
    }
    assert all(field in disabled for field in page.all("main")[0].iter("input"))


def test_a_preview_speaks_as_the_channel_does(planner: PageClient) -> None:
    add(planner, source())
    page = planner.get(f"{HERE}/questionnaires/residents/preview?channel=telephone")
    assert "Why do you not feel safe?" in page.text


@pytest.mark.parametrize("family", library.FAMILIES)
@pytest.mark.parametrize("channel", ["web", "telephone", "paper", "postcard", "event"])
def test_those_that_ship_can_be_looked_at_on_every_channel(
    planner: PageClient, family: str, channel: str
) -> None:
    add(planner, "", start=f"shipped:{family}")
    page = planner.get(f"{HERE}/questionnaires/{family}/preview?channel={channel}")
    assert page.heading.startswith("Preview: ")


def test_a_version_can_be_looked_at_and_kept(planner: PageClient, sqlite_database: Database) -> None:
    version = published(sqlite_database)
    page = planner.get(f"{HERE}/questionnaires/residents/preview?version={version}")
    assert page.heading == "Preview: Have your say"
    kept = planner.client.get(f"/staff/consultations/versions/{version}.yaml")
    assert (kept.text, kept.mimetype) == (source(), "application/yaml")


@pytest.mark.parametrize(
    "address",
    [
        "/questionnaires/residents/preview",
        "/questionnaires/residents/preview?version=0",
        "/questionnaires/residents/preview?version=%00",
        "/questionnaires/%00/preview",
        "/questionnaires/residents/edit",
        "/questionnaires/%00/edit",
        "/questionnaires/residents/propose",
        "/proposals/1",
        "/proposals/99999999999999999999",
    ],
)
def test_what_is_not_there_is_not_found(planner: PageClient, address: str) -> None:
    assert planner.get(HERE + address).status == 404


def test_a_version_of_another_family_is_not_shown_under_this_one(
    planner: PageClient, sqlite_database: Database
) -> None:
    version = published(sqlite_database)
    assert planner.get(f"{HERE}/questionnaires/businesses/preview?version={version}").status == 404


def test_a_preview_in_a_channel_that_is_none_is_not_found(planner: PageClient) -> None:
    add(planner, source())
    assert planner.get(f"{HERE}/questionnaires/residents/preview?channel=smoke").status == 404
    assert planner.get(f"{HERE}/questionnaires/residents/preview?in=xx").status == 404


def test_what_a_command_published_is_told_as_such(planner: PageClient, sqlite_database: Database) -> None:
    published(sqlite_database)
    assert "residents by the system" in planner.get(HERE).text
