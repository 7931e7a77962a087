"""Blocks: some thousand wide rows at a time, held so that what many of them share is written once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Some adjacent cells of all rows of a block."""

    different: Sequence[Row]
    """The cells as they differ."""
    places: Sequence[int]
    """For each row, which of them it has."""

    @classmethod
    def each(cls, rows: Sequence[Row]) -> "Part":
        """Makes a part of which each row has its own."""
        return cls(rows, range(len(rows)))

    def of_rows(self) -> Iterator[Row]:
        """Yields the cells row by row."""
        return map(self.different.__getitem__, self.places)


@dataclass(frozen=True, slots=True)
class Block:
    """Wide rows; the parts stand in the order of their cells."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Block":
        """Makes a block of whole rows."""
        return cls((Part.each(rows),))

    def __len__(self) -> int:
        """Counts rows."""
        return len(self.parts[0].places) if self.parts else 0

    def __iter__(self) -> Iterator[Row]:
        """Yields whole rows."""
        for pieces in zip(*(part.of_rows() for part in self.parts), strict=True):
            yield tuple(chain.from_iterable(pieces))
