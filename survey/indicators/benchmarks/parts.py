"""What a sample survey can have asked too: the questions of a questionnaire, each with the answers that it offers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from survey.indicators.areas import area_named
from survey.questionnaire.definition import Question, Questionnaire, Text
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.kinds.ranking import places_of

AREA = "area"


@dataclass(frozen=True, slots=True)
class Part:
    """A question, or one row of a grid; `places` columns of a file hold its answers, more than one for a ranking."""

    key: str
    """The question's key; of a grid `question.row`."""
    question: Question
    row: str
    label: Text
    categories: tuple[tuple[str, Text], ...]
    places: int = 1

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its answers, in the order of their codes."""
        return tuple(key for key, _ in self.categories)

    def answer_for(self, written: str) -> str | None:
        """Returns the key of an answer written as its key or in its words; None where it is neither."""
        if self.question.kind == AREA:
            return area_named(written)
        return self._known.get(plain(written))

    @property
    def _known(self) -> Mapping[str, str]:
        return {plain(words): key for key, text in self.categories for words in (text.say("en"), key)}


def parts_of(questionnaire: Questionnaire) -> tuple[Part, ...]:
    """Returns what can be compared: one answer each, from a list, a grid's row, an area or a ranking."""
    found: list[Part] = []
    for question in questionnaire.questions:
        if question.kind == "ranking":
            choices = tuple((choice.key, choice.text) for choice in question.choices)
            found.append(Part(question.key, question, "", question.text, choices, places_of(question)))
            continue
        found += [
            Part(one.name, question, one.part, one.label, one.categories)
            for one in KINDS[question.kind].columns(question)
            if one.type == "category"
        ]
    return tuple(found)


def plain(words: str) -> str:
    """Returns letters and digits alone, in small letters, so that spelling of blanks and signs makes no difference."""
    return re.sub(r"[^a-z0-9]", "", words.lower())
