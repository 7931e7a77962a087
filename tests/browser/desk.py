"""The desk in a browser: a served installation with a clerk, and somebody who sits there without a mouse."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.calls import actions
from survey.tables import metadata  # noqa: F401  the tables must be known before they are asked
from tests.browser.conftest import violations
from tests.builders import open_round
from tests.server import Server
from tests.staff import PASSWORD, colleague

OpenPage = Callable[..., Page]

SLOWEST_MS = 30_000
"""How long a busy test machine may take to show a page."""


@dataclass
class Desk:
    """A served installation with a clerk and the two questionnaires that ship."""

    server: Server
    database: Database
    clerk: str

    def last_call(self) -> actions.Taken:
        """The call that began last."""
        with self.database.reading() as tx:
            return actions.calls_of(tx, self.clerk, datetime.now(UTC) - timedelta(hours=1))[0]

    def answers(self) -> dict[str, Any]:
        """The answers of the call that began last."""
        response = self.last_call().response
        assert response is not None
        return dict(response.answers)


def served(instance: Path) -> Iterator[Desk]:
    """The desk on a real server, for as long as the tests of a module last."""
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    open_round(database)
    clerk = colleague(database, Role.CLERK).id
    server.start()
    yield Desk(server, database, clerk)
    server.stop()
    database.close()


LISTENS = "() => [...document.querySelectorAll('[data-desk]')].every(desk => 'listens' in desk.dataset)"


class Clerk:
    """Somebody at the desk who has no mouse."""

    def __init__(self, page: Page, *, scripts: bool = True) -> None:
        self.page = page
        self.scripts = scripts
        self.keys = page.keyboard

    def press(self, key: str, heading: str) -> None:
        """Presses a key, once the page listens, and waits until the page that it leads to listens too."""
        self.waits()
        self.keys.press(key)
        expect(self.page.locator("h1")).to_have_text(heading, timeout=SLOWEST_MS)
        self.waits()

    def waits(self) -> None:
        """Waits until the page is whole and its script listens to keys."""
        self.page.wait_for_load_state("load")
        if self.scripts:
            self.page.wait_for_function(LISTENS, timeout=SLOWEST_MS)

    def sound(self) -> None:
        """Holds the page against axe."""
        assert violations(self.page) == [], self.page.url

    def code(self) -> str:
        """The return code that the page spells out."""
        groups = self.page.locator(".hys-spelt__symbols").all_inner_texts()
        return "-".join(groups[-4:])


def seated(page: Page, *, scripts: bool = True, **_opened: object) -> Clerk:
    """Signs the clerk in and opens the desk, in a page that was opened with these options."""
    page.goto("/staff/sign-in?next=/staff/desk")
    page.locator("#email").focus()
    page.keyboard.type("clerk@example.org")
    page.locator("#password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Telephone desk", timeout=SLOWEST_MS)
    clerk = Clerk(page, scripts=scripts)
    clerk.waits()
    return clerk


def begun(clerk: Clerk, key: str = "1") -> None:
    """Begins a call and reads the privacy line."""
    clerk.press(key, "Before the questions")
    clerk.press("Enter", "Where you live" if key == "1" else "You and your business")


IS_REACHED = """box => {
  const here = document.activeElement;
  return box === here || (box.type === "radio" && box.name === here.name);
}"""


def tab_to(clerk: Clerk, selector: str) -> None:
    """Presses Tab until an element, or another box of its group, has the focus."""
    wanted = clerk.page.locator(selector).first
    for _ in range(80):
        clerk.keys.press("Tab")
        if wanted.evaluate(IS_REACHED):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")
