"""What people wrote, as it is published: no figure of an area, and nothing that tells of few."""

from survey.questionnaire.definition import Text
from survey.summaries.figures.said import MOST, published, published_by_area
from survey.themes.variables.reasons import Named, Priority, Said

KINGSTON, CAMDEN, BARNET = "E09000021", "E09000007", "E09000003"


def wrote(base: int, **themes: int) -> tuple[Priority, ...]:
    """Texts about one priority, and how many hold each theme."""
    named = tuple(Named(key, key, count, count / base, None) for key, count in themes.items())
    return (Priority("drugs", Text({"en": "Drugs"}), {}, base, (Said("Why", ("why",), base, 0, 0, named),)),)


def test_themes_of_several_people_are_told_the_foremost_first() -> None:
    found = published_by_area(
        wrote(400, fear=150, noise=90, dirt=60), {KINGSTON: wrote(60, noise=12, fear=40, dirt=9)}
    )
    assert found == {KINGSTON: [{"key": "drugs", "title": "Why", "themes": ["fear", "noise"]}]}


def test_nothing_is_told_of_an_area_where_few_texts_were_coded() -> None:
    assert published_by_area(wrote(400, fear=150), {KINGSTON: wrote(49, fear=40)}) == {}


def test_no_theme_is_told_of_so_many_areas_that_few_are_left_for_the_others() -> None:
    areas = {KINGSTON: wrote(60, fear=14), CAMDEN: wrote(60, fear=13), BARNET: wrote(60, fear=12)}
    assert set(published_by_area(wrote(400, fear=40), areas)) == {KINGSTON, CAMDEN, BARNET}
    assert set(published_by_area(wrote(400, fear=39), areas)) == {KINGSTON, CAMDEN}
    assert published_by_area(wrote(400, fear=14), areas) == {}


def test_no_more_themes_are_told_of_an_area_than_of_london() -> None:
    themes = {f"theme {number}": 20 + number for number in range(MOST + 2)}
    ((its,),) = published_by_area(
        wrote(900, **dict.fromkeys(themes, 300)), {KINGSTON: wrote(90, **themes)}
    ).values()
    assert len(its["themes"]) == MOST
    assert its["themes"][0] == f"theme {MOST + 1}"


def test_london_tells_no_theme_of_few_nor_of_nearly_all() -> None:
    ((its,),) = (one["said"] for one in published(wrote(100, fear=50, noise=4, dirt=97)))
    assert [theme["name"] for theme in its["themes"]] == ["fear"]
