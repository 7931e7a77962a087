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
    """The caller began and did not get to the end; the draft stays."""


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

    @property
    def is_open(self) -> bool:
        """Says whether the call still goes on."""
        return self.ended_at is None
