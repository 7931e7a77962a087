"""Who lives where: residents of each area by sex and age, and by ethnic group.

Source: Office for National Statistics, Census 2021 (usual residents, 21 March 2021): sex by five-year age band from the
first results of 28 June 2022, each figure rounded to 100 by the ONS, so that sums differ a little from printed totals;
high-level ethnic group from table TS021 of 29 November 2022. Open Government Licence v3.0.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

SEXES = ("female", "male")

AGE_BANDS = (
    "0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49", "50-54", "55-59",
    "60-64", "65-69", "70-74", "75-79", "80-84", "85-89", "90+",
)  # fmt: skip
"""The census's five-year bands of age."""

ETHNIC_GROUPS = ("white", "mixed", "asian", "black", "other")
"""The census's high-level ethnic groups."""


@cache
def residents_by_sex_and_age() -> Mapping[tuple[str, str, str], int]:
    """Returns (area code, sex, five-year band) → residents; some cells of small areas are 0."""
    return MappingProxyType(
        {
            (row["code"], row["sex"], band): int(row[band])
            for row in _rows("residents_by_sex_and_age_2021.csv")
            for band in AGE_BANDS
        }
    )


@cache
def residents_by_ethnic_group() -> Mapping[tuple[str, str], int]:
    """Returns (area code, high-level ethnic group) → residents, to the person."""
    return MappingProxyType(
        {
            (row["code"], group): int(row[group])
            for row in _rows("residents_by_ethnic_group_2021.csv")
            for group in ETHNIC_GROUPS
        }
    )


def bands_between(youngest: int, oldest: int | None) -> tuple[str, ...]:
    """Returns the five-year bands that make up an age group, such as 25 to 34; `oldest` None means no upper end.

    Raises ValueError where the group does not begin and end where bands do.
    """
    found = tuple(band for band in AGE_BANDS if _within(band, youngest, oldest))
    begins = found and _ends(found[0])[0] == youngest
    if not begins or _ends(found[-1])[1] != oldest:
        raise ValueError(f"no five-year bands make up the ages {youngest} to {oldest}")
    return found


def _within(band: str, youngest: int, oldest: int | None) -> bool:
    first, last = _ends(band)
    return first >= youngest and (oldest is None or (last is not None and last <= oldest))


def _ends(band: str) -> tuple[int, int | None]:
    """Returns the first and last year of age of a band; None where it has no upper end."""
    if band.endswith("+"):
        return int(band[:-1]), None
    first, last = band.split("-")
    return int(first), int(last)


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (files("survey.places") / "data" / name).read_text(encoding="utf-8").splitlines()
    return csv.DictReader(lines)
