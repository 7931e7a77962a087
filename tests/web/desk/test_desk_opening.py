"""The beginning of a call: the language of the interview, and who helps the caller."""

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.calls.call import Aid
from tests.builders import TINY, open_round
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import asked, called, form_to, last, response_in

BOTH = """
family: residents
title: {en: Have your say, cy: Dweud eich dweud}
languages: [en, cy]
introduction: {en: We ask everybody., cy: Rydym yn gofyn i bawb.}
privacy: {en: We keep it to ourselves., cy: Rydym yn ei gadw i ni ein hunain.}
sections:
  - key: all
    title: {en: All of it, cy: Y cyfan}
    pages:
      - key: where
        title: {en: Where you live, cy: Ble rydych chi'n byw}
        questions:
          - key: met
            kind: yes_no
            text: {en: Have you met the police?, cy: Ydych chi wedi cwrdd â'r heddlu?}
            absences: [dont_know]
"""


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk while a consultation in two languages runs."""
    open_round(sqlite_database, BOTH)
    signed_in(client, sqlite_database, Role.CLERK)
    return client


def in_welsh(clerk: PageClient) -> None:
    page = called(clerk)
    clerk.submit_form(form_to(page, "/language"), {}, press=("language", "cy"))


def test_the_interview_can_be_held_in_each_language_of_the_questionnaire(clerk: PageClient) -> None:
    page = called(clerk)
    assert [button.get("value") for button in page.all("button", name="language")] == ["en", "cy"]


def test_what_is_read_out_is_in_the_language_of_the_interview(
    clerk: PageClient, sqlite_database: Database
) -> None:
    in_welsh(clerk)
    assert clerk.page is not None
    assert "Rydym yn ei gadw i ni ein hunain." in clerk.page.text
    page = clerk.submit()
    assert page.heading == "Ble rydych chi'n byw"
    assert "Ddim yn gwybod" in page.text
    assert response_in(sqlite_database).language == "cy"


def test_the_frame_stays_in_english_and_the_questions_say_their_language(clerk: PageClient) -> None:
    in_welsh(clerk)
    page = clerk.submit()
    assert page.root.get("lang") == "en"
    (asked_in,) = [block for block in page.all("div", lang="cy") if block.get("dir") == "ltr"]
    assert "heddlu" in "".join(asked_in.itertext())
    assert "Continue" in page.text


def test_a_language_that_is_not_written_is_refused(clerk: PageClient, sqlite_database: Database) -> None:
    page = called(clerk)
    clerk.submit_form(form_to(page, "/language"), {}, press=("language", "fr"))
    assert response_in(sqlite_database).language == "en"


def test_one_language_asks_nobody_to_choose(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database, TINY)
    signed_in(client, sqlite_database, Role.CLERK)
    assert called(client).all("button", name="language") == []


@pytest.mark.parametrize(
    ("value", "aid"),
    [("", None), ("interpreter", Aid.INTERPRETER), ("text_relay", Aid.TEXT_RELAY), ("x", None)],
)
def test_who_helps_is_recorded_with_the_call(
    clerk: PageClient, sqlite_database: Database, value: str, aid: Aid | None
) -> None:
    called(clerk)
    clerk.submit({"aid": value})
    assert last(sqlite_database).call.aid is aid


def test_nobody_has_to_say_who_they_are(clerk: PageClient) -> None:
    page = asked(clerk)
    assert page.main_form is not None
    names = {field.get("name") for field in page.main_form.iter("input")}
    assert names == {"csrf_token", "@sequence", "met"}


def test_nobody_is_asked_a_postcard_by_telephone(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database, TINY, TINY.replace("family: residents", "family: postcard"))
    signed_in(client, sqlite_database, Role.CLERK)
    page = client.get("/staff/desk")
    assert [button.get("value") for button in page.all("button", name="family")] == ["residents"]
