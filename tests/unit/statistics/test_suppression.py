"""What is hidden can't be worked out from what is shown; the attacks here are linear programs of their own."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from survey.statistics.suppression import Cells, Sum, crossed, dominated, protect, ranges, rounded, small

# Young and old people of three countries (vignette of the R package 'GaussSuppression' on small counts).
COUNTRIES = np.array([[2, 0, 5], [3, 4, 6]])


def attack(cells: Cells, hidden: np.ndarray, cell: int) -> tuple[float, float]:
    """Solves for the least and the most that a cell can be, every cell a variable and the shown ones fixed."""
    sums = np.zeros((len(cells.sums), len(cells.counts)))
    for row, one in enumerate(cells.sums):
        sums[row, one.total] = -1
        sums[row, list(one.parts)] = 1
    bounds = [
        (0, None) if secret else (count, count) for count, secret in zip(cells.counts, hidden, strict=True)
    ]
    goal = np.eye(len(cells.counts))[cell]
    low, high = (linprog(sign * goal, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=bounds) for sign in (1, -1))
    return low.fun, -high.fun if high.status == 0 else np.inf


def test_the_published_example_is_protected_by_four_cells() -> None:
    cells = crossed(COUNTRIES)
    sensitive = small(cells.counts, 1, zeros=True)
    hidden = protect(cells, sensitive, width=1)
    assert sensitive.sum() == 1
    assert hidden.sum() == 4
    low, high = attack(cells, hidden, int(np.flatnonzero(sensitive)[0]))
    assert high - low >= 1


@settings(max_examples=40, deadline=None)
@given(arrays(int, st.tuples(st.integers(1, 5), st.integers(2, 5)), elements=st.integers(0, 30)))
def test_no_small_cell_of_any_table_can_be_pinned_down(counts: np.ndarray) -> None:
    cells = crossed(counts)
    sensitive = small(cells.counts)
    hidden = protect(cells, sensitive)
    assert hidden[sensitive].all()
    for cell in np.flatnonzero(sensitive):
        low, high = attack(cells, hidden, int(cell))
        assert hidden.all() or high - low >= 4


def test_a_table_without_a_small_count_hides_nothing() -> None:
    cells = crossed(COUNTRIES + 5)
    assert not protect(cells, small(cells.counts)).any()


def test_nothing_is_small_about_nought_unless_asked() -> None:
    assert small(np.array([0, 1, 4, 5])).tolist() == [False, True, True, False]
    assert small(np.array([0, 1, 4, 5]), zeros=True).tolist() == [True, True, True, False]


def test_a_list_with_one_small_count_hides_the_next_smallest_too() -> None:
    cells = Cells(np.array([3, 40, 20, 63]), (Sum(3, (0, 1, 2)),))
    assert protect(cells, small(cells.counts)).tolist() == [True, False, True, False]


def test_two_small_counts_that_stay_within_a_narrow_range_get_company() -> None:
    cells = Cells(np.array([1, 1, 40, 42]), (Sum(3, (0, 1, 2)),))
    low, high = ranges(cells, np.array([True, True, False, False]))
    assert (low.tolist(), high.tolist()) == ([0, 0], [2, 2])
    assert protect(cells, small(cells.counts)).tolist() == [True, True, True, False]


def test_a_cell_that_nothing_limits_has_no_most() -> None:
    cells = Cells(np.array([3, 40]), ())
    low, high = ranges(cells, np.array([True, False]))
    assert (low[0], high[0]) == (0, np.inf)


def test_totals_are_the_sums_of_rows_and_columns() -> None:
    cells = crossed(COUNTRIES)
    assert cells.counts.reshape(3, 4).tolist() == [[2, 0, 5, 7], [3, 4, 6, 13], [5, 4, 11, 20]]
    assert all(cells.counts[one.total] == cells.counts[list(one.parts)].sum() for one in cells.sums)


def test_one_firm_may_not_make_up_most_of_a_cell() -> None:
    assert dominated(np.array([8, 7, 0]), np.array([10, 10, 0])).tolist() == [True, False, False]


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10)])
def test_counts_are_rounded_to_the_nearest_five(count: int, shown: int) -> None:
    assert rounded(np.array([count]), 5).tolist() == [shown]
