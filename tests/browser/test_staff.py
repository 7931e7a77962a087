"""Accounts and consultations in a real browser: sound to axe, at both widths, by keyboard alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.consultations.languages import actions as languages
from survey.consultations.languages import catalogue
from survey.db.session import Database
from survey.questionnaire import library
from survey.questionnaire.document import load_document
from tests.browser.conftest import DESKTOP, PHONE, screenshot, violations
from tests.server import Server
from tests.staff import PASSWORD, colleague
from tests.web.rounds.builders import source

OpenPage = Callable[..., Page]


@dataclass(frozen=True)
class Place:
    """A served installation with two administrators and two rounds."""

    address: str
    user_id: str
    proposal: int


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    instance = tmp_path_factory.mktemp("staff")
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    colleague(database, Role.ADMINISTRATOR, name="anne")
    other = colleague(database, Role.ADMINISTRATOR, name="ben")
    proposal = fill(database, other.id)
    database.close()
    yield Place(server.start().address, other.id, proposal)
    assert server.stop() == 0


def fill(database: Database, proposer: str) -> int:
    """Plans an open round with a live questionnaire, a draft and a proposal, and one for next year."""
    now = datetime.now(UTC)
    opens, closes = now - timedelta(days=10), now + timedelta(days=20)
    with database.transaction() as tx:
        consultations.create(tx, "open", "Open now", opens, closes, None, now)
        consultations.create(tx, "later", "Later", closes, closes + timedelta(days=30), None, now)
        written = library.source("residents")
        consultations.publish(tx, "open", load_document(written), written, None, now)
        written = library.source("businesses")
        consultations.save_draft(tx, "open", "businesses", written, proposer, now)
        made = consultations.propose(
            tx, "open", load_document(written), written, ["It opens."], proposer, now
        )
        welsh = catalogue.texts("cy")
        languages.sign(tx, "cy", welsh, reviewer="A reviewer", standing="Translator", by=proposer, now=now)
    return made.id


def sign_in(open_page: OpenPage, place: Place, **options: object) -> Page:
    page = open_page(place.address, **options)
    page.goto("/staff/sign-in")
    page.get_by_label("E-mail address").fill("anne@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("Hello, anne")
    return page


PAGES = [
    "/staff",
    "/staff/account",
    "/staff/users",
    "/staff/users/add",
    "/staff/users/{user}",
    "/staff/audit",
    "/staff/consultations",
    "/staff/consultations/new",
    "/staff/consultations/open",
    "/staff/consultations/later",
    "/staff/consultations/open/edit",
    "/staff/consultations/later/edit",
    "/staff/consultations/open/copy",
    "/staff/consultations/open/extend",
    "/staff/consultations/open/close",
    "/staff/consultations/open/questionnaires/add",
    "/staff/consultations/open/questionnaires/residents/edit",
    "/staff/consultations/open/questionnaires/businesses/propose",
    "/staff/consultations/open/questionnaires/businesses/preview",
    "/staff/consultations/open/questionnaires/businesses/preview?channel=telephone",
    "/staff/consultations/open/proposals/{proposal}",
    "/staff/languages",
    "/staff/languages/cy",
    "/staff/languages/cy/withdraw",
    "/staff/languages/ur",
]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_every_page_is_sound(open_page: OpenPage, place: Place, viewport: dict[str, int]) -> None:
    page = sign_in(open_page, place, viewport=viewport)
    wrong = {}
    for address in PAGES:
        page.goto(address.format(user=place.user_id, proposal=place.proposal))
        found = violations(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if found or wide:
            wrong[address] = [*found, f"{wide} px too wide"] if wide else found
    assert wrong == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_sign_in_page_is_sound_with_and_without_an_error(
    open_page: OpenPage, place: Place, scripts: bool
) -> None:
    page = open_page(place.address, scripts=scripts)
    page.goto("/staff/sign-in")
    if scripts:
        assert violations(page) == []
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    page.get_by_role("link", name="Enter your password").click()
    expect(page.get_by_label("Password")).to_be_focused()
    if scripts:
        assert violations(page) == []


def test_problems_of_a_questionnaire_are_sound(open_page: OpenPage, place: Place) -> None:
    page = sign_in(open_page, place)
    page.goto("/staff/consultations/later/questionnaires/add")
    page.get_by_label("A file or text of my own").check()
    page.get_by_label("Or paste it here").fill(source().replace("kind: yes_no", "kind: maybe"))
    page.get_by_role("button", name="Check it and save the draft").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert violations(page) == []


def test_a_colleague_is_added_by_keyboard_alone(open_page: OpenPage, place: Place) -> None:
    page = sign_in(open_page, place)
    page.goto("/staff/users/add")
    page.get_by_label("Name").focus()
    page.keyboard.type("Kim")
    page.keyboard.press("Tab")
    page.keyboard.type("kim@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type("Clerk")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("A link for Kim")
    assert violations(page) == []
    link = page.locator("#link").inner_text()
    page.get_by_role("button", name="Sign out").click()
    page.goto(link)
    assert violations(page) == []
    page.get_by_role("button").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert violations(page) == []


def test_pictures_of_the_pages_are_kept(open_page: OpenPage, place: Place) -> None:
    page = sign_in(open_page, place)
    screenshot(page, "staff-home")
    page.goto("/staff/consultations/open")
    assert screenshot(page, "staff-consultation").stat().st_size > 10_000
