"""An event: where and when people are asked, by which questionnaire, and what can't be."""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from random import Random
from zoneinfo import ZoneInfo

from survey.consultations.round import Round
from survey.places.london import LONDON
from survey.responses.symbols import BASE, check_character, is_sound, plain, spell, strange, swapped

CODE_LENGTH = 6
"""Five symbols at random (6.4 million) and the check character: an event's code opens nothing, it names."""

LONGEST_NAME = 100
LONGEST_PLACE = 200
LONGEST_TEAM = 100
LONGEST_HOURS = 60


class Status(StrEnum):
    """Where an event stands; it follows from its date and from whether somebody ended it."""

    COMING = "coming"
    TODAY = "today"
    PAST = "past"
    """Its day is over, and its kiosks still take answers until somebody ends it."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody decides about an event."""

    name: str
    place: str
    area: str
    """The code of the borough."""
    held_on: date
    family: str
    """The questionnaire that is asked there."""
    team: str = ""
    """The team or group that asks."""
    hours: str = ""
    """The hours in words, such as '10am to 4pm'."""
    listed: bool = True
    """Told to the public beforehand."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a round."""

    id: str
    code: str
    """Names it on posters and in addresses; it opens nothing."""
    round: str
    plan: Plan
    public_key: bytes
    """What kiosks seal responses to: a point of P-256, uncompressed."""
    link: int
    """How many kiosk links were made before the one that is good."""
    created_at: datetime
    ended_at: datetime | None = None

    def status(self, today: date) -> Status:
        """Returns where the event stands."""
        if self.ended_at is not None:
            return Status.ENDED
        if self.plan.held_on > today:
            return Status.COMING
        return Status.TODAY if self.plan.held_on == today else Status.PAST


@dataclass(frozen=True, slots=True)
class EventFault:
    """Why a plan can't be kept: the field and a code."""

    field: str
    code: str


class EventRefused(ValueError):
    """A plan that can't be kept; `faults` says why."""

    def __init__(self, faults: Collection[EventFault]) -> None:
        super().__init__(", ".join(f"{one.field}: {one.code}" for one in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan is held to: the round, its questionnaires, the boroughs of whoever plans, and the day it is."""

    round: Round
    families: Collection[str]
    areas: Collection[str] | None
    """None for all."""
    today: date
    zone: ZoneInfo


def faults_of(plan: Plan, limits: Limits, before: Plan | None = None) -> list[EventFault]:
    """Returns what is wrong with a plan, in the order of its fields; `before` is what it changes."""
    lengths = (
        ("name", plan.name, LONGEST_NAME, True),
        ("place", plan.place, LONGEST_PLACE, True),
        ("team", plan.team, LONGEST_TEAM, False),
        ("hours", plan.hours, LONGEST_HOURS, False),
    )
    found = []
    for field, words, most, needed in lengths:
        if needed and not words.strip():
            found.append(EventFault(field, "missing"))
        elif len(words) > most:
            found.append(EventFault(field, "too_long"))
        elif not words.isprintable():
            found.append(EventFault(field, "not_printable"))
    if plan.area not in LONDON.by_code:
        found.append(EventFault("area", "missing"))
    elif limits.areas is not None and plan.area not in limits.areas:
        found.append(EventFault("area", "not_yours"))
    if plan.family not in limits.families:
        found.append(EventFault("family", "missing"))
    if before is None or before.held_on != plan.held_on:
        found += _date_faults(plan.held_on, limits)
    return found


def _date_faults(held_on: date, limits: Limits) -> list[EventFault]:
    opens = limits.round.opens_at.astimezone(limits.zone).date()
    closes = limits.round.closes_at.astimezone(limits.zone).date()
    if held_on < limits.today:
        return [EventFault("held_on", "past")]
    if held_on < opens:
        return [EventFault("held_on", "before_opening")]
    return [EventFault("held_on", "after_closing")] if held_on > closes else []


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why what was typed is no day: missing, not_numbers, not_a_day (31 February) or odd_year."""

    code: str


def read_day(day: str, month: str, year: str) -> date | Unreadable:
    """Reads a day typed in three parts."""
    parts = [part.strip() for part in (day, month, year)]
    if not all(parts):
        return Unreadable("missing")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return Unreadable("not_numbers")
    if len(parts[2]) != 4:
        return Unreadable("odd_year")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except (ValueError, OverflowError):
        return Unreadable("not_a_day")


def new_code(chance: Random) -> str:
    """Makes a code."""
    symbols = spell([chance.randrange(BASE) for _ in range(CODE_LENGTH - 1)])
    return symbols + check_character(symbols)


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Why typed symbols can't be an event's code: empty, strange, length, swapped or unsound."""

    why: str


def read_code(typed: str) -> str | Mistyped:
    """Reads a code as a person typed it from a poster, and tells which kind of slip it holds."""
    symbols = plain(typed)
    if not symbols:
        return Mistyped("empty")
    if strange(symbols):
        return Mistyped("strange")
    if len(symbols) != CODE_LENGTH:
        return Mistyped("length")
    if is_sound(symbols):
        return symbols
    return Mistyped("swapped" if swapped(symbols) else "unsound")


def kiosk_token(event: Event, secret: str) -> str:
    """Returns what a kiosk shows to be let in: it follows from the link's number, so that a new link voids it."""
    words = f"kiosk link:{event.id}:{event.link}"
    return hmac.new(secret.encode(), words.encode(), sha256).hexdigest()[:40]


def opens(event: Event, token: str, secret: str) -> bool:
    """Says whether a token is that of the event's present link, in constant time."""
    return hmac.compare_digest(token.encode(), kiosk_token(event, secret).encode())
