"""A referral: what it is about, whether somebody has taken it on, and what was done; rules without a database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a referral is about, in the order in which the board lists them."""

    AT_RISK = "at_risk"
    COMPLAINT = "complaint"
    UNDER_16 = "under_16"
    WANTS_A_PERSON = "wants_a_person"


class Urgency(StrEnum):
    """How soon somebody must see to it, as whoever raised it judged."""

    NOW = "now"
    TODAY = "today"
    LATER = "later"


class Done(StrEnum):
    """What was done about a referral; it stays when the details have ended."""

    EMERGENCY_SERVICES = "emergency_services"
    SAFEGUARDING = "safeguarding"
    COMPLAINTS = "complaints"
    SPOKEN_TO = "spoken_to"
    PASSED_ON = "passed_on"
    NOT_REACHED = "not_reached"
    NOTHING_NEEDED = "nothing_needed"


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral; it names no response and no call, and its time is known to the hour."""

    id: str
    kind: Kind
    raised_at: datetime
    """The beginning of the hour in which it was raised."""
    details: Mapping[str, str] | None
    """What was written; None once it was seen to, or where none of the secrets opens it."""
    accepted_by: str | None = None
    accepted_at: datetime | None = None
    done: Done | None = None
    done_note: str = ""
    done_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Says whether it still waits to be seen to."""
        return self.done_at is None

    @property
    def urgency(self) -> Urgency:
        """How soon it must be seen to: what can't be read, and what says nothing of it, comes as soon as its kind."""
        said = (self.details or {}).get("urgency", "")
        if said in set(Urgency):
            return Urgency(said)
        return Urgency.NOW if self.kind is Kind.AT_RISK or self.details is None else Urgency.TODAY

    def hours_waited(self, now: datetime) -> int:
        """Returns how many whole hours it has waited at least."""
        return max(0, int((now - self.raised_at).total_seconds() // 3600) - 1)


def hour_of(moment: datetime) -> datetime:
    """Returns the beginning of the hour: as much of the time as is kept.

    A call is known to the second; a referral with such a time could be laid beside it, and so beside the answers.
    """
    return moment.replace(minute=0, second=0, microsecond=0)


def in_order(found: Iterable[Referral]) -> tuple[Referral, ...]:
    """Orders referrals as they are seen to: people at risk, then nobody's before somebody's, urgent, old.

    All that were given are there: a board drops none.
    """
    kinds, urgencies = list(Kind), list(Urgency)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.kind is not Kind.AT_RISK,
                one.accepted_by is not None,
                urgencies.index(one.urgency),
                one.raised_at,
                kinds.index(one.kind),
                one.id,
            ),
        )
    )
