"""A batch: settled responses on their way into the columns, column by column, their JSON unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import compress
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Batch:
    """Parallel lists, one place a response; times are microseconds since 1970 in UTC."""

    ids: Sequence[str]
    references: Sequence[str]
    versions: Sequence[str]
    rounds: Sequence[str]
    channels: Sequence[str]
    languages: Sequence[str]
    started: Sequence[int]
    submitted: Sequence[int]
    answers: Sequence[str]
    """JSON texts of the answers on the path."""
    settled: Sequence[str]
    """JSON texts that say, among others, which questions were not asked."""
    marks: Sequence[Mapping[str, str]] = field(default=())
    """Further question → its marks; see `Made`. Empty where nothing was made of any response."""
    events: Sequence[str] = field(default=())
    """The code of the event that each came from, or nothing. Empty where none came from any."""

    excluded: Sequence[bool] = field(default=())
    """Says which are left out of results. Empty where none is."""

    def by_version(self) -> "dict[str, Batch]":
        """Splits the batch by version; a batch of one version is given back as it is."""
        versions = dict.fromkeys(self.versions)
        if len(versions) == 1:
            return {next(iter(versions)): self}
        return {version: self._only(version) for version in versions}

    def _only(self, version: str) -> "Batch":
        wanted = [one == version for one in self.versions]
        return Batch(*(tuple(compress(getattr(self, one.name), wanted)) for one in fields(self)))


def marks_of(part: Batch, key: str) -> Any:
    """Returns the marks of one further question, a response each; None where nothing was decided."""
    return objects([one.get(key) for one in part.marks] if part.marks else [None] * len(part.ids))


def objects(values: Sequence[str | None]) -> Any:
    """Makes an array of Python strings, which the column store reads without a copy of its own making."""
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
