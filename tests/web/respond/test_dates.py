"""Before a round opens, while it runs, in its grace time and after: what pages say and what they let a person do."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from flask import Flask
from time_machine import travel

from survey.consultations import actions as consultations
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import Given
from survey.web.request import state_of
from tests.builders import SECRET, TINY, open_round, version_from
from tests.pages import PageClient
from tests.web.respond.test_journey import code_on, rows, start

DAY = timedelta(days=1)
BEFORE, WITHIN_GRACE, AFTER = -2 * DAY, 30 * DAY + timedelta(hours=2), 40 * DAY


class Clock:
    """The time, and a round that opened yesterday and closes in 30 days."""

    def __init__(self, app: Flask, moved: ExitStack) -> None:
        self._rounds = app.extensions["survey_rounds"]
        self._moved = moved
        self._start = datetime.now(UTC)
        open_round(state_of(app).database, TINY, now=self._start)

    def move(self, by: timedelta) -> None:
        """Sets the time to so much after the round was made."""
        self._moved.enter_context(travel(self._start + by))
        self._rounds.clear()


@pytest.fixture
def clock(app: Flask) -> Iterator[Clock]:
    """A round, and the means to move in time."""
    with ExitStack() as moved:
        yield Clock(app, moved)


def test_before_it_opens_the_pages_say_when(client: PageClient, clock: Clock) -> None:
    clock.move(BEFORE)
    assert "Opens on" in client.get("/").text
    page = client.get("/haveyoursay")
    assert "You can’t answer yet" in page.text
    assert page.main_form is None


def test_before_it_opens_nothing_can_be_begun(app: Flask, client: PageClient, clock: Clock) -> None:
    clock.move(BEFORE)
    client.post("/c/2026/residents/start", {})
    assert rows(app) == []


def test_while_it_runs_the_pages_say_until_when(client: PageClient, clock: Clock) -> None:
    assert "Open until" in client.get("/").text


def test_in_the_grace_time_nobody_begins(app: Flask, client: PageClient, clock: Clock) -> None:
    clock.move(WITHIN_GRACE)
    assert "New answers can’t be started any more" in client.get("/").text
    page = client.get("/haveyoursay")
    assert page.main_form is None
    client.post("/c/2026/residents/start", {})
    assert rows(app) == []


def test_in_the_grace_time_whoever_had_begun_finishes(app: Flask, client: PageClient, clock: Clock) -> None:
    start(client)
    clock.move(WITHIN_GRACE)
    client.submit({"borough": "E09000021", "met": "no"})
    assert client.submit().reference
    assert rows(app)[0].submitted_at is not None


def test_in_the_grace_time_a_code_still_opens(app: Flask, client: PageClient, clock: Clock) -> None:
    start(client)
    code = code_on(client.submit({"borough": "E09000021"}, press=("go", "later")))
    clock.move(WITHIN_GRACE)
    other = PageClient(app)
    other.get("/return")
    assert other.submit({"code": code}).heading == "Where you live"


def test_after_the_grace_time_a_page_says_that_it_is_over(client: PageClient, clock: Clock) -> None:
    start(client)
    clock.move(AFTER)
    page = client.submit({"borough": "E09000021"})
    assert page.status == 410
    assert page.heading == "This consultation is over"


def test_after_the_grace_time_nothing_can_be_sent(app: Flask, client: PageClient, clock: Clock) -> None:
    start(client)
    page = client.submit({"borough": "E09000021", "met": "no"})
    assert page.heading == "Check your answers"
    clock.move(AFTER)
    assert client.submit().status == 410
    assert rows(app)[0].submitted_at is None


def test_after_the_close_a_code_of_sent_answers_still_shows_them(
    app: Flask, client: PageClient, clock: Clock
) -> None:
    start(client)
    client.submit({"borough": "E09000021", "met": "no"})
    code = code_on(client.submit())
    clock.move(AFTER)
    other = PageClient(app)
    other.get("/return")
    assert other.submit({"code": code}).reference


def test_an_extension_opens_a_closed_round_again(app: Flask, client: PageClient, clock: Clock) -> None:
    clock.move(WITHIN_GRACE)
    assert client.get("/haveyoursay").main_form is None
    with state_of(app).database.transaction() as tx:
        before = consultations.find_round(tx, "2026")
        consultations.extend(tx, "2026", before.closes_at + 20 * DAY, None, datetime.now(UTC))
    clock.move(WITHIN_GRACE + timedelta(seconds=4))
    assert client.get("/haveyoursay").main_form is not None


def test_a_round_that_is_not_there_is_not_found(client: PageClient, clock: Clock) -> None:
    for address in ("/c/1999/residents", "/c/1999/residents/pages/where", "/c/2026/cats"):
        assert client.get(address).status == 404


def test_no_round_at_all_is_said_plainly(client: PageClient) -> None:
    assert "No consultation is planned" in client.get("/").text
    assert client.get("/haveyoursay").heading == "No questions at the moment"


def sent_in(app: Flask, minutes: int, people: int) -> None:
    """So many responses that each took so long."""
    database, version = state_of(app).database, version_from(TINY)
    done = datetime.now(UTC)
    began = done - timedelta(minutes=minutes)
    given = [
        Given("2026", Channel.WEB, "en", 0, {"borough": "E09000021", "met": "no"}, began, done, {})
        for _ in range(people)
    ]
    with database.transaction() as tx:
        responses.submit_many(tx, version, given, secret=SECRET, chance=Random(people))


def test_the_start_page_names_the_time_that_answers_took(
    app: Flask, client: PageClient, clock: Clock
) -> None:
    sent_in(app, minutes=7, people=20)
    assert "Half of those who answered took 7 minutes or less." in client.get("/haveyoursay").text


def test_no_time_is_named_before_enough_have_answered(app: Flask, client: PageClient, clock: Clock) -> None:
    sent_in(app, minutes=7, people=19)
    page = client.get("/haveyoursay")
    assert "minutes or less" not in page.text
    assert "we will say here how long it takes" in page.text
