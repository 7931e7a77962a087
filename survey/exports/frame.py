"""Typed frames of wide rows, put together batch by batch so that memory holds no row as Python objects for long."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from survey.columns.blocks import Block
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
    parts = [pl.DataFrame(list(_columns(schema, block))) for block in rows if len(block)]
    return pl.concat(parts, rechunk=False) if parts else pl.DataFrame(schema=schema)


def _columns(schema: Mapping[str, Any], block: Block) -> "Iterator[pl.Series]":
    """Yields the columns of a block; what many rows share is read once."""
    import polars as pl  # noqa: PLC0415  as above

    fields = iter(schema.items())
    for part in block.parts:
        places = None if isinstance(part.places, range) else pl.Series(part.places, dtype=pl.UInt32)
        for values in zip(*part.different, strict=True):
            name, kind = next(fields)
            column = pl.Series(name, values, dtype=kind, strict=False)
            yield column if places is None else column.gather(places)


def _type(cell: Cell) -> Any:
    import polars as pl  # noqa: PLC0415  as above

    if cell.heading == "weight":
        return pl.Float64
    if cell.is_coded:
        return pl.Int32 if cell.measure is Measure.SCALE else pl.Int16
    return pl.String if cell.is_text else pl.Int64
