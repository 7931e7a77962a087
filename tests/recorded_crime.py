"""Recorded crime for tests: real counts by year, laid out as the monthly file that they were summed from."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from survey.db.session import Database
from survey.indicators.crime import actions
from survey.indicators.crime.extract import Extract
from survey.indicators.years import Year

FIGURES = Path(__file__).parent / "figures" / "recorded_crime_by_year.csv"
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
ANALYST = "11111111-1111-4111-8111-111111111111"
YEARS = (Year(2010), Year(2011), Year(2021), Year(2022))


@dataclass(frozen=True)
class Expected:
    """One line of a year's results: area and type as the file names them, and what the figures come to."""

    area: str
    type: str
    year: Year
    previous: int
    current: int
    percent: str


def expected() -> Iterator[Expected]:
    """Every borough and type in 2011/12 and in 2022/23."""
    with FIGURES.open(encoding="utf-8") as file:
        for area, kind, *cells in list(csv.reader(file))[1:]:
            yield Expected(area, kind, Year(2011), int(cells[0]), int(cells[1]), cells[2])
            yield Expected(area, kind, Year(2022), int(cells[3]), int(cells[4]), cells[5])


def file_of(*only: str) -> bytes:
    """The figures as a monthly file, each year's in two halves; `only` names areas, all by default."""
    months = [month for year in YEARS for month in year.months]
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for one in expected():
        if only and one.area not in only:
            continue
        row = rows.setdefault((one.area, one.type), dict.fromkeys(months, 0))
        for year, count in ((one.year.before, one.previous), (one.year, one.current)):
            row[year.months[0]], row[year.months[6]] = count // 2, count - count // 2
    written = StringIO(newline="")
    csv.writer(written).writerows(
        [
            ["MajorText", "MinorText", "BoroughName", *months],
            *([kind, kind, area, *counts.values()] for (area, kind), counts in rows.items()),
        ]
    )
    return written.getvalue().encode()


def take_in(
    database: Database, content: bytes, *, taken_on: date = date(2023, 12, 5), name: str = "crime.csv"
) -> Extract:
    """Imports a file."""
    with database.transaction() as tx:
        return actions.import_extract(
            tx, content, name, source="London Datastore", taken_on=taken_on, actor=ANALYST, now=NOW
        )
