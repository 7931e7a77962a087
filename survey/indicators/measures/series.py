"""A series kept by hand or read from another file: values by area and period, each with its source and date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from survey.indicators.areas import area_named
from survey.indicators.years import NotAYear, Year, read_month, read_year

SERIES_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

MOST_DIGITS = 12
"""Of a value, before and after the point together."""


class ValueRefused(ValueError):
    """A value can't be kept; `code` says why, `line` where it stands in a file, `words` what stands there.

    Codes: no_area, no_period, no_number, no_source, no_day, empty, missing_column, repeated.
    """

    def __init__(self, code: str, words: str = "", line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.words = words[:80]
        self.line = line


@dataclass(frozen=True, slots=True)
class HandSeries:
    """A series kept by hand."""

    key: str
    name: str
    unit: str
    """What its values are, such as 'per cent of people asked'."""
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Point:
    """One value as it was entered; a later one for the same area and period stands in its place, and both stay."""

    series: str
    area: str
    period: str
    """A year such as `2009/10`, or a month as YYYYMM."""
    value: Decimal
    source: str
    as_of: str
    """The day of the figure, as ISO 8601."""
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True)
class Given:
    """A value as somebody gives it, not yet kept."""

    area: str
    period: str
    value: Decimal


def given(area: str, period: str, value: str, line: int = 0) -> Given:
    """Reads a value for a borough or London and a year or month; raises ValueRefused."""
    code = area_named(area)
    if code is None:
        raise ValueRefused("no_area", area, line)
    return Given(code, _period(period, line), number(value, line))


def _period(written: str, line: int) -> str:
    """Reads a year or a month; 2009/10 is the year from April 2009, never the October of it."""
    try:
        found = str(read_year(written))
    except NotAYear:
        month = read_month(written)
        if month is None:
            raise ValueRefused("no_period", written, line) from None
        return month
    return found


def number(written: str, line: int = 0) -> Decimal:
    """Reads a number as people write it, with thousands set off or a per cent sign; raises ValueRefused."""
    plain = written.replace(",", "").replace(" ", "").removesuffix("%")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueRefused("no_number", written, line) from None
    if not value.is_finite() or len(value.as_tuple().digits) > MOST_DIGITS or abs(value) >= 10**MOST_DIGITS:
        raise ValueRefused("no_number", written, line)
    return value


def given_in(
    headers: Sequence[str], rows: Sequence[Sequence[str]], columns: Mapping[str, str]
) -> list[Given]:
    """Reads the values of a file; `columns` names those of area, period and value. Raises ValueRefused."""
    places = []
    for role in ("area", "period", "value"):
        if columns.get(role, "") not in headers:
            raise ValueRefused("missing_column", role)
        places.append(list(headers).index(columns[role]))
    found: dict[tuple[str, str], Given] = {}
    for line, row in enumerate(rows, 2):
        area, period, value = (row[place] if place < len(row) else "" for place in places)
        one = given(area, period, value, line)
        if (one.area, one.period) in found:
            raise ValueRefused("repeated", f"{area}, {period}", line)
        found[one.area, one.period] = one
    if not found:
        raise ValueRefused("empty")
    return list(found.values())


def in_year(points: Mapping[str, Decimal], year: Year, *, counted: bool) -> Decimal | None:
    """Returns a series' value for a year: as given, or its twelve months added up where it is a count; else None."""
    if str(year) in points:
        return points[str(year)]
    months = [points[month] for month in year.months if month in points]
    return sum(months, Decimal(0)) if counted and len(months) == len(year.months) else None
