"""The fields of a paper form, in paper order: what a clerk keys in one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from survey.questionnaire.conditions import AllOf, AnyOf, ByChannel, Condition, Not
from survey.questionnaire.definition import Absence, Channel, Question
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
    row: str = ""
    other: str = ""

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """Code as it is keyed → key of the choice; empty where there are no boxes."""
        if self.other or self.question.kind not in BOXES:
            return {}
        if self.question.kind == "yes_no":
            return {"1": "yes", "2": "no"}
        choices = self.question.choices if self.row else self.question.ordered_choices(0)
        return {str(place): choice.key for place, choice in enumerate(choices, 1)}

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


def fields_of(version: Version, channel: Channel) -> tuple[Field, ...]:
    """Returns every field of a version in the order of the paper; questions that paper never asks are left out."""
    found: list[Field] = []
    for number, question in enumerate(printed_questions(version, channel), 1):
        if question.kind == "grid":
            found += [
                Field(f"{question.key}.{row.key}", f"{number}{_letter(place)}", question, row=row.key)
                for place, row in enumerate(question.rows)
            ]
            continue
        found.append(Field(question.key, str(number), question))
        found += [
            Field(other_key(question, choice.key), "", question, other=choice.key)
            for choice in question.choices
            if choice.other
        ]
    return tuple(found)


def _letter(place: int) -> str:
    return "abcdefghijklmnopqrstuvwxyz"[place % 26]


def printed_questions(version: Version, channel: Channel) -> tuple[Question, ...]:
    """Returns the questions that stand on paper, in order: all but those which only another channel asks."""
    questionnaire = version.questionnaire
    return tuple(
        question
        for section in questionnaire.sections
        for page in section.pages
        for question in page.questions
        if all(_can_hold(one, channel) for one in (section.show_if, page.show_if, question.show_if))
    )


def _can_hold(condition: Condition | None, channel: Channel) -> bool:
    """Says whether a condition can come true by this channel; what depends on answers can."""
    match condition:
        case ByChannel(channels):
            return channel in channels
        case Not(ByChannel(channels)):
            return channel not in channels
        case AllOf(parts):
            return all(_can_hold(part, channel) for part in parts)
        case AnyOf(parts):
            return any(_can_hold(part, channel) for part in parts)
    return True
