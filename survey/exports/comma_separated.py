"""CSV: UTF-8, lines ended as RFC 4180 says, and no cell that a spreadsheet would run."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from survey.columns.blocks import Block, Row
from survey.columns.cells import Cell
from survey.exports.format import Rows

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula (OWASP, 'CSV Injection')."""

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

_EMPTY = '""\r\n'
"""How a row of a single empty cell is written."""

PIECE = 1 << 20
"""Bytes that are read back at a time."""

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
        for block in rows:
            if lines := list(map(",".join, zip(*_pieces(cells, block), strict=True))):
                yield ("\r\n".join(lines) + "\r\n").encode()

    def count(self, path: Path) -> int:
        """See Format. An end of line between quotation marks is not one of a row (RFC 4180, section 2, 6)."""
        lines, outside = 0, True
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                parts = piece.split(b'"')
                lines += sum(part.count(b"\n") for part in parts[0 if outside else 1 :: 2])
                outside ^= len(parts) % 2 == 0
        return lines - 1


def harmless(words: str) -> str:
    """Puts an apostrophe before what a spreadsheet would run; a negative number stays as it is."""
    if words.startswith(RUN_BY_SPREADSHEETS) and not _NEGATIVE.fullmatch(words):
        return "'" + words
    return words


def table_lines(rows: Sequence[Sequence[object]]) -> str:
    """Writes a small table, its words made harmless, its numbers left alone."""
    return _lines([[harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])


def _pieces(cells: Sequence[Cell], block: Block) -> Iterator[Iterable[str]]:
    """Writes the parts of all rows; what many rows share is written once."""
    start = 0
    for part in block.parts:
        width = len(part.different[0]) if part.different else 0
        written = [at for at, cell in enumerate(cells[start : start + width]) if cell.written]
        yield map(_fragments(_harmless_rows(part.different, written)).__getitem__, part.places)
        start += width


def _fragments(rows: Iterable[Sequence[object]]) -> list[str]:
    """Writes some cells of each row, no line ended."""
    lines: list[str] = []
    csv.writer(_Collecting(lines.append)).writerows(rows)
    return ["" if line == _EMPTY else line[:-2] for line in lines]


@dataclass(frozen=True, slots=True)
class _Collecting:
    """What a CSV writer takes for a file: each row is written at once."""

    write: Callable[[str], object]


def _harmless_rows(rows: Sequence[Row], written: Sequence[int]) -> Iterable[Sequence[object]]:
    """Looks at what people wrote alone: the other cells hold keys, codes and numbers of ours."""
    if not written:
        return rows
    if len(rows[0]) == 1:
        return [(harmless(words) if words else words,) for (words,) in rows]
    return [
        [harmless(cell) if at in written and cell else cell for at, cell in enumerate(row)] for row in rows
    ]


def _lines(rows: Sequence[Sequence[object]]) -> str:
    buffer = StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue()
