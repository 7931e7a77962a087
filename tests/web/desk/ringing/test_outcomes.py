"""What came of an attempt, kept by its key; what destroys details is asked first."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.callbacks import NOW, rows
from tests.pages import PageClient
from tests.staff import colleague, sign_in, signed_in
from tests.unit.fieldwork.callbacks.made import at
from tests.web.desk.clerk import form_to
from tests.web.desk.ringing.ringer import QUEUE, asked, drawn, pressed, state


def test_no_answer_is_kept_at_once_and_rung_another_time(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    page = pressed(clerk, "3.13")
    assert page.heading == "Callbacks"
    assert "Kept. To be rung again on Wednesday 25 November from 12:00 pm." in page.text
    assert (state(kept)["attempts"], state(kept)["held_by"]) == (1, None)


def test_an_appointment_is_made_with_whoever_answers(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    page = pressed(clerk, "2.21")
    assert page.heading == "When shall we ring again?"
    page = clerk.submit({"day": "2026-11-26", "time": "2.30pm"})
    assert "Thursday 26 November from 2:30 pm" in page.text
    assert state(kept)["due_at"] == at("2026-11-26 14:30")
    assert state(kept)["promised"]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"time": "14:30"}, "Choose a day"),
        ({"day": "2026-11-29", "time": "14:30"}, "Choose a day"),
        ({"day": "2026-02-30", "time": "14:30"}, "Choose a day"),
        ({"day": "2026-11-26", "time": "25:00"}, "Type a time such as 14:30 or 2.30pm"),
        ({"day": "2026-11-26", "time": ""}, "Type a time such as 14:30 or 2.30pm"),
        ({"day": "2026-11-26", "time": "21:00"}, "We ring people from 09:00 to 20:00 on this day"),
        ({"day": "2026-11-24", "time": "10:00"}, "This time has passed. Type a later one"),
    ],
)
def test_an_appointment_that_cannot_be_says_why(
    clerk: PageClient, kept: Database, fields: dict[str, str], error: str
) -> None:
    asked(kept)
    drawn(clerk)
    pressed(clerk, "2.21")
    assert clerk.submit(fields).errors == [error]
    assert state(kept)["attempts"] == 0


def test_without_a_named_time_another_part_of_another_day_is_tried(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    pressed(clerk, "2.21")
    clerk.submit({"day": "any"})
    assert state(kept)["due_at"] == at("2026-11-25 12:00")


def test_what_destroys_details_is_asked_first(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    page = pressed(clerk, "2.11")
    assert page.heading == "Does not want to take part"
    assert len(rows(kept, "contacts")) == 1
    page = clerk.submit()
    assert "the name and the number are destroyed" in page.text
    assert rows(kept, "contacts") == []
    assert state(kept)["outcome"] == "2.11"


def test_a_number_is_never_rung_again_where_they_ask_for_it(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    pressed(clerk, "2.11")
    clerk.submit({"never": "yes"})
    assert len(rows(kept, "do_not_call")) == 1
    asked(kept)
    assert rows(kept, "contacts") == []


def test_the_rarer_outcomes_have_a_page_of_their_own(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    page = clerk.get(f"{QUEUE}/rarer")
    clerk.submit_form(form_to(page, "/ringing/outcome"), {}, press=("outcome", "4.10"))
    clerk.submit()
    assert state(kept)["outcome"] == "4.10"


def test_another_language_puts_the_call_back_for_whoever_speaks_it(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    pressed(clerk, "2.33")
    clerk.submit({"language": "so"})
    assert (state(kept)["language"], state(kept)["ended_on"]) == ("so", None)


def test_an_outcome_that_there_is_not_is_refused(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    drawn(clerk)
    assert pressed(clerk, "9.99").status == 400


def test_a_call_is_put_back_without_an_attempt(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    page = drawn(clerk)
    clerk.submit_form(form_to(page, "/give-back"), {})
    assert (state(kept)["attempts"], state(kept)["held_by"]) == (0, None)


def test_whoever_held_it_for_too_long_is_told(
    app: Flask, clerk: PageClient, kept: Database, tuesday: Any
) -> None:
    asked(kept)
    page = drawn(clerk)
    tuesday.move_to(NOW + timedelta(hours=1))
    other = PageClient(app)
    sign_in(other, colleague(kept, Role.CLERK, name="another.clerk"))
    drawn(other)
    page = clerk.submit_form(form_to(page, "/ringing/outcome"), {}, press=("outcome", "3.13"))
    assert "a colleague may have it" in page.text
    assert state(kept)["attempts"] == 0


def test_supervisors_see_outcomes_and_rates(app: Flask, client: PageClient, kept: Database) -> None:
    asked(kept)
    supervisor = signed_in(client, kept, Role.SUPERVISOR)
    assert "No callback has ended yet. 1 waits." in supervisor.get(f"{QUEUE}/outcomes").text
    drawn(supervisor)
    pressed(supervisor, "2.11")
    supervisor.submit()
    page = supervisor.get(f"{QUEUE}/outcomes")
    for words in ("2.11", "Does not want to take part", "Refusal", "RR1", "REF1 100.0%"):
        assert words in page.text


def test_clerks_see_no_rates(clerk: PageClient) -> None:
    assert clerk.get(f"{QUEUE}/outcomes").status == 403
