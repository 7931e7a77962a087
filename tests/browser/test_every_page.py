"""Every page that can be reached by a link is sound, in a real browser, on a demonstration with data in it."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import APIRequestContext, Page, ViewportSize
from werkzeug.exceptions import HTTPException

from survey.web.access import entry_of
from tests.browser.conftest import DESKTOP, PHONE, violations
from tests.conftest import demonstration, fresh_database
from tests.server import Server

OpenPage = Callable[..., Page]

MOST_OF_ONE_KIND = 1
"""Pages looked at of each route; one borough looks like another."""

NOT_BY_A_LINK = {
    "kiosk.start": "the shell for the worker to keep; the same page is met under an event's kiosk link",
    "kiosk.worker": "a script; test_kiosk.py has it work",
    "kiosk.pack": "for the kiosk's script alone; test_kiosk.py has it work",
    "account.set_password": "opened by a link that is sent to a person; test_staff.py looks at it",
    "account.sign_in": "for those who have not signed in; test_staff.py looks at it",
    "rounds.propose": "there is something to propose once a draft was changed; test_staff.py looks at it",
    "rounds.proposal": "as above",
    "rounds.withdraw_language": "offered once a language is signed; test_staff.py looks at it",
    "public.asked_for_call": "shown after asking to be rung; test_callbacks.py looks at it",
    "public.asked_for_paper": "shown after asking for a copy; test_paper.py looks at it",
    "batches.sheet": "for the clerk who has the form in hand; test_keying.py looks at it",
    "priorities.report": "there once a report was made; tests/web/public/test_results.py looks at it",
    "priorities.report_file": "a file; tests/web/public/test_results.py looks at it",
    "priorities.letter_file": "a file that somebody registered; tests/web/priorities looks at it",
    "respond.standing": "shown to whoever brings a return code; test_withdrawing.py looks at it",
    "respond.ask_to_withdraw": "as above",
    "coding.merge": "two themes are ticked first; test_coding_pages.py looks at it",
    "coding.text_of": "leads on from the texts of results, once they were opened; test_coding_pages.py looks at it",
    "jobs.ask_to_cancel": "offered while a job goes on; tests/web/jobs looks at it",
    "coding.integrity_pdf": "a file, once a report was made; test_coding_pages.py looks at it",
    "summaries.ask": "offered once a summary is approved; tests/web/summaries looks at it",
    "summaries.ask_all": "as above",
    "public.confirming": "opened by a link in a mail; tests/web/test_informed.py looks at it",
    "public.stopping": "as above",
    "public.earlier": "offered once a correction was published; tests/web/summaries looks at it",
    "respond.left": "shown after 'Leave this computer'",
    "respond.saved": "shown after 'Save and come back later'",
    "respond.sent": "shown after sending",
    "respond.order": "shown where picks are put in order",
}
"""Routes that a crawl does not meet, and why."""

FILES = {"/healthz", "/readyz", "/metrics"}


@pytest.fixture(scope="module")
def place(
    tmp_path_factory: pytest.TempPathFactory, demonstration_folder: Path
) -> Iterator[tuple[Server, dict[str, str]]]:
    """A demonstration that serves, with the passwords of its accounts."""
    server = demonstration(tmp_path_factory.mktemp("every_page"), demonstration_folder)
    yield server.start(), passwords(server)
    server.stop()


def passwords(server: Server) -> dict[str, str]:
    text = (server.instance / "demonstration-accounts.txt").read_text()
    return dict(re.findall(r"^(\S+@\S+)\s+(\S+)", text, re.MULTILINE))


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/staff/sign-in")
    page.fill("input[type=email], input[name=email]", email)
    page.fill("input[type=password]", password)
    page.click("main form button[type=submit]")


def begin(page: Page) -> None:
    """Starts a response, so that the pages of a questionnaire are open to the crawl."""
    page.goto("/haveyoursay")
    page.click("main form button[type=submit]")
    page.select_option("#borough", "E09000021")
    page.click("main form button[type=submit]")


def keep_as_evidence(page: Page) -> None:
    """Keeps a table, so that the list of evidence has something in it."""
    button = page.locator("form[action*='/evidence'] button[type=submit]").first
    for _ in range(20):
        page.goto("/staff/results/residents/questions/borough")
        if button.count():
            break
        page.wait_for_timeout(500)  # the first look at results prepares the columns
    button.click()


def links_on(page: Page) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return [urlsplit(one)._replace(fragment="").geturl() for one in found if "download" not in one]


def endpoint_of(app: Flask, path: str) -> str:
    with app.test_request_context():
        try:
            endpoint, _arguments = app.url_map.bind("127.0.0.1").match(path)
        except HTTPException:
            return "unknown"
    return str(endpoint)


class Crawl:
    """Opens linked pages, a few of each route, beginning at some."""

    def __init__(self, app: Flask, base: str, begin_at: list[str]) -> None:
        self.app = app
        self.base = base
        self.seen: Counter[str] = Counter()
        """How often each route was seen."""
        self.wrong: list[str] = []
        self._visited: set[str] = set()
        self._waiting = [base + path for path in begin_at]

    def in_browser(self, page: Page, widths: Sequence[ViewportSize]) -> None:
        """Looks at each page in these widths, and holds it against axe in the first."""
        for address in self._addresses():
            response = page.goto(address)
            assert response is not None
            if not self._answered(address, response.status):
                continue
            path = urlsplit(address).path
            for width in widths:
                page.set_viewport_size(width)
                about = f"{path} at {width['width']}"
                if width == widths[0]:  # rules seldom differ by width, and axe takes seconds
                    self.wrong += [f"{about}: {found}" for found in violations(page)]
                if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                    self.wrong.append(f"{about}: scrolls sideways")
            self._waiting += links_on(page)

    def answers(self, asking: APIRequestContext) -> None:
        """Asks for each page, which draws none."""
        for address in self._addresses():
            response = asking.get(address)
            if self._answered(response.url, response.status):
                links = re.findall(r'<a [^>]*href="([^"#]+)', response.text())
                self._waiting += [urljoin(response.url, unescape(link)) for link in links]

    def _answered(self, address: str, status: int) -> bool:
        if status != 200:
            self.wrong.append(f"{urlsplit(address).path} answered {status}")
        return status == 200

    def _addresses(self) -> Iterator[str]:
        """Yields what waits, but for files and for routes of which enough was seen."""
        while self._waiting:
            address = self._waiting.pop(0)
            path = urlsplit(address).path
            if not address.startswith(self.base) or address in self._visited or path in FILES:
                continue
            endpoint = endpoint_of(self.app, path)
            if endpoint in {"static", "unknown"} or self.seen[endpoint] >= MOST_OF_ONE_KIND:
                continue
            if re.search(r"\.(csv|yaml|pdf|txt|json)$|/copy$", path):
                continue
            self._visited.add(address)
            self.seen[endpoint] += 1
            yield address


@pytest.mark.timeout(600)
def test_every_page_that_a_link_leads_to_is_sound(
    open_page: OpenPage, place: tuple[Server, dict[str, str]], app: Flask
) -> None:
    server, secrets = place
    page = open_page(server.address)
    begin(page)
    sign_in(page, "administrator@example.org", secrets["administrator@example.org"])
    keep_as_evidence(page)
    pages_of_it = [f"/c/2026/residents/pages/{key}" for key in ("where", "safety", "priorities")]
    first = ["/", "/return", "/haveyoursay-businesses", *pages_of_it, "/c/2026/residents/check", "/staff"]
    crawl = Crawl(app, server.address, first)
    crawl.in_browser(page, [PHONE, DESKTOP])
    assert not crawl.wrong, "\n".join(crawl.wrong)
    unseen = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.rule not in FILES
        and not rule.rule.endswith((".csv", ".yaml", ".pdf", ".json", "/copy"))
        and entry_of(app, rule.endpoint) is not None
        and not rule.endpoint.startswith(("desk.", "static"))
    } - set(crawl.seen)
    assert unseen <= set(NOT_BY_A_LINK), "these pages are reached by no link"


def test_an_opened_list_of_texts_is_sound(open_page: OpenPage, place: tuple[Server, dict[str, str]]) -> None:
    server, secrets = place
    page = open_page(server.address, viewport=PHONE)
    sign_in(page, "analyst@example.org", secrets["analyst@example.org"])
    for _ in range(20):
        page.goto("/staff/results/residents/texts/first_why")
        if page.locator("main form[method=post] button").count():
            break
        page.wait_for_timeout(500)  # the first look at results prepares the columns
    page.locator("main form[method=post] button").first.click()
    page.get_by_label("Find words").wait_for()
    for width in (PHONE, DESKTOP):
        page.set_viewport_size(width)
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")


def test_error_pages_are_sound(open_page: OpenPage, place: tuple[Server, dict[str, str]]) -> None:
    server, _secrets = place
    page = open_page(server.address, viewport=PHONE)
    for address, status in (("/no-such-page", 404), ("/staff/sign-out", 405), ("/c/1999/residents", 404)):
        response = page.goto(address)
        assert response is not None
        assert response.status == status
        assert violations(page) == []


def test_the_demonstration_runs_on_postgresql_too(
    open_page: OpenPage,
    postgresql_url: str,
    demonstration_database: tuple[Path, str],
    tmp_path: Path,
    app: Flask,
) -> None:
    made, name = demonstration_database
    shutil.copytree(made, tmp_path / "served")
    server = Server(tmp_path / "served", fresh_database(postgresql_url, like=name))
    server.start()
    try:
        page = open_page(server.address)
        begin(page)
        sign_in(page, "analyst@example.org", passwords(server)["analyst@example.org"])
        first = ["/", "/c/2026/residents/check", "/staff/results/residents"]
        crawl = Crawl(app, server.address, first)
        crawl.answers(page.context.request)
        assert not crawl.wrong, "\n".join(crawl.wrong)
        assert len(crawl.seen) > 100
    finally:
        server.stop()
