"""What every format can do."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from survey.columns.blocks import Block
from survey.columns.cells import Cell

Rows = Iterable[Block]
"""Wide rows, some thousand at a time."""


class CannotWrite(ValueError):
    """What there is to write does not fit the format; the message says what to do instead."""


class Format(Protocol):
    """A way to write wide rows."""

    name: str
    media_type: str
    suffix: str
    label: str
    """What the format is for, in words."""
    coded: bool
    """True where rows come with codes as they are, false where each code is put in words."""

    def write(self, path: Path, cells: Sequence[Cell], rows: Rows, *, mark: bool = False) -> None:
        """Writes a file of all rows; `mark` puts a byte order mark first where that means anything.

        Raises CannotWrite.
        """
        ...

    def count(self, path: Path) -> int:
        """Reads a file back and returns how many rows it holds, a heading not counted."""
        ...
