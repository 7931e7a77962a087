"""Asking for a copy on paper, and the way of the request until it is posted and forgotten."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.paper.requests.store import paper_requests
from survey.fieldwork.paper.store import paper_forms
from survey.tables import metadata
from survey.web.public import on_paper
from survey.web.request import state_of
from tests.builders import open_round
from tests.pages import Page, PageClient
from tests.staff import signed_in

ADDRESS = "1 Example Road\nKingston\nKT1 1AA"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    on_paper._limiter.storage.reset()


@pytest.fixture
def kept(app: Flask) -> Database:
    """The database of the application, with a round that is open."""
    found = state_of(app).database
    open_round(found)
    return found


def asked(client: PageClient, **changes: Any) -> Page:
    """Fills in the page; the person's name is what stands on the letterbox."""
    client.get("/take-part/on-paper")
    return client.submit({"name": "Flat 3", "address": ADDRESS, **changes})


def rows(database: Database, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    with database.reading() as tx:
        return [dict(row._mapping) for row in tx.connection.execute(select(metadata.tables[table]))]


def test_a_copy_is_asked_for_by_name_and_address_alone(client: PageClient, kept: Database) -> None:
    page = asked(client)
    assert page.heading == "We will post it to you"
    (request,) = rows(kept, "paper_requests")
    assert (request["family"], request["print"], request["copies"]) == ("residents", "standard", 1)


def test_large_print_and_more_copies_can_be_chosen(client: PageClient, kept: Database) -> None:
    asked(client, family="businesses", size="largest", copies="20")
    (request,) = rows(kept, "paper_requests")
    assert (request["family"], request["print"], request["copies"]) == ("businesses", "largest", 20)


def test_the_address_is_kept_sealed(client: PageClient, kept: Database) -> None:
    asked(client)
    everything = str(rows(kept, "contacts")) + str(rows(kept, "paper_requests"))
    assert "Example Road" not in everything
    assert "Flat 3" not in everything


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": ""}, "Enter your name, or the name that stands on your letterbox"),
        ({"address": ""}, "Enter the address to which we should send it"),
        ({"address": "nowhere"}, "Enter the whole address, with street, town and postcode"),
        ({"address": "a\n" * 9}, "Write the address in 7 lines or fewer"),
        (
            {"address": "x" * 90 + "\nTown"},
            "A line of the address is longer than fits on an envelope. Use at most",
        ),
        ({"copies": "0"}, "Enter a number of copies from 1 to 20"),
        ({"copies": "21"}, "Enter a number of copies from 1 to 20"),
        ({"copies": "two"}, "Enter a number of copies from 1 to 20"),
        ({"copies": ""}, "Enter a number of copies from 1 to 20"),
        ({"size": "tiny"}, "Choose how large the print should be"),
        ({"family": "nobody"}, "Choose a questionnaire"),
        ({"written_in": "ur"}, "This questionnaire is not written in that language. Choose another"),
        ({"website": "x"}, "A hidden field was filled in"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    client: PageClient, kept: Database, changes: dict[str, str], error: str
) -> None:
    page = asked(client, **changes)
    assert page.errors
    assert page.errors[0].startswith(error)
    assert rows(kept, "paper_requests") == []
    assert rows(kept, "contacts") == []


def test_what_was_typed_stays_in_the_page_with_the_error(client: PageClient, kept: Database) -> None:
    page = asked(client, name="")
    assert "Example Road" in page.text


def test_easy_read_is_not_offered_without_a_text_of_its_own(client: PageClient, kept: Database) -> None:
    assert "Easy Read" not in client.get("/take-part/on-paper").text


def test_postcards_are_not_sent_by_post(client: PageClient, kept: Database) -> None:
    page = client.get("/take-part/on-paper")
    assert "postcard" not in [field.get("value") for field in page.all("input")]


def test_too_many_requests_from_one_place_are_put_off(client: PageClient, kept: Database) -> None:
    for _ in range(10):
        asked(client)
    assert "Wait an hour" in asked(client).errors[0]
    assert len(rows(kept, "paper_requests")) == 10


def test_nothing_can_be_asked_for_without_a_round(client: PageClient) -> None:
    assert client.get("/take-part/on-paper").status == 404


def test_marking_as_posted_is_confirmed_first(client: PageClient, kept: Database) -> None:
    asked(client)
    staff = signed_in(client, kept, Role.CLERK)
    (request,) = rows(kept, "paper_requests")
    staff.get("/staff/paper")
    page = staff.submit({"request": request["id"]})
    assert page.heading == "Have these been posted?"
    assert len(rows(kept, "contacts")) == 1


def test_all_that_waits_can_be_marked_at_once(client: PageClient, kept: Database) -> None:
    asked(client)
    asked(client)
    staff = signed_in(client, kept, Role.CLERK)
    staff.get("/staff/paper")
    staff.submit(press=("all", "yes"))
    staff.submit()
    assert all(request["posted_on"] for request in rows(kept, "paper_requests"))


def test_marking_needs_something_ticked(client: PageClient, kept: Database) -> None:
    asked(client)
    staff = signed_in(client, kept, Role.CLERK)
    staff.get("/staff/paper")
    assert staff.submit().errors == ["Tick the requests that you have posted"]


def test_the_address_ends_when_the_form_is_posted(client: PageClient, kept: Database) -> None:
    asked(client)
    staff = signed_in(client, kept, Role.CLERK)
    (request,) = rows(kept, "paper_requests")
    staff.get("/staff/paper")
    staff.submit({"request": request["id"]})
    page = staff.submit()
    assert "its address is destroyed" in page.html
    assert rows(kept, "contacts") == []
    (request,) = rows(kept, "paper_requests")
    assert request["contact"] is None
    assert request["posted_on"]


def test_a_copy_that_came_back_is_marked(client: PageClient, kept: Database) -> None:
    test_the_address_ends_when_the_form_is_posted(client, kept)
    page = client.get("/staff/paper")
    (form,) = [one for one in page.all("form") if (one.get("action") or "").endswith("/returned")]
    client.submit_form(form, {})
    (request,) = rows(kept, "paper_requests")
    assert request["returned_on"]


def test_a_request_that_cannot_be_posted_is_taken_out(client: PageClient, kept: Database) -> None:
    asked(client)
    staff = signed_in(client, kept, Role.SUPERVISOR)
    page = staff.get("/staff/paper")
    (form,) = [one for one in page.all("form") if (one.get("action") or "").endswith("/take-out")]
    staff.submit_form(form, {})
    staff.submit()
    assert rows(kept, "paper_requests") == rows(kept, "contacts") == []


def posted_pdf(client: PageClient, action: str, changes: dict[str, str]) -> bytes:
    """Presses a button of the staff page that gives a file."""
    client.get("/staff/paper")
    assert client.page is not None
    token = next(field.get("value") for field in client.page.all("input", name="csrf_token"))
    answer = client.client.post(action, data={"csrf_token": token, **changes})
    assert answer.mimetype == "application/pdf"
    return answer.get_data()


def test_labels_come_as_pdf(client: PageClient, kept: Database) -> None:
    asked(client)
    staff = signed_in(client, kept, Role.CLERK)
    assert posted_pdf(staff, "/staff/paper/labels", {"first": "5"}).startswith(b"%PDF")


@pytest.mark.parametrize("first", ["0", "22", "x", ""])
def test_a_label_that_is_not_on_the_sheet_is_refused(client: PageClient, kept: Database, first: str) -> None:
    asked(client)
    staff = signed_in(client, kept, Role.CLERK)
    staff.get("/staff/paper")
    token = next(field.get("value") for field in staff.page.all("input", name="csrf_token"))  # type: ignore[union-attr]
    page = staff.post("/staff/paper/labels", {"csrf_token": token or "", "first": first})
    assert page.errors == ["Enter the place of the first free label, from 1 to 21"]


def test_printing_gives_a_file_and_as_many_serials(client: PageClient, kept: Database) -> None:
    staff = signed_in(client, kept, Role.CLERK)
    what = {"family": "postcard", "language": "ur", "size": "standard", "copies": "3"}
    assert posted_pdf(staff, "/staff/paper/print", what).startswith(b"%PDF")
    assert len(rows(kept, "paper_forms")) == 3


def test_a_postcard_is_answered_online_too(client: PageClient, kept: Database) -> None:
    assert client.get("/c/2026/postcard").status == 200


def test_nothing_joins_an_address_to_a_form(client: PageClient, kept: Database) -> None:
    asked(client, copies="2")
    staff = signed_in(client, kept, Role.CLERK)
    what = {"family": "residents", "language": "en", "size": "standard", "copies": "2"}
    posted_pdf(staff, "/staff/paper/print", what)
    told = {
        str(value)
        for table in ("paper_requests", "contacts")
        for row in rows(kept, table)
        for value in row.values()
    }
    forms = rows(kept, "paper_forms")
    for name in ("serial", "return_code_hash", "batch"):
        assert not {row[name] for row in forms} & told
    assert not {key.target_fullname for table in (paper_forms, paper_requests) for key in table.foreign_keys}
    assert not [
        key
        for table in ("paper_forms", "paper_requests", "contacts")
        for key in inspect(kept.engine).get_foreign_keys(table)
    ]
