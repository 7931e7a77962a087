"""The figures are those of the Census of 2021."""

import pytest

from survey.places.london import AREAS, CITY
from survey.places.population import (
    AGE_BANDS,
    ETHNIC_GROUPS,
    SEXES,
    bands_between,
    residents_by_ethnic_group,
    residents_by_sex_and_age,
)


def test_every_area_has_a_figure_for_each_sex_and_band() -> None:
    cells = {(area.code, sex, band) for area in AREAS for sex in SEXES for band in AGE_BANDS}
    assert set(residents_by_sex_and_age()) == cells


@pytest.mark.parametrize(("sex", "residents"), [("female", 4_531_900), ("male", 4_268_600)])
def test_each_sex_adds_up_to_the_published_total(sex: str, residents: int) -> None:
    assert (
        sum(count for (_, held, _), count in residents_by_sex_and_age().items() if held == sex) == residents
    )


def test_the_city_has_nobody_left_after_rounding_at_the_oldest_ages() -> None:
    figures = residents_by_sex_and_age()
    assert [figures[CITY, sex, band] for sex in SEXES for band in ("85-89", "90+")] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("group", "residents"),
    [
        ("asian", 1_817_647),
        ("black", 1_188_369),
        ("mixed", 505_776),
        ("other", 556_772),
        ("white", 4_731_172),
    ],
)
def test_each_ethnic_group_adds_up_to_the_published_total(group: str, residents: int) -> None:
    figures = residents_by_ethnic_group()
    assert sum(figures[area.code, group] for area in AREAS) == residents


def test_every_area_has_a_figure_for_each_ethnic_group() -> None:
    assert len(residents_by_ethnic_group()) == len(AREAS) * len(ETHNIC_GROUPS)


@pytest.mark.parametrize(
    ("youngest", "oldest", "bands"),
    [(25, 34, ("25-29", "30-34")), (20, 24, ("20-24",)), (85, None, ("85-89", "90+"))],
)
def test_an_age_group_is_made_of_whole_bands(
    youngest: int, oldest: int | None, bands: tuple[str, ...]
) -> None:
    assert bands_between(youngest, oldest) == bands


@pytest.mark.parametrize(("youngest", "oldest"), [(16, 19), (25, 33), (100, None)])
def test_an_age_group_that_cuts_a_band_is_refused(youngest: int, oldest: int | None) -> None:
    with pytest.raises(ValueError, match="no five-year bands"):
        bands_between(youngest, oldest)
