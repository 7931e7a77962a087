"""Shares, quartiles and effective size, each by the definition that its docstring names."""

import numpy as np
import pytest

from survey.statistics.estimates import effective_size, quartiles, share


def test_a_share_is_a_part_of_its_base() -> None:
    assert share(1, 4) == 0.25


def test_an_empty_base_has_no_shares() -> None:
    assert share(0, 0) is None


def test_quartiles_interpolate_between_values() -> None:
    found = quartiles(np.array([1, 2, 3, 4]))
    assert found is not None
    assert (found.lowest, found.lower, found.median, found.upper, found.highest) == (1, 1.75, 2.5, 3.25, 4)


def test_no_values_have_no_quartiles() -> None:
    assert quartiles(np.array([])) is None


def test_equal_weights_lose_nothing() -> None:
    assert effective_size(np.full(200, 3.0)) == pytest.approx(200)


def test_unequal_weights_shrink_the_sample() -> None:
    assert effective_size(np.array([1, 1, 2])) == pytest.approx(16 / 6)


def test_nobody_has_size_nought() -> None:
    assert effective_size(np.array([])) == 0
