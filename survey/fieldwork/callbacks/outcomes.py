"""How an attempt to ring somebody ended: codes of AAPOR, Standard Definitions, for telephone interviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """The letters with which AAPOR's rates are written."""

    INTERVIEW = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    """Refusals and interviews broken off."""
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


class Then(StrEnum):
    """What follows an attempt, unless it was the last."""

    END = "end"
    SOON = "soon"
    """The same number again after some minutes."""
    OTHER_TIME = "other_time"
    """Another part of another day."""
    APPOINTMENT = "appointment"
    """The time that somebody there named; another time where nobody named one."""
    IF_NAMED = "if_named"
    """The time that the person named, to finish; the end where they named none."""


class Outcome(StrEnum):
    """What came of one attempt, or of a callback as a whole, by its code."""

    COMPLETE = "1.1"
    PARTIAL = "1.2"
    REFUSED = "2.11"
    BROKEN_OFF = "2.12"
    NOT_THERE = "2.21"
    ANSWERING_MACHINE = "2.22"
    DIED = "2.31"
    UNABLE = "2.32"
    LANGUAGE = "2.33"
    OTHER = "2.36"
    NOT_ATTEMPTED = "3.11"
    BUSY = "3.12"
    NO_ANSWER = "3.13"
    BAD_LINE = "3.16"
    TAKEN_PART = "4.10"
    FAX = "4.20"
    NOT_WORKING = "4.31"
    WRONG_NUMBER = "4.70"


@dataclass(frozen=True, slots=True)
class Disposition:
    """What an outcome means for the rates, and what follows."""

    group: Group
    then: Then
    words: str
    """As AAPOR calls it; what a clerk reads is said by the page."""


DISPOSITIONS = {
    Outcome.COMPLETE: Disposition(Group.INTERVIEW, Then.END, "Interview, complete"),
    Outcome.PARTIAL: Disposition(Group.PARTIAL, Then.IF_NAMED, "Interview, partial"),
    Outcome.REFUSED: Disposition(Group.REFUSAL, Then.END, "Refusal"),
    Outcome.BROKEN_OFF: Disposition(Group.REFUSAL, Then.APPOINTMENT, "Break-off"),
    Outcome.NOT_THERE: Disposition(Group.NON_CONTACT, Then.APPOINTMENT, "Respondent not available"),
    Outcome.ANSWERING_MACHINE: Disposition(Group.NON_CONTACT, Then.OTHER_TIME, "Answering device"),
    Outcome.DIED: Disposition(Group.OTHER, Then.END, "Dead"),
    Outcome.UNABLE: Disposition(Group.OTHER, Then.END, "Physically or mentally unable"),
    Outcome.LANGUAGE: Disposition(Group.OTHER, Then.SOON, "Language"),
    Outcome.OTHER: Disposition(Group.OTHER, Then.END, "Miscellaneous"),
    Outcome.NOT_ATTEMPTED: Disposition(Group.UNKNOWN_HOUSEHOLD, Then.END, "Not attempted"),
    Outcome.BUSY: Disposition(Group.UNKNOWN_HOUSEHOLD, Then.SOON, "Always busy"),
    Outcome.NO_ANSWER: Disposition(Group.UNKNOWN_HOUSEHOLD, Then.OTHER_TIME, "No answer"),
    Outcome.BAD_LINE: Disposition(Group.UNKNOWN_HOUSEHOLD, Then.SOON, "Technical telephone problems"),
    Outcome.TAKEN_PART: Disposition(Group.NOT_ELIGIBLE, Then.END, "Out of sample"),
    Outcome.FAX: Disposition(Group.NOT_ELIGIBLE, Then.END, "Fax or data line"),
    Outcome.NOT_WORKING: Disposition(Group.NOT_ELIGIBLE, Then.END, "Non-working or disconnected number"),
    Outcome.WRONG_NUMBER: Disposition(Group.NOT_ELIGIBLE, Then.END, "No eligible respondent"),
}
"""The one table of outcomes.

Codes and groups follow the ninth edition (2016), table 1. A callback was asked for by the person, so that three of them
say something narrower than in a sample: 4.10 is somebody who has taken part another way meanwhile, 4.70 a number at
which nobody knows of the request, 2.21 covers a call that comes at a bad time.
"""


def final(codes: Iterable[Outcome]) -> Outcome:
    """Returns the outcome of a callback that ends after these attempts, oldest first.

    What was said in a partial interview counts whatever came after, unless the whole of it. Once somebody there was
    reached the number is known to be theirs, and no later silence makes that unknown again (Standard Definitions,
    'Temporary vs. final dispositions').
    """
    known = list(codes)
    if not known:
        return Outcome.NOT_ATTEMPTED
    if Outcome.PARTIAL in known and known[-1] is not Outcome.COMPLETE:
        return Outcome.PARTIAL
    if DISPOSITIONS[known[-1]].then is Then.END:
        return known[-1]
    reached = [code for code in known if code.value.startswith(("1.", "2."))]
    return (reached or known)[-1]
