"""Small groups join their nearest neighbours; a scheme is named by all that it holds."""

from dataclasses import replace

from survey.weighting.scheme import Category, Missing, joined
from survey.weighting.targets import scheme_of


def categories(*sizes: float) -> tuple[Category, ...]:
    return tuple(
        Category(f"c{at}", f"Group {at}", size, frozenset({(f"c{at}",)}), (float(at),))
        for at, size in enumerate(sizes)
    )


def test_groups_that_are_large_enough_stay_apart() -> None:
    assert joined(categories(10, 10, 10), [20, 30, 40], 20) == ((0,), (1,), (2,))


def test_a_small_group_joins_the_nearest() -> None:
    assert joined(categories(10, 10, 10), [30, 30, 5], 20) == ((0,), (1, 2))


def test_small_groups_join_until_they_are_large_enough() -> None:
    assert joined(categories(10, 10, 10, 10), [50, 6, 7, 8], 20) == ((0,), (1, 2, 3))


def test_a_group_that_the_population_does_not_know_joins_one_that_it_does() -> None:
    assert joined(categories(10, 0), [50, 40], 20) == ((0, 1),)


def test_a_group_that_nobody_is_in_is_left_out() -> None:
    assert joined(categories(10, 0, 10), [50, 0, 40], 20) == ((0,), (2,))


def test_too_few_for_any_group_make_one() -> None:
    assert joined(categories(10, 10), [2, 3], 20) == ((0, 1),)


def test_equal_schemes_have_equal_names_and_others_do_not() -> None:
    residents = scheme_of("residents")
    assert residents is not None
    assert residents.hash == replace(residents).hash
    assert residents.hash != replace(residents, missing=Missing.OWN).hash
    assert residents.hash != replace(residents, fewest=10).hash


def test_a_family_that_nobody_made_a_scheme_for_has_none() -> None:
    assert scheme_of("something_else") is None
