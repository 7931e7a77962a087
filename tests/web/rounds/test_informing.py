"""Staff write to those who asked to be told; nobody is written to unseen."""

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.summaries.informing import actions
from survey.summaries.informing.mail import State
from tests.informing import a_round, asked
from tests.pages import PageClient
from tests.staff import signed_in

WORDS = {"subject_en": "Results", "text_en": "Read them on our pages."}


@pytest.fixture
def writer(client: PageClient, sqlite_database: Database) -> PageClient:
    a_round(sqlite_database)
    return signed_in(client, sqlite_database, Role.APPROVER)


def standing(database: Database) -> actions.Standing:
    with database.reading() as tx:
        return actions.standing(tx, "2026")


def test_a_message_is_shown_with_its_number_before_it_is_sent(
    writer: PageClient, sqlite_database: Database
) -> None:
    asked(sqlite_database, "one@example.org", "two@example.org", confirmed=True)
    writer.get("/staff/informing/2026/write")
    page = writer.submit(WORDS)
    assert "It goes to 2 addresses that were confirmed." in page.text
    assert standing(sqlite_database).count(State.WAITING) == 2  # those that ask back
    writer.submit()
    assert standing(sqlite_database).count(State.WAITING) == 4


def test_the_number_is_looked_at_again_where_somebody_came_since(
    writer: PageClient, sqlite_database: Database
) -> None:
    asked(sqlite_database, "one@example.org", confirmed=True)
    writer.get("/staff/informing/2026/write")
    writer.submit(WORDS)
    asked(sqlite_database, "two@example.org", confirmed=True)
    page = writer.submit()
    assert "Somebody came or went since you looked." in page.text
    assert "It goes to 2 addresses" in page.text


def test_a_message_without_english_words_is_not_kept(writer: PageClient) -> None:
    writer.get("/staff/informing/2026/write")
    assert writer.submit({"subject_cy": "Helo"}).errors == ["Enter a subject", "Enter a text"]


def test_mails_that_wait_are_kept_as_a_file_for_another_programme(
    writer: PageClient, sqlite_database: Database
) -> None:
    asked(sqlite_database, "one@example.org")
    page = writer.get("/staff/informing")
    (form,) = [one for one in page.all("form") if (one.get("action") or "").endswith("/file")]
    token = next(field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token")
    answer = writer.client.post("/staff/informing/2026/file", data={"csrf_token": token})
    assert answer.text.splitlines()[0].lstrip("\ufeff") == "to,language,subject,text,unsubscribe"
    assert "one@example.org" in answer.text
    assert standing(sqlite_database).count(State.HANDED_OVER) == 1


def test_an_address_that_came_back_is_deleted_and_shown_nowhere(
    writer: PageClient, sqlite_database: Database
) -> None:
    asked(sqlite_database, "one@example.org", confirmed=True)
    page = writer.get("/staff/informing")
    assert "example.org" not in page.text.replace("name@example.org", "")
    (form,) = [one for one in page.all("form") if (one.get("action") or "").endswith("/came-back")]
    assert "The address is deleted" in writer.submit_form(form, {"email": "one@example.org"}).text
    assert standing(sqlite_database).confirmed == 0
