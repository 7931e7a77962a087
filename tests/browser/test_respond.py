"""The public journey in a real browser: both widths, with scripts and without, from the first page to a reference."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from survey.db.session import Database
from tests.browser.conftest import DESKTOP, PHONE, violations
from tests.builders import TINY, open_round
from tests.server import Server

OpenPage = Callable[..., Page]

ASKED = (
    TINY
    + """
  - key: most
    title: What matters
    pages:
      - key: most
        title: What matters most
        sensitive: true
        questions:
          - key: most
            kind: ranking
            text: What matters to you?
            limit: 3
            choices: [{key: noise, text: Noise}, {key: drugs, text: Drugs}, {key: theft, text: Theft}]
keep_informed: {text: Would you like to hear what came of it?}
"""
)


def served(folder: Path, url: str, *sources: str) -> Iterator[str]:
    """Serves a round; the questionnaire above, or those given."""
    server = Server(folder, url)
    server.command("init")
    database = Database(url)
    open_round(database, *(sources or (ASKED,)))
    database.close()
    yield server.start().address
    server.stop()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A round with a small questionnaire, on SQLite."""
    folder = tmp_path_factory.mktemp("respond")
    yield from served(folder, f"sqlite:///{folder / 'survey.sqlite'}")


@pytest.fixture
def on_postgresql(tmp_path: Path, fresh_postgresql_url: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    yield from served(tmp_path, fresh_postgresql_url)


def go_on(page: Page, heading: str) -> None:
    """Presses 'Continue' and waits for the page that follows."""
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("h1")).to_have_text(heading)
    page.wait_for_load_state("load")


def begin(page: Page) -> Page:
    page.goto("/haveyoursay")
    page.get_by_role("button", name="Start").click()
    expect(page.locator("h1")).to_have_text("Where you live")
    return page


def answer(page: Page, look: Callable[[Page], None] = lambda page: None) -> None:
    """Answers every page as far as the check, looking at each."""
    look(page)
    page.get_by_label("Which borough do you live in?").select_option("Kingston upon Thames")
    page.get_by_label("Yes", exact=True).check()
    go_on(page, "How it went")
    look(page)
    page.get_by_label("How did it go?").fill("They came at once")
    go_on(page, "What matters most")
    look(page)
    page.get_by_label("Noise").check()
    page.get_by_label("Theft").check()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Which of these matters most?")).to_be_visible()
    look(page)
    page.get_by_label("Theft").check()
    go_on(page, "Check your answers")
    look(page)


def send(page: Page) -> str:
    page.get_by_role("button", name="Send my answers").click()
    return page.locator("[data-reference]").get_attribute("data-reference") or ""


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_person_reaches_a_reference(
    open_page: OpenPage, address: str, viewport: dict[str, int], scripts: bool
) -> None:
    page = begin(open_page(address, viewport=viewport, scripts=scripts))
    answer(page)
    assert len(send(page)) == 9


def test_a_person_reaches_a_reference_on_postgresql(open_page: OpenPage, on_postgresql: str) -> None:
    page = begin(open_page(on_postgresql, viewport=PHONE))
    answer(page)
    assert len(send(page)) == 9


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_the_journey_is_sound(
    open_page: OpenPage, address: str, viewport: dict[str, int]
) -> None:
    def look(page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (page.title(), violations(page), wide) == (page.title(), [], 0)

    page = begin(open_page(address, viewport=viewport))
    answer(page, look)
    send(page)
    look(page)
    page.get_by_role("button", name="Keep me informed").click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Leave this computer").click()
    expect(page.locator("h1")).to_have_text("Nothing is left here")
    look(page)
    page.goto("/c/2026/residents/pages/where")
    look(page)


def test_saving_and_coming_back_is_sound(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address, viewport=PHONE))
    page.get_by_role("button", name="Save and come back later").click()
    expect(page.locator("h1")).to_have_text("Your answers are saved")
    assert violations(page) == []
    code = page.locator(".hys-code").inner_text()
    other = open_page(address, viewport=DESKTOP)
    other.goto("/return")
    other.get_by_label("Your return code").fill("2345")
    other.get_by_role("button", name="Go on").click()
    expect(other.locator(".govuk-error-summary")).to_be_focused()
    assert violations(other) == []
    other.get_by_label("Your return code").fill(code.lower())
    other.get_by_role("button", name="Go on").click()
    expect(other.locator("h1")).to_have_text("Where you live")


def test_back_loses_no_answer(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address))
    answer(page)
    page.get_by_role("link", name="Back", exact=True).click()
    expect(page.get_by_label("Theft")).to_be_checked()
    page.go_back()
    page.goto("/c/2026/residents/pages/how")
    expect(page.get_by_label("How did it go?")).to_have_value("They came at once")


def test_back_shows_nothing_after_sending(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address))
    answer(page)
    send(page)
    for _ in range(4):
        page.go_back()
        assert "They came at once" not in page.content()
        assert "Kingston" not in page.content()


def test_leaving_takes_everything_from_the_browser(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address))
    answer(page)
    send(page)
    page.get_by_role("button", name="Leave this computer").click()
    expect(page.locator("h1")).to_have_text("Nothing is left here")
    assert page.context.cookies() == []
    page.go_back()
    assert "They came at once" not in page.content()


def test_pressing_twice_sends_once(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address, scripts=False))
    answer(page)
    again = page.context.new_page()
    again.goto("/c/2026/residents/check")
    first = send(page)
    assert send(again) == first


def test_the_way_out_works_without_scripts(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address, scripts=False))
    page.goto("/c/2026/residents/pages/most")
    page.context.route(
        re.compile("^https://"),
        lambda route: route.fulfill(status=200, content_type="text/html", body="Weather"),
    )
    page.get_by_role("link", name="Exit this page").click()
    expect(page.locator("body")).to_have_text("Weather")


def test_the_keyboard_alone_is_enough(open_page: OpenPage, address: str) -> None:
    page = begin(open_page(address))
    page.get_by_label("Which borough do you live in?").focus()
    page.keyboard.type("Kings")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("What matters most")
