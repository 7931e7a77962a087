"""Writing all responses of a family to a file, counted before and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from survey.columns.actions import headings, wide_rows
from survey.db.session import Transaction
from survey.exports import FORMATS


class RowsMissing(Exception):
    """The file, read back, does not hold as many rows as were written."""

    def __init__(self, written: int, found: int) -> None:
        super().__init__(f"{written} rows were written, {found} were read back")
        self.written = written
        self.found = found


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did."""

    rows: int
    columns: int


def export(
    tx: Transaction,
    family: str,
    round_key: str | None,
    format_name: str,
    path: Path,
    *,
    mark: bool = False,
    progress: Callable[[int], object] = lambda _: None,
) -> Exported:
    """Writes one row a response, reads the file back and compares the counts; raises RowsMissing.

    The file appears under its name only once it is whole.
    """
    form = FORMATS[format_name]
    cells = headings(tx, family)
    written = 0

    def counted() -> Iterator[list[tuple[Any, ...]]]:
        nonlocal written
        for some in wide_rows(tx, family, round_key, progress):
            written += len(some)
            yield some

    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            for piece in form.write(cells, counted(), mark=mark):
                file.write(piece)
        found = form.count(partial)
        if found != written:
            raise RowsMissing(written, found)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return Exported(written, len(cells))
