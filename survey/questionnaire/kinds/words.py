"""Answers in a person's own words: a line, or as much as they like."""

from typing import Any

from survey.questionnaire.definition import Question, absence_of
from survey.questionnaire.kinds.kind import (
    ABSENT_FIELD,
    Answers,
    Column,
    Fault,
    Posted,
    Simple,
    field_value,
    first_of,
    posted_absence,
)


class Words(Simple):
    """Stored exactly as written, with line ends as one character."""

    name = ""
    fields = frozenset({"max_length"})
    default_length = 0

    def length_of(self, question: Question) -> int:
        """Returns the most characters that are taken."""
        return question.max_length or self.default_length

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes the words; blanks alone are no answer."""
        written = first_of(posted, question.key)
        if written:
            return {question.key: written.replace("\r\n", "\n").replace("\r", "\n")}
        absence = posted_absence(first_of(posted, question.key + ABSENT_FIELD))
        return {question.key: absence} if absence else {}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives the words, or the absence beside it."""
        value = answers.get(question.key)
        if value is None:
            return {}
        where = question.key + ABSENT_FIELD if absence_of(value) else question.key
        return {where: [field_value(value)]}

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Asks that the words fit; nothing is cut."""
        if not isinstance(value, str):
            return [Fault("not_words", question.key)]
        limit = self.length_of(question)
        if len(value) > limit:
            return [Fault("too_long", question.key, {"limit": limit, "length": len(value)})]
        return []

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says the words, a line for each that was written."""
        return str(value).split("\n")

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of text."""
        return (Column(question.key, question.key, "", "text", question.text),)
