"""The way of a plan: proposed, reviewed, returned with comments or approved by a second person, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What somebody did with an area's plan."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


class State(StrEnum):
    """Where an area's plan stands; it follows from what was done last."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def is_in_hand(self) -> bool:
        """Says whether somebody else is to act, so that decisions can't be changed meanwhile."""
        return self in {State.PROPOSED, State.REVIEWED, State.APPROVED}


STATE_NAMES = {
    State.DRAFT: "Being written",
    State.PROPOSED: "Proposed, to be reviewed",
    State.REVIEWED: "Reviewed, to be approved",
    State.APPROVED: "Approved, to be published",
    State.PUBLISHED: "Published",
}

DEED_NAMES = {
    Deed.PROPOSED: "Proposed",
    Deed.REVIEWED: "Reviewed",
    Deed.RETURNED: "Returned with comments",
    Deed.APPROVED: "Approved",
    Deed.PUBLISHED: "Published",
}

ALLOWED = {
    State.DRAFT: frozenset({Deed.PROPOSED}),
    State.PROPOSED: frozenset({Deed.REVIEWED, Deed.RETURNED}),
    State.REVIEWED: frozenset({Deed.APPROVED, Deed.RETURNED}),
    State.APPROVED: frozenset({Deed.PUBLISHED, Deed.RETURNED}),
    State.PUBLISHED: frozenset({Deed.PROPOSED}),
}
"""What can be done next; a published plan can be proposed anew, with changes, as a further edition."""


@dataclass(frozen=True, slots=True)
class Step:
    """One deed; `decisions` are the ids of those it was about."""

    id: int
    deed: Deed
    comment: str
    at: datetime
    by: str
    decisions: tuple[int, ...]


class StepRefused(ValueError):
    """A deed is not possible; `code` says why, `names` whom or what it concerns.

    Codes: not_now, undecided, nothing_adopted, too_many, round_not_closed, unread, no_statement, second_person,
    not_considered, comment_missing, nothing_new.
    """

    def __init__(self, code: str, names: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.names = tuple(names)


def state(steps: Sequence[Step]) -> State:
    """Returns where a plan stands; `steps` in their order."""
    if not steps or steps[-1].deed is Deed.RETURNED:
        return State.DRAFT
    return State(steps[-1].deed.value)


def proposer(steps: Sequence[Step]) -> str:
    """Returns who proposed the plan that is in hand; empty where none is."""
    return next((one.by for one in reversed(steps) if one.deed is Deed.PROPOSED), "")


def check_next(steps: Sequence[Step], deed: Deed) -> None:
    """Raises StepRefused where a deed does not follow on what was done last."""
    if deed not in ALLOWED[state(steps)]:
        raise StepRefused("not_now")
