"""Yes or no."""

from typing import Any

from survey.questionnaire.definition import Question, Text
from survey.questionnaire.kinds.kind import (
    Answers,
    Column,
    Fault,
    Posted,
    Simple,
    field_value,
    first_of,
    posted_absence,
)

YES_NO = (("yes", Text({"en": "Yes", "cy": "Ie"})), ("no", Text({"en": "No", "cy": "Na"})))
"""The two answers in words."""


class YesNo(Simple):
    """Stored as `yes` or `no`."""

    name = "yes_no"
    fields: frozenset[str] = frozenset()

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes the first value posted."""
        value = first_of(posted, question.key)
        return {question.key: posted_absence(value) or value} if value else {}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives the key, or the absence."""
        if question.key not in answers:
            return {}
        return {question.key: [field_value(answers[question.key])]}

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Accepts yes, no and the absences that are offered."""
        return [] if value in {"yes", "no"} else [Fault("not_a_choice", question.key)]

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says yes or no."""
        return [dict(YES_NO)[value].say(language) if value in {"yes", "no"} else str(value)]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of two categories."""
        return (Column(question.key, question.key, "", "category", question.text, YES_NO),)
