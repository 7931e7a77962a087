"""Every kind of question in a real browser: sound to axe at each width and in both directions."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from survey.db.session import Database
from survey.tables import metadata  # noqa: F401  the tables must be known before they are made
from tests.browser.conftest import DESKTOP, PHONE, violations
from tests.builders import open_round
from tests.server import Server

OpenPage = Callable[..., Page]

KINDS = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: kinds
        title: Every kind of question
        sensitive: true
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?, required: true}
          - {key: sites, kind: area, text: Where are your sites?, limit: 34, counted: true}
          - {key: people, kind: number, text: How many live with you?, unit: people, absences: [dont_know]}
          - {key: trade, kind: short_text, text: What is your work?}
          - {key: wish, kind: long_text, text: What should change?, max_length: 20, why: We read every word.}
          - {key: met, kind: yes_no, text: Have you met the police?, absences: [dont_know]}
          - key: age
            kind: single_choice
            text: How old are you?
            choices: [{key: a, text: Under 30}, {key: b, text: 30 or over}]
          - key: safety
            kind: grid
            text: How safe do you feel?
            absences: [dont_know]
            rows: [{key: day, text: By day}, {key: dark, text: After dark}]
            scale: [{key: safe, text: Safe}, {key: neither, text: Neither}, {key: unsafe, text: Unsafe}]
          - key: ways
            kind: multiple_choice
            text: How did you meet them?
            limit: 2
            choices:
              - {key: street, text: In the street, hint: On foot or in a car}
              - {key: door, text: At the door}
              - {key: event, text: At an event}
              - {key: other, text: Some other way, other: true}
              - {key: none, text: Not at all, exclusive: true}
          - key: priorities
            kind: ranking
            text: What matters most?
            limit: 3
            choices: [{key: a, text: Burglary}, {key: b, text: Robbery}, {key: c, text: Fraud}, {key: d, text: Noise}]
"""
LIGHT = 60_000
"""The most a first view of a question page may weigh, in bytes as they travel."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served round whose questionnaire has one page with every kind."""
    instance = tmp_path_factory.mktemp("look")
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url, SURVEY_TEST_LANGUAGES="yes")
    server.command("init")
    database = Database(url)
    open_round(database, KINDS)
    database.close()
    yield server.start().address
    server.stop()


def ask(page: Page) -> Page:
    """Starts the questionnaire and stands on its page."""
    page.goto("/haveyoursay")
    page.get_by_role("button", name="Start now").click()
    expect(page.locator("h1")).to_have_text("Every kind of question")
    return page


@pytest.mark.parametrize(
    "viewport", [PHONE, DESKTOP, {"width": 320, "height": 600}], ids=["phone", "desk", "320"]
)
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_every_kind_is_sound(
    open_page: OpenPage, address: str, viewport: dict[str, int], scripts: bool
) -> None:
    page = ask(open_page(address, viewport=viewport, scripts=scripts))
    assert sideways(page) == 0
    if scripts:
        assert violations(page) == []


def test_faults_are_told_and_reached(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.get_by_role("button", name="Continue").click()
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error:")
    assert violations(page) == []
    summary.get_by_role("link").first.click()
    expect(page.locator("#borough")).to_be_focused()


@pytest.mark.parametrize("language", ["ar-XB", "ur"])
def test_right_to_left_is_sound(open_page: OpenPage, address: str, language: str) -> None:
    page = open_page(address, viewport=PHONE)
    page.goto(f"/haveyoursay?language={language}")
    page.locator("main form button").first.click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert sideways(page) == 0
    assert violations(page) == []


def test_forced_colours_are_sound(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address, forced_colors="active"))
    page.get_by_label("At the door").check()
    assert violations(page) == []


def test_four_times_the_size_fits(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address, viewport={"width": 320, "height": 256}, device_scale_factor=4))
    assert sideways(page) == 0


def test_a_limited_group_refuses_one_more_and_says_why(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    ways = page.locator("fieldset[data-max-choices='2']")
    ways.get_by_label("In the street").check()
    expect(ways.get_by_role("status")).to_have_text("You have chosen 1 of 2.")
    ways.get_by_label("At the door").check()
    ways.get_by_label("At an event").click(force=True)
    expect(ways.get_by_label("At an event")).not_to_be_checked()
    expect(ways.get_by_role("status")).to_contain_text("untick one first")


def test_a_choice_that_rules_out_the_others_takes_theirs_away(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.get_by_label("In the street").check()
    page.get_by_label("Not at all").check()
    expect(page.get_by_label("In the street")).not_to_be_checked()
    page.get_by_label("At the door").check()
    expect(page.get_by_label("Not at all")).not_to_be_checked()


def test_the_words_behind_other_open_without_scripts(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address, scripts=False))
    box = page.locator("input[name='ways:other']")
    expect(box).to_be_hidden()
    page.get_by_label("Some other way").check()
    expect(box).to_be_visible()


def test_characters_left_are_counted(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.get_by_label("What should change?").fill("More patrols")
    expect(page.locator("#wish-count")).to_have_text("8 characters left")
    page.get_by_label("What should change?").fill("More patrols, please, and more light")
    expect(page.locator("#wish-count")).to_have_text("16 characters too many")


def test_escape_pressed_three_times_leaves_at_once(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.route(
        re.compile(r"^https://"), lambda route: route.fulfill(body="weather", content_type="text/html")
    )
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.bbc.co.uk/weather")


def test_exit_this_page_is_a_plain_link_without_scripts(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address, scripts=False))
    link = page.get_by_role("link", name="Exit this page")
    expect(link).to_have_attribute("href", "https://www.bbc.co.uk/weather")
    expect(page.get_by_text("press the Escape key")).to_be_hidden()


def test_a_button_pressed_twice_sends_once(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.locator("#borough").select_option(index=2)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.evaluate(
        "const button = document.querySelector('main form button'); button.click(); button.click();"
    )
    page.wait_for_url(lambda url: not url.endswith("/kinds"))
    assert len(sent) == 1


def test_a_first_view_of_a_question_page_is_light(open_page: OpenPage, address: str) -> None:
    earlier = ask(open_page(address))
    page = open_page(address, storage_state=earlier.context.storage_state())
    weights = travelled(page)
    page.goto(earlier.url, wait_until="networkidle")
    document = weights[earlier.url]
    assert document < 15_000, f"the page alone weighs {document} bytes"
    assert sum(weights.values()) <= LIGHT, weights


def travelled(page: Page) -> dict[str, int]:
    """Adds up what travels from now on, in bytes with headers, by address."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    addresses: dict[str, str] = {}
    weights: dict[str, int] = {}
    session.on(
        "Network.responseReceived",
        lambda told: addresses.update({told["requestId"]: told["response"]["url"]}),
    )
    session.on(
        "Network.loadingFinished",
        lambda told: weights.update({addresses.get(told["requestId"], "?"): int(told["encodedDataLength"])}),
    )
    return weights


def sideways(page: Page) -> int:
    """How many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_an_area_is_found_by_typing(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address, viewport=PHONE))
    box = page.get_by_label("Type the first letters, or choose from the list").first
    said = page.locator(".hys-find__said").first
    box.press_sequentially("k")
    expect(said).to_contain_text("entries fit")
    assert violations(page) == []
    box.press_sequentially("ings")
    expect(said).to_have_text("One entry fits. Press Enter to choose it.")
    box.press("Enter")
    expect(said).to_have_text("Kingston upon Thames is chosen")
    expect(page.locator("#borough")).to_have_value("E09000021")
    expect(page.locator(".govuk-error-summary")).to_have_count(0)


def test_a_name_typed_in_full_counts_on_the_way_on(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.get_by_label("Type the first letters, or choose from the list").first.press_sequentially("barnet")
    page.keyboard.press("Tab")
    expect(page.locator("#borough")).to_have_value("E09000003")


def test_what_is_not_in_the_list_is_said(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    box = page.get_by_label("Type the first letters, or choose from the list").first
    box.press_sequentially("swansea")
    box.press("Enter")
    expect(page.locator(".hys-find__said").first).to_contain_text("Nothing in the list fits")
    expect(page.locator("#borough")).to_have_value("")


def test_a_press_on_what_fits_chooses_it(open_page: OpenPage, address: str) -> None:
    page = ask(open_page(address))
    page.get_by_label("Type the first letters, or choose from the list").first.press_sequentially("w")
    page.get_by_role("button", name="Waltham Forest").click()
    expect(page.locator("#borough")).to_have_value("E09000031")
