"""Evidence: a table of results, frozen with its filters and its date, for setting priorities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """One frozen table. Later answers, corrections and withdrawals do not change it."""

    id: str
    round: str
    family: str
    question: str
    title: str
    """The question as it was worded."""
    whose: str
    """Whose answers these are, in words."""
    tables: Sequence[Mapping[str, Any]]
    """Caption, base, columns and rows of each table, as they were shown."""
    selection: Mapping[str, Any]
    """The filters, so that the same table can be asked for again."""
    data_mark: int
    data_at: datetime
    """When the columns had last caught up."""
    taken_at: datetime
    taken_by: str
