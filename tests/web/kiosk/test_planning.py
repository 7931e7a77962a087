"""Staff plan events, print posters, hand out kiosk links and end events; an engagement group does in its borough."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from survey.accounts.roles import Grant, Role
from survey.config import Settings
from survey.db.session import Database
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event, kiosk_token
from tests.builders import open_round
from tests.events import KINGSTON, SUTTON, planned, tomorrow
from tests.pages import PageClient
from tests.staff import signed_in

FILLED = {
    "name": "Summer fair",
    "place": "Market Place",
    "area": KINGSTON,
    "family": "residents",
    "team": "Town team",
    "hours": "10am to 4pm",
}


def on_day(**changes: str) -> dict[str, str]:
    """A form that is filled in, for tomorrow."""
    day = tomorrow()
    return {**FILLED, "day": str(day.day), "month": str(day.month), "year": str(day.year), **changes}


@pytest.fixture
def officer(client: PageClient, sqlite_database: Database) -> PageClient:
    """A supervisor, in an open round."""
    open_round(sqlite_database)
    return signed_in(client, sqlite_database, Role.SUPERVISOR)


def events(database: Database) -> list[Event]:
    with database.reading() as tx:
        return [one.event for one in actions.listing(tx, "2026", None)]


def test_an_event_is_planned_and_its_page_has_what_the_day_needs(
    officer: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    officer.get("/staff/events/new")
    page = officer.submit(on_day())
    (event,) = events(sqlite_database)
    assert page.heading == "Summer fair"
    links = [link.get("href") for link in page.all("a")]
    assert f"http://localhost/kiosk/{event.code}#{kiosk_token(event, settings.secret_key)}" in links
    assert f"http://localhost/at/{event.code}" in links
    assert f"/staff/events/{event.id}/poster.pdf?language=en" in links


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day": "31", "month": "2"}, "There is no such day in the calendar: check the day and the month"),
        ({"day": "", "month": ""}, "Enter the day, the month and the year"),
        ({"day": "first"}, "Enter the date in figures, such as 5 12 2026"),
        ({"year": "26"}, "Enter the year with four figures, such as 2026"),
        ({"year": "2020"}, "This day is past: enter today or a later day"),
        ({"year": "2099"}, "The consultation is closed by then: choose a day within it"),
        ({"name": " "}, "Enter a name for the event"),
        ({"name": "x" * 101}, "Make it shorter: 100 characters fit"),
        ({"place": ""}, "Enter where it is"),
        ({"area": ""}, "Choose the borough"),
        ({"area": "E99999999"}, "Choose the borough"),
        ({"family": "martians"}, "Choose what is asked"),
    ],
)
def test_what_can_not_be_is_told(
    officer: PageClient, sqlite_database: Database, changes: dict[str, str], words: str
) -> None:
    officer.get("/staff/events/new")
    page = officer.submit(on_day(**changes))
    assert page.errors == [words]
    assert page.title.startswith("Error:")
    assert events(sqlite_database) == []


def test_what_was_typed_stays(officer: PageClient) -> None:
    officer.get("/staff/events/new")
    page = officer.submit(on_day(day="31", month="2"))
    assert {field.get("value") for field in page.all("input")} >= {"Summer fair", "31", "10am to 4pm"}


def test_an_event_is_changed(officer: PageClient, sqlite_database: Database, settings: Settings) -> None:
    event = planned(sqlite_database, settings.secret_key)
    officer.get(f"/staff/events/{event.id}/edit")
    page = officer.submit({"name": "Winter fair", "listed": None})
    assert page.heading == "Winter fair"
    (changed,) = events(sqlite_database)
    assert (changed.plan.name, changed.plan.listed, changed.plan.held_on) == (
        "Winter fair",
        False,
        event.plan.held_on,
    )


def test_ending_asks_first_and_can_be_taken_back(
    officer: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    event = planned(sqlite_database, settings.secret_key)
    officer.get(f"/staff/events/{event.id}/end")
    assert events(sqlite_database)[0].ended_at is None
    page = officer.submit()
    assert "This event ended on" in page.text
    assert "kiosk-link" not in page.html
    officer.submit()
    assert events(sqlite_database)[0].ended_at is None


def test_a_new_link_voids_the_old(officer: PageClient, sqlite_database: Database, settings: Settings) -> None:
    event = planned(sqlite_database, settings.secret_key)
    officer.get(f"/staff/events/{event.id}/link")
    page = officer.submit()
    assert kiosk_token(event, settings.secret_key) not in page.html
    assert kiosk_token(events(sqlite_database)[0], settings.secret_key) in page.html


def test_the_poster_is_a_pdf_for_screen_readers_with_our_fonts(
    officer: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    event = planned(sqlite_database, settings.secret_key, family="postcard")
    content = officer.client.get(f"/staff/events/{event.id}/poster.pdf?language=en").data
    pdf = PdfReader(BytesIO(content))
    words = pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1
    assert "Summer fair" in words
    assert f"localhost/at/{event.code}" in words
    assert b"pdfuaid" in content
    fonts = {font["/BaseFont"].partition("+")[2] for font in fonts_of(pdf)}
    assert fonts == {"SourceSans3-Regular", "SourceSans3-Bold"}


def fonts_of(pdf: PdfReader) -> list[dict[str, str]]:
    resources = pdf.pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # pypdf's own mapping
    return [font.get_object() for font in resources.values()]  # type: ignore[union-attr]  # as above


def test_a_poster_in_a_language_that_is_not_offered_is_not_there(
    officer: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    event = planned(sqlite_database, settings.secret_key, family="postcard")
    assert officer.client.get(f"/staff/events/{event.id}/poster.pdf?language=ur").status_code == 404


def test_an_engagement_group_sees_and_plans_events_of_its_borough_alone(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database)
    here = planned(sqlite_database, settings.secret_key)
    there = planned(sqlite_database, settings.secret_key, area=SUTTON, name="Market day")
    group = signed_in(client, sqlite_database, Grant(Role.ENGAGEMENT, KINGSTON))
    listed = group.get("/staff/events").text
    assert "Summer fair" in listed
    assert "Market day" not in listed
    assert group.get(f"/staff/events/{here.id}").status == 200
    for path in ("", "/edit", "/end", "/link", "/poster.pdf"):
        assert group.client.get(f"/staff/events/{there.id}{path}").status_code == 404
    page = group.get("/staff/events/new")
    assert [option.get("value") for option in page.all("select")[0].iter("option")] == [KINGSTON]


def test_an_engagement_group_can_not_plan_for_another_borough_by_force(
    client: PageClient, sqlite_database: Database
) -> None:
    open_round(sqlite_database)
    group = signed_in(client, sqlite_database, Grant(Role.ENGAGEMENT, KINGSTON))
    group.get("/staff/events/new")
    page = group.submit(on_day(area=SUTTON))
    assert page.errors == ["You plan events in your own borough: choose that"]
    assert events(sqlite_database) == []


def test_a_clerk_plans_no_events(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database)
    assert signed_in(client, sqlite_database, Role.CLERK).get("/staff/events").status == 403


def test_without_a_consultation_the_page_says_what_to_do(
    client: PageClient, sqlite_database: Database
) -> None:
    page = signed_in(client, sqlite_database, Role.SUPERVISOR).get("/staff/events")
    assert "There is no consultation yet" in page.text


def test_an_event_whose_day_is_over_asks_to_be_ended(
    officer: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    event = planned(sqlite_database, settings.secret_key, held_on=tomorrow() - timedelta(days=2))
    assert "The day of this event is over" in officer.get(f"/staff/events/{event.id}").text
