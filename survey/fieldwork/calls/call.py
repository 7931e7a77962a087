"""A telephone call at the desk: begun, the privacy line read, ended with an outcome."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a call ended: disposition codes of AAPOR, Standard Definitions, for telephone interviews."""

    COMPLETE = "1.1"
    REFUSED = "2.11"
    """The caller heard what it is about and did not want to begin."""
    BROKEN_OFF = "2.12"
    """The caller began and did not get to the end; the draft stays, and counts for nothing."""
    PARTIAL = "1.2"
    """The caller did not get to the end, and agreed that what was said so far counts."""


class Aid(StrEnum):
    """Who or what stands between the caller and the clerk."""

    INTERPRETER = "interpreter"
    TEXT_RELAY = "text_relay"


@dataclass(frozen=True, slots=True)
class Call:
    """One call, and the response that it was about; the response knows nothing of it."""

    id: str
    response: str | None
    """None once the response was erased."""
    clerk: str
    started_at: datetime
    privacy_read_at: datetime | None = None
    ended_at: datetime | None = None
    outcome: Outcome | None = None
    aid: Aid | None = None
    earlier: tuple[str, ...] = ()
    """Keys of the questions that were answered before this call, and not anew in it."""
    leave_given_at: datetime | None = None
    """When the caller agreed that the clerk sees what was answered before this call."""
    sequence: int = 0
    """The number of the last thing kept; what carries no higher one comes late and is not kept."""
    notes: bytes | None = None
    """What the clerk jotted down, sealed; erased as the call ends."""

    @property
    def is_open(self) -> bool:
        """Says whether the call still goes on."""
        return self.ended_at is None

    @property
    def hidden(self) -> frozenset[str]:
        """The questions whose answers the clerk may not see: the caller has not given leave."""
        return frozenset() if self.leave_given_at else frozenset(self.earlier)
