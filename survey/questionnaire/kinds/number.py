"""A whole number within bounds."""

import re
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

LARGEST = 10**12
"""No answer to a survey question is larger; longer digits are a mistake and stay as typed."""

_WHOLE = re.compile(r"[+-]?\d{1,13}")
_BROKEN = re.compile(r"[+-]?\d*[.,]\d+")


def whole_number(typed: str) -> int | str:
    """Reads '1,200', '£ 300' and ' 7 ' as numbers; returns anything else as it was typed, trimmed."""
    plain = typed.strip()
    digits = re.sub(r"(?<=\d)[, ](?=\d{3}\b)", "", plain.lstrip("£").strip())
    if _WHOLE.fullmatch(digits) and digits.isascii():
        return int(digits)
    return plain


def number_faults(value: Any, where: str, minimum: int | None, maximum: int | None) -> list[Fault]:
    """Returns what is wrong with a number that was read: not one, broken, or out of bounds."""
    if not isinstance(value, int):
        broken = isinstance(value, str) and _BROKEN.fullmatch(value)
        return [Fault("not_whole" if broken else "not_a_number", where)]
    if minimum is not None and value < minimum:
        return [Fault("too_small", where, {"minimum": minimum})]
    if value > (LARGEST if maximum is None else maximum):
        return [Fault("too_large", where, {"maximum": LARGEST if maximum is None else maximum})]
    return []


class Number(Simple):
    """Stored as a whole number."""

    name = "number"
    fields = frozenset({"minimum", "maximum", "unit"})

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes the number, else the absence ticked beside it."""
        typed = first_of(posted, question.key)
        if typed:
            return {question.key: whole_number(typed)}
        absence = posted_absence(first_of(posted, question.key + ABSENT_FIELD))
        return {question.key: absence} if absence else {}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives the number, or the absence beside it."""
        value = answers.get(question.key)
        if value is None:
            return {}
        where = question.key + ABSENT_FIELD if absence_of(value) else question.key
        return {where: [field_value(value)]}

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Holds the number against its bounds."""
        return number_faults(value, question.key, question.minimum, question.maximum)

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says the number and its unit."""
        unit = question.unit.say(language)
        return [f"{value} {unit}".strip()]

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives one column of numbers."""
        return (Column(question.key, question.key, "", "number", question.text),)
