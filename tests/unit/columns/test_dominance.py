"""What two businesses make up most of is not told: either could work out what the other has."""

import pytest

from survey.columns.disclosure import Rules, hidden, is_dominated
from survey.columns.topline import Block, Line, Result
from survey.questionnaire.definition import Question, Text

RULES = Rules()


def sites(*totals: tuple[int, int]) -> Result:
    """A table of sites by borough: (all sites, those of the two largest) of twenty businesses each."""
    lines = tuple(
        Line(f"area {at}", Text({"en": f"Area {at}"}), 20, total=total, largest=largest)
        for at, (total, largest) in enumerate(totals)
    )
    question = Question(key="places", kind="area", text=Text({"en": "Where?"}), counted=True)
    return Result(question, "", (Block("", question.text, 60, {}, 0, lines),))


def test_sums_in_which_two_are_most_are_left_out() -> None:
    (without,) = hidden([sites((100, 40), (300, 290))], None, RULES)
    assert without.sums(0)


def test_sums_of_many_alike_are_shown() -> None:
    (without,) = hidden([sites((100, 40), (300, 60))], None, RULES)
    assert not without


@pytest.mark.parametrize(("largest", "total", "is_so"), [(85, 100, False), (86, 100, True), (0, 0, False)])
def test_two_may_make_up_85_per_cent(largest: int, total: int, is_so: bool) -> None:
    assert is_dominated(largest, total, RULES) is is_so
