"""A codebook as a table: what a file of it holds, and what can be read out of one."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from survey.themes.codebook.codebook import KEY, Codebook, CodebookRefused, check_words, key_for

HEAD = ("key", "name", "definition", "example", "parent", "ended")

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One theme as a file has it; `parent` is a key."""

    key: str
    name: str
    definition: str
    example: str
    parent: str


def lines(codebook: Codebook) -> list[tuple[str, ...]]:
    """Returns the codebook as lines under HEAD, themes that ended included."""
    return [
        (
            theme.key,
            theme.name,
            theme.definition,
            theme.example,
            codebook.by_id[theme.parent].key if theme.parent else "",
            theme.ended_at.date().isoformat() if theme.ended_at else "",
        )
        for theme in (*codebook.open, *(one for one in codebook.themes if not one.is_open))
    ]


def read(words: str) -> tuple[Line, ...]:
    """Reads a file of themes; a heading `name` is all that it must have. Raises CodebookRefused, naming the line.

    A theme without a key gets one from its name; a line that says when a theme ended is passed over.
    """
    rows = list(csv.reader(StringIO(words.removeprefix("\ufeff"), newline="")))
    head = [cell.strip().casefold() for cell in rows[0]] if rows else []
    if "name" not in head:
        raise CodebookRefused("no_heading")
    if len(rows) > MOST_LINES:
        raise CodebookRefused("too_many_lines", most=MOST_LINES)
    found: list[Line] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: cell.strip().removeprefix("'") for name, cell in zip(head, row, strict=False)}
        if not any(cells.values()) or cells.get("ended"):
            continue
        try:
            found.append(_line(cells, [one.key for one in found]))
        except CodebookRefused as fault:
            raise CodebookRefused(fault.code, line=number, **fault.values) from fault
    _check(found)
    return tuple(found)


def _line(cells: dict[str, str], taken: Sequence[str]) -> Line:
    line = Line(
        key=cells.get("key", "") or key_for(cells.get("name", ""), taken),
        name=cells.get("name", ""),
        definition=cells.get("definition", ""),
        example=cells.get("example", ""),
        parent=cells.get("parent", ""),
    )
    check_words(line.name, line.definition, line.example)
    if not KEY.fullmatch(line.key):
        raise CodebookRefused("bad_key", key=line.key)
    if line.key in taken:
        raise CodebookRefused("key_twice", key=line.key)
    return line


def _check(found: Sequence[Line]) -> None:
    keys = {line.key for line in found}
    for number, line in enumerate(found, 2):
        if line.parent and line.parent not in keys:
            raise CodebookRefused("no_parent", line=number, key=line.parent)
