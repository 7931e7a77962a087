"""Excel: the responses, what the values mean, and what the columns hold, each on a sheet."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rustpy_xlsxwriter import FastExcel

from survey.columns.cells import Cell
from survey.exports import codebook
from survey.exports.format import CannotWrite, Rows
from survey.exports.zipped import rows_in_sheet

MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel holds below its heading."""

LONGEST = 32_767
"""Characters that a cell of Excel holds."""

NOT_ALLOWED = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
"""Control characters that XML, and so Excel, has no way to write."""


class Excel:
    """One row a response on the sheet 'Responses'; a cell that begins with '=' is text and stays so."""

    name = "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffix = "xlsx"
    label = "Excel"
    coded = False

    def write(self, path: Path, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> None:
        """See Format."""
        book = FastExcel(str(path)).freeze(row=1)
        book.sheet("Responses", _records(cells, rows))
        book.sheet("Values", _values(cells))
        book.sheet("Columns", _columns(cells))
        book.save()

    def count(self, path: Path) -> int:
        """See Format."""
        return rows_in_sheet(path, 1) - 1


def _records(cells: Sequence[Cell], rows: Rows) -> Iterator[dict[str, Any]]:
    heads = [cell.heading for cell in cells]
    written = [place for place, cell in enumerate(cells) if cell.written]
    count = 0
    for some in rows:
        count += len(some)
        if count > MOST_ROWS:
            raise CannotWrite(f"Excel holds {MOST_ROWS:,} rows and there are more; take CSV, Parquet or SPSS")
        for row in some:
            values = list(row)
            for place in written:
                values[place] = _writable(values[place])
            yield dict(zip(heads, values, strict=True))
    if not count:
        yield dict.fromkeys(heads)


def _writable(words: Any) -> Any:
    if not isinstance(words, str):
        return words
    cleaned = words.translate(NOT_ALLOWED)
    if len(cleaned) > LONGEST:
        raise CannotWrite(
            f"Excel holds {LONGEST:,} characters in a cell and a text has more; take CSV or Parquet"
        )
    return cleaned


def _values(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    listed = [line for line in codebook.lines(cells) if line[6]]
    return [{"column": line[0], "value": line[4], "code": line[5], "meaning": line[6]} for line in listed]


def _columns(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    return [
        {
            "column": cell.heading,
            "label": cell.label,
            "type": codebook.type_of(cell),
            "measure": cell.measure.value,
        }
        for cell in cells
    ]
