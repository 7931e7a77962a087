"""Raking agrees with published weights, meets its margins, and says where it can't."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.statistics.design import kish_design_effect
from survey.statistics.raking import UNKNOWN, Bounds, CannotRake, rake
from tests.unit.statistics.californian_schools import BY_TARGET, BY_TYPE, WEIGHT, clustered

# Kalton and Flores-Cervantes (2003), 'Weighting methods': four categories of A (fastest) by three of B.
SAMPLE = (20, 50, 100, 30, 40, 140, 50, 100, 40, 310, 50, 70)
POPULATION = (80, 60, 170, 55, 40, 150, 60, 165, 55, 340, 200, 125)
PUBLISHED = ((1.81, 1.45, 2.02), (1.08, 0.87, 1.21), (2.2, 1.76, 2.45), (1.83, 1.47, 2.04))


def test_raking_agrees_with_kalton_and_flores_cervantes() -> None:
    cells = np.repeat(np.arange(12), SAMPLE)
    people = np.reshape(POPULATION, (3, 4))
    raked = rake([cells % 4, cells // 4], [people.sum(axis=0), people.sum(axis=1)], total=people.sum())
    by_cell = np.array([raked.weights[cells == cell][0] for cell in range(12)]).reshape(3, 4).T
    assert by_cell.round(2).tolist() == [list(row) for row in PUBLISHED]
    assert kish_design_effect(raked.weights) == pytest.approx(1.099680679)
    assert raked.converged


def test_raking_agrees_with_the_textbook_table_of_four_by_four() -> None:
    seed = np.array([[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]])
    rows, columns = np.indices((4, 4)).reshape(2, -1)
    targets = [np.array([150, 300, 400, 150]), np.array([200, 300, 400, 100])]
    fitted = rake([rows, columns], targets, seed.ravel(), total=1000).weights.reshape(4, 4)
    assert fitted.round(2).tolist() == [
        [64.56, 46.23, 35.38, 3.82],
        [49.97, 68.16, 156.5, 25.37],
        [56.72, 144.43, 145.08, 53.77],
        [28.75, 41.18, 63.03, 17.03],
    ]


def test_raking_agrees_with_the_published_weights_of_the_schools() -> None:
    schools = clustered()
    raked = rake([schools.types, schools.wide], [BY_TYPE, BY_TARGET], schools.weights)
    factors = raked.weights / schools.weights
    published = {"EY": 29.8706754927, "EN": 39.8392362471, "HY": 50.329401116, "HN": 67.1255292412,
                 "MY": 36.7910248641, "MN": 49.0690721639}  # fmt: skip
    for cell, weight in published.items():
        here = (schools.types == "EHM".index(cell[0])) & (schools.wide == "NY".index(cell[1]))
        assert factors[here] * WEIGHT == pytest.approx(weight, rel=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(2, 6), st.integers(2, 4))
def test_every_margin_is_met(seed: int, one: int, other: int) -> None:
    chance = np.random.default_rng(seed)
    rows, columns = np.indices((one, other)).reshape(2, -1)
    codes = [np.concatenate([margin, chance.permutation(margin)]) for margin in (rows, columns)]
    targets = [chance.integers(1, 1000, one), chance.integers(1, 1000, other)]
    raked = rake(codes, targets, chance.random(len(codes[0])) + 0.1)
    for margin, target in zip(codes, targets, strict=True):
        shares = np.bincount(margin, weights=raked.weights) / raked.weights.sum()
        assert shares == pytest.approx(target / target.sum(), rel=1e-6)


def test_margins_that_do_not_add_up_to_the_same_are_scaled() -> None:
    codes = [np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])]
    rounded = rake(codes, [np.array([100, 300]), np.array([201, 201])])
    exact = rake(codes, [np.array([25, 75]), np.array([50, 50])])
    assert rounded.weights == pytest.approx(exact.weights)


def test_weights_add_up_to_the_cases_where_nothing_else_is_asked() -> None:
    raked = rake([np.array([0, 0, 0, 1])], [np.array([500, 500])])
    assert raked.weights.tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2])


def test_a_case_of_unknown_category_keeps_its_weight_on_that_margin() -> None:
    raked = rake([np.array([0, 0, 0, 1, UNKNOWN])], [np.array([500, 500])])
    assert raked.weights.tolist() == pytest.approx([2 / 3, 2 / 3, 2 / 3, 2, 1])


@pytest.mark.parametrize(
    ("targets", "why", "category"), [([10, 10, 10], "nobody", 2), ([10, 0], "no_target", 1)]
)
def test_a_margin_that_cannot_be_met_is_named(targets: list[int], why: str, category: int) -> None:
    with pytest.raises(CannotRake) as found:
        rake([np.array([0, 1, 1])], [np.array(targets)])
    assert (found.value.why, found.value.margin, found.value.category) == (why, 0, category)


def test_an_empty_category_that_nobody_is_in_does_no_harm() -> None:
    assert rake([np.array([0, 1])], [np.array([3, 1, 0])]).weights.tolist() == pytest.approx([1.5, 0.5])


def test_bounds_hold_and_what_they_cost_is_told() -> None:
    codes = [np.repeat([0, 1], [95, 5]), np.tile([0, 1], 50)]
    targets = [np.array([50, 50]), np.array([60, 40])]
    free = rake(codes, targets)
    held = rake(codes, targets, bounds=Bounds(0.05, 4.0), most_rounds=50)
    assert free.weights.max() > 4
    assert held.weights.max() <= 4.0 * held.weights.mean() * 1.001
    assert not held.converged
    assert held.trimmed == 5


def test_bounds_that_are_wide_enough_change_nothing() -> None:
    codes = [np.repeat([0, 1], [60, 40]), np.tile([0, 1], 50)]
    targets = [np.array([50, 50]), np.array([60, 40])]
    held = rake(codes, targets, bounds=Bounds(0.2, 5.0))
    assert held.converged
    assert held.trimmed == 0
    assert held.weights == pytest.approx(rake(codes, targets).weights)
