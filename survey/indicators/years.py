"""Months, and years that run from April to March, as figures name them."""

import re
from dataclasses import dataclass

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SHORT = {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
_YEAR_FIRST = re.compile(
    r"((?:19|20)\d\d)[-/. ]?(0[1-9]|1[0-2])(?:[-/. ]?(?:0[1-9]|[12]\d|3[01]))?(?:[T ][\d:]+)?"
)
_YEAR_LAST = re.compile(r"(?:(?:0?[1-9]|[12]\d|3[01])[-/. ])?(0?[1-9]|1[0-2])[-/. ]((?:19|20)\d\d)")
_NAMED = re.compile(r"(?:\d{1,2}[-/. ])?([A-Za-z]{3,9})\.?[-/. ]*'?((?:19|20)?\d\d)")
_YEAR = re.compile(r"(?:FY ?)?((?:19|20)\d\d)(?:[-/–]((?:19|20)?\d\d))?", re.IGNORECASE)


class NotAYear(ValueError):
    """The words name no year that runs from April to March, such as 2011/12."""


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A year from 1 April to 31 March; `begins` is the calendar year of its April."""

    begins: int

    def __str__(self) -> str:
        return f"{self.begins}/{(self.begins + 1) % 100:02d}"

    @property
    def slug(self) -> str:
        """Returns the year as addresses name it, such as `2011-12`."""
        return str(self).replace("/", "-")

    @property
    def months(self) -> tuple[str, ...]:
        """Returns its twelve months, April first, each as YYYYMM."""
        first = [f"{self.begins}{month:02d}" for month in range(4, 13)]
        return (*first, *(f"{self.begins + 1}{month:02d}" for month in range(1, 4)))

    @property
    def before(self) -> "Year":
        """Returns the year before."""
        return Year(self.begins - 1)

    @property
    def after(self) -> "Year":
        """Returns the year after."""
        return Year(self.begins + 1)


def read_year(written: str) -> Year:
    """Reads a year, such as 2011/12, 2011-12 or FY2011/12; raises NotAYear."""
    found = _YEAR.fullmatch(written.strip())
    if found is None:
        raise NotAYear(written)
    begins, ends = int(found[1]), found[2]
    if ends is not None and int(ends) % 100 != (begins + 1) % 100:
        raise NotAYear(written)
    return Year(begins)


def year_of(month: str) -> Year:
    """Returns the year that a month, YYYYMM, lies in."""
    return Year(int(month[:4]) - (int(month[4:]) < 4))


def read_month(written: str) -> str | None:
    """Reads a month as tables head or date their columns (201104, 2011-04, Apr-11, 01/04/2011) to YYYYMM; else None."""
    words = written.strip()
    if found := _YEAR_FIRST.fullmatch(words):
        return found[1] + found[2]
    if found := _YEAR_LAST.fullmatch(words):
        return f"{found[2]}{int(found[1]):02d}"
    found = _NAMED.fullmatch(words)
    number = _SHORT.get(found[1][:3].lower()) if found else None
    if found is None or number is None or not MONTH_NAMES[number - 1].lower().startswith(found[1].lower()):
        return None
    year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
    return f"{year}{number:02d}"


def month_in_words(month: str) -> str:
    """Writes a month, such as 'April 2011'."""
    return f"{MONTH_NAMES[int(month[4:]) - 1]} {month[:4]}"


def next_month(month: str) -> str:
    """Returns the month after."""
    year, number = int(month[:4]), int(month[4:])
    return f"{year + 1}01" if number == 12 else f"{year}{number + 1:02d}"
