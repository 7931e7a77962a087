"""Tables that lay shares side by side, for the page and for its file alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response

from survey.columns.disclosure import tells_of_few
from survey.columns.topline import Result
from survey.exports.comma_separated import table_lines
from survey.web.language import gettext
from survey.web.results.pages import SELF_SELECTED
from survey.web.results.sheets import PRIVATE, SHARE, Value, shown

POINTS = "points"
"""Percentage points between two shares, the first less the other."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One question, or one row of a grid, laid out; shares are of those who gave an answer of substance."""

    title: str
    bases: str
    """How many answered, in words, for each of what is compared."""
    head: tuple[str, ...]
    units: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    """Shares and gaps between them as numbers of -1 to 1."""
    is_private: bool
    """True where it tells of few people."""
    notes: tuple[str, ...] = ()

    @property
    def cells(self) -> list[list[str]]:
        """Returns the rows as they are shown."""
        return [[_shown(*pair) for pair in zip(row, self.units, strict=True)] for row in self.rows]

    def lines(self, *, exact: bool) -> Iterator[Sequence[object]]:
        """Yields the lines of a file; where shares may not be seen exactly, they are whole per cent, as on the page."""
        yield [self.title]
        yield self.head
        for row in self.rows:
            yield [_written(value, unit, exact=exact) for value, unit in zip(row, self.units, strict=True)]
        yield [self.bases]
        for note in self.notes:
            yield [note]
        yield []


def whether_private(*results: Result) -> bool:
    """Says whether what is compared of questions tells of few people; who gave no answer is not shown there."""
    return any(
        tells_of_few(replace(one, blocks=tuple(replace(block, absences={}) for block in one.blocks)))
        for one in results
    )


def file_of(
    name: str, tables: Sequence[SideBySide], rests_on: Sequence[Sequence[object]], *, exact: bool = True
) -> Any:
    """Answers with tables as CSV, with what they rest on below."""
    lines: list[Sequence[object]] = [[PRIVATE], []] if any(one.is_private for one in tables) else []
    for one in tables:
        lines += one.lines(exact=exact)
    lines += [*rests_on, [gettext(SELF_SELECTED)]]
    response = Response(table_lines(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _shown(value: Value, unit: str) -> str:
    if value is None:
        return ""
    if unit == POINTS and isinstance(value, float):
        apart = round(100 * value)
        return f"{apart:+d}" if apart else "0"
    return shown(value, unit)


def _written(value: Value, unit: str, *, exact: bool) -> Value:
    """Writes shares to four places and gaps in points to two, as numbers; or both in whole per cent."""
    if not isinstance(value, float):
        return value
    if unit == POINTS:
        return round(100 * value, 2) if exact else round(100 * value)
    return round(value, 4 if exact or unit != SHARE else 2)
