"""Several choices out of a list: tick boxes, perhaps with a limit, perhaps with exclusive ones."""

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
    posted_absence,
)


class MultipleChoice(Simple):
    """Stored as the list of keys in the order of the document; never as a combination."""

    name = "multiple_choice"
    fields = frozenset({"choices", "rotate", "limit"})

    def keys(self, question: Question) -> tuple[str, ...]:
        """Names the choices and the words behind each 'other'."""
        return (question.key, *choosing.other_keys(question))

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes every value posted; an absence posted together with choices stays for `check` to refuse."""
        values = [value for value in posted.get(question.key, ()) if value.strip()]
        if not values:
            return {}
        if len(values) == 1:
            absence = posted_absence(values[0])
            if absence:
                return {question.key: absence}
        chosen = in_document_order(question, values)
        return {question.key: chosen, **choosing.read_others(question, chosen, posted)}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives the keys, or the absence."""
        value = answers.get(question.key)
        if value is None:
            return {}
        chosen = value if isinstance(value, list) else [value]
        return {
            question.key: [field_value(key) for key in chosen],
            **choosing.write_others(question, answers),
        }

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Holds the keys against the choices, the limit and the exclusive ones."""
        if not isinstance(value, list):
            return [Fault("not_a_choice", question.key)]
        return (
            self._check_combination(question, value)
            or choosing.check_keys(question, value)
            or choosing.check_others(question, value, answers)
        )

    @staticmethod
    def _check_combination(question: Question, chosen: list[Any]) -> list[Fault]:
        alone = {choice.key: choice for choice in question.choices if choice.exclusive}
        lonely = [key for key in chosen if key in alone or (isinstance(key, str) and posted_absence(key))]
        if lonely and len(chosen) > 1:
            named = alone.get(lonely[0])
            return [
                Fault("exclusive_with_others", question.key, {"choice": named.text if named else lonely[0]})
            ]
        if question.limit and len(chosen) > question.limit:
            return [Fault("too_many", question.key, {"limit": question.limit, "chosen": len(chosen)})]
        return []

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says each choice on a line."""
        return [choosing.say_choice(question, key, answers, language) for key in value]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives a flag for each choice."""
        flags = tuple(
            Column(f"{question.key}.{choice.key}", question.key, choice.key, "flag", choice.text)
            for choice in question.choices
        )
        return (*flags, *choosing.other_columns(question))


def in_document_order(question: Question, values: list[str]) -> list[str]:
    """Returns each value once, known ones in the order of the document and strange ones behind them."""
    posted = set(values)
    known = [choice.key for choice in question.choices if choice.key in posted]
    strange = [value for value in dict.fromkeys(values) if value not in question.choice_by_key]
    return known + strange
