"""A callback: what was asked for and when, without the name and the number, which lie sealed among the contacts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from hmac import new as hmac

from survey.fieldwork.callbacks.hours import Band, Window
from survey.fieldwork.callbacks.numbers import Number
from survey.fieldwork.callbacks.outcomes import Outcome

LONGEST_NAME = 60

MOST_TIMES = 30
"""Good times that one person can tick."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to ring: the day and the part of the day, never the minute."""

    number: int
    tried_on: date
    band: Band
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Callback:
    """One request to be rung; `contact` names the sealed details for as long as there are any."""

    id: str
    contact: str | None
    round: str
    family: str
    language: str
    relay: bool
    """True for somebody who speaks by text, through Relay UK."""
    asked_on: date
    times: tuple[Window, ...]
    """The times that the person chose, in order."""
    due: Window | None
    """When to ring next; None once it has ended."""
    promised: bool
    """True where the person chose the time to ring next, False for another try after nobody was reached."""
    attempts: int = 0
    held_until: datetime | None = None
    ended_on: date | None = None
    outcome: Outcome | None = None

    def is_late(self, now: datetime) -> bool:
        """Says whether the time to ring has passed."""
        return self.due is not None and self.due.ends <= now

    def is_due(self, now: datetime) -> bool:
        """Says whether it is time to ring, or past it."""
        return self.due is not None and self.due.begins <= now

    def is_held(self, now: datetime) -> bool:
        """Says whether a clerk has it in hand."""
        return self.held_until is not None and self.held_until > now


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to ring; read only while a clerk holds the call."""

    name: str
    number: Number

    @classmethod
    def of(cls, details: Mapping[str, str]) -> "Person":
        """Reads the sealed details."""
        return cls(details["name"], Number(details["number"], details.get("extension", "")))

    def details(self) -> dict[str, str]:
        """Returns what is sealed."""
        held = {"name": self.name, "number": self.number.e164}
        return held | ({"extension": self.number.extension} if self.number.extension else {})


def number_marks(number: Number, secrets: Sequence[str]) -> tuple[str, ...]:
    """Returns the marks by which what waits for a number is found without opening it all, the one to write first.

    They are keyed apart from those of numbers that are not to be rung, and end with the callback.
    """
    said = b"waits for:" + number.e164.encode()
    return tuple(hmac(secret.encode(), said, sha256).hexdigest() for secret in secrets)


def tidy(name: str) -> str:
    """Returns a name as it is kept."""
    return " ".join(name.split())


def marks(clerk: str, secrets: Sequence[str]) -> tuple[str, ...]:
    """Returns the marks that a clerk's hold may bear, the one to write first.

    A mark is keyed, so that no column of a callback is equal to one of a call: while the interview goes on both would
    else name the clerk, and the number could be laid beside the answers.
    """
    return tuple(
        hmac(secret.encode(), b"holds a callback:" + clerk.encode(), sha256).hexdigest() for secret in secrets
    )
