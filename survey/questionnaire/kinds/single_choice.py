"""One choice out of several: radio buttons, or a list to search where there are many."""

from typing import Any

from survey.questionnaire.definition import Question
from survey.questionnaire.kinds import choosing
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

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Holds the key against the choices."""
        return choosing.check_keys(question, [value]) or choosing.check_others(question, [value], answers)

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says the choice."""
        return [choosing.say_choice(question, value, answers, language)]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of categories."""
        categories = tuple((choice.key, choice.text) for choice in question.choices)
        chosen = Column(question.key, question.key, "", "category", question.text, categories)
        return (chosen, *choosing.other_columns(question))
