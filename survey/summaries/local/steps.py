"""The way of a summary: proposed, returned with comments or approved by a second person, published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What somebody did with the draft of an area."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"


class State(StrEnum):
    """Where the summary of an area stands; it follows from what was done last."""

    NONE = "none"
    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    PUBLISHED = "published"

    @property
    def is_in_hand(self) -> bool:
        """Says whether somebody else is to act, so that the draft can't be changed meanwhile."""
        return self in {State.PROPOSED, State.APPROVED}


STATE_NAMES = {
    State.NONE: "No draft yet",
    State.DRAFT: "Being written",
    State.PROPOSED: "Proposed, to be approved",
    State.APPROVED: "Approved, to be published",
    State.PUBLISHED: "Published",
}

DEED_NAMES = {
    Deed.PROPOSED: "Proposed",
    Deed.RETURNED: "Returned with comments",
    Deed.APPROVED: "Approved",
    Deed.PUBLISHED: "Published",
}

ALLOWED = {
    State.NONE: frozenset[Deed](),
    State.DRAFT: frozenset({Deed.PROPOSED}),
    State.PROPOSED: frozenset({Deed.APPROVED, Deed.RETURNED}),
    State.APPROVED: frozenset({Deed.PUBLISHED, Deed.RETURNED}),
    State.PUBLISHED: frozenset[Deed](),
}
"""What can be done next; a published summary is corrected by a further draft, which makes it DRAFT again."""


@dataclass(frozen=True, slots=True)
class Step:
    """One deed, and the draft that it was about."""

    id: int
    deed: Deed
    comment: str
    draft: int
    at: datetime
    by: str


class StepRefused(ValueError):
    """A deed is not possible; `code` says why, `names` what it concerns.

    Codes: not_now, in_hand, texts_missing, no_plan, no_answers, second_person, comment_missing, note_missing,
    nothing_new, figures_changed.
    """

    def __init__(self, code: str, names: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.names = tuple(names)


def state(steps: Sequence[Step], draft: int) -> State:
    """Returns where a summary stands; `steps` in their order, `draft` the latest, 0 where there is none."""
    if not draft:
        return State.NONE
    last = steps[-1] if steps else None
    if last is None or last.deed is Deed.RETURNED or last.draft != draft:
        return State.DRAFT
    return State(last.deed.value)


def check_next(now: State, deed: Deed) -> None:
    """Raises StepRefused where a deed does not follow on what was done last."""
    if deed not in ALLOWED[now]:
        raise StepRefused("not_now")


def proposer(steps: Sequence[Step]) -> str:
    """Returns who proposed the draft that is in hand; empty where none is."""
    return next((one.by for one in reversed(steps) if one.deed is Deed.PROPOSED), "")
