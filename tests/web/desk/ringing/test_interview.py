"""From the call in hand to the interview and back: what is filled in, what ends."""

from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.callbacks.actions import Wish
from survey.web.request import state_of
from tests.builders import TINY, begun, open_round, shipped, version_from
from tests.callbacks import MORNING, NOW, rows, wish
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.unit.fieldwork.callbacks.made import at
from tests.web.desk.clerk import form_to, last
from tests.web.desk.ringing.ringer import QUEUE, asked, drawn, interviewed, state


def cut_off(clerk: PageClient, database: Database, agreed: str = "no") -> Page:
    """Begins an interview that breaks off after one page."""
    asked(database)
    interviewed(clerk)
    clerk.submit()
    clerk.submit({"borough": "E09000021", "met": "yes"}, press=("go", "cut"))
    page = clerk.submit(press=("agreed", agreed))
    assert "Say what becomes of the callback" in page.text
    return clerk.get(f"{QUEUE}/held")


def test_the_interview_shows_whom_the_clerk_rang(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    page = interviewed(clerk)
    assert page.heading == "Before the questions"
    assert "You rang The household 020 7946 0003" in page.text
    assert "020 7946 0003" in clerk.submit().text


def test_an_incoming_call_shows_nobody_s_number(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    clerk.get("/staff/desk")
    assert "7946" not in clerk.submit(press=("family", "residents")).html


def test_questionnaire_and_relay_are_filled_in(clerk: PageClient, kept: Database) -> None:
    asked(kept, wish(3, relay=True))
    page = interviewed(clerk)
    assert [one.get("value") for one in page.all("input", name="aid") if one.get("checked") is not None] == [
        "text_relay"
    ]
    assert last(kept).response.family == "residents"  # type: ignore[union-attr]  # a call has a response


def test_a_language_in_which_nothing_is_written_brings_an_interpreter(
    clerk: PageClient, kept: Database
) -> None:
    asked(kept, wish(3, language="so"))
    page = interviewed(clerk)
    assert [one.get("value") for one in page.all("input", name="aid") if one.get("checked") is not None] == [
        "interpreter"
    ]


def test_a_completed_interview_ends_the_callback_and_its_details(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    interviewed(clerk)
    clerk.submit()
    clerk.submit({"borough": "E09000021", "met": "no"})
    page = clerk.submit()
    assert "the name and the number are destroyed" in page.text
    assert "7946" not in page.html
    assert (state(kept)["outcome"], rows(kept, "contacts")) == ("1.1", [])
    assert clerk.submit_form(form_to(page, "/next"), {}).heading == "Callbacks"


def test_somebody_who_does_not_want_to_begin_is_not_rung_again(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    page = interviewed(clerk)
    page = clerk.submit_form(form_to(page, "/refused"), {})
    assert page.heading == "Callbacks"
    assert (state(kept)["outcome"], rows(kept, "contacts")) == ("2.11", [])


def test_after_an_interview_that_broke_off_another_time_is_named(clerk: PageClient, kept: Database) -> None:
    page = cut_off(clerk, kept)
    assert page.heading == "What becomes of the callback?"
    clerk.submit()
    clerk.submit({"day": "2026-11-26", "time": "14:30"})
    assert (state(kept)["due_at"], state(kept)["attempts"]) == (at("2026-11-26 14:30"), 1)
    assert rows(kept, "callback_attempts")[0]["outcome"] == "2.12"
    assert len(rows(kept, "contacts")) == 1


def test_a_line_that_went_dead_is_rung_again_soon(clerk: PageClient, kept: Database) -> None:
    cut_off(clerk, kept)
    clerk.submit(press=("day", "soon"))
    assert state(kept)["due_at"] == at("2026-11-24 10:30")


def test_a_partial_interview_ends_the_details_where_no_more_is_wanted(
    clerk: PageClient, kept: Database
) -> None:
    cut_off(clerk, kept, agreed="yes")
    clerk.submit(press=("day", "never"))
    assert (state(kept)["outcome"], rows(kept, "contacts")) == ("1.2", [])


def test_an_interview_goes_on_where_a_return_code_leads(clerk: PageClient, kept: Database) -> None:
    response, code = begun(kept, version_from(TINY))
    asked(kept)
    page = drawn(clerk)
    form = page.all("form", action="/staff/desk/ringing/begin")[1]
    page = clerk.submit_form(form, {"code": "no such code"})
    assert page.errors
    page = clerk.submit_form(page.all("form", action="/staff/desk/ringing/begin")[1], {"code": code.shown})
    assert page.heading == "Before the questions"
    assert last(kept).response.id == response.id  # type: ignore[union-attr]  # a call has a response


def test_businesses_are_rung_with_their_own_questionnaire(app: Flask, client: PageClient) -> None:
    database = state_of(app).database
    open_round(database, now=NOW)
    clerk = signed_in(client, database, Role.CLERK)
    shop = wish(5)
    asked(database, Wish("businesses", "en", False, shop.person, (MORNING,)))
    interviewed(clerk)
    response = last(database).response
    assert response is not None
    assert (response.family, response.version) == ("businesses", shipped("businesses").hash)
