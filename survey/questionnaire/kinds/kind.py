"""What every kind of question can do, and what it says of a fault and of its columns."""

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from survey.questionnaire.definition import Absence, Channel, Question, Text, absence_of, absent

ABSENCE_MARK = "~"
"""Begins the posted value of an absence, which no choice key can: `~dont_know`, `~prefer_not_to_say`."""

ABSENT_FIELD = ".absent"
"""Ends the name of the field that carries the absence of a text or number."""

OTHER_LENGTH = 200
"""The most characters in an 'other, please say'."""

Posted = Mapping[str, Sequence[str]]
"""Field names to their values, as a form posts them."""

Answers = Mapping[str, Any]
"""Answer keys to stored values."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an answer: a code, the field that it concerns, and the values that its sentence needs."""

    code: str
    field: str
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of results: its stable name, whence it comes and what it holds."""

    name: str
    question: str
    part: str
    """The choice, row or area that the column is about; empty for the question itself."""
    type: str
    """category, flag, rank, number, count or text."""
    label: Text
    categories: tuple[tuple[str, Text], ...] = ()


class Kind(Protocol):
    """A kind of question."""

    name: str
    fields: frozenset[str]
    """The optional fields of Question that the kind uses."""

    def keys(self, question: Question) -> tuple[str, ...]:
        """Names the entries of an answers document that belong to the question."""
        ...

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Turns posted fields into the question's entries; nothing posted gives no entry, nonsense stays as it came."""
        ...

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Returns the fields that would post the question's entries: the way back from `read`."""
        ...

    def check(self, question: Question, answers: Answers, channel: Channel) -> list[Fault]:
        """Returns what is wrong with the question's entries, in the order of its fields."""
        ...

    def say(self, question: Question, answers: Answers, language: str) -> list[str]:
        """Returns the answer in words, a line for each part; no lines where there is none."""
        ...

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Returns the columns that the question's answers fill."""
        ...

    def unfinished(self, question: Question, answers: Answers) -> bool:
        """Says whether the question needs another step after its page."""
        ...


class Simple(ABC):
    """What holds for most kinds: an absence is judged and said in one way, and there is no second step.

    A kind gives `judge` and `tell`, which meet substantive answers alone.
    """

    def keys(self, question: Question) -> tuple[str, ...]:
        """See Kind."""
        return (question.key,)

    def unfinished(self, question: Question, answers: Answers) -> bool:
        """See Kind."""
        return False

    def check(self, question: Question, answers: Answers, channel: Channel) -> list[Fault]:
        """Asks for an answer where one is required, allows the absences that are offered, and judges the rest."""
        value = answers.get(question.key)
        if value is None:
            return self.missing(question) if question.required else []
        absence = absence_of(value)
        if absence:
            return absence_faults(question, absence, question.key)
        return self.judge(question, value, answers)

    def missing(self, question: Question) -> list[Fault]:
        """Returns the faults of a required question that was left open."""
        return [Fault("required", question.key)]

    @abstractmethod
    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Returns what is wrong with a substantive answer."""

    def say(self, question: Question, answers: Answers, language: str) -> list[str]:
        """Says an absence in its words, and leaves an answer to the kind."""
        value = answers.get(question.key)
        if value is None:
            return []
        absence = absence_of(value)
        return [said_absence(absence, language)] if absence else self.tell(question, value, answers, language)

    @abstractmethod
    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Returns a substantive answer in words."""


def first_of(posted: Posted, name: str) -> str:
    """Returns the first value of a field that is not blank, else an empty string."""
    return next((value for value in posted.get(name, ()) if value.strip()), "")


def posted_absence(value: str) -> dict[str, str] | None:
    """Reads `~dont_know` or `~prefer_not_to_say`; None for anything else."""
    if value == ABSENCE_MARK + Absence.DONT_KNOW:
        return absent(Absence.DONT_KNOW)
    if value == ABSENCE_MARK + Absence.PREFER_NOT_TO_SAY:
        return absent(Absence.PREFER_NOT_TO_SAY)
    return None


def field_value(value: Any) -> str:
    """Writes a stored value, or an absence, as a form posts it."""
    absence = absence_of(value)
    return ABSENCE_MARK + absence if absence else str(value)


def absence_faults(question: Question, absence: Absence, where: str) -> list[Fault]:
    """Allows an absence that the question offers, and a refusal wherever an answer isn't required."""
    if absence in question.absences:
        return []
    if absence is Absence.PREFER_NOT_TO_SAY and not question.required:
        return []
    return [Fault("not_offered", where, {"absence": absence.value})]


ABSENCE_TEXTS = {
    Absence.NOT_ASKED: Text({"en": "Not asked"}),
    Absence.NOT_ANSWERED: Text({"en": "Not answered"}),
    Absence.DONT_KNOW: Text({"en": "Don’t know", "cy": "Ddim yn gwybod"}),
    Absence.PREFER_NOT_TO_SAY: Text({"en": "Prefer not to say", "cy": "Mae’n well gen i beidio â dweud"}),
    Absence.UNREADABLE: Text({"en": "Unreadable", "cy": "Annarllenadwy"}),
    Absence.TOO_MANY: Text({"en": "More ticked than allowed", "cy": "Ticiwyd mwy nag a ganiateir"}),
    Absence.NOT_CODED: Text({"en": "Not yet coded", "cy": "Heb ei godio eto"}),
    Absence.UNCLEAR: Text({"en": "Unclear to the coder", "cy": "Aneglur i’r codiwr"}),
}
"""Absences in words, for lists and exports; pages take theirs from the interface catalogues."""


def said_absence(absence: Absence, language: str) -> str:
    """Returns an absence in words."""
    return ABSENCE_TEXTS[absence].say(language)
