"""A letter, e-mail, petition or response of a group, as it is registered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LONGEST_TEXT = 20_000
LARGEST_FILE = 1_500_000
"""Bytes."""
MOST_SIGNATORIES = 20_000_000


class Form(StrEnum):
    """What came."""

    LETTER = "letter"
    EMAIL = "email"
    PETITION = "petition"
    GROUP = "group"
    MEETING = "meeting"


FORM_NAMES = {
    Form.LETTER: "Letter",
    Form.EMAIL: "E-mail",
    Form.PETITION: "Petition",
    Form.GROUP: "Response of a group",
    Form.MEETING: "Notes of a meeting",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody read a submission."""

    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Submission:
    """One submission; `from_whom` and `text` are sealed where they are kept, as people's names stand in them."""

    id: str
    round: str
    area: str
    """Empty where it concerns London as a whole."""
    form: Form
    from_whom: str
    signatories: int
    text: str
    file_name: str
    received_on: str
    entered_at: datetime
    entered_by: str
    readings: tuple[Reading, ...] = ()

    @property
    def is_read(self) -> bool:
        """Says whether anybody has read it."""
        return bool(self.readings)


class SubmissionRefused(ValueError):
    """A submission can't be registered; `code` says why, `field` what it concerns.

    Codes: sender_missing, nothing_said, too_long, too_large, bad_day, bad_signatories, not_set_for.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(one: Submission, content: bytes, today: date) -> None:
    """Raises SubmissionRefused for a submission that can't be."""
    if not one.from_whom.strip():
        raise SubmissionRefused("sender_missing", "from_whom")
    if not one.text.strip() and not content:
        raise SubmissionRefused("nothing_said", "text")
    if len(one.text) > LONGEST_TEXT:
        raise SubmissionRefused("too_long", "text")
    if len(content) > LARGEST_FILE:
        raise SubmissionRefused("too_large", "file")
    if not 1 <= one.signatories <= MOST_SIGNATORIES:
        raise SubmissionRefused("bad_signatories", "signatories")
    try:
        received = date.fromisoformat(one.received_on)
    except ValueError:
        raise SubmissionRefused("bad_day", "received_on") from None
    if received > today:
        raise SubmissionRefused("bad_day", "received_on")
