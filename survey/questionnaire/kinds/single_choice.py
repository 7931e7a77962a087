"""One choice out of several: radio buttons, or a list to search where there are many."""

from typing import Any

from survey.questionnaire.definition import Channel, Question, absence_of
from survey.questionnaire.kinds import choosing
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


class SingleChoice(Simple):
    """Stored as the key of the choice."""

    name = "single_choice"
    fields = frozenset({"choices", "rotate"})

    def keys(self, question: Question) -> tuple[str, ...]:
        """Names the choice and the words behind an 'other'."""
        return (question.key, *choosing.other_keys(question))

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes the first value posted."""
        value = first_of(posted, question.key)
        if not value:
            return {}
        absence = posted_absence(value)
        if absence:
            return {question.key: absence}
        return {question.key: value, **choosing.read_others(question, [value], posted)}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives the key, or the absence."""
        if question.key not in answers:
            return {}
        return {
            question.key: [field_value(answers[question.key])],
            **choosing.write_others(question, answers),
        }

    def check(self, question: Question, answers: Answers, channel: Channel) -> list[Fault]:
        """Holds the key against the choices."""
        value = answers.get(question.key)
        if value is None:
            return missing(question)
        absence = absence_of(value)
        if absence:
            return absence_faults(question, absence, question.key)
        return choosing.check_keys(question, [value]) or choosing.check_others(question, [value], answers)

    def say(self, question: Question, answers: Answers, language: str) -> list[str]:
        """Says the choice."""
        value = answers.get(question.key)
        if value is None:
            return []
        absence = absence_of(value)
        if absence:
            return [said_absence(absence, language)]
        return [choosing.say_choice(question, value, answers, language)]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of categories."""
        categories = tuple((choice.key, choice.text) for choice in question.choices)
        chosen = Column(question.key, question.key, "", "category", question.text, categories)
        return (chosen, *choosing.other_columns(question))
