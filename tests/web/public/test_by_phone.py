"""Asking on the web to be rung, and the page with all ways to take part."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.web.public import by_phone
from survey.web.request import state_of
from tests.builders import SECRET, TINY, open_round
from tests.callbacks import SECRETS, number, rows
from tests.events import planned as planned_event
from tests.pages import Page, PageClient
from tests.unit.fieldwork.callbacks.made import at

TUESDAY = at("2026-11-24 10:05")
FORM = "/take-part/by-phone"
EVENING = "2026-11-24T17:00Z"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    by_phone._limiter.storage.reset()


@pytest.fixture(autouse=True)
def _tuesday() -> Any:
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.fixture
def kept(app: Flask) -> Database:
    """The database of the application, with a round that opened yesterday and closes in thirty days."""
    found = state_of(app).database
    open_round(found, now=TUESDAY)
    return found


def asked(client: PageClient, **changes: Any) -> Page:
    """Fills in the page; the person's name is what stands on the door."""
    client.get(FORM)
    filled = {"family": "residents", "name": "Flat 3", "number": "020 7946 0003", "when": EVENING}
    return client.submit({**filled, **changes})


def test_a_call_is_asked_for_by_a_name_and_a_number(client: PageClient, kept: Database) -> None:
    assert asked(client).heading == "Thank you. We have your request"
    (callback,) = rows(kept, "callbacks")
    assert (callback["family"], callback["language"], callback["relay"]) == ("residents", "en", False)
    assert callback["due_at"] == at("2026-11-24 17:00")


def test_the_name_and_the_number_are_kept_sealed(client: PageClient, kept: Database) -> None:
    asked(client)
    everything = str(rows(kept, "callbacks")) + str(rows(kept, "contacts"))
    assert "Flat 3" not in everything
    assert "7946" not in everything


def test_text_relay_another_language_and_several_times_can_be_chosen(
    client: PageClient, kept: Database
) -> None:
    times = ["2026-11-25T12:00Z", EVENING]
    asked(client, family="businesses", speak="relay", spoken="ur", when=times)
    (callback,) = rows(kept, "callbacks")
    assert (callback["family"], callback["language"], callback["relay"]) == ("businesses", "ur", True)
    assert [begins for begins, _ in callback["times"]] == [  # type: ignore[attr-defined]  # a list of pairs
        "2026-11-24T17:00:00+00:00",
        "2026-11-25T12:00:00+00:00",
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": " "}, "Enter a name that we can ask for"),
        ({"name": "x" * 61}, "Write the name in 60 characters or fewer"),
        ({"number": ""}, "Enter the number at which we should ring you"),
        ({"number": "ring me"}, "Enter a telephone number in figures, such as 020 7946 0123"),
        ({"number": "7946 0123"}, "This number is too short. Enter all of it, with the area code"),
        ({"number": "999"}, "This number is too short. Enter all of it, with the area code"),
        ({"number": "020 7946 012345"}, "This number is too long. Check it, figure by figure"),
        ({"number": "0909 879 0000"}, "We don’t ring numbers that cost extra"),
        ({"number": "+1 202 555 0100"}, "We can only ring numbers in the United Kingdom"),
        ({"number": "07700 900123"}, "No such number is in use. Check it, figure by figure"),
        ({"family": "nobody"}, "Choose a questionnaire"),
        ({"family": "postcard"}, "Choose a questionnaire"),
        ({"speak": "drums"}, "Choose how you would like to speak with us"),
        ({"spoken": "tlh"}, "Choose a language"),
        ({"when": []}, "Choose one or more times"),
        ({"when": ["2026-02-30T10:00Z"]}, "A time that you chose has passed meanwhile"),
        ({"when": ["2026-11-23T17:00Z"]}, "A time that you chose has passed meanwhile"),
        ({"when": ["2026-11-29T12:00Z"]}, "A time that you chose has passed meanwhile"),
        ({"website": "x"}, "A hidden field was filled in"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    client: PageClient, kept: Database, changes: dict[str, Any], error: str
) -> None:
    page = asked(client, **changes)
    assert len(page.errors) == 1
    assert page.errors[0].startswith(error)
    assert rows(kept, "callbacks") == rows(kept, "contacts") == []


def test_every_error_leads_to_its_field(client: PageClient, kept: Database) -> None:
    page = asked(client, family="", name="", number="", when=[])
    ids = {field.get("id") for field in page.all("input")}
    assert {address for words, address in page.links() if words in page.errors} == {
        "#family",
        "#name",
        "#number",
        "#when",
    }
    assert {"family", "name", "number", "when"} <= ids


def test_what_was_typed_and_chosen_stays_in_the_page_with_the_error(
    client: PageClient, kept: Database
) -> None:
    page = asked(client, number="no", speak="relay", spoken="ur")
    held = {field.get("value") for field in page.all("input") if field.get("checked") is not None}
    assert {"relay", EVENING, "residents"} <= held
    assert [one.get("value") for one in page.all("option") if one.get("selected") is not None] == ["ur"]
    assert page.all("input", name="name")[0].get("value") == "Flat 3"


def test_only_times_within_the_hours_of_the_call_centre_are_offered(
    client: PageClient, kept: Database
) -> None:
    offered = [box.get("value") for box in client.get(FORM).all("input", name="when")]
    assert offered[0] == "2026-11-24T09:00Z"
    assert "2026-11-28T17:00Z" not in offered
    assert not [key for key in offered if key and key.startswith("2026-11-29")]


def test_a_number_that_wants_peace_sees_the_same_page_and_nothing_is_kept(
    client: PageClient, kept: Database
) -> None:
    with kept.transaction() as tx:
        actions.never_again(tx, number(3), [SECRET], TUESDAY.date())
    refused = asked(client)
    assert rows(kept, "callbacks") == rows(kept, "contacts") == []
    assert refused.text == asked(client, number="020 7946 0004").text


def test_too_many_requests_from_one_place_are_put_off(client: PageClient, kept: Database) -> None:
    for place in range(10):
        asked(client, number=f"020 7946 00{place:02d}")
    assert "Wait an hour" in asked(client).errors[0]
    assert len(rows(kept, "callbacks")) == 10


def test_looking_at_the_page_keeps_nothing(client: PageClient, kept: Database) -> None:
    client.get(FORM)
    client.get(f"{FORM}/asked")
    assert rows(kept, "callbacks") == []


def test_nobody_is_asked_for_a_number_without_a_round(client: PageClient) -> None:
    page = client.get(FORM)
    assert page.status == 404
    assert "no consultation is open" in page.text


Planned = Callable[[datetime, datetime], None]


@pytest.fixture
def planned(app: Flask) -> Planned:
    """Plans a round between two moments."""

    def plan(opens: datetime, closes: datetime) -> None:
        database = state_of(app).database
        open_round(database, TINY, now=opens + timedelta(days=1))
        with database.transaction() as tx:
            found = consultations.find_round(tx, "2026")
            tx.connection.exec_driver_sql(
                "UPDATE rounds SET closes_at = ? WHERE key = ?",
                (closes.replace(tzinfo=None).isoformat(" "), found.key),
            )

    return plan


@pytest.mark.parametrize(
    ("opens", "closes", "said", "way"),
    [
        ("2026-12-01 09:00", "2026-12-18 17:00", "from 1 December 2026", "You can take part from 1 December"),
        ("2026-10-01 09:00", "2026-11-24 10:30", "It is too late to be rung", "You can take part until"),
        ("2026-10-01 09:00", "2026-11-24 10:00", "closed on 24 November 2026", "If you began in time"),
        ("2026-10-01 09:00", "2026-11-20 17:00", "closed on 20 November 2026", "The consultation is over"),
    ],
    ids=["before it opens", "too late on the last day", "in the days of grace", "after it closed"],
)
def test_outside_the_consultation_the_pages_say_from_when_and_until_when(
    client: PageClient, planned: Planned, opens: str, closes: str, said: str, way: str
) -> None:
    planned(at(opens), at(closes))
    page = client.get(FORM)
    assert said in page.text
    assert page.main_form is None
    assert way in client.get("/take-part").text


def test_a_form_that_was_opened_in_time_is_refused_after_the_end(client: PageClient, kept: Database) -> None:
    client.get(FORM)
    with time_machine.travel(TUESDAY + timedelta(days=31)):
        page = client.submit({"family": "residents", "name": "A", "number": "020 7946 0003", "when": EVENING})
    assert "closed on" in page.text
    assert rows(kept, "callbacks") == []


def test_the_ways_to_take_part_stand_on_one_page(client: PageClient, kept: Database) -> None:
    page = client.get("/take-part")
    assert [heading.text for heading in page.all("h2")] == [
        "On the web",
        "By telephone",
        "On paper",
        "In person",
    ]
    addresses = {address for _, address in page.links()}
    assert {"/c/2026/residents", "/c/2026/businesses", FORM, "/take-part/on-paper", "/return"} <= addresses
    assert "020 7946 0063" in page.text
    assert "18001 020 7946 0063" in page.text
    assert "Monday to Friday" in page.text


def test_they_are_linked_from_the_first_page(client: PageClient, kept: Database) -> None:
    assert "/take-part" in {address for _, address in client.get("/").links()}


def test_without_a_round_the_page_says_so(client: PageClient) -> None:
    page = client.get("/take-part")
    assert "No consultation is planned" in page.text
    assert FORM not in {address for _, address in page.links()}


def test_an_answer_on_either_database_holds_what_was_asked(app_on_each: Flask) -> None:
    database = state_of(app_on_each).database
    open_round(database, now=TUESDAY)
    asked(PageClient(app_on_each))
    with database.reading() as tx:
        (waiting,) = actions.queue(tx, "2026", datetime.now(UTC)).waiting
        details = actions.contacts.details_of(tx, waiting.contact or "", SECRETS)
    assert details == {"name": "Flat 3", "number": "+442079460003"}


def test_coming_events_are_listed_and_past_ones_are_not(client: PageClient, kept: Database) -> None:
    planned_event(kept, SECRET, held_on=date(2026, 11, 24))
    planned_event(kept, SECRET, held_on=date(2026, 11, 28), name="Winter market")
    planned_event(kept, SECRET, held_on=date(2026, 11, 27), name="Not for everyone", listed=False)
    with time_machine.travel(TUESDAY + timedelta(days=1)):
        text = client.get("/take-part").text
    assert "28 Nov 2026, 10am to 4pm Winter market Market Place, Kingston, Kingston upon Thames" in text
    assert "Summer fair" not in text
    assert "Not for everyone" not in text
