"""Cells: how a response reads as one wide row, the same columns whatever route was taken.

Categories stand by their keys, absences by their names, flags as 1 and 0, ranks as places. A number or a text is
blank where there is none, and the column `<name>.absence` beside it says why, so that no word can be mistaken for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from survey.columns.codes import ABSENCE_OF_CODE, LOWEST, UNREAD
from survey.columns.filters import quoted, unprompted
from survey.columns.table import CHANNELS, Table, categories
from survey.questionnaire.kinds.kind import Column
from survey.questionnaire.kinds.ranking import places_of

NOT_RECOGNISED = "not_recognised"
"""Stands for a value that no version's choices explain."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"

_NAMES = {**{code: absence.value for code, absence in ABSENCE_OF_CODE.items()}, UNREAD: NOT_RECOGNISED}
ABSENCES = tuple(_NAMES[code] for code in range(LOWEST, 0))
"""The names of the codes below nought, lowest first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a wide row: its heading, the expression that reads it, and the words that codes stand for."""

    heading: str
    expression: str
    words: tuple[str, ...] = ()
    """The first word is that of code `lowest`, and so on; a code past the last is a number and stays."""
    lowest: int = LOWEST
    written: bool = False
    """True for what a person wrote."""

    def read(self, values: Sequence[Any]) -> Sequence[Any]:
        """Puts words for the codes of a whole column; done here, as the column store is slower at it."""
        if not self.words:
            return values
        words, known, lowest = self.words, len(self.words) + self.lowest, self.lowest
        return [words[value - lowest] if value < known else value for value in values]


def cells(table: Table, names: Sequence[str] = ()) -> tuple[Cell, ...]:
    """Returns the columns of a wide row; the reference, which opens nothing, comes first.

    `names` are the rounds and languages by their codes, for whoever reads rows.
    """
    named = tuple(names)
    found = [
        Cell("reference", "reference"),
        Cell("round", "round", named, 0),
        Cell("version", "version", tuple(version[:12] for version in table.versions), 0),
        Cell("channel", "channel", tuple(channel.value for channel in CHANNELS), 0),
        Cell("language", "language", named, 0),
        Cell("started_at", f"strftime(started_at, '{MOMENT}')"),
        Cell("submitted_at", f"strftime(submitted_at, '{MOMENT}')"),
        Cell("partial", "partial::TINYINT", ("no", "yes"), 0),
    ]
    for question in table.questions:
        if table.unprompted.get(question.key):
            yes = unprompted(table, question.key, yes=True).sql
            found.append(Cell(f"{question.key}.manner", f"({yes})::TINYINT", ("prompted", "unprompted"), 0))
        for column in table.columns_of(question.key):
            found.extend(_cells_of(table, column))
    return tuple(found)


def _cells_of(table: Table, column: Column) -> list[Cell]:
    name = quoted(column.name)
    if column.type == "category":
        return [Cell(column.name, name, (*ABSENCES, *categories(column)))]
    if column.type == "number":
        return [Cell(column.name, name), _why_absent(column, quoted(f"{column.name}?"))]
    if column.type == "text":
        field = table.text_columns.index(column)
        return [Cell(column.name, f"words[{field}]", written=True), _why_absent(column, name)]
    if column.type == "rank":
        places = range(1, places_of(table.question_by_key[column.question]) + 1)
        return [Cell(column.name, name, (*ABSENCES, "", *map(str, places)))]
    return [Cell(column.name, name, ABSENCES)]


def _why_absent(column: Column, status: str) -> Cell:
    return Cell(f"{column.name}.absence", status, (*ABSENCES, ""))
