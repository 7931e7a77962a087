"""Encoding: how settled answers become columns, written as SQL that the column store runs over a batch of rows.

A batch holds rows of one version: `answers` and `settled` are the JSON texts of the answering database. Paths are
drawn out of each document once, as a list; every column is then an expression over that list. No row passes
through Python.
"""

from dataclasses import dataclass
from json import dumps

from survey.columns.codes import CODE_OF_ABSENCE, GIVEN, UNREAD, status_of
from survey.columns.further import UNCLEAR
from survey.columns.table import Table, categories
from survey.questionnaire.definition import Absence, Question, absent
from survey.questionnaire.kinds.kind import Column
from survey.questionnaire.kinds.ranking import places_of

NOT_ASKED = CODE_OF_ABSENCE[Absence.NOT_ASKED]
NOT_ANSWERED = CODE_OF_ABSENCE[Absence.NOT_ANSWERED]
NOT_CODED = CODE_OF_ABSENCE[Absence.NOT_CODED]
UNCLEAR_CODE = CODE_OF_ABSENCE[Absence.UNCLEAR]
STATED_ABSENCES = (Absence.TOO_MANY, Absence.UNREADABLE, Absence.PREFER_NOT_TO_SAY, Absence.DONT_KNOW)
"""Absences that stand in the answers themselves, in the order of their codes, lowest first."""
BELOW = len(STATED_ABSENCES) + 2
"""How many codes an enumeration keeps below the values: one for each absence, stated or not."""

SQL_TYPES = {"flag": "TINYINT", "rank": "TINYINT", "count": "INTEGER", "number": "BIGINT", "text": "TINYINT"}
SMALL = 120
"""The most categories that fit a TINYINT beside the absences."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the store runs for one version: paths to draw out, columns to fill, texts to keep."""

    paths: tuple[str, ...]
    columns: tuple[tuple[str, str], ...]
    """Column name and expression over `v` (values at the paths) and `missed` (keys of questions not asked)."""
    text_paths: tuple[tuple[int, str], ...]
    """Field code and path of each text."""
    marks: tuple[str, ...] = ()
    """Further questions, in the order of their marks `k0`, `k1` and so on."""


def layout(table: Table) -> tuple[tuple[str, str], ...]:
    """Returns the names and SQL types of a family's answer columns."""
    fields = []
    for column in (one for one in table.columns if one.question not in table.joined):
        fields.append((column.name, sql_type(column)))
        if column.type == "number":
            fields.append((status_of(column.name), "TINYINT"))
    return tuple(fields)


def sql_type(column: Column) -> str:
    """Returns the SQL type that holds a column's codes or numbers."""
    if column.type == "category":
        return "TINYINT" if len(column.categories) <= SMALL else "SMALLINT"
    return SQL_TYPES[column.type]


def encoding(table: Table, version: str) -> Encoding:
    """Writes how the answers of one version fill a family's columns; what it did not ask was not asked."""
    writer = _Writer(table)
    columns: list[tuple[str, str]] = []
    for question in (one for one in table.questions if one.key not in table.joined):
        known = version in table.asked_in[question.key]
        for column in table.columns_of(question.key):
            expressions = writer.expressions(question, column) if known else _never_asked(column)
            columns.extend(
                (name, f"({expression})::{kind}")
                for (name, kind), expression in zip(_fields(column), expressions, strict=True)
            )
    texts = tuple(
        (code, _path(column.name))
        for code, column in enumerate(table.text_columns)
        if version in table.asked_in[column.question]
    )
    return Encoding(tuple(writer.paths), tuple(columns), texts, table.marked)


def _fields(column: Column) -> tuple[tuple[str, str], ...]:
    field = (column.name, sql_type(column))
    return (field, (status_of(column.name), "TINYINT")) if column.type == "number" else (field,)


def _never_asked(column: Column) -> tuple[str, ...]:
    return ("NULL", str(NOT_ASKED)) if column.type == "number" else (str(NOT_ASKED),)


def _path(*keys: str) -> str:
    return "$" + "".join(f'."{key}"' for key in keys)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _enumeration(keys: tuple[str, ...]) -> str:
    """Names the type whose codes, less BELOW, are the codes of the values; absences stand before the keys."""
    absences = [dumps(absent(absence), separators=(",", ":")) for absence in STATED_ABSENCES]
    return f"ENUM({', '.join(map(_literal, (*absences, '~', '~~', *keys)))})"


class _Writer:
    """Writes the expressions of one version and collects the paths that they look at."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.paths: list[str] = []

    def expressions(self, question: Question, column: Column) -> tuple[str, ...]:
        missed = f"""contains(missed, '"{question.key}"')"""
        if question.key in self.table.made_of:
            return (self._mark(question, column),)
        if column.type == "number":
            value = self._at(question.key)
            absence = self._absence(question)
            return (
                f"CASE WHEN {missed} OR {absence} < 0 THEN NULL ELSE TRY_CAST({value} AS BIGINT) END",
                f"CASE WHEN {missed} THEN {NOT_ASKED} WHEN {absence} < 0 THEN {absence} "
                f"WHEN TRY_CAST({value} AS BIGINT) IS NULL THEN {UNREAD} ELSE {GIVEN} END",
            )
        written = getattr(self, f"_{column.type}")(question, column)
        return (f"CASE WHEN {missed} THEN {NOT_ASKED} ELSE {written} END",)

    def _mark(self, question: Question, column: Column) -> str:
        """What was made of a text; where there is no text, why there is none."""
        words = self.table.column_by_name[self.table.made_of[question.key]]
        (status,) = self.expressions(self.table.question_by_key[words.question], words)
        marks = f"k{self.table.marked.index(question.key)}"
        sought = _literal(f"|{column.part}|")
        return (
            f"CASE WHEN ({status}) < 0 THEN ({status}) WHEN {marks} IS NULL THEN {NOT_CODED} "
            f"WHEN {marks} = {_literal(UNCLEAR)} THEN {UNCLEAR_CODE} ELSE contains({marks}, {sought})::TINYINT END"
        )

    def _at(self, *keys: str) -> str:
        path = _path(*keys)
        if path not in self.paths:
            self.paths.append(path)
        return f"v[{self.paths.index(path) + 1}]"

    def _absence(self, question: Question) -> str:
        """The code of a whole question's absence, or 0. Asked for by its own path: a person may type its JSON."""
        whole = " ".join(
            f"WHEN {_literal(absence.value)} THEN {CODE_OF_ABSENCE[absence]}" for absence in STATED_ABSENCES
        )
        value = self._at(question.key)
        return (
            f"(CASE WHEN {value} IS NULL THEN {NOT_ANSWERED} ELSE "
            f"CASE {self._at(question.key, 'absent')} {whole} ELSE 0 END END)"
        )

    def _category(self, question: Question, column: Column) -> str:
        kind = _enumeration(categories(column))
        if column.part == "":
            value = self._at(question.key)
            return (
                f"CASE WHEN {value} IS NULL THEN {NOT_ANSWERED} "
                f"ELSE coalesce(enum_code(TRY_CAST({value} AS {kind}))::SMALLINT - {BELOW}, {UNREAD}) END"
            )
        value = self._at(question.key, column.part)
        absence = self._absence(question)
        code = f"coalesce(enum_code(TRY_CAST({value} AS {kind}))::SMALLINT - {BELOW}, {UNREAD})"
        return f"CASE WHEN {value} IS NOT NULL THEN {code} WHEN {absence} < 0 THEN {absence} ELSE {NOT_ANSWERED} END"

    def _flag(self, question: Question, column: Column) -> str:
        """A list holds a key where its JSON holds the quoted key: keys have no quotes of their own."""
        value, absence = self._at(question.key), self._absence(question)
        sought = _literal(f'"{column.part}"')
        return f"CASE WHEN {absence} < 0 THEN {absence} ELSE contains({value}, {sought})::TINYINT END"

    def _count(self, question: Question, column: Column) -> str:
        value, absence = self._at(question.key, column.part), self._absence(question)
        return f"CASE WHEN {absence} < 0 THEN {absence} ELSE coalesce(TRY_CAST({value} AS INTEGER), 0) END"

    def _rank(self, question: Question, column: Column) -> str:
        absence = self._absence(question)
        places = places_of(question)
        found = " ".join(
            f"WHEN {self._at_place(question, place)} = {_literal(column.part)} THEN {place + 1}"
            for place in range(places)
        )
        return f"CASE WHEN {absence} < 0 THEN {absence} {found} ELSE 0 END"

    def _at_place(self, question: Question, place: int) -> str:
        path = f"{_path(question.key)}[{place}]"
        if path not in self.paths:
            self.paths.append(path)
        return f"v[{self.paths.index(path) + 1}]"

    def _text(self, question: Question, column: Column) -> str:
        absence = self._absence(question)
        if column.part == "":
            return absence
        value, words = self._at(question.key), self._at(column.name)
        key = column.part
        chosen = f"""({value} = {_literal(key)} OR contains({value}, {_literal(f'"{key}"')}))"""
        return (
            f"CASE WHEN {words} IS NOT NULL THEN {GIVEN} WHEN {absence} < 0 THEN {absence} "
            f"WHEN {chosen} THEN {NOT_ANSWERED} ELSE {NOT_ASKED} END"
        )
