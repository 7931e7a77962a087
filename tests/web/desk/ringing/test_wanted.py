"""A caller wants to be rung another time, or not to be rung any more."""

import pytest

from survey.db.session import Database
from tests.callbacks import rows
from tests.pages import Page, PageClient
from tests.unit.fieldwork.callbacks.made import at
from tests.web.desk.ringing.ringer import QUEUE, asked, drawn, pressed, state


def wanted(clerk: PageClient, **changes: str) -> Page:
    clerk.get(f"{QUEUE}/new")
    filled = {"family": "residents", "name": "Flat 9", "number": "020 7946 0009"}
    return clerk.submit({**filled, "day": "2026-11-24", "time": "10:30", **changes})


def number_page(clerk: PageClient, deed: str, number: str = "020 7946 0003") -> Page:
    clerk.get(f"{QUEUE}/number")
    return clerk.submit({"number": number, "deed": deed})


def test_a_callback_is_kept_for_a_caller(clerk: PageClient, kept: Database) -> None:
    assert "waits in the queue" in wanted(clerk).text
    assert state(kept)["due_at"] == at("2026-11-24 10:30")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"family": "postcard"}, "Choose a questionnaire"),
        ({"name": ""}, "Enter a name that we can ask for"),
        ({"number": "123"}, "This number is too short. Enter all of it, with the area code"),
        ({"language": "tlh"}, "Choose a language"),
        ({"day": "2026-11-29"}, "Choose a day"),
        ({"time": "03:99"}, "Type a time such as 14:30 or 2.30pm"),
    ],
)
def test_what_is_wrong_with_it_is_said(
    clerk: PageClient, kept: Database, changes: dict[str, str], error: str
) -> None:
    assert wanted(clerk, **changes).errors == [error]
    assert rows(kept, "callbacks") == []


def test_during_a_call_the_clerk_comes_back_to_it(clerk: PageClient, kept: Database) -> None:
    clerk.get("/staff/desk")
    clerk.submit(press=("family", "residents"))
    assert wanted(clerk).heading == "Before the questions"


def test_a_callback_is_called_off_once_the_clerk_is_sure(clerk: PageClient, kept: Database) -> None:
    asked(kept)
    assert number_page(clerk, "call_off").heading == "Are you sure?"
    assert len(rows(kept, "contacts")) == 1
    assert "1 callback is called off" in clerk.submit().text
    assert rows(kept, "contacts") == rows(kept, "do_not_call") == []


def test_a_number_is_listed_and_taken_off_again(clerk: PageClient, kept: Database) -> None:
    number_page(clerk, "never")
    clerk.submit()
    assert "1 number is on the list" in clerk.get(f"{QUEUE}/number").text
    assert "may be rung again" in number_page(clerk, "again").text
    assert "was not on the list" in number_page(clerk, "again").text


def test_what_is_wrong_with_a_number_is_said(clerk: PageClient, kept: Database) -> None:
    assert number_page(clerk, "never", "ring me").errors[0].startswith("Enter a telephone number in figures")
    clerk.get(f"{QUEUE}/number")
    assert clerk.submit({"number": "020 7946 0003"}).errors == ["Choose what to do"]


def test_no_address_holds_a_name_or_a_number(
    clerk: PageClient, kept: Database, caplog: pytest.LogCaptureFixture
) -> None:
    asked(kept)
    with caplog.at_level("DEBUG", "survey"):
        pages = [drawn(clerk), pressed(clerk, "2.11"), number_page(clerk, "never")]
    assert not [
        address
        for page in pages
        for _, address in page.links()
        if "7946" in address and not address.startswith("tel:")
    ]
    assert "7946" not in caplog.text
