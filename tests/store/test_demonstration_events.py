"""The demonstration has an event that was, with what came from it, and one to come."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from survey.db.session import Database
from survey.demonstration import actions as demonstration
from survey.demonstration.consultation import ACCOUNTS
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Status

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/London")


def test_there_is_an_event_with_responses_and_one_to_come(sqlite_database: Database) -> None:
    made = demonstration.prepare(NOW, ZONE, "for tests alone")
    hashes = {account.email: "a hash" for account in ACCOUNTS}
    with sqlite_database.transaction() as tx:
        demonstration.make(tx, made, hashes, NOW)
    with sqlite_database.reading() as tx:
        was, comes = actions.listing(tx, "2026", None)
        told = actions.coming(tx, "2026", NOW.date())
    assert (was.event.status(NOW.date()), comes.event.status(NOW.date())) == (Status.PAST, Status.COMING)
    assert was.by_kiosk > 3
    assert was.by_telephone == 4
    assert comes.responses == 0
    assert told == [comes.event]
