"""From sixty answers coded by keyboard to a theme in results: in a real browser, on a real server."""

import csv
import re
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.tables import metadata  # noqa: F401  the tables must be known before they are asked
from tests.browser.conftest import DESKTOP, PHONE, screenshot, violations
from tests.builders import sent
from tests.conftest import fresh_database
from tests.server import Server
from tests.staff import PASSWORD, colleague
from tests.store.themes.test_proposals import FEAR, NOISE, said
from tests.store.themes.written import wordy

OpenPage = Callable[..., Page]
SLOWEST_MS = 15_000
TEXTS, CODED = 120, 60


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, postgresql_url: str
) -> Iterator[Server]:
    """A served installation where 120 people wrote why, with an analyst and a clerk; once on each database."""
    instance: Path = tmp_path_factory.mktemp("coding")
    url = (
        f"sqlite:///{instance / 'survey.sqlite'}"
        if request.param == "sqlite"
        else fresh_database(postgresql_url)
    )
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    version = wordy(database)
    for seed, words in enumerate(said(TEXTS), 1):
        sent(database, version, {"borough": "E09000021", "top": ["noise"], "first_why": words}, seed=seed)
    colleague(database, Role.ANALYST)
    colleague(database, Role.CLERK)
    database.close()
    yield server.start()
    server.stop()


def signed_in(page: Page, role: str, then: str = "/staff/coding") -> None:
    page.goto(f"/staff/sign-in?next={then}")
    page.locator("#email").fill(f"{role}@example.org")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{then}", timeout=SLOWEST_MS)


def key_for(words: str) -> str:
    """What an honest coder types: theme 1 is noise, 2 is fear."""
    if any(words.startswith(one) for one in NOISE):
        return "1"
    return "fe" if any(words.startswith(one) for one in FEAR) else "n"


def add_theme(page: Page, name: str) -> None:
    page.locator("#name").fill(name)
    page.get_by_role("button", name="Add the theme").click()
    expect(page.get_by_role("row", name=re.compile(name))).to_be_visible()


@pytest.mark.timeout(600)
def test_sixty_answers_by_keyboard_become_a_theme_in_results(open_page: OpenPage, office: Server) -> None:
    page = open_page(office.address, viewport=DESKTOP)
    signed_in(page, "analyst")
    page.get_by_role("button", name="Take in what is new").click()
    page.get_by_role("button", name=re.compile(r"Make a codebook\s*: Why")).first.click()
    expect(page.locator("h1")).to_have_text("Why?")
    for name in ("Noise", "Fear"):
        add_theme(page, name)
    page.get_by_role("button", name="Code the next text").click()
    for number in range(CODED):
        expect(page.locator("[data-progress]")).to_have_text(f"{number} of {TEXTS} coded", timeout=SLOWEST_MS)
        page.wait_for_load_state("load")
        expect(page.locator("#typed")).to_be_focused()
        word = key_for(page.locator(".hys-coding__text").inner_text())
        page.keyboard.type(word)
        expect(page.locator("#typed")).to_have_value(word)
        if number == 5:
            assert violations(page) == []
            screenshot(page, "coding-desk")
        page.keyboard.press("Enter")
    expect(page.locator("[data-progress]")).to_have_text(f"{CODED} of {TEXTS} coded", timeout=SLOWEST_MS)
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("link", name="Proposals").click()
    page.get_by_role("button", name="Learn from what people coded").click()
    expect(page.get_by_role("button", name=re.compile("Learn anew"))).to_be_visible(timeout=60_000)
    accept = page.get_by_role("button", name=re.compile("more with ‘Noise’, precision 80% or more"))
    offered = re.search(r"Accept: (\d+) text", accept.inner_text())
    assert offered is not None
    given = int(offered[1])
    assert given > 0
    accept.click()
    expect(page.get_by_role("button", name=re.compile(r"Take back\s*: Noise"))).to_be_visible(timeout=60_000)
    assert violations(page) == []
    screenshot(page, "coding-proposals")
    left = TEXTS - CODED - given
    where = {row[0]: row[1] for row in cells(page, "Where the texts stand")}
    assert where == {
        "Coded by people": str(CODED),
        "Given an accepted theme": str(given),
        "Left over: in no theme yet": str(left),
    }
    results_have(page, given, left)


def cells(page: Page, caption: str) -> list[list[str]]:
    table = page.locator("table", has=page.locator("caption", has_text=caption)).first
    return [row.locator("th, td").all_inner_texts() for row in table.locator("tbody tr").all()]


def opened(page: Page, address: str, text: str) -> None:
    """Opens a page of results, which may have to wait for its columns."""
    for _ in range(40):
        page.goto(address)
        if page.get_by_text(text).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"{address} never showed {text!r}")


def results_have(page: Page, given: int, left: int) -> None:
    """The theme stands in topline, cross-tab and export, with the leftovers counted."""
    results = "/staff/results/residents"
    opened(page, f"{results}/questions/first_why~accepted", "Themes, with accepted proposals")
    lines = {row[0]: row[1] for row in cells(page, "Themes, with accepted proposals")}
    noise = int(lines["Noise"])
    assert noise > given
    assert lines["No accepted theme: left over, forced into none"] == str(left)
    assert violations(page) == []
    opened(page, f"{results}/questions/first_why~accepted/by?by=channel", "responses")
    crossed = {row[0]: row[-1] for row in cells(page, "by How they answered: responses")}
    assert (crossed["Noise"], crossed["No accepted theme: left over, forced into none"]) == (
        str(noise),
        str(left),
    )
    opened(page, f"{results}/reasons", "Every priority by method of consultation")
    assert violations(page) == []
    page.goto(results)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=re.compile("CSV")).first.click()
    rows = list(csv.DictReader(StringIO(Path(waiting.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == TEXTS
    assert sum(row["first_why~accepted.noise"] == "1" for row in rows) == noise
    assert sum(row["first_why~accepted.left_over"] == "1" for row in rows) == left
    assert sum(row["first_why~themes.noise"] == "not_coded" for row in rows) == TEXTS - CODED


def test_a_clerk_codes_without_scripts_on_a_phone(open_page: OpenPage, office: Server) -> None:
    page = open_page(office.address, viewport=PHONE, scripts=False)
    signed_in(page, "clerk")
    with page.expect_navigation():
        page.get_by_role("button", name=re.compile("^Code")).first.click()
    before = page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")
    page.locator("#typed").fill("nonsense")
    page.get_by_role("button", name="Keep, next").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("neither a number of the list")
    page.locator("#typed").fill("noise fear")
    page.get_by_role("button", name="Keep, next").click()
    expect(page).not_to_have_url(before)
    expect(page.get_by_role("link", name="Details and quotation")).to_have_count(0)
    page.get_by_role("link", name="Back to the text before").click()
    assert page.locator("#theme-1").is_checked()
    assert page.locator("#theme-2").is_checked()
