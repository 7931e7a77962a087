"""How people are rung back: read from `arrangements.yaml`, or from a body's own file."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from survey.fieldwork.callbacks.hours import WEEKDAYS, Hours

SHIPPED = Path(__file__).with_name("arrangements.yaml")
OWN_NAME = "callbacks.yaml"
"""The file in the instance folder that takes the place of the one that ships."""

_log = logging.getLogger(__name__)

_MINUTES = ("notice_minutes", "busy_minutes", "appointment_minutes", "hold_minutes", "interview_minutes")
_COUNTS = ("days_ahead", "most_attempts")
_HOURS = ("hours", "closed_on", "afternoon", "evening")
_CODES = ("regions", "interpreted")


class BadArrangements(ValueError):
    """The file of arrangements lacks something or holds what can't be; the message says what."""


@dataclass(frozen=True, slots=True)
class Arrangements:
    """The hours of the call centre, and the rules of ringing people back."""

    hours: Hours
    days_ahead: int
    """How many days people can choose from, today included."""
    most_attempts: int
    notice: timedelta
    busy: timedelta
    appointment: timedelta
    """How long after its time an appointment is still kept."""
    hold: timedelta
    """How long a clerk holds a call that was drawn."""
    interview: timedelta
    """How long a clerk holds a call in which the interview has begun."""
    regions: frozenset[str]
    interpreted: tuple[str, ...]


def arrangements(instance: Path, zone: ZoneInfo) -> Arrangements:
    """Returns the arrangements: a body's own from the instance folder, else those that ship; raises BadArrangements."""
    own = instance / OWN_NAME
    path = own if own.is_file() else SHIPPED
    return _read(path, path.stat().st_mtime_ns, zone)


def shipped(zone: ZoneInfo) -> Arrangements:
    """Returns the arrangements that ship."""
    return _read(SHIPPED, SHIPPED.stat().st_mtime_ns, zone)


def in_use(instance: Path, zone: ZoneInfo) -> Arrangements:
    """Returns the arrangements; those that ship where a body's own can't be read, since nobody is to wait for that."""
    try:
        return arrangements(instance, zone)
    except BadArrangements as fault:
        _log.error("%s", fault)
        return shipped(zone)


@cache
def _read(path: Path, _changed: int, zone: ZoneInfo) -> Arrangements:
    """Reads a file once for each time that it was changed."""
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise BadArrangements(f"{path.name} is no YAML: {fault}") from fault
    wanted = {*_MINUTES, *_COUNTS, *_HOURS, *_CODES}
    if not isinstance(held, dict) or set(held) != wanted:
        raise BadArrangements(f"{path.name} needs these entries and no others: {', '.join(sorted(wanted))}")
    try:
        return _made(held, zone)
    except (ValueError, TypeError, AttributeError) as fault:
        raise BadArrangements(f"{path.name}: {fault}") from fault


def _made(held: Mapping[str, Any], zone: ZoneInfo) -> Arrangements:
    minutes = {name: timedelta(minutes=_number(held, name)) for name in _MINUTES}
    return Arrangements(
        hours=_hours(held, zone),
        days_ahead=_number(held, "days_ahead"),
        most_attempts=_number(held, "most_attempts"),
        **{name.removesuffix("_minutes"): found for name, found in minutes.items()},
        regions=frozenset(str(region).upper() for region in held["regions"]),
        interpreted=tuple(map(str, held["interpreted"])),
    )


def _number(held: Mapping[str, Any], name: str) -> int:
    found = held[name]
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise ValueError(f"{name} is a whole number of at least 1, not {found!r}")
    return found


def _hours(held: Mapping[str, Any], zone: ZoneInfo) -> Hours:
    unknown = set(held["hours"]) - set(WEEKDAYS)
    if unknown or not held["hours"]:
        raise ValueError(
            f"hours are given by day ({', '.join(WEEKDAYS)}), at least one, not {sorted(unknown)}"
        )
    found = Hours(
        days={WEEKDAYS.index(day): _span(day, span) for day, span in held["hours"].items()},
        closed_on=frozenset(date.fromisoformat(str(day)) for day in held["closed_on"] or ()),
        afternoon=time.fromisoformat(str(held["afternoon"])),
        evening=time.fromisoformat(str(held["evening"])),
        zone=zone,
    )
    if found.evening <= found.afternoon:
        raise ValueError("the evening begins after the afternoon")
    return found


def _span(day: str, span: Any) -> tuple[time, time]:
    opens, _, closes = (part.strip() for part in str(span).partition("-"))
    found = time.fromisoformat(opens), time.max if closes == "24:00" else time.fromisoformat(closes)
    if found[1] <= found[0]:
        raise ValueError(f"{day} closes after it opens, as in 09:00-20:00, not {span!r}")
    return found
