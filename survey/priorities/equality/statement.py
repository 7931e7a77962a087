"""What groups of people put first, and the statement without which nothing is approved."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

CHARACTERISTICS = (
    "age",
    "sex",
    "gender_identity",
    "ethnic_group",
    "religion",
    "health_condition",
    "sexual_orientation",
    "marriage",
    "pregnancy",
    "caring",
)
"""Questions on characteristics that the Equality Act 2010 protects, and on caring, where a questionnaire asks them."""

TOP = 3
LONGEST = 5000


@dataclass(frozen=True, slots=True)
class Group:
    """One group's first three priorities; none where too few of it answered."""

    characteristic: str
    """The question, in words."""
    name: str
    place: str
    """Where its answers are from: the area, or London where the area has too few of the group."""
    base: int
    """How many of it named priorities; 0 where that is under the limit, since the number would tell."""
    top: tuple[str, ...]

    @property
    def is_known(self) -> bool:
        """Says whether enough of the group answered."""
        return bool(self.top)

    def document(self) -> list[Any]:
        """Returns the group as plain values."""
        return [self.characteristic, self.name, self.place, self.base, list(self.top)]

    @classmethod
    def of(cls, document: Sequence[Any]) -> "Group":
        """Reads a group back."""
        return cls(document[0], document[1], document[2], document[3], tuple(document[4]))


@dataclass(frozen=True, slots=True)
class Statement:
    """An equality statement as it was written; writing again makes a new one and keeps this."""

    id: int
    round: str
    area: str
    everybody: tuple[str, ...]
    """The first three of all who answered."""
    groups: tuple[Group, ...]
    gaps: str
    mitigation: str
    officer: str
    written_at: datetime
    written_by: str

    @property
    def differing(self) -> tuple[tuple[Group, tuple[str, ...]], ...]:
        """Returns the groups that put something first which everybody together did not, and what."""
        return differing(self.everybody, self.groups)


class StatementRefused(ValueError):
    """A statement can't be kept; `code` says why, `field` what it concerns.

    Codes: gaps_missing, mitigation_missing, officer_missing, too_long, not_set_for.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(words: Mapping[str, str]) -> None:
    """Raises StatementRefused where the gaps, the mitigation or the officer's name are missing or too long."""
    for field, said in words.items():
        if not said.strip():
            raise StatementRefused(f"{field}_missing", field)
        if len(said) > LONGEST:
            raise StatementRefused("too_long", field)


def differing(everybody: Sequence[str], groups: Iterable[Group]) -> tuple[tuple[Group, tuple[str, ...]], ...]:
    """Returns the groups whose first three hold what everybody's do not, and what that is."""
    found = ((one, tuple(name for name in one.top if name not in everybody)) for one in groups)
    return tuple((one, names) for one, names in found if names)
