"""Copies on paper in a real browser: asked for by keyboard and without scripts, posted by staff, sound to axe."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.browser.conftest import DESKTOP, PHONE, violations
from tests.builders import open_round
from tests.server import Server
from tests.staff import PASSWORD, colleague

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served installation with an open round and a clerk."""
    instance = tmp_path_factory.mktemp("paper")
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    open_round(database)
    colleague(database, Role.CLERK)
    database.close()
    yield server.start().address
    assert server.stop() == 0


def sound(page: Page) -> None:
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")


def ask(page: Page, name: str) -> None:
    page.goto("/take-part/on-paper")
    page.get_by_label("Businesses").or_(page.get_by_label("businesses")).first.check()
    page.get_by_label("Large print (16 point)", exact=True).check()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your address, with the postcode").fill("1 Example Road\nKingston\nKT1 1AA")
    page.get_by_role("button", name="Send it to me").click()


def sign_in(page: Page) -> None:
    page.goto("/staff/sign-in")
    page.get_by_label("E-mail address").fill("clerk@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/staff/paper")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_a_copy_is_asked_for_on_pages_that_are_sound(
    open_page: OpenPage, address: str, viewport: ViewportSize
) -> None:
    page = open_page(address, viewport=viewport)
    page.goto("/take-part/on-paper")
    sound(page)
    page.get_by_role("button", name="Send it to me").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    sound(page)
    ask(page, "Flat 3")
    expect(page.locator("h1")).to_have_text("We will post it to you")
    sound(page)


def test_a_copy_is_asked_for_by_keyboard_alone(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    page.goto("/take-part/on-paper")
    page.locator("main form input[type=radio]:checked").first.focus()
    for _ in range(20):
        if page.evaluate("document.activeElement.name") == "name":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("Flat 4")
    page.keyboard.press("Tab")
    page.keyboard.type("1 Example Road\nKingston\nKT1 1AA")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("We will post it to you")


def test_a_copy_is_asked_for_without_scripts(open_page: OpenPage, address: str) -> None:
    page = open_page(address, scripts=False)
    ask(page, "Flat 5")
    expect(page.locator("h1")).to_have_text("We will post it to you")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_staff_post_what_was_asked_for_on_pages_that_are_sound(
    open_page: OpenPage, address: str, viewport: ViewportSize
) -> None:
    page = open_page(address, viewport=viewport)
    name = f"Flat {viewport['width']}"
    ask(page, name)
    ask(page, f"Not at {name}")
    sign_in(page)
    sound(page)
    page.get_by_text("Take out a request that can’t be posted").click()
    sound(page)
    page.get_by_role("button", name=f"Not at {name}").click()
    sound(page)
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_text("The request is taken out")).to_be_visible()
    page.get_by_label(f"Posted to {name}").check()
    page.get_by_role("button", name="Mark those ticked as posted").click()
    sound(page)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("its address is destroyed")).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)
    sound(page)


def test_labels_come_as_a_file(open_page: OpenPage, address: str) -> None:
    page = open_page(address)
    ask(page, "Flat 9")
    sign_in(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="labels").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF-")
