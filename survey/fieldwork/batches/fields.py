"""The fields of a paper form, in paper order: what a clerk keys in one after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from survey.fieldwork.paper.directions import Step, directions
from survey.questionnaire.definition import Absence, Channel, Choice, Question
from survey.questionnaire.kinds.choosing import other_key
from survey.questionnaire.kinds.kind import ABSENCE_TEXTS
from survey.questionnaire.kinds.yes_no import YES_NO
from survey.questionnaire.piping import PLACEHOLDER
from survey.questionnaire.version import Version

BOXES = frozenset({"single_choice", "multiple_choice", "ranking", "grid", "yes_no"})
"""The kinds whose answers are boxes, each with its number."""


@dataclass(frozen=True)
class Field:
    """One thing to key: a question, one row of a grid, or the words behind an 'other, please say'."""

    name: str
    """Names the field for good: `question`, `question.row` or `question:choice`."""
    number: str
    """As on paper: `7`, for a row `7a`; empty for the words behind an 'other'."""
    question: Question
    choices: tuple[Choice, ...] = ()
    """As they are printed; of a grid, the points of its scale."""
    row: str = ""
    other: str = ""

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Code as it is keyed → key of the choice; empty where there are no boxes."""
        if self.other or self.question.kind not in BOXES:
            return {}
        if self.question.kind == "yes_no":
            return {"1": "yes", "2": "no"}
        return {str(place): choice.key for place, choice in enumerate(self.choices, 1)}

    @cached_property
    def absence_codes(self) -> Mapping[str, Absence]:
        """Code as it is keyed → the absence that has a box of its own; they are numbered behind the choices."""
        if self.other:
            return {}
        first = len(self.codes) + 1
        if not self.codes:
            return {ABSENCE_LETTERS[absence]: absence for absence in self.question.absences}
        return {str(place): absence for place, absence in enumerate(self.question.absences, first)}

    def label(self, language: str) -> str:
        """Returns the question, the row or the line behind an 'other' as the paper words it."""
        if self.other:
            return self.question.choice_by_key[self.other].text.say(language)
        if self.row:
            return next(row.text.say(language) for row in self.question.rows if row.key == self.row)
        return PLACEHOLDER.sub("…", self.question.text.say(language))

    def legend(self, language: str) -> tuple[tuple[str, str], ...]:
        """Returns (code, words) of every box of the field."""
        words = {key: text.say(language) for key, text in YES_NO}
        words |= {choice.key: choice.text.say(language) for choice in self.question.choices}
        return (
            *((code, words[key]) for code, key in self.codes.items()),
            *((code, ABSENCE_TEXTS[absence].say(language)) for code, absence in self.absence_codes.items()),
        )

    @property
    def is_words(self) -> bool:
        """Says whether people write into it freely."""
        return bool(self.other) or self.question.kind in {"short_text", "long_text"}

    @property
    def takes_several(self) -> bool:
        """Says whether more than one box may be ticked."""
        return self.question.kind in {"multiple_choice", "ranking"}


ABSENCE_LETTERS = {Absence.DONT_KNOW: "dk", Absence.PREFER_NOT_TO_SAY: "ps"}
"""What is keyed for a ticked absence beside a line to write on, which has no numbered boxes."""


_KNOWN: dict[tuple[str, Channel], tuple[Field, ...]] = {}
"""Versions are frozen and few, and working a form out takes longer than keeping a field of it."""


def fields_of(version: Version, channel: Channel) -> tuple[Field, ...]:
    """Returns every field of a version in the order and under the numbers of the printed form."""
    known = _KNOWN.get((version.hash, channel))
    if known is None:
        steps = directions(version.questionnaire, channel).steps
        known = tuple(one for step in steps for one in _fields(step))
        _KNOWN[version.hash, channel] = known
    return known


def _fields(step: Step) -> Iterator[Field]:
    question = step.question
    if question.kind == "grid":
        for place, row in enumerate(question.rows):
            name = f"{question.key}.{row.key}"
            yield Field(name, f"{step.number}{_letter(place)}", question, question.choices, row=row.key)
        return
    choices = tuple(choice for listed in step.listed for choice in listed.choices)
    yield Field(question.key, str(step.number), question, choices)
    for choice in choices:
        if choice.other:
            yield Field(other_key(question, choice.key), "", question, other=choice.key)


def _letter(place: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[place % 26]
