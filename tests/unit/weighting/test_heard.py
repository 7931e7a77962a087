"""Groups among those who answered beside groups of the population."""

import pytest

from survey.weighting.heard import heard
from survey.weighting.scheme import Category, Margin
from survey.weighting.targets import groups_of

MARGIN = Margin(
    "sex",
    "Sex",
    ("sex",),
    (
        Category("female", "Women", 500, frozenset({("female",)}), (0,)),
        Category("male", "Men", 500, frozenset({("male",)}), (1,)),
    ),
    "made for a test",
)


def test_a_group_that_answered_half_as_much_as_its_size_has_index_50() -> None:
    women, men = heard(MARGIN, {("female",): 75, ("male",): 25}).groups
    assert (women.share, women.index, women.needed) == (0.75, 150, 0)
    assert (men.share, men.index, men.needed) == (0.25, 50, 50)


@pytest.mark.parametrize(("few", "many"), [(1, 9), (25, 75), (333, 667), (0, 7)])
def test_as_many_as_are_needed_bring_a_group_to_its_size(few: int, many: int) -> None:
    needed = heard(MARGIN, {("female",): many, ("male",): few}).groups[1].needed
    after = heard(MARGIN, {("female",): many, ("male",): few + needed}).groups[1]
    before = heard(MARGIN, {("female",): many, ("male",): few + needed - 1}).groups[1]
    assert after.needed == 0
    assert before.needed > 0


def test_those_who_do_not_say_are_counted_apart() -> None:
    found = heard(MARGIN, {("female",): 3, ("",): 2})
    assert found.silent == 2
    assert found.groups[0].responses == 3


def test_nobody_has_no_shares() -> None:
    assert [group.index for group in heard(MARGIN, {}).groups] == [None, None]


def test_a_borough_is_held_against_its_own_population() -> None:
    sexes = next(one for one in groups_of("residents", "E09000021") if one.key == "sex")
    assert 60_000 < sum(one.population for one in sexes.categories) < 168_000
    assert [one.key for one in groups_of("residents", "E09000021")] == ["sex", "age", "ethnic_group"]
    assert groups_of("businesses", "E09000021") == ()
