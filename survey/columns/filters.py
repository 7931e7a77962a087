"""Conditions, the second reader: one tree, answered for a whole table.

`questionnaire/conditions.py` answers for one respondent; a property test says that both agree row by row.
The predicates are SQL of the column store with named parameters, and never NULL.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from survey.columns.codes import status_of
from survey.columns.table import CHANNELS, Table
from survey.questionnaire.conditions import (
    AllOf,
    Answered,
    AnyOf,
    ByChannel,
    Comparison,
    Condition,
    Contains,
    Equals,
    Greater,
    In,
    Less,
    Not,
)
from survey.questionnaire.kinds.kind import Column


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition in SQL; `parameters` are named as in the text."""

    sql: str = "TRUE"
    parameters: Mapping[str, str | int] = field(default_factory=dict)

    def also(self, other: "Predicate") -> "Predicate":
        """Returns the predicate that holds where both do; their parameters must not share names."""
        if self.sql == "TRUE":
            return other
        if other.sql == "TRUE":
            return self
        return Predicate(f"({self.sql}) AND ({other.sql})", {**self.parameters, **other.parameters})


def quoted(name: str) -> str:
    """Writes a column name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def status(column: Column) -> str:
    """Names the column that holds absences: beside a number or a count, else the column itself."""
    return quoted(status_of(column.name) if column.type == "number" else column.name)


def predicate(condition: Condition | None, table: Table) -> Predicate:
    """Compiles a condition to a predicate over a family's columns; an unknown question is never answered."""
    if condition is None:
        return Predicate()
    compiler = _Compiler(table)
    return Predicate(compiler.sql(condition), compiler.parameters)


def _is_there(column: Column) -> str:
    """Tests for a value of its own: of a count, more than none; of all else, no absence."""
    return f"{status(column)} {'>' if column.type == 'count' else '>='} 0"


def unprompted(table: Table, question: str, *, yes: bool) -> Predicate:
    """Returns the predicate of responses that were asked a question unprompted, or of the others."""
    pairs = [
        f"(version = {table.versions.index(version)} AND channel = {CHANNELS.index(channel)})"
        for version, channel in sorted(table.unprompted.get(question, frozenset()))
    ]
    either = " OR ".join(pairs) or "FALSE"
    return Predicate(either if yes else f"NOT ({either})")


def whole() -> Predicate:
    """Returns the predicate of responses that were given to the end."""
    return Predicate("NOT partial")


class _Compiler:
    """Walks one tree and collects its parameters."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.parameters: dict[str, str | int] = {}

    def sql(self, condition: Condition) -> str:
        match condition:
            case AllOf(parts):
                return " AND ".join(f"({self.sql(part)})" for part in parts) or "TRUE"
            case AnyOf(parts):
                return " OR ".join(f"({self.sql(part)})" for part in parts) or "FALSE"
            case Not(part):
                return f"NOT ({self.sql(part)})"
            case ByChannel(channels):
                codes = [code for code, channel in enumerate(CHANNELS) if channel in channels]
                return f"channel IN ({', '.join(map(str, codes))})" if codes else "FALSE"
        return self._comparison(condition)

    def _comparison(self, condition: Comparison) -> str:
        match condition:
            case Equals(question, value):
                return self._is_one_of(question, (value,))
            case In(question, values):
                return self._is_one_of(question, values)
            case Contains(question, value):
                return self._contains(question, value)
            case Greater(question, value):
                return self._compares(question, ">", value)
            case Less(question, value):
                return self._compares(question, "<", value)
            case Answered(question):
                return self._answered(question)

    def _place(self, name: str) -> tuple[tuple[Column, ...], int]:
        """Reads `ranking.2`: the columns of ranks, and the place that is looked at; none for another name."""
        key, _, place = name.partition(".")
        if not place.isdecimal():
            return (), 0
        return tuple(column for column in self.table.columns_of(key) if column.type == "rank"), int(place)

    def _columns(self, name: str) -> tuple[Column, ...]:
        """Finds the columns of a question, or the one of a row (`grid.row`), without words behind 'other'."""
        key, _, part = name.partition(".")
        return tuple(
            column
            for column in self.table.columns_of(key)
            if ":" not in column.name
            and (not part or (column.part == part and column.type in {"category", "count"}))
        )

    def _column(self, name: str) -> Column | None:
        columns = self._columns(name)
        return columns[0] if len(columns) == 1 and columns[0].name == name else None

    def _placed(self, name: str, choices: tuple[str | int, ...] | None = None) -> str | None:
        """Tests who stands at a place of a ranking (`ranking.2`); None for a name that is no place."""
        key, _, place = name.partition(".")
        if not place.isdecimal() or int(place) < 1:
            return None
        ranks = [column for column in self.table.columns_of(key) if column.type == "rank"]
        tests = [
            f"{quoted(column.name)} = {int(place)}"
            for column in ranks
            if choices is None or column.part in choices
        ]
        return f"({' OR '.join(tests)})" if tests else "FALSE"

    def _is_one_of(self, name: str, values: tuple[str | int, ...]) -> str:
        placed = self._placed(name, values)
        if placed is not None:
            return placed
        words = tuple(value for value in values if isinstance(value, str))
        ranks, place = self._place(name)
        if ranks:
            tests = [f"{quoted(rank.name)} = {place}" for rank in ranks if rank.part in words]
            return f"({' OR '.join(tests)})" if tests and place else "FALSE"
        column = self._column(name)
        if column is None:
            return "FALSE"
        if column.type == "category":
            codes = self.table.codes[column.name]
            found = sorted({codes[word] for word in words if word in codes})
            return f"{quoted(name)} IN ({', '.join(map(str, found))})" if found else "FALSE"
        if column.type == "text":
            return self._says(column, words)
        whole = sorted({value for value in values if type(value) is int})
        names = ", ".join(self._keep(value) for value in whole)
        return f"({_is_there(column)} AND {quoted(name)} IN ({names}))" if whole else "FALSE"

    def _says(self, column: Column, words: tuple[str, ...]) -> str:
        if not words:
            return "FALSE"
        field_code = self.table.text_columns.index(column)
        names = ", ".join(self._keep(word) for word in words)
        return f"id IN (SELECT id FROM texts WHERE field = {field_code} AND words IN ({names}))"

    def _contains(self, name: str, value: str) -> str:
        column = self.table.column_by_name.get(f"{name}.{value}")
        if column is None or column.type not in {"flag", "rank", "count"}:
            return "FALSE"
        return f"{quoted(column.name)} > 0"

    def _compares(self, name: str, sign: str, value: int) -> str:
        column = self._column(name)
        if column is None or column.type not in {"number", "count"}:
            return "FALSE"
        return f"({_is_there(column)} AND {quoted(name)} {sign} {self._keep(value)})"

    def _answered(self, name: str) -> str:
        placed = self._placed(name)
        if placed is not None:
            return placed
        ranks, place = self._place(name)
        if ranks:
            return f"{place} > 0 AND {place} IN ({', '.join(quoted(rank.name) for rank in ranks)})"
        _, _, part = name.partition(".")
        columns = self._columns(name)
        tests = [_is_there(column) if part else f"{status(column)} >= 0" for column in columns]
        return f"({' OR '.join(tests)})" if tests else "FALSE"

    def _keep(self, value: str | int) -> str:
        name = f"c{len(self.parameters)}"
        self.parameters[name] = value
        return f"${name}"
