"""One clerk's answers beside all others': worked by hand, and held to SciPy."""

from collections import Counter
from random import Random
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2_contingency, false_discovery_control

from survey.fieldwork.supervision.interview import Interview
from survey.fieldwork.supervision.unlike import (
    Unlike,
    _put_together,
    benjamini_hochberg,
    categories,
    unlike_all_others,
)
from survey.questionnaire.definition import Channel
from tests.unit.fieldwork.supervision.taken import VERSION, VERSIONS, interview

QUESTIONS = VERSION.questionnaire.question_by_key


def taken(clerk: str, question: str, counts: dict[Any, int], **more: Any) -> list[Interview]:
    """Builds interviews in which a question was answered so often in each way."""
    values = [value for value, count in counts.items() for _ in range(count)]
    return [
        interview(f"call:{clerk}{question}{place}", {question: value}, clerk=clerk, **more)
        for place, value in enumerate(values)
    ]


def flags(*groups: list[Interview], **limits: Any) -> tuple[Unlike, ...]:
    return unlike_all_others([one for group in groups for one in group], VERSIONS, **limits)


def test_a_clerk_unlike_the_others_is_pointed_out() -> None:
    # Expected are 16 and 14 in each row of 30; every cell is 7 off: 2 × (7²/16 + 7²/14) = 13.125
    own = taken("first", "met", {"yes": 23, "no": 7})
    others = taken("second", "met", {"yes": 9, "no": 21})
    found = {one.clerk: one for one in flags(own, others)}
    assert found["first"].strength == pytest.approx((13.125 / 60) ** 0.5)
    assert found["first"].share == pytest.approx(23 / 30)
    assert found["first"].share_of_others == pytest.approx(9 / 30)


def test_the_test_is_scipys() -> None:
    own = taken("first", "safe", {"very": 20, "fairly": 12, "not": 8})
    others = taken("second", "safe", {"very": 30, "fairly": 60, "not": 70})
    reference = chi2_contingency([[20, 12, 8], [30, 60, 70]], correction=False)
    (flag, _other) = flags(own, others)
    assert flag.p == pytest.approx(
        reference.pvalue
    )  # both comparisons have this p, so adjusting changes nothing
    assert flag.strength == pytest.approx((reference.statistic / 200) ** 0.5)


@pytest.mark.parametrize("seed", range(5))
def test_probabilities_are_adjusted_as_by_scipy(seed: int) -> None:
    chance = Random(seed)
    drawn = [chance.random() ** 3 for _ in range(chance.randrange(1, 60))]
    assert benjamini_hochberg(drawn) == pytest.approx(list(false_discovery_control(drawn)))


def test_adjusting_worked_by_hand() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 0.16 / 3, 0.16 / 3, 0.5])


def test_no_comparison_needs_no_adjusting() -> None:
    assert benjamini_hochberg([]) == []


def test_nineteen_interviews_are_too_few() -> None:
    own = taken("first", "met", {"yes": 19})
    assert flags(own, taken("second", "met", {"no": 100})) == ()


def test_a_small_difference_is_of_no_weight_however_certain() -> None:
    own = taken("first", "met", {"yes": 1140, "no": 860})
    others = taken("second", "met", {"yes": 1000, "no": 1000})
    assert flags(own, others) == ()
    assert flags(own, others, difference=0.05) != ()


def test_like_answers_raise_no_flag() -> None:
    counts = {"very": 20, "fairly": 20, "not": 20}
    assert flags(taken("first", "safe", counts), taken("second", "safe", counts)) == ()


def test_among_clerks_who_differ_by_chance_alone_hardly_any_is_pointed_out() -> None:
    chance = Random(7)
    groups = []
    for clerk in range(12):
        answers = [
            {"met": chance.choice(["yes", "no"]), "safe": chance.choice(["very", "fairly", "not"])}
            for _ in range(40)
        ]
        groups.append(
            [
                interview(f"call:{clerk}.{place}", given, clerk=str(clerk))
                for place, given in enumerate(answers)
            ]
        )
    assert len(flags(*groups)) <= 1


def test_refusals_that_one_clerk_alone_records_are_worth_a_look() -> None:
    refused = [interview(f"call:r{n}", {"safe": {"absent": "dont_know"}}, clerk="first") for n in range(15)]
    own = taken("first", "safe", {"very": 10, "fairly": 10})
    others = taken("second", "safe", {"very": 50, "fairly": 50})
    assert {one.answer for one in flags(own, refused, others)} == {"~dont_know"}


def test_forms_by_post_are_not_held_against_calls() -> None:
    own = taken("first", "met", {"yes": 40})
    others = taken("second", "met", {"no": 40}, channel=Channel.PAPER)
    assert flags(own, others) == ()


def test_rare_answers_are_tested_together() -> None:
    own = {"very": 30, "fairly": 1, "not": 2}
    others = {"very": 60, "fairly": 3, "not": 1}
    table = _put_together(Counter(own), Counter(others))
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    assert table.sum() == 97
    assert table.shape[1] == 1 or expected.min() >= 5


def test_a_grid_is_compared_row_by_row() -> None:
    assert list(categories(QUESTIONS["views"], {"a": "good", "b": "bad"})) == [("a", "good"), ("b", "bad")]


def test_each_of_several_choices_is_compared_by_itself() -> None:
    assert list(categories(QUESTIONS["top"], ["theft"])) == [("noise", "no"), ("theft", "yes")]


@pytest.mark.parametrize(("question", "value"), [("why", "Because"), ("age", 40), ("met", None)])
def test_words_numbers_and_open_questions_are_not_compared(question: str, value: Any) -> None:
    assert list(categories(QUESTIONS[question], value)) == []
