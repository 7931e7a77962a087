"""What a clerk reads of outcomes, and what each key on the page of a call in hand does."""

from dataclasses import dataclass
from enum import StrEnum

from survey.fieldwork.callbacks.outcomes import Outcome
from survey.web.language import later

OUTCOMES = {
    Outcome.COMPLETE: later("Interview completed"),
    Outcome.PARTIAL: later("Cut off, and counts"),
    Outcome.REFUSED: later("Does not want to take part"),
    Outcome.BROKEN_OFF: later("Cut off"),
    Outcome.NOT_THERE: later("Not there, or not a good time"),
    Outcome.ANSWERING_MACHINE: later("Answering machine"),
    Outcome.DIED: later("The person has died"),
    Outcome.UNABLE: later("The person is not able to take part"),
    Outcome.LANGUAGE: later("Another language is needed"),
    Outcome.OTHER: later("Something else"),
    Outcome.NOT_ATTEMPTED: later("Never rung"),
    Outcome.BUSY: later("Engaged"),
    Outcome.NO_ANSWER: later("No answer"),
    Outcome.BAD_LINE: later("Nothing could be heard, or the line failed"),
    Outcome.TAKEN_PART: later("Has taken part another way"),
    Outcome.FAX: later("Fax or data line"),
    Outcome.NOT_WORKING: later("The number does not work"),
    Outcome.WRONG_NUMBER: later("Wrong number: nobody there knows of it"),
}
"""Every outcome in words."""


class Step(StrEnum):
    """What a clerk is asked before an outcome is kept."""

    NOTHING = "nothing"
    """It is kept at once: the person is rung again, and nothing is lost."""
    TIME = "time"
    """When to ring again."""
    LANGUAGE = "language"
    SURE = "sure"
    """Whether it is so, since the name and the number are destroyed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One button on the page of a call in hand."""

    outcome: Outcome
    step: Step


KEYS = (
    Key(Outcome.NO_ANSWER, Step.NOTHING),
    Key(Outcome.BUSY, Step.NOTHING),
    Key(Outcome.ANSWERING_MACHINE, Step.NOTHING),
    Key(Outcome.NOT_THERE, Step.TIME),
    Key(Outcome.REFUSED, Step.SURE),
    Key(Outcome.BAD_LINE, Step.NOTHING),
    Key(Outcome.NOT_WORKING, Step.SURE),
    Key(Outcome.WRONG_NUMBER, Step.SURE),
)
"""The buttons in the order of their keys, 1 to 8; 9 leads to the rarer ones."""

RARER = (
    Key(Outcome.TAKEN_PART, Step.SURE),
    Key(Outcome.LANGUAGE, Step.LANGUAGE),
    Key(Outcome.UNABLE, Step.SURE),
    Key(Outcome.DIED, Step.SURE),
    Key(Outcome.FAX, Step.SURE),
    Key(Outcome.COMPLETE, Step.SURE),
    Key(Outcome.PARTIAL, Step.TIME),
    Key(Outcome.BROKEN_OFF, Step.TIME),
    Key(Outcome.OTHER, Step.SURE),
)
"""The rarer ones, with the interviews whose window was lost, by their keys."""

STEPS = {key.outcome: key.step for key in (*KEYS, *RARER)}
