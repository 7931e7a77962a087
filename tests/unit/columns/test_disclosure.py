"""What is left out of tables for people who may not see rows; small counts can't be worked out from what stays."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.columns.disclosure import BASE, Hidden, hidden, masked
from survey.columns.filters import predicate
from survey.columns.reading import topline
from survey.columns.selection import in_areas
from survey.columns.topline import Result
from survey.questionnaire.definition import Absence
from survey.statistics.suppression import Cells, Sum, ranges
from tests.unit.columns.made import EVERYWHERE, store_of

KINGSTON, SUTTON = "E09000021", "E09000029"


def people(borough: str, count: int, **answers: Any) -> list[dict[str, Any]]:
    return [{"borough": borough, **answers}] * count


def results(question: str, answers: list[dict[str, Any]], *areas: str) -> list[Result]:
    """The result of a question for each area, or for everybody where none is named."""
    with store_of(*answers).reading() as columns:
        asked = [columns.table.question_by_key[question]]
        wheres = [predicate(in_areas(columns.table, (area,)), columns.table) for area in areas] or [
            EVERYWHERE
        ]
        return [topline(columns, where, asked)[0] for where in wheres]


def test_a_small_count_is_left_out_and_another_with_it() -> None:
    everybody = [
        *people(KINGSTON, 40, feeling="safe"),
        *people(KINGSTON, 3, feeling="unsafe"),
        *people(KINGSTON, 20, feeling="other"),
    ]
    (found,) = hidden(results("feeling", everybody))
    assert found.line(0, "unsafe")
    assert found.line(0, "other")
    assert not found.line(0, "safe")
    assert not found.base(0)


def test_large_counts_all_stay() -> None:
    everybody = [*people(KINGSTON, 40, feeling="safe"), *people(KINGSTON, 30, feeling="unsafe")]
    assert hidden(results("feeling", everybody)) == (Hidden(),)


def test_few_who_did_not_answer_are_left_out_too() -> None:
    refused = {"absent": "prefer_not_to_say"}
    everybody = [*people(KINGSTON, 40, feeling="safe"), *people(KINGSTON, 2, feeling=refused)]
    (found,) = hidden(results("feeling", everybody))
    assert found.absence(0, Absence.PREFER_NOT_TO_SAY)


def test_nearly_all_is_as_telling_as_hardly_any() -> None:
    everybody = [*people(KINGSTON, 40, seen=["car"]), *people(KINGSTON, 2, seen=["bike"])]
    (found,) = hidden(results("seen", everybody))
    assert found.line(0, "car")
    assert found.line(0, "bike")


def test_an_option_that_few_named_in_any_place_is_left_out() -> None:
    everybody = [*people(KINGSTON, 40, top=["noise"]), *people(KINGSTON, 3, top=["noise", "drugs"])]
    (found,) = hidden(results("top", everybody))
    assert found.line(0, "drugs")


def test_a_total_does_not_give_an_area_away() -> None:
    everybody = [
        *people(KINGSTON, 40, feeling="safe"),
        *people(KINGSTON, 3, feeling="unsafe"),
        *people(KINGSTON, 20, feeling="other"),
        *people(SUTTON, 40, feeling="safe"),
        *people(SUTTON, 30, feeling="unsafe"),
        *people(SUTTON, 25, feeling="other"),
    ]
    parts = results("feeling", everybody, KINGSTON, SUTTON)
    (whole,) = results("feeling", everybody)
    kingston, sutton, _all = hidden(parts, whole)
    assert kingston.line(0, "unsafe")
    assert sutton.line(0, "unsafe")


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_no_small_count_of_two_areas_and_their_total_can_be_pinned_down(counts: list[int]) -> None:
    keys = ("safe", "unsafe", "other")
    everybody = [
        one
        for place, count in enumerate(counts)
        for one in people((KINGSTON, SUTTON)[place // 3], count, feeling=keys[place % 3])
    ] or people(KINGSTON, 1, feeling="safe")
    parts = results("feeling", everybody, KINGSTON, SUTTON)
    (whole,) = results("feeling", everybody)
    found = hidden(parts, whole)
    values, masks = [], []
    for result, without in zip([*parts, whole], found, strict=True):
        (block,) = result.blocks
        values += [*(line.count for line in block.lines), block.base]
        masks += [*(without.line(0, line.key) for line in block.lines), without.base(0)]
    rows = [Sum(at + 3, (at, at + 1, at + 2)) for at in (0, 4, 8)]
    down = [Sum(8 + at, (at, 4 + at)) for at in range(4)]
    secret = np.array(masks)
    cells = Cells(np.array(values), (*rows, *down))
    low, high = ranges(cells, secret)
    for place, cell in enumerate(np.flatnonzero(secret)):
        if 0 < values[cell] < 5:
            assert secret.all() or high[place] - low[place] >= 4 - 1e-6


@pytest.mark.parametrize("question", ["feeling", "trust", "seen", "top", "borough", "why"])
def test_every_kind_of_question_can_be_looked_through(question: str) -> None:
    one = {"feeling": "safe", "trust": {"fair": "high"}, "seen": ["car"], "top": ["noise"], "why": "Because."}
    (found,) = hidden(results(question, people(KINGSTON, 3, **one)))
    assert found.base(0) or any(place != BASE for _, place in found.places)


def test_a_chart_leaves_the_lines_out() -> None:
    everybody = [
        *people(KINGSTON, 40, feeling="safe"),
        *people(KINGSTON, 3, feeling="unsafe"),
        *people(KINGSTON, 20, feeling="other"),
    ]
    (result,) = results("feeling", everybody)
    (found,) = hidden([result])
    assert [line.key for line in masked(result, found).blocks[0].lines] == ["safe"]
