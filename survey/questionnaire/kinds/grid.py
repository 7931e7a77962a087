"""Several rows, one scale: each row is a question of its own with the same answers."""

from typing import Any

from survey.questionnaire.definition import Question, absence_of
from survey.questionnaire.kinds.kind import (
    Answers,
    Column,
    Fault,
    Posted,
    Simple,
    absence_faults,
    field_value,
    first_of,
    posted_absence,
    said_absence,
)


class Grid(Simple):
    """Stored as row key → key of the point, or an absence, for the rows that were answered."""

    name = "grid"
    fields = frozenset({"choices", "rows"})

    def read(self, question: Question, posted: Posted, before: Answers) -> dict[str, Any]:
        """Takes one value for each row, from the field `question.row`."""
        rows: dict[str, Any] = {}
        for row in question.rows:
            value = first_of(posted, f"{question.key}.{row.key}")
            if value:
                rows[row.key] = posted_absence(value) or value
        return {question.key: rows} if rows else {}

    def write(self, question: Question, answers: Answers) -> dict[str, list[str]]:
        """Gives each row's point, or its absence; an absence of the whole grid goes to every row."""
        value = answers.get(question.key)
        if absence_of(value):
            return {f"{question.key}.{row.key}": [field_value(value)] for row in question.rows}
        return {f"{question.key}.{row}": [field_value(point)] for row, point in (value or {}).items()}

    def missing(self, question: Question) -> list[Fault]:
        """Asks for every row."""
        return [Fault("required", f"{question.key}.{row.key}") for row in question.rows]

    def judge(self, question: Question, value: Any, answers: Answers) -> list[Fault]:
        """Holds each row against the scale; where required, every row needs an answer."""
        if not isinstance(value, dict):
            return [Fault("not_a_choice", question.key)]
        known = {row.key for row in question.rows}
        faults = [Fault("not_a_row", question.key) for key in value if key not in known]
        for row in question.rows:
            faults.extend(self._check_row(question, row.key, value.get(row.key)))
        return faults

    @staticmethod
    def _check_row(question: Question, row: str, point: Any) -> list[Fault]:
        where = f"{question.key}.{row}"
        if point is None:
            return [Fault("required", where)] if question.required else []
        absence = absence_of(point)
        if absence:
            return absence_faults(question, absence, where)
        known = isinstance(point, str) and point in question.choice_by_key
        return [] if known else [Fault("not_a_choice", where)]

    def tell(self, question: Question, value: Any, answers: Answers, language: str) -> list[str]:
        """Says each answered row as 'row: point'."""
        return [
            f"{row.text.say(language)}: {self._say_point(question, value[row.key], language)}"
            for row in question.rows
            if value.get(row.key) is not None
        ]

    @staticmethod
    def _say_point(question: Question, point: Any, language: str) -> str:
        absence = absence_of(point)
        if absence:
            return said_absence(absence, language)
        choice = question.choice_by_key.get(point)
        return choice.text.say(language) if choice else str(point)

    def columns(self, question: Question) -> tuple[Column, ...]:
        """Gives a column of categories for each row."""
        points = tuple((choice.key, choice.text) for choice in question.choices)
        return tuple(
            Column(f"{question.key}.{row.key}", question.key, row.key, "category", row.text, points)
            for row in question.rows
        )
