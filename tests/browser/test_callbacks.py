"""Asking to be rung and ringing people back, in a real browser: by keyboard alone, with and without scripts."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.roles import Role
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Queue, Wish
from survey.fieldwork.callbacks.arrangements import OWN_NAME, SHIPPED
from survey.fieldwork.callbacks.callback import Person
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.numbers import Number
from survey.fieldwork.callbacks.outcomes import Outcome
from tests.browser.conftest import DESKTOP, PHONE, screenshot, violations
from tests.browser.desk import Clerk, Desk, OpenPage, begun, seated, served, tab_to
from tests.staff import PASSWORD, colleague

FORM = "/take-part/by-phone"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that rings people at every hour, so that the tests do."""
    instance = tmp_path_factory.mktemp("callbacks")
    own = SHIPPED.read_text().replace("09:00-20:00", "00:00-24:00").replace("10:00-16:00", "00:00-24:00")
    own = own.replace("  saturday:", '  sunday: "00:00-24:00"\n  saturday:')
    (instance / OWN_NAME).write_text(own)
    yield from served(instance)


@pytest.fixture
def sit_down(open_page: OpenPage, desk: Desk) -> Callable[..., Clerk]:
    """Signs the clerk in and opens the desk, with nobody in the queue."""

    def sit(**options: object) -> Clerk:
        with desk.database.transaction() as tx:
            for one in queue(desk).waiting:
                actions.give_back(tx, desk.clerk, [secret(desk.server.instance)])
                actions.store.change(tx, one)
            actions.end_all(tx, "2026", None, datetime.now(UTC).date(), datetime.now(UTC))
        return seated(open_page(desk.server.address, **options), **options)

    return sit


def secret(instance: Path) -> str:
    return (instance / "secret_key").read_text().strip()


def wanted(desk: Desk, place: int = 3, *, relay: bool = False, language: str = "en") -> None:
    """Asks for a call that is due now."""
    now = datetime.now(UTC)
    person = Person(f"flat {place}", Number(f"+4420794600{place:02d}"))
    window = Window(now - timedelta(minutes=30), now + timedelta(minutes=30))
    wish = Wish("residents", language, relay, person, (window,))
    with desk.database.transaction() as tx:
        actions.ask(tx, "2026", wish, [secret(desk.server.instance)], now.date())


def queue(desk: Desk) -> Queue:
    with desk.database.reading() as tx:
        return actions.queue(tx, "2026", datetime.now(UTC))


def ended(desk: Desk, outcome: Outcome) -> int:
    with desk.database.reading() as tx:
        return actions.outcomes(tx, "2026")[outcome]


def is_sound(page: Page) -> None:
    """The page holds against axe and does not scroll sideways."""
    assert violations(page) == [], page.url
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"), page.url


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_call_is_asked_for_without_scripts(
    open_page: OpenPage, desk: Desk, viewport: dict[str, int]
) -> None:
    before = len(queue(desk).waiting)
    page = open_page(desk.server.address, viewport=viewport, scripts=False)
    page.goto("/")
    page.get_by_role("link", name="All ways to take part").click()
    page.get_by_role("button", name="Ask to be rung").click()
    page.get_by_role("button", name="Ring me").click()
    assert page.locator(".govuk-error-summary li").all_inner_texts() == [
        "Choose a questionnaire",
        "Enter a name that we can ask for",
        "Enter the number at which we should ring you",
        "Choose one or more times",
    ]
    page.get_by_label("Have your say on policing in London", exact=True).check()
    page.get_by_label("What shall we call you?").fill(f"flat {viewport['width']}")
    page.get_by_label("Your telephone number").fill("020 7946 0012" if viewport == PHONE else "020 7946 0013")
    page.get_by_label("By text relay").check()
    page.get_by_label("Evening").first.check()
    page.get_by_role("button", name="Ring me").click()
    assert page.locator("h1").inner_text() == "Thank you. We have your request"
    page.reload()  # a second look sends nothing again
    assert len(queue(desk).waiting) == before + 1


def test_a_call_is_asked_for_by_keyboard_alone(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(desk.server.address)
    page.add_init_script("addEventListener('mousedown', () => console.error('a mouse was used'))")
    page.goto(FORM)
    visitor, keys = Clerk(page), page.keyboard
    tab_to(visitor, "#family")
    keys.press("Space")
    tab_to(visitor, "#name")
    keys.type("flat 14")
    keys.press("Tab")
    keys.type("020 7946 0014")
    tab_to(visitor, "#when")
    keys.press("Space")
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you. We have your request")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_public_pages_are_sound(open_page: OpenPage, desk: Desk, viewport: dict[str, int]) -> None:
    page = open_page(desk.server.address, viewport=viewport)
    width = viewport["width"]
    for address, name in (
        ("/take-part", "take-part"),
        (FORM, "by-phone"),
        (f"{FORM}/asked", "by-phone-asked"),
    ):
        page.goto(address)
        is_sound(page)
        screenshot(page, f"{name}-{width}")
    page.goto(FORM)
    page.get_by_role("button", name="Ring me").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    is_sound(page)
    screenshot(page, f"by-phone-errors-{width}")


def test_a_clerk_rings_the_next_and_the_next_by_keyboard_alone(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    clerk.page.add_init_script("addEventListener('mousedown', () => console.error('a mouse was used'))")
    for place in (3, 4, 5):
        wanted(desk, place)
    clerk.page.reload()
    clerk.press("n", "Ring this person")
    clerk.sound()
    expect(clerk.page.locator(".hys-ring")).to_contain_text("020 7946 0003")
    clerk.press("2", "Callbacks")
    assert "To be rung again on" in clerk.page.locator(".hys-notice").inner_text()
    clerk.press("Enter", "Ring this person")
    clerk.press("4", "When shall we ring again?")
    clerk.sound()
    clerk.keys.press("2")
    clerk.keys.type("14:30")
    clerk.press("Enter", "Callbacks")
    assert "from 2:30 pm" in clerk.page.locator(".hys-notice").inner_text()
    clerk.press("Enter", "Ring this person")
    before = ended(desk, Outcome.REFUSED)
    clerk.press("5", "Does not want to take part")
    clerk.sound()
    clerk.keys.press("x")
    clerk.press("Enter", "Callbacks")
    assert ended(desk, Outcome.REFUSED) == before + 1
    assert "The number is not rung again." in clerk.page.locator(".hys-notice").all_inner_texts()


def test_the_rarer_outcomes_are_two_keys_away(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down()
    wanted(desk, 6)
    clerk.page.reload()
    clerk.press("n", "Ring this person")
    clerk.press("9", "How else did it end?")
    clerk.sound()
    clerk.press("2", "In which language shall we ring again?")
    clerk.sound()
    clerk.keys.type("16")  # Urdu, after English and the languages of interpreters
    clerk.press("Enter", "Callbacks")
    assert [one.language for one in queue(desk).waiting] == ["ur"]


def test_the_number_stays_in_sight_until_the_interview_has_ended(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    wanted(desk, 7, relay=True)
    clerk.page.reload()
    clerk.press("q", "Callbacks")
    clerk.sound()
    clerk.press("Enter", "Ring this person")
    strip = clerk.page.locator(".hys-ring")
    expect(strip).to_contain_text("Dial 18002")
    screenshot(clerk.page, "callback-held")
    clerk.press("Enter", "Before the questions")
    clerk.sound()
    expect(strip).to_contain_text("020 7946 0007")
    assert clerk.page.locator("#aid-text_relay").is_checked()
    clerk.press("Enter", "Where you live")
    expect(strip).to_contain_text("020 7946 0007")
    clerk.sound()
    clerk.press("!", "Before this call ends")
    clerk.press("2", "The call was cut off")
    clerk.sound()
    clerk.press("n", "What becomes of the callback?")
    clerk.sound()
    clerk.press("2", "Callbacks")
    expect(strip).to_have_count(0)
    (one,) = queue(desk).waiting
    assert (one.attempts, one.promised) == (1, False)


def test_a_caller_is_given_another_time_without_losing_the_call(
    sit_down: Callable[..., Clerk], desk: Desk
) -> None:
    clerk = sit_down()
    begun(clerk)
    clerk.press("!", "Before this call ends")
    clerk.press("c", "A caller wants to be rung later")
    clerk.sound()
    keys = clerk.keys
    tab_to(clerk, "#family")
    keys.press("Space")
    tab_to(clerk, "#name")
    keys.type("the caller")
    keys.press("Tab")
    keys.type("020 7946 0021")
    tab_to(clerk, "#day-2")
    keys.press("ArrowDown")
    tab_to(clerk, "#time")
    keys.type("10.15")
    clerk.press("Enter", "Before the questions")
    assert len(queue(desk).waiting) == 1


def test_nobody_loses_a_callback_without_scripts(sit_down: Callable[..., Clerk], desk: Desk) -> None:
    clerk = sit_down(scripts=False)
    wanted(desk, 8)
    page = clerk.page
    page.goto("/staff/desk")
    page.get_by_role("button", name="Ring the next").click()
    page.get_by_role("button", name="Not there, or not a good time").click()
    page.get_by_label("They did not say").check()
    page.get_by_role("button", name="Keep this").click()
    assert page.locator("h1").inner_text() == "Callbacks"
    assert [one.attempts for one in queue(desk).waiting] == [1]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_of_the_desk_is_sound(
    sit_down: Callable[..., Clerk], desk: Desk, viewport: dict[str, int]
) -> None:
    clerk = sit_down(viewport=viewport)
    wanted(desk, 9, relay=True, language="so")
    page, width = clerk.page, viewport["width"]
    for address in (
        "/staff/desk",
        "/staff/desk/ringing",
        "/staff/desk/ringing/new",
        "/staff/desk/ringing/number",
    ):
        page.goto(address)
        is_sound(page)
    page.get_by_role("button", name="Continue").click()
    is_sound(page)
    page.goto("/staff/desk/ringing")
    screenshot(page, f"callbacks-{width}")
    page.get_by_role("button", name="Ring the next").click()
    is_sound(page)
    screenshot(page, f"callback-held-{width}")
    for name in ("Not there, or not a good time", "The number does not work"):
        page.goto("/staff/desk/ringing/held")
        page.get_by_role("button", name=name).click()
        is_sound(page)
    page.goto("/staff/desk/ringing/rarer")
    is_sound(page)
    page.get_by_role("button", name="Another language is needed").click()
    is_sound(page)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_outcomes_are_sound(open_page: OpenPage, desk: Desk, viewport: dict[str, int]) -> None:
    name = f"supervisor.{viewport['width']}"
    colleague(desk.database, Role.SUPERVISOR, name=name)
    page = open_page(desk.server.address, viewport=viewport)
    page.goto("/staff/sign-in?next=/staff/desk/ringing/outcomes")
    page.fill("#email", f"{name}@example.org")
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Callback outcomes")
    is_sound(page)
    page.goto("/staff/desk/board")
    is_sound(page)
