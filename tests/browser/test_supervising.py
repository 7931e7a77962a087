"""A supervisor at work, in a real browser: the board, referrals, the reading queue, flags and corrections."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, violations
from tests.browser.test_every_page import passwords, sign_in
from tests.conftest import demonstration
from tests.server import Server

OpenPage = Callable[..., Page]

PAGES = ("board", "referrals", "referrals/new", "reading", "reading/flagged", "flags", "correcting")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, demonstration_folder: Path) -> Iterator[Server]:
    """A demonstration that serves, its reading queue brought up to date."""
    server = demonstration(tmp_path_factory.mktemp("supervising"), demonstration_folder)
    server.command("reading", "catch-up")
    yield server.start()
    server.stop()


@pytest.fixture
def signed_in(open_page: OpenPage, place: Server) -> Callable[..., Page]:
    """Opens a page as the demonstration's supervisor, or as another of its accounts."""

    def open_it(email: str = "supervisor@example.org", **options: Any) -> Page:
        page = open_page(place.address, **options)
        sign_in(page, email, passwords(place)[email])
        return page

    return open_it


def is_sound(page: Page) -> None:
    assert violations(page) == []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280", "360"])
def test_every_page_is_sound(signed_in: Callable[..., Page], viewport: Any) -> None:
    page = signed_in(viewport=viewport)
    for address in PAGES:
        page.goto(f"/staff/desk/{address}")
        is_sound(page)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["1280", "360"])
def test_what_needs_a_press_is_sound(signed_in: Callable[..., Page], viewport: Any) -> None:
    page = signed_in(viewport=viewport)
    page.goto("/staff/desk/reading")
    page.locator("main form:not([data-secondary]) button").first.click()
    page.locator("details summary").first.click()
    is_sound(page)
    page.goto("/staff/desk/flags")
    page.locator("a[href*='/flags/calls/']").first.click()
    is_sound(page)
    page.get_by_role("button", name="Open the answers").click()
    page.get_by_role("heading", name="Response").wait_for()
    is_sound(page)
    page.get_by_role("link", name="Change").first.click()
    page.get_by_role("button", name="Keep this correction").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    is_sound(page)


def test_a_referral_by_keyboard_alone(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.goto("/staff/desk/board")
    page.locator("#alarm").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Open the first").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="I take this on").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("020 7946 0182")).to_be_visible()
    page.locator("#done").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="It is seen to").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The details are gone")).to_be_visible()
    expect(page.get_by_text("020 7946 0182")).to_have_count(0)


def test_looking_again_leaves_the_focus_where_it_is(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.goto("/staff/desk/board")
    page.locator("#to-reading").focus()
    with page.expect_response("**/board/now"):
        page.evaluate("document.querySelector(\"[data-behaviour='look-again-now']\").click()")
    page.wait_for_timeout(100)
    assert page.evaluate("document.activeElement.id") == "to-reading"


def test_the_board_looks_again_by_itself_until_it_is_told_not_to(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.clock.install()
    page.goto("/staff/desk/board")
    with page.expect_response("**/board/now"):
        page.clock.run_for(16_000)
    page.get_by_label("Look again by itself").uncheck()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.clock.run_for(60_000)
    assert seen == []


def test_a_board_that_cannot_be_reached_says_that_it_is_old(signed_in: Callable[..., Page]) -> None:
    page = signed_in()
    page.goto("/staff/desk/board")
    page.route("**/board/now", lambda route: route.abort())
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("What stands here is old")).to_be_visible()


def test_the_board_works_without_scripts(signed_in: Callable[..., Page]) -> None:
    page = signed_in(scripts=False)
    page.goto("/staff/desk/board")
    page.get_by_role("link", name="Look again").click()
    expect(page.get_by_role("heading", name="Supervisor’s board")).to_be_visible()
    expect(page.get_by_label("Look again by itself")).to_be_hidden()


def test_an_analyst_reads_ten_texts_without_the_mouse(signed_in: Callable[..., Page]) -> None:
    page = signed_in("analyst@example.org")
    page.goto("/staff/desk/reading")
    page.get_by_role("button", name="Take the next 10").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hys-texts__one")).to_have_count(10)
    page.get_by_role("button", name="I have read these 10, and stop").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("10 texts are marked as read by you")).to_be_visible()
