"""A planning round, and the candidates among which each borough's priorities are chosen."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from survey.indicators.years import Year

QUESTION = "priorities"
"""The question whose choices are the first candidates."""

TOP = 3
"""How many priorities a borough has unless a planning round says otherwise."""

LONGEST_NAME = 200
LONGEST_ABOUT = 2000


class Origin(StrEnum):
    """Where a candidate came from."""

    QUESTION = "question"
    TEXTS = "texts"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Planning:
    """One planning round: it belongs to a consultation and goes by its key."""

    round: str
    year: Year
    """The year that priorities and targets are for."""
    looks_back_on: Year
    """The year whose results are told beside them."""
    top: int
    started_at: datetime
    started_by: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could become a priority, everywhere or in one area."""

    id: int
    round: str
    key: str
    """The key of a choice or theme, or a name made of words for one added by hand."""
    name: str
    area: str
    """Empty for a candidate everywhere."""
    origin: Origin
    about: str
    added_at: datetime
    added_by: str
    dropped_at: datetime | None = None
    dropped_by: str = ""
    dropped_because: str = ""

    @property
    def stands(self) -> bool:
        """Says whether it can still be chosen."""
        return self.dropped_at is None


class PlanningRefused(ValueError):
    """A deed does not fit the planning round; `code` says why, `field` what it concerns.

    Codes: started_already, no_candidates, bad_top, name_missing, too_long, known_already, reason_missing, not_set_for,
    looks_ahead.
    """

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def key_from(name: str) -> str:
    """Makes a key of a candidate's name."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60] or "candidate"
