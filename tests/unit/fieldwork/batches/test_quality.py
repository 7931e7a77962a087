"""How well a bundle was keyed: rates against published intervals, and the lot by which forms are keyed again."""

from random import Random

import pytest

from survey.fieldwork.batches.quality import Rate, by_field, is_drawn, over_all, wanted


@pytest.mark.parametrize(
    ("errors", "fields", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(errors: int, fields: int, low: float, high: float) -> None:
    """Newcombe (1998), 'Two-sided confidence intervals for the single proportion', table I, method 3."""
    assert Rate(errors, fields).interval == pytest.approx((low, high), abs=0.00005)


def test_nothing_keyed_twice_has_no_rate() -> None:
    assert (Rate(0, 0).share, Rate(0, 0).interval, Rate(0, 0).is_over(10)) == (None, None, False)


def test_the_share_itself_is_held_against_the_limit() -> None:
    assert not Rate(4, 400).is_over(10)
    assert Rate(5, 400).is_over(10)


@pytest.mark.parametrize(("forms", "number"), [(1, 1), (5, 1), (10, 1), (11, 2), (60, 6), (100, 10)])
def test_a_tenth_rounded_up_is_keyed_again_and_at_least_one(forms: int, number: int) -> None:
    assert wanted(forms, 10) == number


def drawn_from(seed: int, forms: int, number: int) -> list[int]:
    chance, drawn = Random(seed), []
    for seen in range(forms):
        if is_drawn(chance, drawn=len(drawn), wanted=number, seen=seen, forms=forms):
            drawn.append(seen)
    return drawn


def test_exactly_as_many_are_drawn_as_are_wanted() -> None:
    assert {len(drawn_from(seed, 60, 6)) for seed in range(200)} == {6}


def test_each_form_is_as_likely_as_any_other() -> None:
    counts = [0] * 10
    for seed in range(4000):
        for place in drawn_from(seed, 10, 2):
            counts[place] += 1
    assert all(700 < count < 900 for count in counts), counts


def test_rates_are_told_field_by_field_and_over_all() -> None:
    rates = by_field([["a", "b"], ["a"]], ["a"], ("b", "a", "c"))
    assert rates == {"b": Rate(0, 1), "a": Rate(1, 2)}
    assert over_all(rates) == Rate(1, 3)
