"""Typed frames of wide rows, put together batch by batch so that memory holds no row as Python objects for long."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from survey.columns.cells import Cell, Measure
from survey.exports.format import Rows

if TYPE_CHECKING:
    import polars as pl


def frame(cells: Sequence[Cell], rows: Rows, *, names: Sequence[str] | None = None) -> "pl.DataFrame":
    """Returns all rows as one frame: codes as small integers, numbers as they are, all else as text.

    `names` are the names of the columns, their headings by default.
    """
    import polars as pl  # noqa: PLC0415  24 MB, which a process that exports nothing does without

    schema = {
        name: _type(cell) for name, cell in zip(names or [c.heading for c in cells], cells, strict=True)
    }
    parts = [pl.DataFrame(some, schema=schema, orient="row", strict=False) for some in rows if some]
    return pl.concat(parts, rechunk=False) if parts else pl.DataFrame(schema=schema)


def _type(cell: Cell) -> Any:
    import polars as pl  # noqa: PLC0415  as above

    if cell.heading == "weight":
        return pl.Float64
    if cell.is_coded:
        return pl.Int32 if cell.measure is Measure.SCALE else pl.Int16
    return pl.String if cell.is_text else pl.Int64
