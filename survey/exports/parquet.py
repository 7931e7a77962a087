"""Parquet: typed columns for those who go on in R, Python or a database; categories by their keys."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from survey.columns.cells import Cell, Measure
from survey.exports.format import Rows
from survey.exports.frame import frame

if TYPE_CHECKING:
    import polars as pl


class Parquet:
    """One row a response; a column of codes holds its keys and absences as categories, a count stays a number."""

    name = "parquet"
    media_type = "application/vnd.apache.parquet"
    suffix = "parquet"
    label = "Parquet"
    coded = True

    def write(self, path: Path, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> None:
        """See Format."""
        whole = frame(cells, rows)
        whole.with_columns(_in_words(cell) for cell in cells if cell.is_coded).write_parquet(path)

    def count(self, path: Path) -> int:
        """See Format."""
        import polars as pl  # noqa: PLC0415  24 MB, see frame.py

        found: int = pl.scan_parquet(path).select(pl.len()).collect().item()
        return found


def _in_words(cell: Cell) -> "pl.Expr":
    import polars as pl  # noqa: PLC0415  as above

    if cell.measure is Measure.SCALE:
        return pl.col(cell.heading)
    words = {code: _word(cell, code) for code in cell.codes}
    kinds = pl.Enum(list(dict.fromkeys(words.values())))
    return pl.col(cell.heading).replace_strict(words, return_dtype=kinds)


def _word(cell: Cell, code: int) -> str:
    at = code - cell.lowest
    return cell.words[at] if at < len(cell.words) else str(code)
