"""An extract of recorded crime: monthly counts as one file gave them, and what a later one changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from survey.indicators.years import Year

Kind = tuple[str, str]
"""A type of crime as the file names it: category and subcategory; an empty subcategory stands for the whole."""


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of one type of crime in one area: month, YYYYMM, to offences."""

    area: str
    category: str
    subcategory: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Something in a file that was not taken as a figure of a borough, and why; `line` counts from 1."""

    line: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Extract:
    """One file of recorded crime; it is never changed and never replaced."""

    id: int
    name: str
    source: str
    taken_on: str
    """The day on which the figures were taken from the police's systems or published, as ISO 8601."""
    sha256: str
    months: tuple[str, ...]
    series: int
    offences: int
    left_over: Sequence[LeftOver]
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A count and the extract that gave it."""

    count: int
    extract: int


@dataclass(frozen=True, slots=True)
class Total:
    """What months add up to; `missing` lists those that no extract has."""

    count: int
    missing: tuple[str, ...]
    extracts: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Says whether every month was there."""
        return not self.missing


@dataclass(frozen=True)
class Recorded:
    """What is known of one area: each month from the latest extract that covers it, wholly.

    A later extract may divide a type differently, so that months are never put together from two extracts.
    """

    area: str
    owners: Mapping[str, int]
    """Month → extract."""
    kinds: Mapping[int, frozenset[Kind]]
    """Extract → the types of crime it has, in any area."""
    series: Mapping[int, Mapping[Kind, Mapping[str, int]]] = field(default_factory=dict)
    """Extract → type → month → offences."""

    def in_month(self, kind: Kind, month: str) -> Counted | None:
        """Returns the offences of a type in a month; 0 where an extract has the type but no row of it here."""
        extract = self.owners.get(month)
        if extract is None:
            return None
        its = self.kinds.get(extract, frozenset())
        matching = [one for one in its if _within(one, kind)]
        if not matching:
            return None
        here = self.series.get(extract, {})
        return Counted(sum(here.get(one, {}).get(month, 0) for one in matching), extract)

    def total(self, kind: Kind, months: Iterable[str]) -> Total:
        """Adds up the offences of a type over months."""
        found = {month: self.in_month(kind, month) for month in months}
        known = [one for one in found.values() if one is not None]
        return Total(
            sum(one.count for one in known),
            tuple(month for month, one in found.items() if one is None),
            tuple(sorted({one.extract for one in known})),
        )

    def categories(self, year: Year) -> tuple[str, ...]:
        """Returns the types of crime that the area has rows of in a year or the year before, by name."""
        months = {*year.months, *year.before.months}
        extracts = {self.owners[month] for month in months if month in self.owners}
        return tuple(sorted({category for one in extracts for category, _ in self.series.get(one, {})}))


@dataclass(frozen=True, slots=True)
class Revision:
    """What a later extract changed: the offences of a type in a year, over the months that both cover."""

    area: str
    category: str
    year: Year
    before: int
    after: int

    @property
    def change(self) -> int:
        """Returns by how much the later figure is higher."""
        return self.after - self.before


def revisions(
    before: Iterable[Series], after: Iterable[Series], shared: Iterable[str], year_of: Mapping[str, Year]
) -> Iterator[Revision]:
    """Compares two extracts over the months that both cover, by area, category and year; equal ones are left out."""
    months = tuple(shared)
    first, second = _by_year(before, months, year_of), _by_year(after, months, year_of)
    for key in sorted(first.keys() | second.keys()):
        if first.get(key, 0) != second.get(key, 0):
            yield Revision(*key, first.get(key, 0), second.get(key, 0))


def _by_year(
    series: Iterable[Series], months: Sequence[str], year_of: Mapping[str, Year]
) -> dict[tuple[str, str, Year], int]:
    totals: dict[tuple[str, str, Year], int] = {}
    for one in series:
        for month in months:
            if month in one.counts:
                key = (one.area, one.category, year_of[month])
                totals[key] = totals.get(key, 0) + one.counts[month]
    return totals


def _within(one: Kind, asked: Kind) -> bool:
    """Says whether a row's type is, or is part of, the type asked for."""
    return one[0] == asked[0] and asked[1] in {"", one[1]}
