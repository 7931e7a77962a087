"""A round of consultation: its dates, what people are told, and where it stands at a given time."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,29}")
"""What names a round in addresses and exports, such as `2026` or `2026-spring`."""

SHORTEST = timedelta(weeks=8)
"""A round open for less is warned of."""

DEFAULT_GRACE_HOURS = 24
LONGEST_GRACE_HOURS = 14 * 24


class Status(StrEnum):
    """Where a round stands; it follows from the dates and is stored nowhere."""

    PLANNED = "planned"
    OPEN = "open"
    GRACE = "grace"
    """Closed to newcomers; whoever had begun may finish."""
    CLOSED = "closed"


class RoundRefused(ValueError):
    """A deed does not fit the round; `code` says why, `field` what it concerns (empty: the deed itself)."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class Details:
    """What people are told about a round; an empty text is not shown."""

    telephone: str = ""
    textphone: str = ""
    freepost: str = ""
    """The address for paper, line by line."""
    email: str = ""
    next_steps: str = ""
    """What happens next, and when; paragraphs separated by blank lines, as in the two texts below."""
    open_to_influence: str = ""
    last_time: str = ""
    facts: str = ""
    """What is known of crime and policing, shown folded beside the question on priorities, to everybody alike."""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Details":
        """Reads details back from their document; promises, which stood there once, are records by now."""
        return cls(**{name: value for name, value in document.items() if name != "promises"})

    def document(self) -> dict[str, Any]:
        """Returns the details as they are stored."""
        return asdict(self)


NO_DETAILS = Details()


@dataclass(frozen=True, slots=True)
class Round:
    """One round; moments are in UTC."""

    key: str
    name: str
    opens_at: datetime
    closes_at: datetime
    grace_hours: int = DEFAULT_GRACE_HOURS
    details: Details = NO_DETAILS

    @property
    def ends_at(self) -> datetime:
        """When the last answer begun in time can be sent."""
        return self.closes_at + timedelta(hours=self.grace_hours)

    def status(self, now: datetime) -> Status:
        """Returns where the round stands."""
        if now < self.opens_at:
            return Status.PLANNED
        if now < self.closes_at:
            return Status.OPEN
        return Status.GRACE if now < self.ends_at else Status.CLOSED

    @property
    def is_short(self) -> bool:
        """Says whether it is open for less than eight weeks, so that many may not hear of it in time."""
        return self.closes_at - self.opens_at < SHORTEST

    def is_open(self, now: datetime) -> bool:
        """Says whether somebody may begin."""
        return self.opens_at <= now < self.closes_at

    def may_finish(self, now: datetime) -> bool:
        """Says whether somebody who has begun may go on and send."""
        return self.opens_at <= now < self.ends_at

    def distance(self, now: datetime) -> timedelta:
        """Returns how far the round is from a moment; zero while it runs."""
        if now < self.opens_at:
            return self.opens_at - now
        return max(now - self.ends_at, timedelta(0))


def check(planned: Round) -> None:
    """Raises RoundRefused for a round that can't be: key, name, closes_at or grace_hours."""
    if not KEY.fullmatch(planned.key):
        raise RoundRefused("bad_key", "key")
    if not planned.name.strip() or not planned.name.isprintable():
        raise RoundRefused("name_missing", "name")
    if planned.closes_at <= planned.opens_at:
        raise RoundRefused("closes_before_it_opens", "closes_at")
    if not 0 <= planned.grace_hours <= LONGEST_GRACE_HOURS:
        raise RoundRefused("bad_grace", "grace_hours")


def check_amendment(before: Round, after: Round, now: datetime) -> None:
    """Raises RoundRefused where an amendment would move what people have already seen happen."""
    check(after)
    if before.status(now) is not Status.PLANNED and after.opens_at != before.opens_at:
        raise RoundRefused("already_opened", "opens_at")
    if before.status(now) is not Status.PLANNED and after.closes_at != before.closes_at:
        raise RoundRefused("extend_or_close", "closes_at")


def extended(before: Round, closes_at: datetime, now: datetime) -> Round:
    """Returns the round with a later end; raises RoundRefused where it is not later, or already past."""
    if closes_at <= before.closes_at:
        raise RoundRefused("not_later", "closes_at")
    if closes_at <= now:
        raise RoundRefused("in_the_past", "closes_at")
    return replace(before, closes_at=closes_at)


def closed(before: Round, now: datetime) -> Round:
    """Returns the round closed to newcomers from now on; raises RoundRefused where it is not open."""
    if not before.is_open(now):
        raise RoundRefused("not_open")
    return replace(before, closes_at=now)


def copied(before: Round, key: str, name: str, zone: ZoneInfo) -> Round:
    """Returns a round like another, a year later by the calendar and clock of the place."""
    return replace(
        before,
        key=key,
        name=name,
        opens_at=a_year_on(before.opens_at, zone),
        closes_at=a_year_on(before.closes_at, zone),
    )


def a_year_on(moment: datetime, zone: ZoneInfo) -> datetime:
    """Returns the same day and hour of the next year in a time zone; 29 February becomes the 28th."""
    local = moment.astimezone(zone)
    try:
        return local.replace(year=local.year + 1)
    except ValueError:
        return local.replace(year=local.year + 1, day=28)


def current(rounds: Iterable[Round], now: datetime) -> Round | None:
    """Returns the round that people mean: the one that runs (the last opened of several), else the nearest in time."""
    return min(
        rounds,
        key=lambda one: (
            not one.is_open(now),
            not one.may_finish(now),
            one.distance(now),
            -one.opens_at.timestamp(),
        ),
        default=None,
    )
