"""A real Chromium, at two widths, with scripts on and off, and axe to look at every page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import QUIET, installed

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WCAG_ALONE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
"""To list what is sound as well takes axe as long as to look."""
AXE = Axe().axe_script
LOOK = """async options => (await axe.run(document, options)).violations.map(rule =>
    `${rule.id}: ${rule.help} (${rule.nodes.slice(0, 3).map(node => node.target).join(", ")})`)"""
"""Writes the lines in the page: all that axe tells takes as long to hand over as a small page takes to look at."""
SLOWEST_MS = 60_000
"""How long a page may take on a busy test machine; nothing waits that long where all is well."""
PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SCREENSHOTS = Path(__file__).parent.parent / "screenshots"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for each test process."""
    expect.set_options(timeout=SLOWEST_MS / 2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a fresh browser page: `open_page(address, width=…, scripts=…)`; fails on any script error."""
    contexts = []
    complaints: list[str] = []

    def open_it(base_url: str, *, viewport: Any = DESKTOP, scripts: bool = True, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=base_url,
            viewport=viewport,
            java_script_enabled=scripts,
            service_workers="block",
            **options,
        )
        context.set_default_timeout(SLOWEST_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_ours(said) else None)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not complaints, f"the browser complained: {complaints}"


def _is_ours(said: Any) -> bool:
    """An error that the page caused; a status of 4xx or 5xx that a test asked for is none."""
    return said.type == "error" and "Failed to load resource" not in said.text


def violations(page: Page) -> list[str]:
    """Returns what axe finds wrong on a page by the rules of WCAG 2.2 AA, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(LOOK, WCAG_ALONE)
    return found


def screenshot(page: Page, name: str) -> Path:
    """Keeps a picture of the whole page for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
