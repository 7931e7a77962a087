"""Columns are counted some at a time, all of them once."""

from hypothesis import given
from hypothesis import strategies as st

from survey.columns.aggregates import MOST_GROUPS, TOGETHER, in_parts

NAMES = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(2, 60), max_size=80)


@given(codes=NAMES, beside=st.integers(1, 40))
def test_every_column_is_in_one_part_in_its_order(codes: dict[str, int], beside: int) -> None:
    parts = list(in_parts(list(codes), codes, beside))
    assert [name for part in parts for name in part] == list(codes)


@given(codes=NAMES, beside=st.integers(1, 40))
def test_no_part_has_too_many_groups(codes: dict[str, int], beside: int) -> None:
    for part in in_parts(list(codes), codes, beside):
        groups = beside
        for name in part:
            groups *= codes[name]
        assert groups <= MOST_GROUPS or len(part) == 1
        assert len(part) <= TOGETHER


def test_columns_of_few_codes_are_counted_in_one_go() -> None:
    flags = {f"flag {number}": 3 for number in range(20)}
    assert [len(part) for part in in_parts(list(flags), flags)] == [10, 10]
