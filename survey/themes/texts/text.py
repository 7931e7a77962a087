"""One text as a coder sees it, and what is known of it."""

from dataclasses import dataclass
from datetime import datetime

from survey.questionnaire.definition import Channel, Question


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote in one place, its personal details masked."""

    id: int
    response: str
    reference: str
    entry: str
    """Key of the answer: a question, or `question:choice` for an 'other, please say'."""
    round: str
    family: str
    question: Question
    words: str
    """As they may be seen by whoever is no analyst."""
    channel: Channel
    asked_in: str
    """The language of the questionnaire."""
    language: str
    """The language found; empty where nobody looked yet."""
    written_at: datetime
    details: int
    """Personal details that nobody has decided on."""
    marks: str | None
    accepted: str | None

    @property
    def asked(self) -> str:
        """The question in the language of the answer, or in the first that it is written in."""
        return self.question.text.say(self.asked_in)

    @property
    def is_coded(self) -> bool:
        """Says whether somebody has decided which themes the text has."""
        return self.marks is not None


@dataclass(frozen=True, slots=True)
class Place:
    """Where texts stand: answers under some keys, given in a round to one questionnaire."""

    round: str
    family: str
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caught:
    """What one gathering did."""

    responses: int
    texts: int
    is_done: bool
    """False where more is to come; True where all was taken in, or another process is at it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave."""

    texts: tuple[Written, ...]
    more: bool
    """True where the list goes on."""
    count: int
    """How many there are, at most as many as are counted."""
