"""Codes: how a value stands in a column. Values count from 0; absences are below it, each with its own."""

from survey.questionnaire.definition import Absence

CODE_OF_ABSENCE = {
    Absence.NOT_ASKED: -1,
    Absence.NOT_ANSWERED: -2,
    Absence.DONT_KNOW: -3,
    Absence.PREFER_NOT_TO_SAY: -4,
    Absence.UNREADABLE: -5,
    Absence.TOO_MANY: -6,
    Absence.NOT_CODED: -8,
    Absence.UNCLEAR: -9,
}
ABSENCE_OF_CODE = {code: absence for absence, code in CODE_OF_ABSENCE.items()}

UNREAD = -7
"""A value that no version's choices explain; nothing vanishes, so it is counted and shown."""

LOWEST = min(UNREAD, *ABSENCE_OF_CODE)

GIVEN = 0
"""A text or a number that was given."""


def status_of(name: str) -> str:
    """Returns the name of the column that says whether a number was given and, if not, why."""
    return f"{name}?"
