"""CSV: UTF-8, lines ended as RFC 4180 says, and no cell that a spreadsheet would run."""

import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

from survey.columns.cells import Cell
from survey.exports.format import Rows

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, 'CSV Injection')."""

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

_NEGATIVE = re.compile(r"-\d+([.,]\d+)?")


class CommaSeparated:
    """One row a response; reading back gives every text as it was written, but for the apostrophe before formulas."""

    name = "csv"
    media_type = "text/csv; charset=utf-8"
    suffix = "csv"
    label = "CSV"
    coded = False

    def write(self, path: Path, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> None:
        """See Format."""
        with path.open("wb") as file:
            for piece in self.pieces(cells, rows, mark=mark):
                file.write(piece)

    def pieces(self, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> Iterator[bytes]:
        """Writes heading and rows piece by piece, so that a file can be sent while it is written."""
        yield ((BYTE_ORDER_MARK if mark else "") + _lines([[cell.heading for cell in cells]])).encode()
        written = [place for place, cell in enumerate(cells) if cell.written]
        for some in rows:
            yield _lines([_harmless_row(row, written) for row in some]).encode()

    def count(self, path: Path) -> int:
        """See Format."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            return sum(1 for _ in csv.reader(file)) - 1


def harmless(words: str) -> str:
    """Puts an apostrophe before what a spreadsheet would run; a negative number stays as it is."""
    if words.startswith(RUN_BY_SPREADSHEETS) and not _NEGATIVE.fullmatch(words):
        return "'" + words
    return words


def table_lines(rows: Sequence[Sequence[object]]) -> str:
    """Writes a small table, its words made harmless, its numbers left alone."""
    return _lines([[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])


def _harmless_row(row: Sequence[object], written: Sequence[int]) -> list[object]:
    """Looks at what people wrote alone: the other cells hold keys, codes and numbers of ours."""
    cells = list(row)
    for place in written:
        words = cells[place]
        if isinstance(words, str):
            cells[place] = harmless(words)
    return cells


def _lines(rows: Sequence[Sequence[object]]) -> str:
    buffer = StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
