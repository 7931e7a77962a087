"""A table in a file: headers, rows, and the line of each, as every importer of figures reads it."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO


class Unreadable(ValueError):
    """A file is no table that can be read; `code` says why, `line` and `column` where, `words` what stands there.

    Codes of any file: empty, not_text, too_few_cells. Of recorded crime: no_number, no_month, repeated, no_area,
    no_category, too_long, no_borough. Of a sample survey: no_weight, no_borough, too_few_cases.
    """

    def __init__(self, code: str, line: int = 0, column: str = "", words: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.line = line
        self.column = column
        self.words = words[:80]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as rows of cells, its headers apart; `lines` numbers the rows as they stand in the file."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def sheet_of(content: bytes) -> Sheet:
    """Reads a CSV file: UTF-8 with or without a mark, else Windows-1252; commas, semicolons or tabs.

    Raises Unreadable.
    """
    text = _text(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows, lines = [], []
    reader = csv.reader(StringIO(text), delimiter=delimiter)
    for row in reader:
        if any(cell.strip() for cell in row):
            rows.append(tuple(cell.strip() for cell in row))
            lines.append(reader.line_num)
    if len(rows) < 2:
        raise Unreadable("empty")
    return Sheet(rows[0], tuple(rows[1:]), tuple(lines[1:]))


def _text(content: bytes) -> str:
    if b"\0" in content:
        raise Unreadable("not_text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def cells_of(sheet: Sheet) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yields each row as its line in the file and header → cell; raises Unreadable."""
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        if len(row) < len(sheet.headers):
            raise Unreadable("too_few_cells", line, "", ", ".join(row[:3]))
        yield line, dict(zip(sheet.headers, row, strict=False))
