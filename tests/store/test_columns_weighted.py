"""Weights on columns: each response counts by its weight, at every data mark, whatever is selected."""

from collections.abc import Mapping

import pytest

from survey.columns.filters import predicate
from survey.columns.snapshot import Snapshot
from survey.columns.store import ColumnStore
from survey.columns.weighing import Answers, Weighing
from survey.columns.weighted import weighted_topline
from survey.questionnaire.conditions import Equals
from tests.unit.columns.made import EVERYWHERE, batch, store_of

KINGSTON, SUTTON = "E09000021", "E09000029"

SAFE = {
    "borough": KINGSTON,
    "feeling": "safe",
    "seen": ["car"],
    "trust": {"fair": "high"},
    "top": ["noise", "drugs"],
}
UNSAFE = {
    "borough": SUTTON,
    "feeling": "unsafe",
    "seen": ["car", "bike"],
    "trust": {"fair": "low"},
    "top": ["drugs"],
}


def by_borough(cells: Mapping[Answers, int]) -> dict[Answers, float]:
    """Kingston counts one and a half, Sutton a half, those without a borough nothing."""
    return {cell: {KINGSTON: 1.5, SUTTON: 0.5}.get(cell[0], 0.0) for cell in cells}


WEIGHING = Weighing("by borough", "2026", ("borough",), by_borough)


def line(columns: Snapshot, question: str, answer: str, block: int = 0) -> float | None:
    asked = columns.table.question_by_key[question]
    return weighted_topline(columns, EVERYWHERE, [asked])[question, ""][block].lines[answer].share


def test_a_single_choice_is_weighed() -> None:
    with store_of(SAFE, UNSAFE).reading(WEIGHING) as columns:
        assert line(columns, "feeling", "safe") == 0.75
        assert line(columns, "feeling", "unsafe") == 0.25


def test_each_of_several_choices_is_weighed() -> None:
    with store_of(SAFE, UNSAFE).reading(WEIGHING) as columns:
        assert line(columns, "seen", "car") == 1
        assert line(columns, "seen", "bike") == 0.25


def test_each_row_of_a_grid_is_weighed_under_its_own_base() -> None:
    with store_of(SAFE, UNSAFE).reading(WEIGHING) as columns:
        assert line(columns, "trust", "high") == 0.75
        assert line(columns, "trust", "high", block=1) is None


def test_places_of_a_ranking_are_weighed_prompted_and_unprompted_apart() -> None:
    store = store_of(SAFE, UNSAFE, channels=["web", "telephone"])
    with store.reading(WEIGHING) as columns:
        asked = columns.table.question_by_key["top"]
        found = weighted_topline(columns, EVERYWHERE, [asked])
    (prompted,), (unprompted,) = found["top", "prompted"], found["top", "unprompted"]
    assert (prompted.base, unprompted.base) == (1.5, 0.5)
    assert prompted.lines["drugs"].places == (0, 1, 0)
    assert prompted.lines["noise"].points == 1.5 * 3
    assert unprompted.lines["drugs"].places == (1, 0, 0)


def test_the_base_tells_how_many_responses_it_is_worth() -> None:
    with store_of(SAFE, UNSAFE).reading(WEIGHING) as columns:
        asked = columns.table.question_by_key["feeling"]
        (block,) = weighted_topline(columns, EVERYWHERE, [asked])["feeling", ""]
    assert block.base == 2
    assert block.effective == pytest.approx(4 / 2.5)


def test_a_filter_selects_and_leaves_the_weights_alone() -> None:
    with store_of(SAFE, UNSAFE).reading(WEIGHING) as columns:
        asked = columns.table.question_by_key["feeling"]
        where = predicate(Equals("feeling", "safe"), columns.table)
        (block,) = weighted_topline(columns, where, [asked])["feeling", ""]
    assert (block.base, block.lines["safe"].share) == (1.5, 1)


def test_new_responses_are_weighed_with_the_rest() -> None:
    store = store_of(SAFE, UNSAFE)
    with store.reading(WEIGHING):
        pass
    store.take(batch([SAFE], first=3), [], 2)
    with store.reading(WEIGHING) as columns:
        assert line(columns, "feeling", "safe") == pytest.approx(3 / 3.5)


def test_weights_are_reckoned_once_for_a_data_mark() -> None:
    asked: list[int] = []

    def counting(cells: Mapping[Answers, int]) -> dict[Answers, float]:
        asked.append(sum(cells.values()))
        return by_borough(cells)

    store = store_of(SAFE, UNSAFE)
    weighing = Weighing("counting", "2026", ("borough",), counting)
    for _ in range(3):
        with store.reading(weighing):
            pass
    store.take(batch([SAFE], first=3), [], 2)
    with store.reading(weighing):
        pass
    assert asked == [2, 3]


def test_each_round_is_weighed_by_itself() -> None:
    store = store_of(SAFE, UNSAFE)
    store.take(batch([SAFE], first=3, round_key="2025"), [], 2)
    told: list[int] = []

    def all_alike(cells: Mapping[Answers, int]) -> dict[Answers, float]:
        told.append(sum(cells.values()))
        return dict.fromkeys(cells, 1.0)

    for name in ("2025", "2026"):
        with store.reading(Weighing("alike", name, ("borough",), all_alike)):
            pass
    assert told == [1, 2]


def test_answers_that_are_absent_or_never_asked_for_are_empty() -> None:
    told: dict[Answers, int] = {}

    def listening(cells: Mapping[Answers, int]) -> dict[Answers, float]:
        told.update(cells)
        return dict.fromkeys(cells, 1.0)

    refused = {**UNSAFE, "feeling": {"absent": "prefer_not_to_say"}}
    store: ColumnStore = store_of(SAFE, refused, {"borough": KINGSTON})
    with store.reading(Weighing("listening", "2026", ("feeling", "no_such_question"), listening)):
        pass
    assert told == {("safe", ""): 1, ("", ""): 2}
