"""Who answers: residents and firms drawn from the population, with what their answers depend on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from survey.demonstration import truths
from survey.demonstration.wheel import Wheel
from survey.places.london import AREAS, OUTSIDE
from survey.places.population import (
    AGE_BANDS,
    ETHNIC_GROUPS,
    SEXES,
    residents_by_ethnic_group,
    residents_by_sex_and_age,
)

OLDEST = 99
YOUNGEST_ASKED = 15
"""By surveys that draw people by chance."""


@dataclass(frozen=True, slots=True)
class Resident:
    """One person; `area` is a code or 'outside', `group` the group of boroughs whose truths hold."""

    area: str
    group: str
    sex: str
    age: int
    ethnic_group: str


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm; `sites` counts its sites by area."""

    area: str
    sector: str
    sector_group: str
    sites: Mapping[str, int]


def resident(chance: Random) -> Resident:
    """Draws a person: the borough by its residents, sex and age by its residents and how eager they are."""
    home = _homes().spin(chance)
    sex, band = _sexes_and_ages(home).spin(chance)
    return Resident(
        area=OUTSIDE if chance.random() < truths.FROM_OUTSIDE else home,
        group=truths.GROUP_OF[home],
        sex=sex,
        age=_age_within(band, chance),
        ethnic_group=_ethnic_groups(home).spin(chance),
    )


def drawn_by_chance(area: str, chance: Random) -> Resident:
    """Draws a person of an area of whom each had the same chance, however eager to take part; 15 is the youngest."""
    sex, band = _all_sexes_and_ages(area).spin(chance)
    return Resident(
        area=area,
        group=truths.GROUP_OF[area],
        sex=sex,
        age=chance.choice(_years(band)),
        ethnic_group=_ethnic_groups(area).spin(chance),
    )


def firm(chance: Random) -> Firm:
    """Draws a firm: the borough by its enterprises, the sector by what the truths say of sectors."""
    area = _business_places().spin(chance)
    group = _sector_groups().spin(chance)
    sites = {area: 1}
    if chance.random() < truths.SEVERAL_SITES:
        for code in _business_places().several(chance, chance.randint(1, 5)):
            sites[code] = chance.choice((1, 1, 1, 2, 2, 3, 5, 8))
        sites[area] = max(sites[area], 1 if len(sites) > 1 else 2)
    return Firm(area, chance.choice(SECTORS[group]), group, sites)


SECTORS = {
    "shops": ("retail",),
    "food": ("food_drink", "food_drink", "food_drink", "accommodation", "arts_leisure"),
    "offices": (
        "professional", "professional", "professional", "information", "information", "support_services",
        "construction", "construction", "personal_services", "personal_services", "property", "finance", "health_care",
        "education", "transport_storage", "wholesale", "manufacturing", "motor_trade",
    ),
}  # fmt: skip
"""The sectors of each group, the common ones more than once."""


@cache
def _homes() -> Wheel[str]:
    return Wheel({area.code: area.residents for area in AREAS})


@cache
def _business_places() -> Wheel[str]:
    return Wheel({area.code: area.enterprises for area in AREAS})


@cache
def _sector_groups() -> Wheel[str]:
    return Wheel(truths.SHARE_OF_SECTOR_GROUP)


@cache
def _sexes_and_ages(area: str) -> Wheel[tuple[str, str]]:
    """Weighs each sex and five-year band by residents and turnout."""
    figures = residents_by_sex_and_age()
    return Wheel(
        {
            (sex, band): figures[area, sex, band] * _turnout(band) * truths.TURNOUT_BY_SEX[sex]
            for sex in SEXES
            for band in AGE_BANDS
        }
    )


@cache
def _all_sexes_and_ages(area: str) -> Wheel[tuple[str, str]]:
    """Weighs each sex and five-year band from the age of 15 by residents."""
    figures = residents_by_sex_and_age()
    bands = [band for band in AGE_BANDS if min(_years(band)) >= YOUNGEST_ASKED]
    return Wheel({(sex, band): figures[area, sex, band] for sex in SEXES for band in bands})


def _turnout(band: str) -> float:
    """Returns how eager a five-year band is to take part, the mean over its years."""
    years = _years(band)
    return sum(turnout_at(age) for age in years) / len(years)


def turnout_at(age: int) -> float:
    """Returns how eager people of an age are to take part."""
    return next(turnout for start, turnout in reversed(truths.TURNOUT_BY_AGE) if age >= start)


def _age_within(band: str, chance: Random) -> int:
    """Draws a year of age within a band, of those that take part at all."""
    return chance.choice(_eager_years(band))


@cache
def _eager_years(band: str) -> tuple[int, ...]:
    """Lists the years of a band, those more eager to take part more often."""
    years = [age for age in _years(band) for _ in range(round(turnout_at(age) * 20))]
    return tuple(years or _years(band))


@cache
def _years(band: str) -> tuple[int, ...]:
    first, _, last = band.rstrip("+").partition("-")
    return tuple(range(int(first), int(last or OLDEST) + 1))


@cache
def _ethnic_groups(area: str) -> Wheel[str]:
    figures = residents_by_ethnic_group()
    return Wheel({group: figures[area, group] for group in ETHNIC_GROUPS})
