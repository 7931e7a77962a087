"""Keying a form through its page: what is kept, what is said, and who may not."""

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.db.session import Database
from survey.fieldwork.batches.batch import Batch
from survey.fieldwork.paper import actions as paper
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from tests.builders import SECRET, TINY, open_round
from tests.bundles import bundle, moment, printed, standing
from tests.pages import Page, PageClient
from tests.staff import colleague, sign_in


class Office:
    """A bundle of three forms, two clerks and a supervisor, each signed in."""

    def __init__(self, app: Flask, database: Database) -> None:
        open_round(database, TINY)
        staff = {
            "supervisor": colleague(database, Role.SUPERVISOR),
            "clerk": colleague(database, Role.CLERK, name="clerk"),
            "other": colleague(database, Role.CLERK, name="other"),
        }
        self.database = database
        self.batch: Batch = bundle(database, 3, staff["supervisor"].id)
        self.printed = printed(database, 3)
        self.supervisor, self.clerk, self.other = (self._seat(app, one) for one in staff.values())

    @staticmethod
    def _seat(app: Flask, user: User) -> PageClient:
        client = PageClient(app)
        sign_in(client, user)
        return client

    def opened(self, client: PageClient, place: int = 0) -> Page:
        """Types the serial of a form."""
        client.get(f"/staff/batches/{self.batch.id}")
        return client.submit({"serial": self.printed[place].form.serial})

    def typed(self) -> dict[str, str]:
        """What is kept of the form keyed first."""
        return dict(standing(self.database, self.batch).keyings[0].typed)


@pytest.fixture
def office(app: Flask, sqlite_database: Database) -> Office:
    """Where paper is keyed."""
    return Office(app, sqlite_database)


def line(page: Page, field: str) -> str:
    found = next(one for one in page.all("div", data_field=field))
    return " ".join("".join(found.itertext()).split())


def is_off(page: Page, field: str) -> bool:
    return next(one for one in page.all("div", data_field=field)).get("data-off") is not None


def test_what_was_typed_is_shown_in_words_beside_it(office: Office) -> None:
    office.opened(office.clerk)
    page = office.clerk.submit({"borough": "kingst", "met": "1"}, press=("go", "keep"))
    assert "Kingston upon Thames" in line(page, "borough")
    assert office.typed() == {"borough": "kingst", "met": "1"}


def test_a_line_off_the_path_is_marked_and_can_be_keyed(office: Office) -> None:
    office.opened(office.clerk)
    page = office.clerk.submit({"met": "2", "went": "Badly."}, press=("go", "keep"))
    assert is_off(page, "went")
    page = office.clerk.submit({"met": "1"}, press=("go", "keep"))
    assert not is_off(page, "went")
    assert office.typed()["went"] == "Badly."


def test_what_cant_stand_is_told_with_its_number(office: Office) -> None:
    office.opened(office.clerk)
    page = office.clerk.submit({"met": "1 2"}, press=("go", "finish"))
    assert page.errors == ["2: Only one is allowed here. If more are ticked on the paper, type +"]


def test_a_blank_form_is_told(office: Office) -> None:
    office.opened(office.clerk)
    page = office.clerk.submit(press=("go", "finish"))
    assert page.errors[0].startswith("Nothing is keyed")


def test_a_script_keeps_a_field_at_once(office: Office) -> None:
    office.opened(office.clerk)
    token = next(one.get("value") for one in office.clerk.page.all("input", name="csrf_token"))  # type: ignore[union-attr]  # there is a page
    address = f"{office.clerk.path}/fields"
    answer = office.clerk.client.post(address, data={"csrf_token": token, "met": "2"}).get_json()
    assert answer["fields"] == {"met": {"said": "No", "slip": ""}}
    assert answer["off"] == ["went"]
    answer = office.clerk.client.post(address, data={"csrf_token": token, "borough": "ba"}).get_json()
    assert "More than one borough begins so" in answer["fields"]["borough"]["slip"]
    assert office.typed() == {"met": "2", "borough": "ba"}


def test_a_form_in_hand_is_told_with_the_name_of_who_has_it(office: Office) -> None:
    office.opened(office.clerk)
    page = office.opened(office.other)
    assert page.errors[0].startswith("clerk has form 1 in hand, since")


def test_nobody_else_reaches_a_form_in_hand(office: Office) -> None:
    office.opened(office.clerk)
    page = office.other.get(office.clerk.path)
    assert "You do not have this form in hand any more" in page.text


def test_a_form_keyed_already_is_told_with_its_place(office: Office) -> None:
    office.opened(office.clerk)
    office.clerk.submit({"met": "1"}, press=("go", "finish"))
    page = office.opened(office.other)
    assert page.errors == ["This form was keyed already: bundle 1, form 1. It is not counted twice"]


def test_a_form_kept_for_later_waits_in_the_clerks_hands(office: Office) -> None:
    office.opened(office.clerk)
    page = office.clerk.submit({"met": "1"}, press=("go", "later"))
    assert "In your hands: go on" in page.text


def test_a_supervisor_frees_a_form(office: Office) -> None:
    office.opened(office.clerk)
    page = office.supervisor.get(f"{office.clerk.path}/give-back")
    assert "clerk has this form in hand" in page.text
    page = office.supervisor.submit()
    assert "The form is free" in page.text
    assert office.opened(office.other).heading.startswith("Form")


def test_a_form_without_a_serial_gets_one_to_write_on_it(office: Office) -> None:
    page = office.clerk.get(f"/staff/batches/{office.batch.id}")
    form = next(one for one in page.all("form") if (one.get("action") or "").endswith("/unnumbered"))
    page = office.clerk.submit_form(form, {})
    serial = page.heading.removeprefix("Form ")
    assert f"Write {serial} on the form before you key it" in page.text


def test_whoever_answered_on_the_website_too_is_set_aside(office: Office) -> None:
    with office.database.transaction() as tx:
        draft = paper.begin_from_slip(
            tx, office.printed[0].code, channel=Channel.WEB, language="en", secret=SECRET, now=moment()
        )
        assert draft is not None
        responses.save(tx, draft, {"met": "no"}, moment())
    page = office.opened(office.clerk)
    assert "has begun to answer on the website and not sent it" in page.text
    assert office.clerk.submit().heading.startswith("Form")
    office.clerk.submit({"met": "1"}, press=("go", "finish"))
    page = office.supervisor.get(f"/staff/batches/{office.batch.id}")
    assert "1 form is set aside: decide what counts" in page.text
    decide = next(one for one in page.all("form") if (one.get("action") or "").endswith("/decide"))
    page = office.supervisor.submit_form(decide, {}, press=("counts", "paper"))
    assert "The paper counts" in page.text


def test_a_form_is_taken_out_with_a_reason(office: Office) -> None:
    office.opened(office.clerk)
    office.clerk.submit({"met": "1"}, press=("go", "finish"))
    page = office.supervisor.get(f"/staff/batches/{office.batch.id}")
    address = next(one.get("href") for one in page.all("a") if (one.get("href") or "").endswith("/take-out"))
    office.supervisor.get(str(address))
    assert office.supervisor.submit().errors == ["Say why the form is taken out"]
    page = office.supervisor.submit({"reason": "Keyed from the wrong form"})
    assert "None is keyed yet" in page.text


def test_a_count_that_does_not_agree_says_what_to_do(office: Office) -> None:
    office.opened(office.clerk)
    office.clerk.submit({"met": "1"}, press=("go", "finish"))
    page = office.supervisor.get(f"/staff/batches/{office.batch.id}/sign-off")
    assert "1 of 3 forms are keyed, 2 are missing. Look for them" in page.text
    assert page.main_form is None
    office.supervisor.get(f"/staff/batches/{office.batch.id}/count")
    page = office.supervisor.submit({"forms": "1", "reason": "Two were leaflets"})
    assert "1 of 1 forms keyed" in page.text


def test_an_unknown_bundle_or_form_is_not_found(office: Office) -> None:
    assert office.clerk.get("/staff/batches/nothing").status == 404
    assert office.supervisor.get("/staff/batches/forms/nothing/differences").status == 404
    assert office.clerk.get("/staff/batches/forms/nothing/third").status == 404
