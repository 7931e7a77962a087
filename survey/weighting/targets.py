"""The schemes that ship: margins of London's population and businesses, fitted to the questions that are asked.

Residents are weighted by borough, by sex and age together, and by ethnic group; businesses by borough alone, since
no open figures give their sector or size by borough; postcards by borough and age, which is all they ask.
"""

from functools import cache

from survey.places import population
from survey.places.london import AREAS, OUTSIDE
from survey.weighting.scheme import Category, Margin, Scheme

CENSUS = (
    "Office for National Statistics, Census 2021, first results of 28 June 2022: sex by five-year age band"
)
ETHNICITY = (
    "Office for National Statistics, Census 2021, table TS021 of 29 November 2022: ethnic group, all ages"
)
ENTERPRISES = "Office for National Statistics, business demography 2022: active enterprises"

YOUNGEST = 15
"""Weighted figures speak of people of this age and over: the youngest for whom the census's bands fit the questions."""

AGES: tuple[tuple[str, tuple[str, ...], int, int | None], ...] = (
    ("15 to 19", ("age_15", "age_16_19"), 15, 19),
    ("20 to 24", ("age_20_24",), 20, 24),
    ("25 to 34", ("age_25_34",), 25, 34),
    ("35 to 44", ("age_35_44",), 35, 44),
    ("45 to 54", ("age_45_54",), 45, 54),
    ("55 to 64", ("age_55_64",), 55, 64),
    ("65 to 74", ("age_65_74",), 65, 74),
    ("75 to 84", ("age_75_84",), 75, 84),
    ("85 or over", ("age_85_plus",), 85, None),
)
"""Age groups in words, the answers that make them up, and the years of age they run from and to."""

SEXES = {"female": "Women and girls", "male": "Men and boys"}
ETHNIC_GROUPS = {
    "white": "White",
    "mixed": "Mixed or multiple ethnic groups",
    "asian": "Asian or Asian British",
    "black": "Black, Black British, Caribbean or African",
    "other": "Other ethnic group",
}
UNDER = "under_15"


@cache
def scheme_of(family: str) -> Scheme | None:
    """Returns the scheme by which a family's responses are weighted; None where there is none."""
    return {"residents": _residents, "businesses": _businesses, "postcard": _postcard}.get(
        family, lambda: None
    )()


def _residents() -> Scheme:
    return Scheme(
        family="residents",
        name="Residents by borough, sex and age, and ethnic group",
        population=f"people aged {YOUNGEST} and over who live in London",
        margins=(_by_borough(), _by_sex_and_age(), _by_ethnic_group()),
        left_out={"borough": frozenset({OUTSIDE}), "age": frozenset({UNDER})},
    )


def _postcard() -> Scheme:
    return Scheme(
        family="postcard",
        name="Postcards by borough and age",
        population=f"people aged {YOUNGEST} and over who live in London",
        margins=(_by_borough(), _by_age()),
        left_out={"borough": frozenset({OUTSIDE}), "age": frozenset({UNDER})},
    )


def _businesses() -> Scheme:
    categories = tuple(
        Category(
            area.code,
            area.short_name,
            area.enterprises,
            frozenset({(area.code,)}),
            (area.tile_row, area.tile_column),
        )
        for area in AREAS
    )
    return Scheme(
        family="businesses",
        name="Businesses by borough alone",
        population="businesses in London, by borough alone: neither sector nor size is weighted",
        margins=(Margin("borough", "Borough", ("borough",), categories, ENTERPRISES),),
        left_out={"borough": frozenset({OUTSIDE})},
    )


@cache
def groups_of(family: str, area: str | None = None) -> tuple[Margin, ...]:
    """Returns the groups of the population that a family's responses are held against, one question at a time.

    With an area its own population is taken, and there is no margin of areas.
    """
    if family == "residents":
        within = (_by_sex(area), _by_age(area), _by_ethnic_group(area))
        return within if area else (_by_borough(), *within)
    scheme = scheme_of(family)
    return scheme.margins if scheme and area is None else ()


def _people(code: str | None, sex: str | None, youngest: int, oldest: int | None) -> int:
    """Counts residents of an area (all of London for None), of a sex (both for None), between two ages."""
    bands = set(population.bands_between(youngest, oldest))
    return sum(
        people
        for (area, its_sex, band), people in population.residents_by_sex_and_age().items()
        if band in bands and code in {None, area} and sex in {None, its_sex}
    )


def _by_borough() -> Margin:
    categories = tuple(
        Category(
            area.code,
            area.short_name,
            _people(area.code, None, YOUNGEST, None),
            frozenset({(area.code,)}),
            (area.tile_row, area.tile_column),
        )
        for area in AREAS
    )
    return Margin("borough", "Borough", ("borough",), categories, CENSUS)


def _by_sex_and_age() -> Margin:
    categories = tuple(
        Category(
            f"{sex}_{youngest}",
            f"{words}, {label}",
            _people(None, sex, youngest, oldest),
            frozenset((sex, answer) for answer in answers),
            (100.0 * row, float(column)),
        )
        for row, (sex, words) in enumerate(SEXES.items())
        for column, (label, answers, youngest, oldest) in enumerate(AGES)
    )
    return Margin("sex_age", "Sex and age", ("sex", "age"), categories, CENSUS)


def _by_sex(area: str | None = None) -> Margin:
    categories = tuple(
        Category(sex, words, _people(area, sex, YOUNGEST, None), frozenset({(sex,)}), (float(place),))
        for place, (sex, words) in enumerate(SEXES.items())
    )
    return Margin("sex", "Sex", ("sex",), categories, CENSUS)


def _by_age(area: str | None = None) -> Margin:
    categories = tuple(
        Category(
            f"age_{youngest}",
            label,
            _people(area, None, youngest, oldest),
            frozenset((answer,) for answer in answers),
            (float(column),),
        )
        for column, (label, answers, youngest, oldest) in enumerate(AGES)
    )
    return Margin("age", "Age", ("age",), categories, CENSUS)


def _by_ethnic_group(area: str | None = None) -> Margin:
    people = population.residents_by_ethnic_group()
    categories = tuple(
        Category(
            group,
            label,
            sum(n for (code, its_group), n in people.items() if its_group == group and area in {None, code}),
            frozenset({(group,)}),
            # 'Other' lies in the middle, so that a small group joins it and not a group that happens to be listed next.
            tuple(float(group == one) for one in ETHNIC_GROUPS if one != "other"),
        )
        for group, label in ETHNIC_GROUPS.items()
    )
    return Margin("ethnic_group", "Ethnic group", ("ethnic_group",), categories, ETHNICITY)
