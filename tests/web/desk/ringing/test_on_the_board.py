"""What the supervisor's board says of callbacks."""

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.callbacks.outcomes import Outcome
from tests.callbacks import EVENING, rung, wish
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.unit.fieldwork.callbacks.made import window
from tests.web.desk.ringing.ringer import asked


@pytest.fixture
def supervisor(app: Flask, client: PageClient, kept: Database) -> PageClient:
    """A supervisor who is signed in."""
    return signed_in(client, kept, Role.SUPERVISOR)


def board(supervisor: PageClient) -> Page:
    return supervisor.get("/staff/desk/board")


def test_an_empty_queue_says_so(supervisor: PageClient) -> None:
    page = board(supervisor)
    assert "Nobody waits to be rung." in page.text
    assert "Callbacks of this consultation" not in page.text


def test_the_board_counts_who_waits_and_for_how_long(supervisor: PageClient, kept: Database) -> None:
    asked(kept, wish(1, window("2026-11-24 09:00", "09:30")))
    asked(kept, wish(2))
    asked(kept, wish(3, EVENING))
    text = board(supervisor).text
    assert "To be rung now 2 35 minutes" in text
    assert "At a later time 1" in text
    assert "In a clerk’s hands 0" in text


def test_the_board_shows_how_callbacks_ended_and_the_rates(supervisor: PageClient, kept: Database) -> None:
    for place, outcome in enumerate((Outcome.COMPLETE, Outcome.REFUSED, Outcome.WRONG_NUMBER)):
        asked(kept, wish(place))
        rung(kept, outcome)
    text = board(supervisor).text
    assert "4.70 Wrong number: nobody there knows of it 1" in text
    assert "Response rate (RR1) 50.0%" in text
    assert "Contact rate (CON1) 100.0%" in text


def test_the_board_shows_nobody_s_name_or_number(supervisor: PageClient, kept: Database) -> None:
    asked(kept)
    html = board(supervisor).html
    assert "The household" not in html
    assert "7946 0003" not in html
