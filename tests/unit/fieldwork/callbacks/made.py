"""A call centre and its clock, for tests."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from survey.fieldwork.callbacks.arrangements import shipped
from survey.fieldwork.callbacks.hours import Window

ZONE = ZoneInfo("Europe/London")
TERMS = shipped(ZONE)
CLOSES = datetime(2026, 12, 18, 17, tzinfo=ZONE).astimezone(UTC)


def at(written: str) -> datetime:
    """A moment by the clock of London, such as '2026-11-24 09:30'."""
    return datetime.fromisoformat(written).replace(tzinfo=ZONE).astimezone(UTC)


def window(written: str, until: str) -> Window:
    """A time of one day, such as '2026-11-24 09:00' until '12:00'."""
    return Window(at(written), at(f"{written[:10]} {until}"))
