"""The pictures in the documentation: taken here, so that they show what there is (`make pictures` renews them)."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from survey.fieldwork.callbacks.arrangements import OWN_NAME, SHIPPED
from tests.browser.conftest import DESKTOP, PHONE, SCREENSHOTS
from tests.browser.test_every_page import begin, passwords, sign_in
from tests.conftest import demonstration
from tests.server import Server

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, demonstration_folder: Path) -> Iterator[Server]:
    """A demonstration that serves."""
    server = demonstration(tmp_path_factory.mktemp("pictures"), demonstration_folder)
    yield server.start()
    server.stop()


def take(page: Page, name: str) -> int:
    """Keeps what a screen shows; returns the size of the picture in bytes."""
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path)
    return path.stat().st_size


def test_a_question_on_a_phone(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=PHONE)
    begin(page)
    page.goto("/c/2026/residents/pages/priorities")
    page.get_by_label("Burglary").check()
    page.get_by_label("Speeding and unsafe driving").check()
    page.evaluate("window.scrollTo(0, 0)")
    assert take(page, "question-phone") > 10_000


def test_results_on_a_desktop(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    sign_in(page, "analyst@example.org", passwords(place)["analyst@example.org"])
    for _ in range(20):
        page.goto("/staff/results/residents/questions/priorities")
        if page.get_by_text("Borda").count():
            break
        page.wait_for_timeout(500)  # the first look at results prepares the columns
    assert take(page, "results-desktop") > 10_000


def test_a_call_and_a_script_at_the_telephone_desk(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    sign_in(page, "clerk@example.org", passwords(place)["clerk@example.org"])
    page.goto("/staff/desk")
    for key, heading in (("1", "Before the questions"), ("Enter", "Where you live")):
        page.keyboard.press(key)
        page.get_by_role("heading", name=heading, level=1).wait_for()
        page.wait_for_load_state("load")
    page.keyboard.type("21")
    page.keyboard.type("05")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="How safe you feel", level=1).wait_for()
    page.wait_for_load_state("load")
    page.keyboard.press("Control+,")
    page.keyboard.type("burglary first, then traffic")
    page.keyboard.press("Control+,")
    page.keyboard.type("12")
    page.get_by_text("Kept").first.wait_for()
    assert take(page, "desk-call") > 10_000
    page.keyboard.press("F2")
    page.locator("#help-at_risk").wait_for()
    assert take(page, "desk-at-risk") > 10_000


def test_a_callback_in_hand(open_page: OpenPage, place: Server) -> None:
    own = SHIPPED.read_text().replace("09:00-20:00", "00:00-24:00").replace("10:00-16:00", "00:00-24:00")
    every_day = own.replace("  saturday:", '  sunday: "00:00-24:00"\n  saturday:')
    (place.instance / OWN_NAME).write_text(every_day)  # so that the picture can be taken at any hour
    page = open_page(place.address, viewport=DESKTOP)
    sign_in(page, "clerk@example.org", passwords(place)["clerk@example.org"])
    page.goto("/staff/desk/ringing")
    page.get_by_role("button", name="Ring the next").click()
    page.get_by_role("heading", name="Ring this person", level=1).wait_for()
    page.wait_for_load_state("load")
    assert take(page, "desk-callback") > 10_000
    page.get_by_role("button", name="Put back").click()


def test_the_pages_of_a_supervisor(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    place.command("reading", "catch-up")
    sign_in(page, "supervisor@example.org", passwords(place)["supervisor@example.org"])
    page.goto("/staff/desk/board")
    assert take(page, "desk-board") > 10_000
    page.goto("/staff/desk/reading")
    page.get_by_role("button", name="Take the next 10").click()
    page.get_by_role("button", name="I have read these 10, and stop").wait_for()
    assert take(page, "desk-reading") > 10_000
    page.goto("/staff/desk/flags")
    assert take(page, "desk-quality") > 10_000


def test_copies_to_post(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    sign_in(page, "clerk@example.org", passwords(place)["clerk@example.org"])
    page.goto("/staff/paper")
    page.get_by_role("button", name="Mark all as posted").wait_for()
    assert take(page, "paper-home") > 10_000


def test_a_paper_form_in_keying_and_a_bundle_in_work(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    sign_in(page, "supervisor@example.org", passwords(place)["supervisor@example.org"])
    page.goto("/staff/batches")
    page.get_by_role("link", name="Bundle 3").click()
    page.get_by_role("link", name="look at the paper").wait_for()
    assert take(page, "keying-bundle") > 10_000
    page.goto("/staff/batches")
    page.get_by_role("link", name="Bundle 2").click()
    page.get_by_text("The form has no serial").click()
    page.get_by_role("button", name="Give it a serial").click()
    for place_on_form, words in enumerate(("kingst", "8", "1", "2", "2", "?"), 1):
        page.locator(f"#f-{place_on_form}:focus").wait_for()
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    page.get_by_text("Unreadable").wait_for()
    assert take(page, "keying-form") > 10_000


def test_the_coding_desk_and_what_the_machine_proposes(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    sign_in(page, "analyst@example.org", passwords(place)["analyst@example.org"])
    page.goto("/staff/coding")
    assert take(page, "coding-home") > 10_000
    page.get_by_role("link", name="What the police should do").click()
    page.get_by_role("button", name="Code the next text").click()
    page.locator("#typed:focus").wait_for()
    page.keyboard.type("1 came")
    assert take(page, "coding-desk") > 10_000
    page.get_by_role("link", name="Stop").click()
    page.get_by_role("link", name="Proposals").click()
    page.get_by_role("button", name="Learn from what people coded").click()
    page.get_by_role("button", name="Learn anew").wait_for(timeout=60_000)
    assert take(page, "coding-proposals") > 10_000


def test_an_event_and_its_kiosk(chromium: Browser, place: Server) -> None:
    context = chromium.new_context(
        base_url=place.address, viewport=DESKTOP
    )  # with the worker that keeps the kiosk
    page = context.new_page()
    sign_in(page, "supervisor@example.org", passwords(place)["supervisor@example.org"])
    page.goto("/staff/events")
    page.get_by_role("link", name="Open day at the town hall").click()
    page.get_by_role("heading", name="What came in").wait_for()
    assert take(page, "event") > 10_000
    page.get_by_role("link", name="Open the kiosk here").click()
    page.set_viewport_size({"width": 1024, "height": 768})
    page.get_by_role("button", name="Start", exact=True).click()
    page.select_option("#borough", "E09000021")
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("35 to 44").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="How safe you feel").wait_for()
    assert take(page, "kiosk-question") > 10_000
    context.set_offline(True)
    while page.locator("form").count():
        page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_role("button", name="Send my answers").first.click()
    page.get_by_role("button", name="Finish").click()
    page.locator("button[data-do=staff]").click()
    page.get_by_role("heading", name="For staff: the end of the day").wait_for()
    page.get_by_text("No answer from the server").wait_for()
    assert take(page, "kiosk-staff") > 10_000
    context.close()


def test_evidence_and_decisions_of_an_area(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    page.set_default_timeout(60_000)
    sign_in(page, "analyst@example.org", passwords(place)["analyst@example.org"])
    page.goto("/staff/priorities/2026/E09000021")
    page.get_by_role("button", name="Gather evidence").click()
    page.get_by_text("Sample survey").first.wait_for()
    page.locator(".hys-candidate").first.scroll_into_view_if_needed()
    assert take(page, "priorities-area") > 10_000
    page.get_by_role("link", name="Scores").click()
    page.get_by_role("heading", level=1).wait_for()
    assert take(page, "priorities-scores") > 10_000
    page.goto("/staff/performance/E09000021/2024-25")
    assert take(page, "priorities-performance") > 10_000
    page.goto("/staff/results/residents/benchmark")
    page.get_by_text("Margin, points").first.wait_for()
    assert take(page, "results-benchmark") > 10_000


def test_a_summary_in_writing_and_one_that_is_published(open_page: OpenPage, place: Server) -> None:
    page = open_page(place.address, viewport=DESKTOP)
    page.goto("/summaries/croydon")
    page.evaluate("document.querySelector('#told').scrollIntoView()")
    assert take(page, "summary-public") > 10_000
    sign_in(page, "analyst@example.org", passwords(place)["analyst@example.org"])
    page.goto("/staff/summaries/2026/E12000007")
    page.get_by_text("Before it can be proposed").wait_for()
    assert take(page, "summary-draft") > 10_000
