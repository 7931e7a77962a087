"""The telephone desk in a real browser: by keyboard alone, with and without scripts, and across to the web."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from survey.accounts import actions as accounts
from survey.fieldwork.calls.call import Outcome
from survey.fieldwork.withdrawal import actions as withdrawal
from survey.questionnaire.definition import Channel
from tests.browser.conftest import PHONE, screenshot
from tests.browser.desk import Clerk, Desk, OpenPage, begun, seated, served, tab_to


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk on a real server."""
    yield from served(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def sit_down(open_page: OpenPage, desk: Desk) -> Callable[..., Clerk]:
    """Signs the clerk in and opens the desk: `sit_down(scripts=False)`."""
    return lambda **options: seated(open_page(desk.server.address, **options), **options)


def test_a_whole_interview_is_keyed_without_the_mouse(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    clerk.page.add_init_script("addEventListener('mousedown', () => console.error('a mouse was used'))")
    keys = clerk.keys
    clerk.sound()
    clerk.press("1", "Before the questions")
    clerk.sound()
    clerk.press("Enter", "Where you live")
    clerk.sound()
    keys.type("king")  # letters find Kingston upon Thames in the list
    keys.press("Enter")
    keys.type("05")  # 25 to 34
    screenshot(clerk.page, "desk-where")
    clerk.press("Enter", "How safe you feel")
    keys.type("123456")
    clerk.sound()
    screenshot(clerk.page, "desk-grid")
    clerk.press("Enter", "How well your local police do")
    keys.type("1234561")
    clerk.press("Enter", "Your top three priorities")
    clerk.sound()
    keys.type("02")  # Burglary
    keys.type("17")  # Something else
    keys.type("Bins? They are never emptied!")
    keys.press("Enter")
    keys.type("9")  # Coming quickly when called
    screenshot(clerk.page, "desk-priorities")
    clerk.press("Enter", "Your first priority")
    keys.type("It happened twice in 2026, 10 days apart.")
    keys.press("Control+Enter")
    keys.type("Patrols\nat night")
    keys.press("Control+Enter")
    keys.type("2")
    clerk.press("Enter", "Times you were in touch")
    keys.type("01")
    keys.type("some")  # letters jump to 'Some other reason'
    keys.press("Enter")
    keys.type("A lost purse")
    keys.press("Enter")
    clerk.press("Enter", "How it went")
    keys.type("21234")
    clerk.press("Enter", "About you")
    keys.type("11")
    clerk.sound()
    clerk.press("/", "Check the answers")
    clerk.sound()
    clerk.press("s", "Read this to the caller")
    clerk.sound()
    screenshot(clerk.page, "desk-read-back")
    shown = clerk.page.locator("[data-reference]").get_attribute("data-reference") or ""
    taken = desk.last_call()
    assert taken.response is not None
    assert shown.replace("-", "") == taken.response.reference
    assert (taken.response.channel, taken.call.outcome) == (Channel.TELEPHONE, Outcome.COMPLETE)
    answers = desk.answers()
    assert answers["borough"] == "E09000021"
    assert answers["age"] == "age_25_34"
    assert list(answers["safety"].values())[:5] == [
        "very_safe",
        "fairly_safe",
        "neither",
        "fairly_unsafe",
        "very_unsafe",
    ]
    assert answers["safety"]["town_dark"] == {"absent": "dont_know"}
    assert answers["priorities"] == ["burglary", "other", "quick_response"]
    assert answers["priorities:other"] == "Bins? They are never emptied!"
    assert answers["first_why"] == "It happened twice in 2026, 10 days apart."
    assert answers["first_what"] == "Patrols\nat night"
    assert answers["contact"] == ["victim", "other"]
    assert answers["contact:other"] == "A lost purse"
    assert answers["contact_aspects"]["treatment"] == "fairly_dissatisfied"
    assert (answers["sex"], answers["religion"]) == ("female", {"absent": "prefer_not_to_say"})
    clerk.press("n", "Telephone desk")


def test_sites_are_counted_borough_by_borough(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    begun(clerk, "2")
    clerk.keys.type("12")
    clerk.press("Enter", "Where your sites are")
    clerk.keys.type("06")  # Camden
    clerk.keys.type("3")
    clerk.keys.press("Enter")
    clerk.keys.type("wands")
    clerk.keys.press("Enter")
    clerk.keys.type("12")
    clerk.keys.press("Enter")
    clerk.sound()
    clerk.press("Enter", "What the police should work on")
    assert desk.answers()["boroughs"] == {"E09000007": 3, "E09000032": 12}


def test_no_key_is_taken_from_a_text_box(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down()
    clerk.keys.press("r")
    code = clerk.page.get_by_label("Return code")
    expect(code).to_be_focused()
    clerk.keys.type("12?/!<n")
    expect(code).to_have_value("12?/!<n")
    assert not clerk.page.locator("dialog").is_visible()


def test_the_keys_are_listed_and_can_be_switched_off(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down()
    clerk.keys.press("?")
    dialog = clerk.page.locator("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("Goes to the next question")
    clerk.sound()
    clerk.page.get_by_label("Use these keys").focus()
    clerk.keys.press("Space")
    clerk.keys.press("Escape")
    for key in ("1", "?"):
        clerk.keys.press(key)
    expect(clerk.page.locator("h1")).to_have_text("Telephone desk")
    assert not dialog.is_visible()
    clerk.page.get_by_role("button", name="Residents").focus()
    clerk.press("Enter", "Before the questions")
    clerk.page.get_by_role("button", name="I have read this").focus()
    clerk.press("Enter", "Where you live")
    clerk.page.locator("#age").focus()
    clerk.keys.press("5")
    clerk.keys.press("k")
    assert clerk.page.locator("input:checked").count() == 0
    assert not clerk.page.locator(".hys-codes").is_visible()


def test_a_figure_that_stands_for_nothing_is_told(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.type("35")
    expect(clerk.page.locator("[data-behaviour=said]")).to_have_text("There is no answer 35 here")


def test_a_single_figure_in_a_long_list_counts_after_a_pause(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.type("2")
    expect(clerk.page.locator("[data-behaviour=said]")).to_have_text("2, and another figure")
    expect(clerk.page.get_by_label("Which London borough do you live in?")).to_have_value("E09000003")


def test_a_missing_answer_is_told_and_keyed_at_once(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.press("Enter")
    clerk.keys.press("Enter")
    expect(clerk.page.locator(".govuk-error-summary")).to_be_focused()
    assert clerk.page.title().startswith("Error:")
    clerk.sound()
    clerk.keys.type("21")
    clerk.keys.press("Enter")
    expect(clerk.page.locator("h1")).to_have_text("How safe you feel")


def test_a_call_that_is_cut_off_goes_on_on_the_web(
    sit_down: Callable[..., Clerk], open_page: OpenPage, desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.keys.type("21")
    clerk.keys.type("05")
    clerk.press("Enter", "How safe you feel")
    clerk.keys.type("11")
    clerk.press("!", "Before this call ends")
    clerk.sound()
    clerk.press("2", "The call was cut off")
    clerk.sound()
    code, call = clerk.code(), desk.last_call()
    assert call.call.outcome is Outcome.BROKEN_OFF
    assert code.replace("-", "") not in clerk.page.url
    web = open_page(desk.server.address)
    web.goto("/return")
    web.get_by_label("return code").fill(code)
    web.keyboard.press("Enter")
    expect(web.locator("h1")).to_have_text("How safe you feel")
    expect(web.get_by_role("group", name="At home, after dark").get_by_label("Very safe")).to_be_checked()
    expect(web.get_by_text("Read out the answers")).to_have_count(0)
    web.get_by_role("button", name="Continue").click()
    expect(web.locator("h1")).to_have_text("How well your local police do")
    response = desk.last_call().response
    assert response is not None
    assert (response.channel, response.paradata["modes"]) == (Channel.TELEPHONE, ["telephone", "web"])
    assert len(response.answers["safety"]) == 2


def test_answers_withdrawn_during_a_call_end_it_on_a_page_that_is_sound(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    taken = desk.last_call()
    assert taken.response is not None
    with desk.database.transaction() as tx:
        withdrawal.withdraw(tx, taken.response, by=None, now=datetime.now(UTC))
    clerk.page.goto(f"/staff/desk/calls/{taken.call.id}/pages/safety")
    expect(clerk.page.locator("h1")).to_have_text("This can’t go on")
    clerk.sound()


def test_start_break_off_and_submission_stand_in_the_trail(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.press("!", "Before this call ends")
    clerk.press("2", "The call was cut off")
    with desk.database.reading() as tx:
        page = accounts.audit_listing(
            tx, accounts.Filter(subject="call", subject_id=desk.last_call().call.id), 1
        )
    assert [entry.tag for entry in page.entries] == ["staff:call:broken_off", "staff:call:started"]


def test_without_scripts_tab_arrows_and_enter_do(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down(scripts=False)
    keys = clerk.keys
    tab_to(clerk, "button[value=businesses]")
    clerk.press("Enter", "Before the questions")
    tab_to(clerk, "[data-primary]")
    clerk.press("Enter", "You and your business")
    expect(clerk.page.locator(".hys-key:visible")).to_have_count(0)
    tab_to(clerk, "#role")
    keys.press("ArrowDown")
    tab_to(clerk, "#premises")
    keys.press("Space")
    clerk.press("Enter", "What the police should work on")
    tab_to(clerk, "#borough")
    keys.type("Sou")
    tab_to(clerk, "[id=priorities-1]")
    keys.type("Shop")
    clerk.press("Tab", "What the police should work on")
    tab_to(clerk, "[data-primary]")
    clerk.press("Enter", "The one thing")
    tab_to(clerk, "#more")
    keys.press("ArrowDown")
    clerk.press("Enter", "Check the answers")
    tab_to(clerk, "form:not([data-secondary]) button")
    clerk.press("Enter", "Read this to the caller")
    answers = desk.answers()
    assert (answers["role"], answers["borough"]) == ("manager", "E09000028")
    assert answers["priorities"] == ["shop_theft"]


def test_the_desk_fits_a_narrow_window(sit_down: Callable[..., Clerk]) -> None:
    clerk = sit_down(viewport=PHONE)
    begun(clerk)
    assert clerk.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    clerk.sound()
