"""Cells: how a response reads as one wide row, the same columns whatever route was taken.

Categories stand by their keys, absences by their names, flags as 1 and 0, ranks as places. A number or a text is
blank where there is none, and the column `<name>.absence` beside it says why, so that no word can be mistaken for one.
"""

from dataclasses import dataclass

from survey.columns.codes import ABSENCE_OF_CODE, LOWEST, UNREAD
from survey.columns.filters import quoted, unprompted
from survey.columns.table import CHANNELS, Table, categories
from survey.questionnaire.kinds.kind import Column

NOT_RECOGNISED = "not_recognised"
"""Stands for a value that no version's choices explain."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a wide row: its heading, the expression that reads it, and whether a person wrote it."""

    heading: str
    expression: str
    written: bool = False


def cells(table: Table) -> tuple[Cell, ...]:
    """Returns the columns of a wide row; the reference, which opens nothing, comes first."""
    found = [
        Cell("reference", "reference"),
        Cell("round", "round_name"),
        Cell("version", _listed([version[:12] for version in table.versions], "version + 1")),
        Cell("channel", _listed([channel.value for channel in CHANNELS], "channel + 1")),
        Cell("language", "language_name"),
        Cell("started_at", f"strftime(started_at, '{MOMENT}')"),
        Cell("submitted_at", f"strftime(submitted_at, '{MOMENT}')"),
    ]
    for question in table.questions:
        columns = table.columns_of(question.key)
        if table.unprompted.get(question.key):
            yes = unprompted(table, question.key, yes=True).sql
            found.append(
                Cell(f"{question.key}.manner", f"CASE WHEN {yes} THEN 'unprompted' ELSE 'prompted' END")
            )
        for column in columns:
            found.extend(_cells_of(table, column))
    return tuple(found)


def _cells_of(table: Table, column: Column) -> list[Cell]:
    name = quoted(column.name)
    if column.type == "category":
        return [Cell(column.name, _listed([*_absences(), *categories(column)], f"{name} + {1 - LOWEST}"))]
    if column.type == "number":
        return [Cell(column.name, name), Cell(f"{column.name}.absence", _absence(quoted(f"{column.name}?")))]
    if column.type == "text":
        field = table.text_columns.index(column)
        return [
            Cell(column.name, f"words[{field}]", written=True),
            Cell(f"{column.name}.absence", _absence(name)),
        ]
    value = f"nullif({name}, 0)" if column.type == "rank" else name
    return [Cell(column.name, f"CASE WHEN {name} < 0 THEN {_absence(name)} ELSE {value}::VARCHAR END")]


def _absences() -> list[str]:
    """Names the codes below nought, lowest first."""
    names = {**{code: absence.value for code, absence in ABSENCE_OF_CODE.items()}, UNREAD: NOT_RECOGNISED}
    return [names[code] for code in range(LOWEST, 0)]


def _absence(name: str) -> str:
    return _listed(_absences(), f"{name} + {1 - LOWEST}")


def _listed(words: list[str], place: str) -> str:
    """Takes a word out of a list by its place from 1; NULL past the end."""
    written = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
    return f"([{written}])[{place}]"
