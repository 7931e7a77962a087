"""Decisions that responses do not count: each has a rule or a reference, a reason, and a person."""

from dataclasses import dataclass
from datetime import datetime

LONGEST_REASON = 400


class ExclusionRefused(ValueError):
    """Responses can't be left out so; `code` says why: no_reason, too_long, nobody, lifted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One decision; it stands until it is lifted, and is kept then, too."""

    id: str
    round: str
    family: str
    rule: str
    """The key of the published rule; empty where one response was named."""
    says: str
    """The rule in words, with its threshold, as it was published; of one response its reference."""
    reason: str
    by: str
    at: datetime
    responses: int
    """How many responses it leaves out."""
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lifted_because: str = ""

    @property
    def stands(self) -> bool:
        """Says whether its responses are left out."""
        return self.lifted_at is None


def reason_of(typed: str) -> str:
    """Returns a reason without spaces around it; raises ExclusionRefused for none, or one that is too long."""
    reason = typed.strip()
    if not reason:
        raise ExclusionRefused("no_reason")
    if len(reason) > LONGEST_REASON:
        raise ExclusionRefused("too_long")
    return reason
