"""Whose words a quotation holds is said no closer than tables tell of people."""

from survey.columns.disclosure import RULES
from survey.themes.quotations.quotation import FEWEST, Who, broadly


def test_no_fewer_people_share_a_description_than_a_table_may_tell_of() -> None:
    assert max(10, RULES.threshold) <= FEWEST


def test_area_and_age_are_said_where_enough_share_both() -> None:
    assert broadly("residents", "here", "old", {("here", "old"): FEWEST}) == Who("residents", "here", "old")


def test_else_the_area_alone() -> None:
    counts = {("here", "old"): 1, ("here", "young"): FEWEST}
    assert broadly("residents", "here", "old", counts) == Who("residents", "here")


def test_else_the_age_alone() -> None:
    counts = {("here", "old"): 1, ("there", "old"): FEWEST}
    assert broadly("residents", "here", "old", counts) == Who("residents", age="old")


def test_else_neither() -> None:
    assert broadly("residents", "here", "old", {("here", "old"): FEWEST - 1}) == Who("residents")
