"""A decision on one candidate in one area."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from survey.priorities.targets.target import Wanted

LONGEST = 3000
LONGEST_OWNER = 200
MOST_TARGETS = 6


class Outcome(StrEnum):
    """What became of a candidate."""

    ADOPTED = "adopted"
    ADAPTED = "adapted"
    """Taken up in another form than it was asked for."""
    NOT_ADOPTED = "not_adopted"

    @property
    def is_taken_up(self) -> bool:
        """Says whether something will be done."""
        return self is not Outcome.NOT_ADOPTED


OUTCOME_NAMES: Mapping[Outcome, str] = MappingProxyType(
    {Outcome.ADOPTED: "Adopted", Outcome.ADAPTED: "Adapted", Outcome.NOT_ADOPTED: "Not adopted"}
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is decided, before anybody keeps it."""

    outcome: Outcome
    reason: str
    you_said: str = ""
    we_will: str = ""
    owner: str = ""
    due: str = ""
    """The day by which it is to be done, ISO 8601."""
    targets: tuple[Wanted, ...] = ()

    def document(self) -> dict[str, Any]:
        """Returns it as plain values."""
        return {
            "outcome": self.outcome.value,
            "reason": self.reason,
            "you_said": self.you_said,
            "we_will": self.we_will,
            "owner": self.owner,
            "due": self.due,
            "targets": [one.document() for one in self.targets],
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Said":
        """Reads it back."""
        targets = tuple(Wanted.of(one) for one in document["targets"])
        return cls(**{**document, "outcome": Outcome(document["outcome"]), "targets": targets})


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was written; writing again makes a new one and keeps this."""

    id: int
    round: str
    area: str
    candidate: int
    said: Said
    written_at: datetime
    written_by: str


class DecisionRefused(ValueError):
    """A decision can't be kept; `code` says why, `field` what it concerns.

    Codes: reason_missing, you_said_missing, we_will_missing, owner_missing, due_missing, bad_day, too_long, no_target,
    too_many_targets, in_hand, not_set_for, no_candidate.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(said: Said) -> None:
    """Raises DecisionRefused for a decision that can't be: each has a reason, what is taken up all the rest."""
    for field in ("reason", "you_said", "we_will", "owner"):
        words = getattr(said, field)
        if len(words) > (LONGEST_OWNER if field == "owner" else LONGEST):
            raise DecisionRefused("too_long", field)
        if not words.strip() and (field == "reason" or said.outcome.is_taken_up):
            raise DecisionRefused(f"{field}_missing", field)
    if not said.outcome.is_taken_up:
        return
    if not said.due:
        raise DecisionRefused("due_missing", "due")
    try:
        date.fromisoformat(said.due)
    except ValueError:
        raise DecisionRefused("bad_day", "due") from None
    if not said.targets:
        raise DecisionRefused("no_target", "targets")
    if len(said.targets) > MOST_TARGETS:
        raise DecisionRefused("too_many_targets", "targets")
