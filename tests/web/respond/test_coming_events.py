"""The first page tells of the events to come."""

from survey.config import Settings
from survey.db.session import Database
from tests.builders import TINY, open_round
from tests.events import planned, tomorrow
from tests.pages import PageClient


def test_events_to_come_stand_on_the_first_page(
    client: PageClient, sqlite_database: Database, settings: Settings
) -> None:
    open_round(sqlite_database, TINY)
    planned(sqlite_database, settings.secret_key, held_on=tomorrow())
    planned(sqlite_database, settings.secret_key, name="In a school", listed=False)
    words = client.get("/").text
    assert "Summer fair" in words
    assert "In a school" not in words


def test_without_events_people_are_asked_to_look_out(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database, TINY)
    assert "Look out for us at community events" in client.get("/").text
