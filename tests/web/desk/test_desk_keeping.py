"""Each answer and the notes are kept as they are keyed: in order, by one window or two, signed in or not."""

import pytest
from sqlalchemy import text

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.builders import TINY, open_round
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import asked, base, called, held, keyed, last, response_in

OTHER = TINY.replace(
    "{key: met, kind: yes_no, text: Have you met the police?}",
    "{key: met, kind: yes_no, text: Have you met the police?}\n"
    "          - key: why\n            kind: single_choice\n            text: Why?\n"
    "            choices: [{key: a, text: A theft}, {key: b, text: Something else, other: true}]",
)


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk on the first page of questions."""
    open_round(sqlite_database, OTHER)
    signed_in(client, sqlite_database, Role.CLERK)
    asked(client)
    return client


def question(database: Database, key: str) -> str:
    return f"{base(database)}/questions/{key}"


def test_an_answer_is_kept_by_itself(clerk: PageClient, sqlite_database: Database) -> None:
    status, said = keyed(clerk, question(sqlite_database, "met"), {"met": "no"}, 1)
    assert status == 200
    assert said["kept"].startswith("Kept ")
    assert response_in(sqlite_database).answers == {"met": "no"}


def test_the_list_comes_back_as_it_stands_then(clerk: PageClient, sqlite_database: Database) -> None:
    _status, said = keyed(clerk, question(sqlite_database, "met"), {"met": "no"}, 1)
    assert 'data-question="met" data-state="answered"' in said["list"]
    assert 'data-question="went" data-state="not_asked"' in said["list"]


def test_an_answer_that_is_taken_back_is_gone(clerk: PageClient, sqlite_database: Database) -> None:
    keyed(clerk, question(sqlite_database, "met"), {"met": "no"}, 1)
    keyed(clerk, question(sqlite_database, "met"), {}, 2)
    assert response_in(sqlite_database).answers == {}


def test_an_answer_that_is_not_whole_yet_is_told_and_the_one_before_stays(
    clerk: PageClient, sqlite_database: Database
) -> None:
    keyed(clerk, question(sqlite_database, "why"), {"why": "a"}, 1)
    _status, said = keyed(clerk, question(sqlite_database, "why"), {"why": "b", "why:b": ""}, 2)
    assert "Something else" in said["fault"]
    assert response_in(sqlite_database).answers == {"why": "a"}


def test_an_answer_that_comes_late_never_takes_the_place_of_a_newer_one(
    clerk: PageClient, sqlite_database: Database
) -> None:
    keyed(clerk, question(sqlite_database, "met"), {"met": "yes"}, 2)
    status, said = keyed(clerk, question(sqlite_database, "met"), {"met": "no"}, 1)
    assert (status, said) == (409, {"sequence": 2})
    assert response_in(sqlite_database).answers == {"met": "yes"}


def test_what_is_still_on_its_way_when_the_page_is_sent_comes_too_late(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit({"borough": "E09000021", "met": "no", "@sequence": "3"})
    assert keyed(clerk, question(sqlite_database, "met"), {"met": "yes"}, 3)[0] == 409
    assert response_in(sqlite_database).answers["met"] == "no"


def test_an_answer_off_the_path_is_not_kept(clerk: PageClient, sqlite_database: Database) -> None:
    _status, said = keyed(clerk, question(sqlite_database, "went"), {"went": "Well"}, 1)
    assert "not asked any more" in said["fault"]
    assert response_in(sqlite_database).answers == {}


def test_nothing_is_kept_for_a_call_that_has_ended(clerk: PageClient, sqlite_database: Database) -> None:
    address = question(sqlite_database, "met")
    clerk.submit(press=("go", "cut"))
    clerk.submit(press=("agreed", "no"))
    assert keyed(clerk, address, {"met": "no"}, 9)[0] == 409
    assert response_in(sqlite_database).answers == {}


def two_windows(clerk: PageClient, database: Database, **kept: str) -> Page:
    """Keeps answers by another window while this one stands on its first page, then goes on here."""
    first = clerk.page
    keyed(clerk, question(database, "met"), kept, 5)
    assert first is not None
    form = first.main_form
    assert form is not None
    return clerk.submit_form(form, {"borough": "E09000021"})


def test_a_window_that_was_opened_earlier_takes_nothing_away(
    clerk: PageClient, sqlite_database: Database
) -> None:
    page = two_windows(clerk, sqlite_database, met="no")
    assert page.heading == "Where you live"
    assert "Another window has meanwhile kept ‘No’" in page.errors[0]
    assert response_in(sqlite_database).answers["met"] == "no"


def test_whoever_goes_on_after_that_keeps_what_stands_there(
    clerk: PageClient, sqlite_database: Database
) -> None:
    two_windows(clerk, sqlite_database, met="no")
    clerk.submit()
    assert response_in(sqlite_database).answers == {"borough": "E09000021", "met": "no"}


def test_a_clerk_who_is_signed_out_keeps_what_was_typed(clerk: PageClient, sqlite_database: Database) -> None:
    form, address = clerk.page.main_form if clerk.page else None, clerk.address
    assert form is not None
    with clerk.client.session_transaction() as session:
        session["seen"] = 0
    page = clerk.submit_form(form, {"borough": "E09000021", "met": "no"})
    assert page.heading == "You are signed out"
    kept = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (kept["borough"], kept["met"]) == ("E09000021", "no")
    assert page.main_form is not None
    assert page.main_form.get("action") == address.rstrip("?")


def test_notes_are_kept_sealed_while_the_call_lasts(clerk: PageClient, sqlite_database: Database) -> None:
    notes = {"@notes": "a purse, in March"}
    assert keyed(clerk, f"{base(sqlite_database)}/notes", notes, 1)[0] == 200
    with sqlite_database.reading() as tx:
        sealed = tx.connection.execute(text("SELECT notes FROM calls")).scalar_one()
    assert b"purse" not in sealed
    assert "a purse, in March" in clerk.get(f"{base(sqlite_database)}/check").html


def test_notes_travel_with_the_page_without_scripts(clerk: PageClient, sqlite_database: Database) -> None:
    page = clerk.submit({"borough": "E09000021", "met": "yes", "@notes": "ring bell"})
    assert page.heading == "How it went"
    assert "ring bell" in page.html


def test_notes_have_a_button_of_their_own_before_the_questions(
    clerk: PageClient, sqlite_database: Database
) -> None:
    page = called(clerk)
    form = next(form for form in page.all("form") if (form.get("action") or "").endswith("/notes"))
    clerk.submit_form(form, {"@notes": "a note"})
    assert "a note" in clerk.get(base(sqlite_database)).html


@pytest.mark.parametrize("agreed", ["yes", "no"])
def test_notes_are_erased_when_the_call_ends(
    clerk: PageClient, sqlite_database: Database, agreed: str
) -> None:
    clerk.submit({"met": "no", "@notes": "a purse"}, press=("go", "cut"))
    clerk.submit(press=("agreed", agreed))
    assert last(sqlite_database).call.notes is None


def test_an_answer_kept_on_the_web_meanwhile_is_not_lost(
    clerk: PageClient, sqlite_database: Database
) -> None:
    held(sqlite_database, response_in(sqlite_database), {"borough": "E09000021"})
    keyed(clerk, question(sqlite_database, "met"), {"met": "no"}, 1)
    assert response_in(sqlite_database).answers == {"borough": "E09000021", "met": "no"}
