"""'Your response' in a real browser: by keyboard alone, without scripts, sound to axe at both widths."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.browser.conftest import DESKTOP, PHONE, violations
from tests.builders import TINY, open_round
from tests.bundles import printed
from tests.server import Server
from tests.staff import PASSWORD, colleague

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    """A served installation with an open round, a clerk, and the codes on the slips of printed forms."""
    instance = tmp_path_factory.mktemp("withdrawing")
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    open_round(database, TINY)
    colleague(database, Role.CLERK)
    server.start()
    yield server.address, codes_of(server, database)
    database.close()
    assert server.stop() == 0


def codes_of(server: Server, database: Database) -> list[str]:
    """Prints forms under the secret of the installation."""
    secret = (server.instance / "secret_key").read_text().strip()
    return [one.code.shown for one in printed(database, 6, secret=secret)]


def sound(page: Page) -> None:
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_every_page_is_sound(
    open_page: OpenPage, place: tuple[str, list[str]], viewport: ViewportSize
) -> None:
    address, codes = place
    page = open_page(address, viewport=viewport)
    page.goto("/your-response")
    sound(page)
    page.get_by_role("button", name="Look it up").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    sound(page)
    page.get_by_label("Your return code").fill(codes.pop())
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_text("On paper.")).to_be_visible()
    sound(page)
    page.get_by_role("link", name="Withdraw your answers").click()
    sound(page)
    page.get_by_role("button", name="Withdraw and erase them").click()
    expect(page.locator("h1")).to_have_text("Your answers are withdrawn")
    sound(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_the_keyboard_alone_is_enough(
    open_page: OpenPage, place: tuple[str, list[str]], scripts: bool
) -> None:
    address, codes = place
    page = open_page(address, scripts=scripts)
    page.goto("/your-response")
    page.get_by_label("Your return code").focus()
    page.keyboard.type(codes.pop().lower().replace("-", " "))
    page.keyboard.press("Enter")
    expect(page.get_by_text("On paper.")).to_be_visible()
    page.get_by_role("link", name="Withdraw your answers").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Withdraw and erase them").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your answers are withdrawn")


def test_a_clerk_withdraws_for_a_caller_by_keyboard(
    open_page: OpenPage, place: tuple[str, list[str]]
) -> None:
    address, codes = place
    page = open_page(address)
    page.goto("/staff/sign-in")
    page.get_by_label("E-mail address").fill("clerk@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()
    page.goto("/staff/desk")
    page.keyboard.press("w")
    expect(page.get_by_label("Return code")).to_be_focused()
    sound(page)
    page.keyboard.type(codes.pop())
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Withdraw these answers?")
    sound(page)
    page.get_by_role("button", name="Withdraw and erase them").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Withdrawn and erased")).to_be_visible()
