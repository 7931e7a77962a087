"""One interview on one screen: out of order, through faults, with notes and scripts, the mouse untouched."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from survey.fieldwork.calls.call import Outcome
from survey.fieldwork.referrals import actions as referrals
from tests.browser.conftest import DESKTOP, PHONE, screenshot, violations
from tests.browser.desk import SLOWEST_MS, Clerk, Desk, OpenPage, begun, seated, served, tab_to

NO_MOUSE = "addEventListener('mousedown', () => console.error('a mouse was used'))"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk on a real server."""
    yield from served(tmp_path_factory.mktemp("interview"))


@pytest.fixture
def sit_down(open_page: OpenPage, desk: Desk) -> Callable[..., Clerk]:
    """Signs the clerk in and opens the desk, in a browser that complains of a mouse."""

    def sit(**options: Any) -> Clerk:
        page = open_page(desk.server.address, **options)
        page.add_init_script(NO_MOUSE)
        return seated(page, **options)

    return sit


def jump(clerk: Clerk, words: str, heading: str) -> None:
    """Goes to a question by its number or a word."""
    clerk.keys.press("Control+g")
    expect(clerk.page.locator("#jump")).to_be_focused()
    clerk.keys.type(words)
    clerk.press("Enter", heading)


def kept(clerk: Clerk) -> None:
    """Waits until what was keyed is on the server's disk."""
    expect(clerk.page.locator("[data-behaviour=kept]")).to_have_text(re.compile("^Kept"), timeout=SLOWEST_MS)


def state(clerk: Clerk, question: str) -> str | None:
    """How a question stands in the list."""
    return clerk.page.locator(f"li[data-question={question}]").get_attribute("data-state")


def test_an_interview_outlives_the_server_and_the_browser_with_every_answer_kept(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    keys = clerk.keys
    keys.type("king")
    keys.press("Enter")
    keys.type("05")
    clerk.press("Enter", "How safe you feel")
    keys.type("123")
    kept(clerk)
    assert desk.answers()["age"] == "age_25_34"
    said = clerk.page.locator("[data-behaviour=kept]")
    desk.server.kill()
    keys.type("4")
    expect(said).to_have_text("Not kept: trying again")
    clerk.sound()
    keys.type("5")
    desk.server.start()
    kept(clerk)
    assert list(desk.answers()["safety"].values()) == [
        "very_safe",
        "fairly_safe",
        "neither",
        "fairly_unsafe",
        "very_unsafe",
    ]
    clerk.page.context.close()
    clerk = sit_down()
    keys = clerk.keys
    tab_to(clerk, "a:has-text('Open: go on')")
    clerk.press("Enter", "Before the questions")
    clerk.press("Enter", "How safe you feel")
    keys.type("1")
    clerk.press("Enter", "How well your local police do")
    keys.type("1234561")
    clerk.press("Enter", "Your top three priorities")
    keys.type("0209")
    clerk.press("Enter", "Your first priority")
    keys.type("It happened twice")
    kept(clerk)
    desk.server.kill()
    keys.type(", in 2026")
    desk.server.start()
    kept(clerk)
    keys.press("Control+Enter")
    keys.type("Patrols")
    keys.press("Control+Enter")
    keys.type("2")
    clerk.press("Enter", "Times you were in touch")
    keys.type("09")
    clerk.press("Enter", "About you")
    keys.type("11")
    clerk.press("/", "Check the answers")
    clerk.press("s", "Read this to the caller")
    answers, call = desk.answers(), desk.last_call().call
    assert call.outcome is Outcome.COMPLETE
    assert (answers["borough"], answers["age"]) == ("E09000021", "age_25_34")
    assert list(answers["safety"].values())[2:] == ["neither", "fairly_unsafe", "very_unsafe", "very_safe"]
    assert len(answers["confidence"]) == 7
    assert answers["priorities"] == ["burglary", "quick_response"]
    assert (answers["first_why"], answers["first_what"]) == ("It happened twice, in 2026", "Patrols")
    assert (answers["add_more"], answers["contact"]) == ("no", ["none"])
    assert answers["religion"] == {"absent": "prefer_not_to_say"}


def test_a_caller_answers_three_questions_at_once_and_takes_one_back_later(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    jump(clerk, "priorities", "Your top three priorities")
    clerk.keys.type("02")
    jump(clerk, "13", "Times you were in touch")
    clerk.keys.type("01")
    jump(clerk, "old", "Where you live")
    expect(clerk.page.locator("#age")).to_be_focused()
    clerk.keys.type("05")
    kept(clerk)
    assert [state(clerk, key) for key in ("borough", "age", "safety", "priorities", "contact")] == [
        "open",
        "answered",
        "open",
        "answered",
        "answered",
    ]
    assert desk.answers() == {"priorities": ["burglary"], "contact": ["victim"], "age": "age_25_34"}
    assert state(clerk, "contact_overall") == "ahead"
    jump(clerk, "touch", "Times you were in touch")
    clerk.keys.type("0109")
    kept(clerk)
    expect(clerk.page.locator("li[data-question=contact_overall]")).to_have_attribute(
        "data-state", "not_asked"
    )
    assert desk.answers()["contact"] == ["none"]
    jump(clerk, "14", "This question is not asked")
    clerk.sound()
    screenshot(clerk.page, "desk-not-asked")
    jump(clerk, "1", "Where you live")
    clerk.keys.type("king")
    clerk.keys.press("Enter")
    kept(clerk)
    clerk.page.goto(f"/staff/desk/calls/{desk.last_call().call.id}/check")
    clerk.sound()
    clerk.press("o", "How safe you feel")


def test_the_list_stays_in_sight_and_narrows_as_one_types(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.type("21")
    clerk.page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    expect(clerk.page.locator(".hys-steps")).to_be_in_viewport(ratio=0.9)
    clerk.keys.press("Control+g")
    clerk.keys.type("relig")
    expect(clerk.page.locator(".hys-steps li:visible")).to_have_count(1)
    expect(clerk.page.locator("[data-behaviour=said]")).to_contain_text("1 found")
    screenshot(clerk.page, "desk-jump")
    clerk.keys.press("Escape")
    expect(clerk.page.locator(".hys-steps li:visible")).to_have_count(26)
    expect(clerk.page.locator("#age")).to_be_focused()


def test_notes_stay_in_view_and_drop_into_a_text(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.press("Control+,")
    clerk.keys.type("a purse; stolen in March")
    kept(clerk)
    clerk.keys.press("Control+,")
    expect(clerk.page.get_by_label("Which London borough")).to_be_focused()
    jump(clerk, "13", "Times you were in touch")
    expect(clerk.page.get_by_label("Notes", exact=False)).to_have_value("a purse; stolen in March")
    clerk.keys.type("08")
    clerk.keys.press("Control+;")
    expect(clerk.page.locator("[id=contact-other]")).to_have_value("a purse; stolen in March")
    clerk.keys.type(" 12?!")
    kept(clerk)
    clerk.press("Enter", "Times you were in touch")
    assert desk.answers()["contact:other"] == "a purse; stolen in March 12?!"


@pytest.mark.parametrize(("key", "kind"), [("F2", "at_risk"), ("F4", "complaint"), ("F9", "wants_a_person")])
def test_one_key_opens_a_script_and_one_leads_back_to_the_same_place(
    sit_down: Callable[..., Clerk], key: str, kind: str
) -> None:
    clerk = sit_down()
    begun(clerk)
    jump(clerk, "priorities", "Your top three priorities")
    clerk.keys.type("17")
    clerk.keys.type("Loud bins")
    clerk.keys.press("ArrowLeft")
    clerk.keys.press(key)
    dialog = clerk.page.locator(f"#help-{kind}")
    expect(dialog).to_be_visible()
    clerk.sound()
    clerk.keys.press("Escape")
    expect(dialog).not_to_be_visible()
    box = clerk.page.locator("[id=priorities-other]")
    expect(box).to_be_focused()
    clerk.keys.type("X")
    expect(box).to_have_value("Loud binXs")


def test_a_referral_is_made_without_leaving_the_question(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.press("F2")
    tab_to(clerk, "#help-at_risk-about")
    clerk.keys.type("Afraid to go home")
    tab_to(clerk, "#help-at_risk form:not([method=dialog]) button")
    clerk.keys.press("Enter")
    said = clerk.page.locator("#help-at_risk [data-behaviour=referred]")
    expect(said).to_have_text("Your supervisors have it now.")
    clerk.sound()
    clerk.keys.press("Escape")
    expect(clerk.page.get_by_label("Which London borough")).to_be_focused()
    secret = (desk.server.instance / "secret_key").read_text().strip()
    with desk.database.reading() as tx:
        told = [one.details for one in referrals.board(tx, [secret])]
    assert any(details and details["about"] == "Afraid to go home" for details in told)


def test_a_child_is_asked_neither_for_contact_nor_for_orientation(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.type("21")
    clerk.keys.press("F8")
    tab_to(clerk, "#help-under_16 button[value='to:age']")
    clerk.press("Enter", "Where you live")
    clerk.page.wait_for_load_state("load")
    expect(clerk.page.locator("#age")).to_be_focused()
    clerk.keys.type("02")
    kept(clerk)
    assert state(clerk, "sexual_orientation") == "not_asked"
    clerk.page.goto(f"/staff/desk/calls/{desk.last_call().call.id}/check")
    clerk.press("s", "Read this to the caller")
    expect(clerk.page.locator("#email")).to_have_count(0)


def test_two_windows_on_one_call_lose_nothing(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    begun(clerk)
    other = clerk.page.context.new_page()
    other.goto(clerk.page.url)
    other.keyboard.type("21")
    expect(other.locator("[data-behaviour=kept]")).to_have_text(re.compile("^Kept"))
    clerk.page.bring_to_front()
    clerk.page.locator("#age").focus()
    clerk.keys.type("05")
    expect(clerk.page.locator("[data-behaviour=kept]")).to_contain_text("also open in another window")
    assert desk.answers() == {"borough": "E09000021", "age": "age_25_34"}
    clerk.keys.press("Enter")
    expect(clerk.page.locator(".govuk-error-summary")).to_contain_text("Kingston upon Thames")
    clerk.sound()
    assert desk.answers() == {"borough": "E09000021", "age": "age_25_34"}


def test_a_clerk_whose_session_ended_is_told_and_loses_nothing(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    cookies = clerk.page.context.cookies()
    clerk.page.context.clear_cookies()
    clerk.keys.type("21")
    expect(clerk.page.locator("[data-behaviour=kept]")).to_contain_text("you are signed out")
    clerk.sound()
    clerk.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came
    kept(clerk)
    assert desk.answers() == {"borough": "E09000021"}


def test_a_line_that_breaks_is_told_and_mended(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.page.context.set_offline(True)
    clerk.keys.type("21")
    expect(clerk.page.locator("[data-behaviour=kept]")).to_have_text("Not kept: trying again")
    clerk.keys.press("Enter")
    clerk.keys.press("Enter")
    expect(clerk.page.locator("h1")).to_have_text("Where you live")
    clerk.page.context.set_offline(False)
    expect(clerk.page.locator("h1")).to_have_text("How safe you feel", timeout=SLOWEST_MS)
    assert desk.answers() == {"borough": "E09000021"}


def test_with_the_keys_off_nothing_is_taken_and_everything_is_reached(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.press("?")
    clerk.page.get_by_label("Use these keys").focus()
    clerk.keys.press("Space")
    clerk.keys.press("Escape")
    clerk.page.locator("#age").focus()
    for key in ("F2", "Control+,", "!"):
        clerk.keys.press(key)
    expect(clerk.page.locator("dialog[open]")).to_have_count(0)
    expect(clerk.page.locator("#age")).to_be_focused()
    tab_to(clerk, "#jump")
    clerk.keys.type("13")
    clerk.press("Enter", "Times you were in touch")


def test_without_scripts_each_page_is_kept_on_the_way_anywhere(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down(scripts=False)
    tab_to(clerk, "button[value=residents]")
    clerk.press("Enter", "Before the questions")
    tab_to(clerk, "[data-primary]")
    clerk.press("Enter", "Where you live")
    tab_to(clerk, "#age")
    clerk.keys.press("ArrowDown")
    tab_to(clerk, "#notes")
    clerk.keys.type("a note")
    clerk.keys.press("Shift+Tab")
    tab_to(clerk, "[data-help=at_risk]")
    clerk.press("Enter", "Somebody is at risk")
    tab_to(clerk, "#own-at_risk-about")
    clerk.keys.type("Afraid")
    tab_to(clerk, ".hys-desk__ask form button")
    clerk.press("Enter", "Somebody is at risk")
    expect(clerk.page.locator(".hys-desk__ask [role=status]")).to_have_text("Your supervisors have it now.")
    assert desk.answers() == {"age": "age_15"}
    tab_to(clerk, "#jump")
    clerk.keys.type("13")
    clerk.press("Enter", "Times you were in touch")
    expect(clerk.page.locator("#notes")).to_have_value("a note")
    tab_to(clerk, "li[data-question=age] button")
    clerk.press("Enter", "Where you live")
    expect(clerk.page.locator("input[name=age]:checked")).to_have_count(1)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_axe_finds_nothing_on_any_page_of_a_call(
    sit_down: Callable[..., Clerk], desk: Desk, viewport: dict[str, int]
) -> None:
    clerk = sit_down(viewport=viewport)
    begun(clerk)
    page = clerk.page
    base = page.url.partition("/pages/")[0]
    addresses = ["", "/check", "/cut-off", "/not-asked/second_why", "/help/at_risk", "/help/under_16"]
    addresses += [f"/pages/{key}" for key in ("where", "safety", "confidence", "priorities", "contact")]
    for address in addresses:
        page.goto(base + address)
        look(page)
    page.goto(base + "/pages/where")
    page.keyboard.press("?")
    look(page)
    page.keyboard.press("Escape")
    page.keyboard.type("21")
    page.wait_for_load_state("load")
    clerk.press("!", "Before this call ends")
    clerk.press("1", "The call was cut off")
    look(page)
    clerk.press("n", "Telephone desk")
    look(page)


def look(page: Page) -> None:
    """Holds a page against axe and against its width."""
    page.wait_for_load_state("load")
    assert violations(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page.url
