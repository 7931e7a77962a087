"""The links in mails: pages ask, a press does; a mail programme ends a mail by one press."""

import pytest
from flask import Flask

from survey import create_app
from survey.config import Settings
from survey.db.session import Database
from survey.summaries.informing import actions
from survey.summaries.informing.links import CONFIRM, STOP, link
from tests.informing import SECRETS, a_round, asked
from tests.pages import PageClient


@pytest.fixture
def person(sqlite_database: Database) -> str:
    a_round(sqlite_database)
    return asked(sqlite_database, "one@example.org")[0]


def standing(database: Database) -> tuple[int, int]:
    with database.reading() as tx:
        found = actions.standing(tx, "2026")
    return found.unconfirmed, found.confirmed


def test_opening_a_link_confirms_nothing_until_the_button_is_pressed(
    client: PageClient, sqlite_database: Database, person: str
) -> None:
    page = client.get(link("", CONFIRM, person, SECRETS))
    assert page.heading == "Shall we keep you informed?"
    assert standing(sqlite_database) == (1, 0)
    assert client.submit().heading == "We will keep you informed"
    assert standing(sqlite_database) == (0, 1)


def test_opening_the_link_to_hear_no_more_asks_first(
    client: PageClient, sqlite_database: Database, person: str
) -> None:
    client.get(link("", STOP, person, SECRETS))
    assert standing(sqlite_database) == (1, 0)
    assert client.submit().heading == "You will hear no more from us"
    assert standing(sqlite_database) == (0, 0)


def test_a_mail_programme_ends_it_by_one_press_without_a_session(
    app: Flask, sqlite_database: Database, person: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post(link("", STOP, person, SECRETS), data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert standing(sqlite_database) == (0, 0)


def test_a_link_of_an_address_that_ended_says_so(
    client: PageClient, sqlite_database: Database, person: str
) -> None:
    with sqlite_database.transaction() as tx:
        actions.stop(tx, person)
    client.get(link("", CONFIRM, person, SECRETS))
    assert client.submit().heading == "This link has ended"


@pytest.mark.parametrize("deed", [CONFIRM, STOP])
def test_a_key_can_not_be_guessed_or_used_for_another_deed(
    client: PageClient, person: str, deed: str
) -> None:
    other = link("", STOP if deed == CONFIRM else CONFIRM, person, SECRETS).rsplit("/", 1)[1]
    for key in ("x", other):
        assert client.get(f"/keep-informed/{deed}/{person}/{key}").status == 404


def test_where_no_mail_can_go_out_nobody_is_asked_for_an_address(
    tmp_path: object, sqlite_database: Database
) -> None:
    from tests.web.respond.test_journey import TINY, open_round, start

    silent = Settings.load({"SURVEY_INSTANCE": str(tmp_path), "SURVEY_SECRET_KEY": "for tests alone"})
    open_round(sqlite_database, TINY + "keep_informed: {text: Would you like to hear from us?}\n")
    client = PageClient(create_app(silent, sqlite_database))
    start(client)
    client.submit({"borough": "E09000021", "met": "no"})
    assert "Keep me informed" not in client.submit().text
