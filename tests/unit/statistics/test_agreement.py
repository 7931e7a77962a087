"""Agreement equals published worked examples; alpha those of Krippendorff, Computing Alpha-Reliability (2011)."""

import pytest

from survey.statistics.agreement import alpha, kappa


def pairs(both_yes: int, first_only: int, second_only: int, both_no: int) -> tuple[list[str], list[str]]:
    """Two coders' decisions from the four cells of their table."""
    first = ["yes"] * (both_yes + first_only) + ["no"] * (second_only + both_no)
    second = ["yes"] * both_yes + ["no"] * first_only + ["yes"] * second_only + ["no"] * both_no
    return first, second


@pytest.mark.parametrize(
    ("cells", "expected"), [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)]
)
def test_kappa_equals_the_worked_examples(cells: tuple[int, int, int, int], expected: float) -> None:
    """The three tables of the article 'Cohen's kappa' in Wikipedia, the first on 50 grant proposals."""
    assert kappa(*pairs(*cells)) == pytest.approx(expected, abs=1e-4)


def test_kappa_says_nothing_where_both_always_say_the_same_word() -> None:
    assert kappa(["yes"] * 5, ["yes"] * 5) is None
    assert kappa([], []) is None


def test_alpha_of_two_coders_and_two_values() -> None:
    """Section A: Meg and Owen on ten units, alpha 0.095."""
    meg, owen = "0100000010", "1110010000"
    assert alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_two_coders_and_many_values() -> None:
    """Section B: Ben and Gerry on twelve units, alpha 0.692."""
    ben, gerry = "aabbdcccedda", "babbbccceddd"
    assert alpha(list(zip(ben, gerry, strict=True))) == pytest.approx(0.692, abs=5e-4)


def test_alpha_of_four_coders_with_values_missing() -> None:
    """Section C: observers A to D on twelve units, alpha 0.743."""
    coders = ("1233214 12...".replace(" ", ""), "1233224125.3", ".3332342251.", "12332441251.")
    units = [[value for value in unit if value != "."] for unit in zip(*coders, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=5e-4)


def test_alpha_says_nothing_where_all_values_are_alike() -> None:
    assert alpha([("a", "a"), ("a", "a")]) is None
    assert alpha([("a",)]) is None


def test_coders_who_agree_on_everything_have_one() -> None:
    assert kappa(list("abca"), list("abca")) == 1
    assert alpha(list(zip("abca", "abca", strict=True))) == 1
