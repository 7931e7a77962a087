"""A kiosk and the people in front of it: fresh for each, nothing left behind, large enough for every finger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from survey.questionnaire import library
from tests.browser.conftest import screenshot, violations
from tests.browser.tablet import Place, Tablet, served, tablet
from tests.events import KINGSTON

MARK = "ocelot-7431"
"""Words that nobody else writes."""

WIDTHS = {"phone": (360, 740), "tablet": (768, 1024), "large": (1280, 900)}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A server with an open round, which shows every language."""
    yield from served(tmp_path_factory.mktemp("people"), SURVEY_TEST_LANGUAGES="yes")


@pytest.fixture(scope="module")
def shipped_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The same, with the questionnaires that ship."""
    sources = [library.source(family) for family in library.FAMILIES]
    yield from served(tmp_path_factory.mktemp("shipped"), *sources, SURVEY_TEST_LANGUAGES="yes")


def opened(kiosk: Tablet, place: Place) -> None:
    """Opens the tablet for an event of its own."""
    kiosk.open(place.link(place.event()))
    kiosk.welcome()


def test_a_screen_that_nobody_touches_warns_and_then_starts_afresh(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.page.clock.install()
        opened(kiosk, place)
        kiosk.begin()
        kiosk.page.select_option("#borough", KINGSTON)
        kiosk.page.clock.run_for(44_000)
        expect(kiosk.page.get_by_role("dialog")).to_have_count(0)
        kiosk.page.clock.run_for(3_000)
        dialog = kiosk.page.get_by_role("dialog", name="Are you still there?")
        expect(dialog).to_be_visible()
        left = int(dialog.locator("[data-seconds]").inner_text())
        assert 10 <= left <= 14
        assert violations(kiosk.page) == []
        kiosk.page.clock.run_for(2_000)
        assert int(dialog.locator("[data-seconds]").inner_text()) < left
        kiosk.press("Go on")
        expect(dialog).to_have_count(0)
        assert kiosk.page.locator("#borough").input_value() == KINGSTON
        kiosk.page.clock.run_for(61_000)
        kiosk.welcome()
        kiosk.begin()
        assert kiosk.page.locator("#borough").input_value() == ""


def test_any_touch_puts_the_warning_away(chromium: Browser, place: Place, tmp_path: Path) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.page.clock.install()
        opened(kiosk, place)
        kiosk.begin()
        kiosk.page.clock.run_for(47_000)
        expect(kiosk.page.get_by_role("dialog")).to_be_visible()
        kiosk.page.mouse.click(5, 400)
        expect(kiosk.page.get_by_role("dialog")).to_have_count(0)
        kiosk.page.clock.run_for(44_000)
        expect(kiosk.page.get_by_role("dialog")).to_have_count(0)


def test_the_code_does_not_stay_on_the_screen(chromium: Browser, place: Place, tmp_path: Path) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.page.clock.install()
        opened(kiosk, place)
        kiosk.answer(KINGSTON)
        kiosk.press("Send my answers")
        kiosk.page.get_by_role("heading", name="Thank you").wait_for()
        code = kiosk.page.locator(".hys-code").inner_text()
        kiosk.page.clock.run_for(61_000)
        kiosk.welcome()
        assert code not in kiosk.page.content()


LEFT = """async () => {
  const left = [document.documentElement.outerHTML, JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }), document.cookie, document.title, location.href,
    JSON.stringify(history.state)];
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name);
    const held = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    for (const store of held.objectStoreNames) {
      const all = held.transaction(store).objectStore(store).getAll();
      left.push(JSON.stringify(await new Promise((done) => { all.onsuccess = () => done(all.result); })));
    }
    held.close();
  }
  for (const name of await caches.keys()) {
    const kept = await caches.open(name);
    for (const request of await kept.keys()) left.push(request.url, await (await kept.match(request)).text());
  }
  return left.join("\\n");
}"""


def test_nothing_of_the_last_person_is_left_in_the_browser(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        opened(kiosk, place)
        kiosk.is_ready()
        kiosk.context.set_offline(True)
        steps = kiosk.page.evaluate("history.length")
        code = kiosk.take(KINGSTON, f"A {MARK} was seen")
        assert kiosk.page.evaluate("history.length") == steps
        left = kiosk.page.evaluate(LEFT)
        assert MARK not in left
        assert code not in left
        assert code.replace("-", "") not in left
        kiosk.page.reload()
        kiosk.welcome()
        kiosk.begin()
        assert kiosk.page.locator("#borough").input_value() == ""
        kiosk.page.wait_for_timeout(1500)  # the browser writes its own files in its own time
    for path in tmp_path.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert MARK.encode() not in held, f"{path.name} holds what was written"
            assert MARK.encode("utf-16-le") not in held, f"{path.name} holds what was written"


def test_back_shows_nothing_of_the_last_person(chromium: Browser, place: Place, tmp_path: Path) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.page.goto("/privacy")
        opened(kiosk, place)
        kiosk.answer(KINGSTON, MARK)
        kiosk.page.go_back()
        assert MARK not in kiosk.page.content()
        kiosk.page.go_forward()
        kiosk.welcome()
        assert MARK not in kiosk.page.content()


def test_stopping_asks_first_and_erases(chromium: Browser, place: Place, tmp_path: Path) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        opened(kiosk, place)
        kiosk.answer(KINGSTON)
        kiosk.press("Stop, and erase my answers")
        kiosk.press("Go on answering")
        expect(kiosk.page.get_by_role("heading", name="Check your answers")).to_be_visible()
        kiosk.press("Stop, and erase my answers")
        kiosk.press("Erase my answers")
        kiosk.welcome()
        kiosk.waits(0)


def test_an_answer_is_changed_on_the_way_to_sending_and_what_it_opens_is_asked(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        kiosk.answer(KINGSTON)
        kiosk.page.get_by_role("button", name="Change Have you met the police?").click()
        kiosk.page.get_by_label("Yes", exact=True).check()
        kiosk.press("Continue")
        kiosk.page.locator("#went").fill("Well")
        kiosk.press("Continue")
        kiosk.page.get_by_role("heading", name="Check your answers").wait_for()
        kiosk.press("Send my answers")
        assert place.arrived(event, 1) == [{"borough": KINGSTON, "met": "yes", "went": "Well"}]


def test_what_is_wrong_is_told_at_once_without_a_network(
    chromium: Browser, place: Place, tmp_path: Path
) -> None:
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        opened(kiosk, place)
        kiosk.context.set_offline(True)
        kiosk.begin()
        kiosk.press("Continue")
        summary = kiosk.page.locator(".govuk-error-summary")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("Choose an answer from the list")
        assert violations(kiosk.page) == []
        summary.get_by_role("link").click()
        expect(kiosk.page.locator("#borough")).to_be_focused()
        assert kiosk.page.url.endswith(kiosk.page.evaluate("location.pathname"))


def test_a_whole_response_is_given_by_keyboard_alone(chromium: Browser, place: Place, tmp_path: Path) -> None:
    event = place.event()
    with tablet(chromium.browser_type, tmp_path, place.server) as kiosk:
        kiosk.open(place.link(event))
        kiosk.welcome()
        keys = kiosk.page.keyboard
        reach(kiosk.page, "button[data-do=begin]")
        keys.press("Enter")
        reach(kiosk.page, "#borough")
        keys.type("King")
        for field, key in (("#met", "Space"),):
            reach(kiosk.page, "button[type=submit]")
            keys.press("Enter")
            reach(kiosk.page, field)
            keys.press(key)
        reach(kiosk.page, "button[type=submit]")
        keys.press("Enter")
        reach(kiosk.page, "#went")
        keys.type("By keys")
        reach(kiosk.page, "button[type=submit]")
        keys.press("Enter")
        reach(kiosk.page, "button[data-do=send]")
        keys.press("Enter")
        assert place.arrived(event, 1) == [{"borough": KINGSTON, "met": "yes", "went": "By keys"}]


def reach(page: Page, selector: str) -> None:
    """Tabs to a place."""
    page.locator(selector).first.wait_for()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("sought => document.activeElement.matches(sought)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


SMALL = """() => [...document.querySelectorAll(
    "button, select, input[type=text], textarea, summary, .hys-choices label")]
  .filter((one) => one.getClientRects().length && !one.closest("[hidden]"))
  .map((one) => {
    const box = (one.matches(".hys-choices label") ? one.parentElement : one).getBoundingClientRect();
    return [one.outerHTML.slice(0, 80), Math.round(box.width), Math.round(box.height)];
  })
  .filter(([, width, height]) => width < 48 || height < 48)"""


def sound(page: Page, name: str) -> None:
    """Holds a screen against WCAG, the size of fingers, and three widths."""
    assert page.evaluate(SMALL) == [], f"{name}: too small for a finger"
    for width, height in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == [], f"{name} at {width}"
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"), (
            f"{name} at {width}"
        )
    page.set_viewport_size({"width": 1024, "height": 768})


def test_every_screen_is_sound_at_every_width(
    chromium: Browser, shipped_place: Place, tmp_path: Path
) -> None:
    event = shipped_place.event(family="postcard")
    with tablet(chromium.browser_type, tmp_path, shipped_place.server) as kiosk:
        page = kiosk.page
        kiosk.open(shipped_place.link(event))
        kiosk.welcome()
        sound(page, "welcome")
        kiosk.press("Start")
        sound(page, "priorities")
        for label in ("Burglary", "Domestic abuse"):
            page.get_by_label(label).check()
        kiosk.press("Continue")
        sound(page, "order")
        page.get_by_label("Burglary").check()
        for name in ("where", "age", "check"):
            kiosk.press("Continue")
            sound(page, name)
        kiosk.press_staff()
        sound(page, "stop")
        kiosk.press("Go on answering")
        kiosk.press("Send my answers")
        page.get_by_role("heading", name="Thank you").wait_for()
        sound(page, "thanks")
        kiosk.press("Finish")
        (answers,) = shipped_place.arrived(event, 1)
        kiosk.staff()
        sound(page, "staff")
    assert answers == {"priorities": ["burglary", "domestic_abuse"]}


def test_urdu_is_asked_from_the_right_and_the_next_person_begins_in_english(
    chromium: Browser, shipped_place: Place, tmp_path: Path
) -> None:
    event = shipped_place.event(family="postcard")
    with tablet(chromium.browser_type, tmp_path, shipped_place.server) as kiosk:
        page = kiosk.page
        kiosk.open(shipped_place.link(event))
        kiosk.welcome()
        kiosk.press("اردو")
        root = page.locator("html")
        expect(root).to_have_attribute("dir", "rtl")
        expect(root).to_have_attribute("lang", "ur")
        page.locator("button[data-do=begin]").click()
        page.locator("input[value=burglary]").check()
        sound(page, "urdu")
        for _ in range(3):
            page.locator("button[type=submit]").first.click()
        page.locator("button[data-do=send]").first.click()
        page.locator(".hys-code").wait_for()
        page.locator("button[data-do=finish]").click()
        expect(root).to_have_attribute("dir", "ltr")
        shipped_place.arrived(event, 1)
    (row,) = shipped_place.stored(event)
    assert row.language == "ur"


def test_the_whole_residents_questionnaire_is_asked_one_question_a_page(
    chromium: Browser, shipped_place: Place, tmp_path: Path
) -> None:
    event = shipped_place.event()
    with tablet(chromium.browser_type, tmp_path, shipped_place.server) as kiosk:
        page = kiosk.page
        kiosk.open(shipped_place.link(event))
        kiosk.welcome()
        kiosk.context.set_offline(True)
        kiosk.press("Start")
        page.select_option("#borough", KINGSTON)
        asked = 0
        while page.locator("form").count() and asked < 80:
            assert page.locator("main .hys-question").count() == 1
            assert not page.get_by_text("Exit this page").count()
            asked += 1
            kiosk.press("Continue")
        assert asked > 8
        expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
        assert violations(page) == []
        screenshot(page, "kiosk-check")
        kiosk.press("Send my answers")
        kiosk.context.set_offline(False)
        (answers,) = shipped_place.arrived(event, 1)
    assert answers == {"borough": KINGSTON}


def test_the_rest_of_what_may_be_skipped_is_skipped_at_once(
    chromium: Browser, shipped_place: Place, tmp_path: Path
) -> None:
    event = shipped_place.event()
    with tablet(chromium.browser_type, tmp_path, shipped_place.server) as kiosk:
        kiosk.open(shipped_place.link(event))
        kiosk.welcome()
        kiosk.press("Start")
        kiosk.page.select_option("#borough", KINGSTON)
        while kiosk.page.locator("form").count():
            skip = kiosk.page.get_by_role("button", name="Skip the rest of these")
            (skip if skip.count() else kiosk.page.get_by_role("button", name="Continue", exact=True)).click()
        kiosk.press("Send my answers")
        (answers,) = shipped_place.arrived(event, 1)
    assert answers["sex"] == answers["religion"] == {"absent": "prefer_not_to_say"}
