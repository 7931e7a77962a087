"""Scripts for calls that turn out otherwise, and telling the supervisor from them."""

from pathlib import Path

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.config import Settings
from survey.db.session import Database
from survey.fieldwork.calls.scripts import KINDS, OWN_NAME, SHIPPED
from survey.fieldwork.referrals import actions as referrals
from survey.fieldwork.referrals.referral import Referral
from tests.builders import TINY, open_round
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import SCRIPTED, asked, base, form_to, response_in

TOLD = {"about": "Afraid of a neighbour", "name": "A caller", "number": "020 7946 0018", "urgency": "now"}


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk on the first page of questions."""
    open_round(sqlite_database, TINY)
    signed_in(client, sqlite_database, Role.CLERK)
    asked(client)
    return client


def board(database: Database, settings: Settings) -> tuple[Referral, ...]:
    with database.reading() as tx:
        return referrals.board(tx, [settings.secret_key])


def opened(clerk: PageClient, kind: str) -> None:
    clerk.submit({"met": "no"}, press=("go", f"help:{kind}"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_script_opens_from_a_question_and_leads_back_to_it(
    clerk: PageClient, sqlite_database: Database, kind: str
) -> None:
    opened(clerk, kind)
    assert clerk.path.endswith(f"/help/{kind}")
    assert clerk.page is not None
    (back, *_) = [address for words, address in clerk.page.links() if words == "Back to the question"]
    assert clerk.get(back).heading == "Where you live"
    assert response_in(sqlite_database).answers == {"met": "no"}


def test_the_script_for_danger_names_999(clerk: PageClient) -> None:
    opened(clerk, "at_risk")
    assert clerk.page is not None
    assert "999" in clerk.page.text


def test_a_referral_reaches_the_supervisors_with_all_that_was_told(
    clerk: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    opened(clerk, "at_risk")
    assert clerk.page is not None
    page = clerk.submit_form(form_to(clerk.page, "/help/at_risk"), TOLD)
    assert "Your supervisors have it now" in page.text
    (one,) = board(sqlite_database, settings)
    assert one.kind == "at_risk"
    assert {**TOLD, **(one.details or {})} == one.details


def test_a_referral_holds_nothing_of_the_response(
    clerk: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    clerk.client.post(
        f"{base(sqlite_database)}/help/complaint",
        data={**TOLD, "csrf_token": _token(clerk)},
        headers=SCRIPTED,
    )
    (one,) = board(sqlite_database, settings)
    response = response_in(sqlite_database)
    assert not any(word in str(one) for word in (response.id, response.reference))


def test_the_script_of_the_page_is_told_the_outcome(clerk: PageClient, sqlite_database: Database) -> None:
    address = f"{base(sqlite_database)}/help/complaint"
    for about, key in (("", "fault"), ("A complaint", "referred")):
        answer = clerk.client.post(
            address, data={"about": about, "csrf_token": _token(clerk)}, headers=SCRIPTED
        )
        assert answer.get_json()[key]


def _token(clerk: PageClient) -> str:
    assert clerk.page is not None
    return clerk.page.all("input", name="csrf_token")[0].get("value") or ""


def test_a_referral_says_what_it_is_about(
    clerk: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    opened(clerk, "complaint")
    assert clerk.page is not None
    page = clerk.submit_form(form_to(clerk.page, "/help/complaint"), {**TOLD, "about": " "})
    assert page.errors == ["Write in a few words what it is about"]
    assert "020 7946 0018" in page.html
    assert board(sqlite_database, settings) == ()


def test_of_a_child_no_name_and_no_number_is_taken(
    clerk: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    opened(clerk, "under_16")
    assert clerk.page is not None
    form = form_to(clerk.page, "/help/under_16")
    assert {field.get("name") for field in form.iter("input")} == {"csrf_token"}
    clerk.submit_form(form, TOLD)
    (one,) = board(sqlite_database, settings)
    assert not {"name", "number"} & set(one.details or {})


def test_own_words_that_can_not_be_read_leave_those_that_ship(
    clerk: PageClient, settings: Settings, app: Flask
) -> None:
    (settings.instance / OWN_NAME).write_text("at_risk: [no, script")
    opened(clerk, "at_risk")
    assert clerk.page is not None
    assert clerk.page.heading == "Somebody is at risk"


def test_a_body_can_change_the_words(clerk: PageClient, settings: Settings, app: Flask) -> None:
    own: Path = settings.instance / OWN_NAME
    own.write_text(SHIPPED.read_text().replace("title: Somebody is at risk", "title: Safety first"))
    opened(clerk, "at_risk")
    assert clerk.page is not None
    assert clerk.page.heading == "Safety first"
