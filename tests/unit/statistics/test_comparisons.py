"""Tests of differences agree with published examples."""

import numpy as np
import pytest

from survey.statistics.comparisons import chi_square, higher_than, p_of_z, rao_scott, wilson, z_of_shares
from tests.unit.statistics.californian_schools import STRATIFIED

# Fleiss (1981), 'Statistical methods for rates and proportions': smokers among patients in four studies.
SMOKERS = (83, 90, 129, 70)
PATIENTS = (86, 93, 136, 82)
TABLE = np.array([SMOKERS, np.subtract(PATIENTS, SMOKERS)])


def test_chi_square_agrees_with_fleiss() -> None:
    found = chi_square(TABLE)
    assert found is not None
    assert (found.statistic, found.freedom) == (pytest.approx(12.6004113), 3)
    assert found.p == pytest.approx(0.00558547666)


@pytest.mark.parametrize(
    ("one", "other", "z", "p"),
    [
        (0, 1, -0.09751, 0.92232),
        (0, 2, 0.58049, 0.56159),
        (0, 3, 2.53238, 0.01133),
        (1, 2, 0.6987, 0.48474),
        (1, 3, 2.6902, 0.00714),
        (2, 3, 2.40566, 0.01614),
    ],
)
def test_two_shares_are_compared_with_pooled_variance(one: int, other: int, z: float, p: float) -> None:
    found = z_of_shares((SMOKERS[one], SMOKERS[other]), (PATIENTS[one], PATIENTS[other]))
    assert found == pytest.approx(z, abs=6e-6)
    assert p_of_z(found) == pytest.approx(p, abs=6e-6)


def test_letters_name_the_columns_that_are_lower() -> None:
    assert higher_than(SMOKERS, PATIENTS) == ((3,), (3,), (3,), ())


def test_bonferroni_leaves_fewer_letters() -> None:
    assert higher_than(SMOKERS, PATIENTS, bonferroni=True) == ((), (3,), (), ())


def test_a_column_without_a_base_gets_no_letter() -> None:
    assert higher_than((10, 0, 40), (50, 0, 50)) == ((), (), (0,))


def test_shares_that_do_not_vary_are_not_compared() -> None:
    assert z_of_shares((10, 20), (10, 20)) == 0


def test_empty_rows_and_columns_are_left_out() -> None:
    padded = np.insert(np.insert(TABLE, 1, 0, axis=1), 2, 0, axis=0)
    assert chi_square(padded) == chi_square(TABLE)


def test_a_table_of_one_row_is_not_tested() -> None:
    assert chi_square(np.array([[1, 2, 3], [0, 0, 0]])) is None
    assert rao_scott(np.array([[1.0, 2.0]]), np.array([[1.0, 2.0]]), 3) is None


def test_equal_weights_give_the_plain_test_but_for_one_case() -> None:
    cases = int(TABLE.sum())
    found = rao_scott(2.0 * TABLE, 4.0 * TABLE, cases)
    plain = chi_square(TABLE)
    assert found is not None
    assert plain is not None
    assert found.freedom == pytest.approx(plain.freedom)
    assert found.statistic * plain.freedom == pytest.approx(plain.statistic * (cases - 1) / cases)


def test_unequal_weights_make_a_difference_less_sure() -> None:
    chance = np.random.default_rng(1)
    weights = chance.lognormal(0, 1, TABLE.sum())
    rows, columns = (np.repeat(place, TABLE.ravel()) for place in np.indices(TABLE.shape).reshape(2, -1))
    weighted, squared = np.zeros(TABLE.shape), np.zeros(TABLE.shape)
    np.add.at(weighted, (rows, columns), weights)
    np.add.at(squared, (rows, columns), weights**2)
    found = rao_scott(weighted, squared, len(weights))
    naive = chi_square(weighted * len(weights) / weights.sum())
    assert found is not None
    assert naive is not None
    assert found.p > naive.p


def test_rao_and_scotts_test_agrees_with_another_program_on_the_schools() -> None:
    # Schools that missed and met their target, by type; the figures are those of the Python package 'svy' 0.35.0.
    schools = np.array([[9, 24, 15], [91, 26, 35]])
    weights = np.array([row[2] for row in STRATIFIED])
    found = rao_scott(schools * weights, schools * weights**2, int(schools.sum()))
    assert found is not None
    assert found.statistic == pytest.approx(16.719577604514267)
    assert (found.freedom, found.freedom_below) == (
        pytest.approx(1.838123807812),
        pytest.approx(365.786637754609),
    )
    assert found.p == pytest.approx(2.977849227e-07)


@pytest.mark.parametrize(
    ("count", "base", "lower", "upper"), [(81, 263, 0.255289, 0.36621), (15, 148, 0.062386, 0.160487)]
)
def test_wilsons_interval_agrees_with_newcombe(count: int, base: int, lower: float, upper: float) -> None:
    assert wilson(count, base) == pytest.approx((lower, upper), abs=1e-6)


def test_an_interval_needs_a_base() -> None:
    with pytest.raises(ValueError, match="base"):
        wilson(0, 0)
    assert wilson(0, 10)[0] == pytest.approx(0, abs=1e-12)
