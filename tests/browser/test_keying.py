"""Keying paper in a real browser: ten forms by keyboard alone, without scripts, and through a server that dies."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.db.session import Database
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.batch import Batch, Turn
from survey.fieldwork.batches.fields import Field, fields_of
from survey.questionnaire.definition import Channel
from survey.tables import metadata  # noqa: F401  the tables must be known before they are asked
from tests.browser.conftest import PHONE, screenshot, violations
from tests.builders import open_round, shipped
from tests.bundles import bundle, printed, standing
from tests.server import Server
from tests.staff import PASSWORD, colleague

SLOWEST_MS = 15_000
FIELDS = fields_of(shipped("residents"), Channel.PAPER)
TYPED = {"borough": "kingst", "age": "3", "safety.home_day": "1", "priorities": "2 5 1"}


@dataclass
class Office:
    """A served installation with a supervisor and two clerks."""

    server: Server
    database: Database
    staff: Mapping[str, User]

    def bundle(self, forms: int) -> tuple[Batch, list[str]]:
        """Registers a bundle of forms that were printed."""
        serials = [one.form.serial for one in printed(self.database, forms)]
        return bundle(self.database, forms, self.staff["supervisor"].id), serials


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office on a real server."""
    instance: Path = tmp_path_factory.mktemp("keying")
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    open_round(database)
    staff = {
        "supervisor": colleague(database, Role.SUPERVISOR),
        "clerk": colleague(database, Role.CLERK),
        "colleague": colleague(database, Role.CLERK, name="colleague"),
    }
    server.start()
    yield Office(server, database, staff)
    server.stop()
    database.close()


@pytest.fixture
def sit_down(open_page: Callable[..., Page], office: Office) -> Callable[..., Page]:
    """Signs somebody in at a bundle: `sit_down(batch)`."""

    def sit(batch: Batch, who: str = "clerk", **options: Any) -> Page:
        page = open_page(office.server.address, **options)
        page.goto(f"/staff/sign-in?next=/staff/batches/{batch.id}")
        page.locator("#email").fill(office.staff[who].email)
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text(f"Bundle {batch.number}", timeout=SLOWEST_MS)
        return page

    return sit


def field_in(page: Page, one: Field) -> Any:
    return page.locator(f"#f-{FIELDS.index(one) + 1}")


def take_up(page: Page, serial: str) -> None:
    """Types a serial where the cursor waits."""
    expect(page.locator("#serial")).to_be_focused(timeout=SLOWEST_MS)
    page.keyboard.type(serial)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Form", timeout=SLOWEST_MS)
    expect(page.locator("#f-1")).to_be_focused(timeout=SLOWEST_MS)


def key(page: Page, typed: Mapping[str, str]) -> None:
    """Keys a whole form in paper order: what stands there and Enter, field by field."""
    for one in FIELDS:
        words = typed.get(one.name, "")
        if words:
            expect(field_in(page, one)).to_be_focused()
            page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(page.locator("[data-keying-end]")).to_be_focused()


def test_ten_forms_are_keyed_by_keyboard_alone(office: Office, sit_down: Callable[..., Page]) -> None:
    batch, serials = office.bundle(10)
    page = sit_down(batch)
    for serial in serials:
        take_up(page, serial)
        key(page, TYPED)
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_contain_text("Bundle", timeout=SLOWEST_MS)
    found = standing(office.database, batch)
    assert len(found.keyed) == 10
    keyings = [one.typed for one in found.keyings]
    assert keyings == [TYPED] * 10


def test_a_line_that_cant_stand_gets_the_cursor_back_with_the_reason(
    office: Office, sit_down: Callable[..., Page]
) -> None:
    batch, (serial,) = office.bundle(1)
    page = sit_down(batch)
    take_up(page, serial)
    page.keyboard.type("ba")
    page.keyboard.press("Enter")
    expect(page.locator("#f-1-said")).to_contain_text("More than one borough begins so", timeout=SLOWEST_MS)
    expect(page.locator("#f-1")).to_be_focused()
    page.keyboard.type("rn")
    page.keyboard.press("Enter")
    expect(page.locator("#f-1-said")).to_have_text("Barnet", timeout=SLOWEST_MS)
    expect(page.locator("#f-2")).to_be_focused()
    assert violations(page) == []
    screenshot(page, "keying-desktop")


def test_a_server_that_dies_loses_at_most_the_field_in_hand(
    office: Office, sit_down: Callable[..., Page]
) -> None:
    batch, (serial,) = office.bundle(1)
    page = sit_down(batch)
    take_up(page, serial)
    for words in ("kingst", "3"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
    expect(page.locator("#f-2-said")).not_to_be_empty(timeout=SLOWEST_MS)
    office.server.kill()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("[data-keying-state]")).to_contain_text("Not kept yet", timeout=SLOWEST_MS)
    office.server.start()
    expect(page.locator("[data-keying-state]")).to_contain_text("Kept", timeout=SLOWEST_MS)
    with office.database.reading() as tx:
        (form,) = actions.standing(tx, batch.id).forms
        keying = actions.find_keying(tx, form.id, Turn.FIRST)
    assert keying is not None
    assert dict(keying.typed) == {
        "borough": "kingst",
        FIELDS[1].name: "3",
        FIELDS[2].name: "1",
        FIELDS[3].name: "2",
    }
    page.reload()
    expect(page.locator("#f-1")).to_have_value("kingst", timeout=SLOWEST_MS)
    expect(page.locator("#f-5")).to_be_focused()


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_without_scripts_it_is_a_plain_form(
    office: Office, sit_down: Callable[..., Page], viewport: Any
) -> None:
    batch, (serial,) = office.bundle(1)
    page = sit_down(batch, scripts=False, **({"viewport": viewport} if viewport else {}))
    page.locator("#serial").fill(serial)
    page.keyboard.press("Enter")
    page.locator("#f-1").fill("kingst")
    page.keyboard.press("Enter")
    expect(page.locator("#f-1-said")).to_have_text("Kingston upon Thames")
    page.locator("#f-2").fill("1 2")
    page.locator("[data-keying-end]").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Only one is allowed here")
    page.locator("#f-2").fill("1")
    page.locator("[data-keying-end]").click()
    expect(page.locator("h1")).to_contain_text("Bundle")
    assert len(standing(office.database, batch).keyed) == 1


@pytest.mark.parametrize(("name", "viewport"), [("desktop", None), ("phone", PHONE)])
def test_every_page_of_a_bundle_is_sound(
    office: Office, sit_down: Callable[..., Page], name: str, viewport: Any
) -> None:
    options = {"viewport": viewport} if viewport else {}
    batch, serials = office.bundle(2)
    clerk = sit_down(batch, **options)
    for number, serial in enumerate(serials):
        take_up(clerk, serial)
        clerk.keyboard.type("kingst")
        if not number:
            assert violations(clerk) == []
            screenshot(clerk, f"keying-{name}")
        clerk.keyboard.press("Control+Enter")
        expect(clerk.locator("h1")).to_contain_text("Bundle", timeout=SLOWEST_MS)
    assert violations(clerk) == []
    other = sit_down(batch, "colleague", **options)
    other.get_by_role("button", name="Key form").click()
    expect(other.locator("h1")).to_contain_text("Form", timeout=SLOWEST_MS)
    other.locator("#f-1").fill("sutton")
    other.keyboard.press("Control+Enter")
    expect(other.locator("h1")).to_contain_text("Bundle", timeout=SLOWEST_MS)
    page = sit_down(batch, "supervisor", **options)
    screenshot(page, f"bundle-{name}")
    assert violations(page) == []
    (form,) = [one.form for one in standing(office.database, batch).open_differences]
    addresses = ("", "/new", f"/{batch.id}/label", f"/{batch.id}/count", f"/{batch.id}/sign-off",
                 f"/forms/{form}/differences", f"/forms/{form}/take-out")  # fmt: skip
    for address in addresses:
        page.goto(f"/staff/batches{address}")
        page.wait_for_load_state("load")
        assert violations(page) == [], address
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, f"{address} is wider than the window"
        screenshot(
            page, f"bundle{address.replace('/', '-').replace(form, 'form').replace(batch.id, 'one')}-{name}"
        )
