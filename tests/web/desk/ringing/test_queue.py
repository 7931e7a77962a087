"""The queue at the desk: who waits, ringing the next, and who sees a number."""

from typing import Any

from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.callbacks import EVENING, wish
from tests.pages import PageClient
from tests.staff import colleague, sign_in, signed_in
from tests.unit.fieldwork.callbacks.made import at
from tests.web.desk.ringing.ringer import QUEUE, asked, drawn


def test_an_empty_queue_says_where_callbacks_come_from(clerk: PageClient) -> None:
    assert "Nobody waits to be rung" in clerk.get(QUEUE).text


def test_the_queue_shows_times_and_no_names(clerk: PageClient, kept: Database) -> None:
    asked(kept, wish(3, name="The household", language="ur", relay=True))
    page = clerk.get(QUEUE)
    for words in (
        "Tuesday 24 November, 9:00 am to 12:00 pm",
        "They chose this time",
        "اردو",
        "By text relay",
    ):
        assert words in page.text
    assert "The household" not in page.html
    assert "7946" not in page.html


def test_ringing_the_next_shows_whom_to_ring(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    page = drawn(clerk)
    assert page.heading == "Ring this person"
    assert "The household" in page.text
    assert "020 7946 0003" in page.text
    assert "tel:+442079460003" in {address for _, address in page.links()}


def test_text_relay_is_dialled_in_front(clerk: PageClient, kept: Database) -> None:
    asked(kept, wish(3, relay=True))
    page = drawn(clerk)
    assert "Dial 18002" in page.text
    assert "tel:1800202079460003" in {address for _, address in page.links()}


def test_nobody_to_ring_is_said(clerk: PageClient, kept: Database) -> None:
    asked(kept, wish(3, EVENING))
    assert "Nobody is to be rung at the moment." in drawn(clerk).text


def test_outside_the_hours_nobody_can_be_rung(client: PageClient, kept: Database, tuesday: Any) -> None:
    asked(kept)
    tuesday.move_to(at("2026-11-24 20:30"))
    page = signed_in(client, kept, Role.CLERK).get(QUEUE)
    assert "The next calls are on Wednesday 25 November from 9:00 am" in page.text
    assert page.main_form is None


def test_a_number_is_shown_only_to_whoever_holds_the_call(
    app: Flask, clerk: PageClient, kept: Database
) -> None:
    asked(kept)
    drawn(clerk)
    other = PageClient(app)
    sign_in(other, colleague(kept, Role.CLERK, name="another.clerk"))
    assert other.get(f"{QUEUE}/held").heading == "Callbacks"
    assert "7946" not in drawn(other).html


def test_a_call_in_hand_is_come_back_to(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    assert "You have a callback in hand" in clerk.get("/staff/desk").text
    assert "You have a call in hand" in clerk.get(QUEUE).text


def test_the_desk_says_how_many_wait(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    asked(kept, wish(4, EVENING))
    assert "1 is to be rung now, 2 wait in all." in clerk.get("/staff/desk").text


def test_a_clerk_is_given_the_languages_they_ticked(clerk: PageClient, kept: Database) -> None:
    asked(kept, wish(3, language="ur"))
    asked(kept, wish(4, EVENING))
    clerk.get(QUEUE)
    assert "Nobody is to be rung" in clerk.submit({"language": "en"}).text
    assert "1 callback in another language is not shown" in clerk.page.text  # type: ignore[union-attr]  # a page was shown
    assert clerk.submit({"language": ["en", "ur"]}).heading == "Ring this person"


def test_all_languages_can_be_shown_again(clerk: PageClient, kept: Database) -> None:
    asked(kept, wish(3, language="ur"))
    asked(kept, wish(4, EVENING))
    clerk.get(QUEUE)
    clerk.submit({"language": "en"})
    assert "is not shown" in clerk.get(f"{QUEUE}?language=en").text
    page = clerk.get(f"{QUEUE}?language=")
    assert "is not shown" not in page.text
    assert "اردو" in page.text


def test_a_number_is_out_of_sight_once_the_time_is_up(
    clerk: PageClient, kept: Database, tuesday: Any
) -> None:
    asked(kept)
    drawn(clerk)
    tuesday.shift(3600)
    assert clerk.get(f"{QUEUE}/held").heading == "Callbacks"
    assert "You have a callback in hand" not in clerk.get("/staff/desk").text
