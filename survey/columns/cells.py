"""Cells: how a response reads as one wide row, the same columns whatever route was taken.

Categories stand by their keys, absences by their names, flags as 1 and 0, ranks as places. A number or a text is
blank where there is none, and the column `<name>.absence` beside it says why, so that no word can be mistaken for one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from survey.columns.codes import ABSENCE_OF_CODE, LOWEST, UNREAD, status_of
from survey.columns.filters import quoted, unprompted
from survey.columns.joined import marks_together
from survey.columns.table import CHANNELS, Table, categories
from survey.questionnaire.definition import Question, Text
from survey.questionnaire.kinds.kind import Column
from survey.questionnaire.kinds.ranking import places_of

NOT_RECOGNISED = "not_recognised"
"""Stands for a value that no version's choices explain."""

MOMENT = "%Y-%m-%dT%H:%M:%SZ"

_NAMES = {**{code: absence.value for code, absence in ABSENCE_OF_CODE.items()}, UNREAD: NOT_RECOGNISED}
ABSENCES = tuple(_NAMES[code] for code in range(LOWEST, 0))
"""The names of the codes below nought, lowest first."""

LOWEST_CODE = LOWEST
"""The lowest code of an absence."""

ABSENCES_IN_WORDS = tuple(name.replace("_", " ").replace("dont", "don't") for name in ABSENCES)


class Measure(StrEnum):
    """Level of measurement, as statistical packages name it."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


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
    label: str = ""
    """What the column holds, in words."""
    labels: tuple[str, ...] = ()
    """What the codes mean, in words, one for one with `words`; the words themselves where there are none."""
    measure: Measure = Measure.NOMINAL

    @property
    def is_coded(self) -> bool:
        """Says whether the column holds codes, absences below nought among them; names of ours are read as words."""
        return bool(self.words) and self.lowest < 0

    @property
    def is_text(self) -> bool:
        """Says whether the column is read as words: what people wrote, moments, and names of ours."""
        return not self.is_coded and self.measure is not Measure.SCALE

    @property
    def codes(self) -> Mapping[int, str]:
        """Returns code → what it means, in words, for a coded column."""
        return {at + self.lowest: label for at, label in enumerate(self.labels)} if self.is_coded else {}

    def read(self, values: Sequence[Any]) -> Sequence[Any]:
        """Puts words for the codes of a whole column; done here, as the column store is slower at it."""
        if not self.words:
            return values
        words, known, lowest = self.words, len(self.words) + self.lowest, self.lowest
        return [words[value - lowest] if value < known else value for value in values]


REFERENCE = Cell("reference", "reference", label="Reference of the response; it opens nothing")
WEIGHT = Cell("weight", "weight", label="Weight of the response in its round", measure=Measure.SCALE)


def cells(
    table: Table, names: Sequence[str] = (), *, reference: bool = True, weight: bool = False
) -> tuple[Cell, ...]:
    """Returns the columns of a wide row; the reference, where it is asked for, comes first, and the weight last.

    `names` are the rounds, languages and events by their codes, for whoever reads rows.
    """
    named = tuple(names)
    found = [
        *((REFERENCE,) if reference else ()),
        Cell("round", "round", named, 0, label="Consultation"),
        Cell(
            "version",
            "version",
            tuple(version[:12] for version in table.versions),
            0,
            label="Version of the questionnaire",
        ),
        Cell(
            "channel",
            "channel",
            tuple(channel.value for channel in CHANNELS),
            0,
            label="How the response came",
        ),
        Cell("language", "language", named, 0, label="Language of the questionnaire"),
        Cell("event", "event", named, 0, label="Code of the event where it was given"),
        Cell("started_at", f"strftime(started_at, '{MOMENT}')", label="When it was begun, in UTC"),
        Cell("submitted_at", f"strftime(submitted_at, '{MOMENT}')", label="When it was sent, in UTC"),
        Cell(
            "partial",
            "partial::TINYINT",
            ("no", "yes"),
            0,
            label="Broken off, counted with its giver's leave",
        ),
        Cell(
            "excluded",
            "excluded::TINYINT",
            ("no", "yes"),
            0,
            label="Left out of results by a published rule, or by a person who named the response",
        ),
    ]
    for question in table.questions:
        if table.unprompted.get(question.key):
            yes = unprompted(table, question.key, yes=True).sql
            found.append(
                Cell(
                    f"{question.key}.manner",
                    f"({yes})::TINYINT",
                    ("prompted", "unprompted"),
                    0,
                    label=f"{said(question.text)}: how it was asked",
                )
            )
        joined = table.joined.get(question.key)
        if joined is not None and joined.of_one:
            found.extend(_together(table, question))
            continue
        for column in table.columns_of(question.key):
            found.extend(_cells_of(table, column))
    return (*found, WEIGHT) if weight else tuple(found)


def said(text: Text) -> str:
    """Returns a text as files say it: in the first language of the questionnaire."""
    return next(iter(text.by_language.values()), "")


def _together(table: Table, question: Question) -> list[Cell]:
    """Returns one cell for all marks, their keys parted by `|`: a flag for each would make a file too wide to read."""
    columns = table.columns_of(question.key)
    if not columns:
        return []
    marks = marks_together(question, table.joined[question.key], table.column_by_name)
    status = table.generated[columns[0].name]
    label = said(question.text)
    return [
        Cell(question.key, marks, label=label),
        Cell(
            f"{question.key}.absence",
            f"least({status}, 0)",
            (*ABSENCES, ""),
            label=f"{label}: why there is none",
            labels=(*ABSENCES_IN_WORDS, "given"),
        ),
    ]


def _cells_of(table: Table, column: Column) -> list[Cell]:
    name = table.generated.get(column.name) or quoted(column.name)
    question = said(table.question_by_key[column.question].text)
    label = f"{question}: {said(column.label)}" if column.part else question
    if column.type == "category":
        labels = (*ABSENCES_IN_WORDS, *(said(words) for _, words in column.categories))
        return [Cell(column.name, name, (*ABSENCES, *categories(column)), label=label, labels=labels)]
    if column.type == "number":
        return [
            Cell(column.name, name, label=label, measure=Measure.SCALE),
            _why_absent(column, label, quoted(status_of(column.name))),
        ]
    if column.type == "text":
        field = table.text_columns.index(column)
        return [
            Cell(column.name, f"words[{field}]", written=True, label=label),
            _why_absent(column, label, name),
        ]
    if column.type == "rank":
        places = [str(place) for place in range(1, places_of(table.question_by_key[column.question]) + 1)]
        labels = (*ABSENCES_IN_WORDS, "not ranked", *places)
        return [
            Cell(
                column.name,
                name,
                (*ABSENCES, "", *places),
                label=label,
                labels=labels,
                measure=Measure.ORDINAL,
            )
        ]
    measure = Measure.SCALE if column.type == "count" else Measure.NOMINAL
    labels = ABSENCES_IN_WORDS if column.type == "count" else (*ABSENCES_IN_WORDS, "no", "yes")
    return [Cell(column.name, name, ABSENCES, label=label, labels=labels, measure=measure)]


def _why_absent(column: Column, label: str, status: str) -> Cell:
    labels = (*ABSENCES_IN_WORDS, "given")
    return Cell(
        f"{column.name}.absence", status, (*ABSENCES, ""), label=f"{label}: why there is none", labels=labels
    )
