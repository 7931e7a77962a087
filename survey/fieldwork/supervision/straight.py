"""Grids in which every row has the same answer; honest people answer so, too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from survey.fieldwork.supervision.interview import Interview
from survey.questionnaire.definition import Question, absence_of
from survey.questionnaire.version import Version

LEAST_ROWS = 5
"""Answered rows below which a straight line means nothing."""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """An interview in which a grid has one answer throughout."""

    interview: Interview
    question: Question
    rows: int
    """How many rows were answered, all alike."""
    answer: str
    """Key of the point of the scale."""


def straight_lines(
    interviews: Iterable[Interview], versions: Mapping[str, Version], *, least_rows: int = LEAST_ROWS
) -> tuple[StraightLine, ...]:
    """Returns straight lines over at least so many answered rows, the longest first; refused rows don't count."""
    found = []
    for one in interviews:
        for question in versions[one.version].questionnaire.questions:
            if question.kind == "grid":
                points = _points(one.answers.get(question.key))
                if len(points) >= least_rows and len(set(points)) == 1:
                    found.append(StraightLine(one, question, len(points), points[0]))
    return tuple(sorted(found, key=lambda line: (-line.rows, line.interview.key, line.question.key)))


def _points(value: Any) -> list[str]:
    if not isinstance(value, Mapping) or absence_of(value):
        return []
    return [point for point in value.values() if isinstance(point, str)]
