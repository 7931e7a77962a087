"""The reading queue on screen: texts are taken, read, flagged, and lead to referrals that lead nowhere back."""

import pytest
from flask import Flask
from sqlalchemy import text

from survey.accounts.roles import Grant, Role
from survey.fieldwork.reading import actions
from survey.questionnaire.definition import Channel
from survey.responses.response import Response
from survey.web.request import state_of
from tests.builders import TINY, open_round, sent, version_from
from tests.pages import Page, PageClient
from tests.staff import colleague, sign_in, signed_in

RISKY = "I want to die, and <b>nobody</b> came"
PLAIN = "They were quick"
FLAG = "/staff/desk/reading/flag"


@pytest.fixture
def reader(app: Flask, client: PageClient) -> PageClient:
    """The client of an analyst who is signed in, in an open round."""
    open_round(state_of(app).database, TINY)
    return signed_in(client, state_of(app).database, Role.ANALYST)


def wrote(app: Flask, words: str, seed: int = 1, channel: Channel = Channel.WEB) -> Response:
    answers = {"borough": "E09000021", "met": "yes", "went": words}
    return sent(state_of(app).database, version_from(TINY), answers, seed=seed, channel=channel)


def pressed(reader: PageClient, action: str, changes: dict[str, str]) -> Page:
    """Fills in and sends the first form with this address."""
    assert reader.page is not None
    form = next(form for form in reader.page.all("form") if form.get("action") == action)
    return reader.submit_form(form, changes)


def took(reader: PageClient) -> str:
    reader.get("/staff/desk/reading")
    return reader.submit().html


def test_an_empty_queue_says_so(reader: PageClient) -> None:
    assert "Every text that has come into the queue was read" in reader.get("/staff/desk/reading").text


def test_looking_at_the_queue_takes_nothing(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    assert PLAIN not in reader.get("/staff/desk/reading").text


def test_what_has_just_been_sent_is_announced(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    assert "1 new or changed response comes in when you take texts" in reader.get("/staff/desk/reading").text


def test_taking_texts_shows_them_with_their_question(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    took(reader)
    assert PLAIN in reader.page.text
    assert "How did it go?" in reader.page.text


def test_risk_words_come_first_and_are_marked(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN, seed=1)
    wrote(app, RISKY, seed=2, channel=Channel.TELEPHONE)
    html = took(reader)
    assert html.index("want to die") < html.index(PLAIN)
    assert '<mark class="hys-mark">want to die' in html
    assert "may be about suicide or self-harm" in html


def test_what_people_wrote_is_shown_as_words(app: Flask, reader: PageClient) -> None:
    wrote(app, RISKY)
    assert "&lt;b&gt;nobody&lt;/b&gt;" in took(reader)


def test_no_reference_stands_beside_a_text(app: Flask, reader: PageClient) -> None:
    response = wrote(app, PLAIN)
    html = took(reader)
    assert response.reference not in html
    assert f"{response.reference[:4]}-{response.reference[4:]}" not in html


def test_reading_on_marks_what_was_shown(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    took(reader)
    page = reader.submit()
    assert "1 text is marked as read by you" in page.text
    assert PLAIN not in page.text


def test_a_second_reader_is_not_given_the_same(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    took(reader)
    other = PageClient(app)
    sign_in(other, colleague(state_of(app).database, Role.SUPERVISOR, name="other"))
    assert PLAIN not in took(other)


def test_a_reader_makes_a_referral_that_leads_nowhere_back(app: Flask, reader: PageClient) -> None:
    response = wrote(app, RISKY)
    html = took(reader)
    form = html[html.index('action="/staff/desk/referrals/new"') :]
    form = form[: form.index("</form>")]
    assert response.id not in form
    assert "want to die" not in form


def test_a_referral_brings_the_reader_back_to_the_texts(app: Flask, reader: PageClient) -> None:
    wrote(app, RISKY)
    took(reader)
    page = pressed(reader, "/staff/desk/referrals/new", {"about": "Somebody writes of dying"})
    assert "It is on the supervisors’ board" in page.text
    assert "want to die" in page.text


def test_a_text_can_be_put_on_the_analysts_list(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    took(reader)
    page = pressed(reader, FLAG, {"note": "A new subject"})
    assert "The text is on the analyst’s list" in page.text


def test_opening_the_analysts_list_is_written_down(app: Flask, reader: PageClient) -> None:
    wrote(app, PLAIN)
    took(reader)
    pressed(reader, FLAG, {"note": "A new subject"})
    assert PLAIN not in reader.get("/staff/desk/reading/flagged").text
    page = reader.submit()
    assert PLAIN in page.text
    assert "A new subject" in page.text
    with state_of(app).database.reading() as tx:
        tags = tx.connection.execute(text("SELECT tag FROM audit")).scalars().all()
    assert "staff:texts:flagged_opened" in tags


def test_a_withdrawn_text_is_not_flagged(app: Flask, reader: PageClient) -> None:
    response = wrote(app, PLAIN)
    took(reader)
    with state_of(app).database.transaction() as tx:
        actions.forget(tx, response.id)
    page = pressed(reader, FLAG, {})
    assert "withdrawn or corrected meanwhile" in page.text


@pytest.mark.parametrize("role", [Role.CLERK, Role.VIEWER])
def test_others_read_nothing(app: Flask, client: PageClient, role: Role) -> None:
    area = "E09000021" if role is Role.VIEWER else None
    signed_in(client, state_of(app).database, Grant(role, area))
    assert client.client.get("/staff/desk/reading").status_code == 403
