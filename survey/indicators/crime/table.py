"""Reading a file of recorded crime: every row becomes a figure or is named as left over, else nothing is taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.indicators.areas import POLICED_ELSEWHERE, area_named, key_of
from survey.indicators.crime.extract import LeftOver, Series
from survey.indicators.crime.layout import Layout, months_in
from survey.indicators.sheet import Sheet, Unreadable, cells_of
from survey.indicators.years import read_month
from survey.places.london import WHOLE

LONGEST_NAME = 120
"""The most characters of a type of crime."""

MOST_LEFT_OVER = 200
"""Names that may be no borough's; a file with more is no table of boroughs, but perhaps one of wards."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says."""

    series: tuple[Series, ...]
    months: tuple[str, ...]
    left_over: tuple[LeftOver, ...]
    summed: frozenset[str] = frozenset()
    """Areas whose counts were added up here, such as London's where the file has no row of it."""


def read(sheet: Sheet, layout: Layout) -> Reading:
    """Reads the counts of a file under a layout; raises Unreadable, LayoutRefused."""
    found: dict[tuple[str, str, str], dict[str, int]] = {}
    names: dict[str, tuple[str, int]] = {}
    passed = 0
    for line, cells in cells_of(sheet):
        if any(cells[header] != wanted for header, wanted in layout.only):
            passed += 1
            continue
        area = _key(cells, layout, line, names)
        category, subcategory = _type(cells, layout, line)
        counts = found.setdefault((area, category, subcategory), {})
        for column, month, written in _counts(cells, layout, sheet.headers, line):
            if month in counts:
                raise Unreadable("repeated", line, column, f"{cells[layout.area]}, {category}, {month}")
            counts[month] = _count(written, line, column)
    if not any(area_named(area) for area in names):
        raise Unreadable("no_borough", sheet.lines[0], layout.area, next(iter(names), ""))
    months = tuple(sorted({month for counts in found.values() for month in counts}))
    series = [Series(*key, counts) for key, counts in found.items()]
    left = [
        LeftOver(line, "no_borough", words) for key, (words, line) in names.items() if not area_named(key)
    ]
    if passed:
        left.append(LeftOver(0, "not_asked_for", str(passed)))
    if len(left) > MOST_LEFT_OVER:
        raise Unreadable("no_borough", left[0].line, layout.area, left[0].words)
    london = _of_london(series)
    return Reading((*series, *london), months, tuple(left), frozenset(one.area for one in london))


def _key(cells: Mapping[str, str], layout: Layout, line: int, names: dict[str, tuple[str, int]]) -> str:
    written = cells[layout.area]
    if not written:
        raise Unreadable("no_area", line, layout.area)
    key = key_of(written)
    names.setdefault(key, (written, line))
    return key


def _type(cells: Mapping[str, str], layout: Layout, line: int) -> tuple[str, str]:
    category = " ".join(cells[layout.category].split())
    subcategory = " ".join(cells[layout.subcategory].split()) if layout.subcategory else ""
    if not category:
        raise Unreadable("no_category", line, layout.category)
    if len(category) > LONGEST_NAME or len(subcategory) > LONGEST_NAME:
        raise Unreadable("too_long", line, layout.category, category)
    return category, subcategory


def _counts(
    cells: Mapping[str, str], layout: Layout, headers: Sequence[str], line: int
) -> Iterator[tuple[str, str, str]]:
    """Returns the counts of one row as (column, month, as written)."""
    if not layout.month:
        yield from ((header, month, cells[header]) for header, month in months_in(headers).items())
        return
    month = read_month(cells[layout.month])
    if month is None:
        raise Unreadable("no_month", line, layout.month, cells[layout.month])
    yield layout.count, month, cells[layout.count]


def _count(written: str, line: int, column: str) -> int:
    """Reads a count; an empty cell is how some files write none."""
    plain = written.replace(",", "").replace(" ", "").removesuffix(".0")
    if not plain:
        return 0
    if not (plain.isascii() and plain.isdigit() and len(plain) < 10):
        raise Unreadable("no_number", line, column, written)
    return int(plain)


def _of_london(series: Sequence[Series]) -> list[Series]:
    """Adds up all areas, those that are no borough too; not where the file has a row of London itself."""
    if any(one.area == WHOLE for one in series):
        return []
    totals: dict[tuple[str, str], dict[str, int]] = {}
    for one in series:
        if one.area in POLICED_ELSEWHERE:
            continue
        total = totals.setdefault((one.category, one.subcategory), {})
        for month, count in one.counts.items():
            total[month] = total.get(month, 0) + count
    return [Series(WHOLE, *kind, counts) for kind, counts in totals.items()]
