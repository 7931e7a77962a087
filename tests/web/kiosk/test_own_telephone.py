"""People answer on their own telephones by the address on a poster, and what they answer counts for the event."""

from flask import Flask
from sqlalchemy import text

from survey.config import Settings
from survey.db.session import Database
from survey.fieldwork.events import actions
from tests.builders import TINY, open_round
from tests.events import planned
from tests.pages import PageClient


def linked(database: Database) -> list[str]:
    with database.reading() as tx:
        return list(
            tx.connection.execute(
                text("SELECT e.code FROM event_responses r JOIN events e ON e.id = r.event")
            ).scalars()
        )


def test_the_address_leads_to_the_questionnaire_and_carries_the_event(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    event = planned(sqlite_database, settings.secret_key)
    page = client.get(f"/at/{event.code}")
    assert page.heading == "Have your say"
    assert "At ‘Summer fair’" in page.text
    client.submit()
    assert linked(sqlite_database) == [event.code]


def test_a_response_without_a_poster_belongs_to_no_event(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    planned(sqlite_database, settings.secret_key)
    client.get("/haveyoursay")
    client.submit()
    assert linked(sqlite_database) == []


def test_after_its_end_the_address_still_leads_to_the_questionnaire(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    event = planned(sqlite_database, settings.secret_key)
    with sqlite_database.transaction() as tx:
        actions.end(tx, event, by="command-line", now=event.created_at)
    page = client.get(f"/at/{event.code}")
    assert page.heading == "Have your say"
    client.submit()
    assert linked(sqlite_database) == []


def test_a_code_in_small_letters_is_the_same(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    event = planned(sqlite_database, settings.secret_key)
    assert client.get(f"/at/{event.code.lower()}").status == 200


def test_two_signs_that_changed_places_are_told(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    code = planned(sqlite_database, settings.secret_key).code
    swap = next(at for at in range(5) if code[at] != code[at + 1])
    turned = code[:swap] + code[swap + 1] + code[swap] + code[swap + 2 :]
    page = client.get(f"/at/{turned}")
    assert page.status == 404
    assert "may have changed places" in page.text


def test_a_code_that_is_too_short_is_told(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database, TINY)
    assert "6 letters and figures" in client.get("/at/7K").text


def test_an_event_of_another_round_is_not_carried(
    client: PageClient, app: Flask, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    event = planned(sqlite_database, settings.secret_key)
    open_round(sqlite_database, TINY, key="2025")
    assert "Summer fair" not in client.get(f"/c/2025/residents?event={event.code}").text
