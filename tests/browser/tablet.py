"""A tablet at an event: a real Chromium with a profile of its own, which outlives being closed."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType, Page, expect
from sqlalchemy import text

from survey.config import Settings
from survey.db.session import Database
from survey.fieldwork.events.event import Event
from tests.browser.chromium import QUIET, installed
from tests.builders import TINY, open_round
from tests.events import kiosk_link, planned
from tests.server import Server

SLOW_MS = 45_000

ASKED = TINY.replace("kind: long_text,", "kind: long_text, max_length: 300,")


@dataclass
class Place:
    """A server with an open round, and an event on it."""

    server: Server
    database: Database
    settings: Settings

    def event(self, **about: Any) -> Event:
        """Plans an event today."""
        return planned(self.database, self.settings.secret_key, **about)

    def link(self, event: Event) -> str:
        """The path of its kiosk link."""
        return kiosk_link(event, self.settings.secret_key)

    def stored(self, event: Event) -> list[Any]:
        """Rows of what came from the event."""
        query = text(
            "SELECT r.*, l.item, l.taken_at, l.clock_offset_s FROM event_responses l"
            " JOIN responses r ON r.id = l.response WHERE l.event = :event ORDER BY r.id"
        )
        with self.database.reading() as tx:
            return list(tx.connection.execute(query, {"event": event.id}))

    def arrived(self, event: Event, number: int) -> list[dict[str, Any]]:
        """Waits until so many responses have come from the event; returns their answers."""
        until = time.monotonic() + SLOW_MS / 1000
        while len(self.stored(event)) < number and time.monotonic() < until:
            time.sleep(0.05)
        return self.answers(event)

    def answers(self, event: Event) -> list[dict[str, Any]]:
        """The answers that came from the event."""
        return [json.loads(row.answers) for row in self.stored(event)]


def served(folder: Path, *sources: str, **variables: str) -> Iterator[Place]:
    """Serves an installation with an open round."""
    server = Server(folder / "instance", f"sqlite:///{folder / 'survey.sqlite'}", **variables)
    server.command("init")
    settings = Settings.load(server.environment)
    database = Database(settings.database_url)
    open_round(database, *(sources or (ASKED,)))
    yield Place(server.start(), database, settings)
    if server.process is not None and server.process.poll() is None:
        server.stop()
    database.close()


@dataclass
class Tablet:
    """One opening of the browser on a tablet."""

    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Opens an address and waits for whichever screen comes."""
        self.page.goto(path)
        self.page.locator("[data-do=staff]").wait_for()
        self.page.locator("main h1").wait_for()

    def welcome(self) -> None:
        """Waits for the screen where each person begins."""
        expect(self.page.get_by_role("button", name="Start", exact=True)).to_be_visible(timeout=SLOW_MS)

    def press(self, name: str) -> None:
        """Presses a button."""
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def send_now(self) -> None:
        """Presses 'Send now' on the screen for staff, unless what waited has gone by itself meanwhile."""
        button = self.page.get_by_role("button", name="Send now", exact=True)
        expect(button.or_(self.page.get_by_text("Nothing waits on this tablet"))).to_be_visible(
            timeout=SLOW_MS
        )
        self.page.evaluate("document.querySelector('[data-do=dispatch]')?.click()")

    def begin(self) -> None:
        """Begins as the next person."""
        self.press("Start")
        self.page.locator("#borough").wait_for()

    def answer(self, borough: str, words: str = "") -> None:
        """Answers all questions, as far as checking them."""
        self.begin()
        self.page.select_option("#borough", borough)
        self.press("Continue")
        self.page.get_by_label("Yes" if words else "No", exact=True).check()
        self.press("Continue")
        if words:
            self.page.locator("#went").fill(words)
            self.press("Continue")
        self.page.get_by_role("heading", name="Check your answers").wait_for()

    def take(self, borough: str, words: str = "") -> str:
        """Takes a whole response; returns the code that was shown."""
        self.answer(borough, words)
        self.press("Send my answers")
        self.page.get_by_role("heading", name="Thank you").wait_for()
        code = self.page.locator(".hys-code").inner_text()
        self.press("Finish")
        self.welcome()
        return code

    def waits(self, number: int) -> None:
        """Waits until so many responses wait on the tablet."""
        expect(self.page.locator("[data-waiting]")).to_have_text(
            f"Waiting to be sent: {number}", timeout=SLOW_MS
        )

    def is_ready(self) -> None:
        """Waits until the tablet can do without a network."""
        self.page.wait_for_function(
            "async () => navigator.serviceWorker.controller && (await caches.keys()).some(n => n !== 'kiosk-packs')"
            " && (await (await caches.open('kiosk-packs')).keys()).length"
        )

    def staff(self) -> None:
        """Opens the page for staff."""
        self.press_staff()
        self.page.get_by_role("heading", name="For staff: the end of the day").wait_for()

    def press_staff(self) -> None:
        """Presses the button for staff."""
        self.page.locator("button[data-do=staff]").first.click()


@contextmanager
def tablet(chromium: BrowserType, profile: Path, server: Server, **options: Any) -> Iterator[Tablet]:
    """Opens the browser of a tablet on its profile, and closes it; fails on any script error."""
    context = chromium.launch_persistent_context(
        profile,
        executable_path=installed(),
        args=list(QUIET),
        base_url=server.address,
        **{"viewport": {"width": 1024, "height": 768}, **options},
    )
    context.set_default_timeout(SLOW_MS)
    opened = Tablet(context, context.pages[0])
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    try:
        yield opened
    finally:
        context.close()
    assert not opened.complaints, f"the browser complained: {opened.complaints}"
