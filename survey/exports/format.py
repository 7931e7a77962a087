"""What every format can do."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from survey.columns.cells import Cell

Rows = Iterable[Sequence[tuple[Any, ...]]]
"""Wide rows, some thousand at a time."""


class Format(Protocol):
    """A way to write wide rows."""

    name: str
    media_type: str
    suffix: str

    def write(self, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> Iterator[bytes]:
        """Writes a heading and rows, piece by piece; `mark` puts a byte order mark first where that means anything."""
        ...

    def count(self, path: Path) -> int:
        """Reads a file back and returns how many rows it holds, the heading not counted."""
        ...
