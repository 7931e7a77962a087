"""A batch: settled responses on their way into the columns, column by column, their JSON unread."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import compress


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

    def by_version(self) -> "dict[str, Batch]":
        """Splits the batch by version; a batch of one version is given back as it is."""
        versions = dict.fromkeys(self.versions)
        if len(versions) == 1:
            return {next(iter(versions)): self}
        return {version: self._only(version) for version in versions}

    def _only(self, version: str) -> "Batch":
        wanted = [one == version for one in self.versions]
        return Batch(*(tuple(compress(getattr(self, field.name), wanted)) for field in fields(self)))
