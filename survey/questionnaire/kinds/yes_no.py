"""Yes or no."""

from typing import Any

from survey.questionnaire.definition import Channel, Question, Text, absence_of
from survey.questionnaire.kinds.kind import (
    Answers,
    Column,
    Fault,
    Posted,
    Simple,
    absence_faults,
    field_value,
    first_of,
    missing,
    posted_absence,
    said_absence,
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

    def check(self, question: Question, answers: Answers, channel: Channel) -> list[Fault]:
        """Accepts yes, no and the absences that are offered."""
        value = answers.get(question.key)
        if value is None:
            return missing(question)
        absence = absence_of(value)
        if absence:
            return absence_faults(question, absence, question.key)
        return [] if value in {"yes", "no"} else [Fault("not_a_choice", question.key)]

    def say(self, question: Question, answers: Answers, language: str) -> list[str]:
        """Says yes or no."""
        value = answers.get(question.key)
        if value is None:
            return []
        absence = absence_of(value)
        if absence:
            return [said_absence(absence, language)]
        return [dict(YES_NO)[value].say(language) if value in {"yes", "no"} else str(value)]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of two categories."""
        return (Column(question.key, question.key, "", "category", question.text, YES_NO),)
