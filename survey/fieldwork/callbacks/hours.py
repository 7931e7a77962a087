"""When people can be rung: the hours of the call centre, cut into mornings, afternoons and evenings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
"""As much of a time as is kept: a call is known to the second, and nothing here may be laid beside it."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_TYPED = re.compile(r"(\d{1,2})(?:\s*[:.]?\s*([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE)


class Band(StrEnum):
    """A part of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time in which somebody may be rung; moments in UTC, the end not included."""

    begins: datetime
    ends: datetime

    @property
    def key(self) -> str:
        """Names the window in a form: the moment at which it begins."""
        return self.begins.strftime("%Y-%m-%dT%H:%MZ")


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of the call centre, by the clock of the place."""

    days: Mapping[int, tuple[time, time]]
    """Weekday (Monday is 0) → when it opens and closes; a day that is not there is closed."""
    closed_on: frozenset[date]
    afternoon: time
    evening: time
    zone: ZoneInfo

    def open_on(self, day: date) -> tuple[datetime, datetime] | None:
        """Returns when the call centre opens and closes on a day, in UTC; None where it is closed."""
        found = self.days.get(day.weekday())
        if found is None or day in self.closed_on:
            return None
        return self._moment(day, found[0]), self._moment(day, found[1])

    def is_open(self, moment: datetime) -> bool:
        """Says whether people may be rung at a moment."""
        return self.covers(Window(moment, moment + timedelta(microseconds=1)))

    def covers(self, window: Window) -> bool:
        """Says whether the whole of a window lies within the hours of one day."""
        found = self.open_on(window.begins.astimezone(self.zone).date())
        return found is not None and found[0] <= window.begins and window.ends <= found[1]

    def band(self, moment: datetime) -> Band:
        """Names the part of the day in which a moment lies."""
        clock = moment.astimezone(self.zone).time()
        if clock >= self.evening:
            return Band.EVENING
        return Band.AFTERNOON if clock >= self.afternoon else Band.MORNING

    def next_opening(self, moment: datetime) -> datetime:
        """Returns the moment itself where people may be rung then, else when they may be next.

        Raises ValueError where that is never within a year.
        """
        day = moment.astimezone(self.zone).date()
        for _ in range(366):
            found = self.open_on(day)
            if found and moment < found[1]:
                return max(moment, found[0])
            day += timedelta(days=1)
        raise ValueError("the call centre does not open within a year")

    def windows(self, day: date, days: int) -> Iterator[Window]:
        """Yields the mornings, afternoons and evenings of some days that lie within the hours, in order."""
        for ahead in range(days):
            here = day + timedelta(days=ahead)
            found = self.open_on(here)
            if found is None:
                continue
            noon, dusk = self._moment(here, self.afternoon), self._moment(here, self.evening)
            cuts = [found[0], *(cut for cut in (noon, dusk) if found[0] < cut < found[1]), found[1]]
            for begins, ends in pairwise(cuts):
                yield Window(begins, ends)

    def _moment(self, day: date, clock: time) -> datetime:
        return to_utc(datetime.combine(day, clock, self.zone))


def to_utc(moment: datetime) -> datetime:
    """Returns a moment in UTC."""
    return moment.astimezone(ZoneInfo("UTC"))


def to_quarter(moment: datetime) -> datetime:
    """Returns the moment, or the next at which a quarter of an hour begins."""
    past = timedelta(minutes=moment.minute % 15, seconds=moment.second, microseconds=moment.microsecond)
    return moment if not past else moment - past + QUARTER


def read_clock(typed: str, opens: time) -> time | None:
    """Reads a time of day as people say it: `14:30`, `1430`, `2.30 pm`, `2pm`, `9`; None where that is no time.

    Without am or pm an hour before the opening means the afternoon, as 'half past two' does on the telephone.
    """
    found = _TYPED.fullmatch(typed.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").lower().replace(".", "")
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour < 12 and time(hour, minute) < opens:
        hour += 12
    return time(hour, minute) if hour < 24 else None
