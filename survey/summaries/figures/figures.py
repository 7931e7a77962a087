"""An edition of public figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


class FiguresRefused(ValueError):
    """Figures can't be published; `code` says why.

    not_closed, nobody, few, note_missing, nothing_new, few_changed, today_already, would_tell.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Figures:
    """What was published of one questionnaire in one round; nothing of it changes any more."""

    round: str
    family: str
    edition: int
    document: Mapping[str, Any]
    """See `survey.summaries.figures.writing.Writer`."""
    cells: Mapping[str, Any]
    """Every count behind it, those that were left out too: what a later edition is held against. Never shown."""
    data_mark: int
    data_at: datetime
    weighting: str
    """How responses were weighted, in words; empty where they were not."""
    note: str
    published_at: datetime
    published_by: str

    @property
    def size(self) -> int:
        """How many took part."""
        return int(self.document["size"])

    @property
    def is_running(self) -> bool:
        """Says whether people could still answer when it was made."""
        return bool(self.document.get("running"))

    @property
    def tables(self) -> Sequence[Mapping[str, Any]]:
        """The tables of London."""
        found: Sequence[Mapping[str, Any]] = self.document["tables"]
        return found

    def table(self, question: str) -> Mapping[str, Any] | None:
        """Returns the table of a question that is not a grid, as it was asked with its choices named."""
        return next(
            (one for one in self.tables if one["question"] == question and one["manner"] != "unprompted"),
            None,
        )

    def area(self, code: str) -> Mapping[str, Any]:
        """Returns how many took part in an area, and what they want."""
        found: Mapping[str, Any] = self.document["areas"].get(code, {"size": None, "base": None, "lines": {}})
        return found
