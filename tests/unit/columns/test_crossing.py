"""Cross-tabs: counts, shares three ways, letters and tests, with and without weights."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from survey.columns.crossing import CHANNEL, CrossTab, cross_tabs, grouping, groupings
from survey.columns.weighing import Answers, Weighing
from survey.statistics.comparisons import chi_square
from tests.unit.columns.made import EVERYWHERE, store_of, table

KINGSTON, SUTTON = "E09000021", "E09000029"


def people(borough: str, feeling: str, count: int, **more: Any) -> list[dict[str, Any]]:
    return [{"borough": borough, "feeling": feeling, **more}] * count


EVERYBODY = [
    *people(KINGSTON, "safe", 80, seen=["car"], top=["noise"]),
    *people(KINGSTON, "unsafe", 20, seen=["car", "bike"], top=["drugs", "noise"]),
    *people(SUTTON, "safe", 40, seen=["bike"], top=["drugs"]),
    *people(SUTTON, "unsafe", 60, seen=["foot"], top=["robbery"]),
]


def half_for_sutton(cells: Mapping[Answers, int]) -> dict[Answers, float]:
    return {cell: 0.5 if cell[0] == SUTTON else 1.5 for cell in cells}


WEIGHING = Weighing("half for Sutton", "2026", ("borough",), half_for_sutton)


def crossed(
    question: str, by: str, answers: list[dict[str, Any]] = EVERYBODY, **options: Any
) -> tuple[CrossTab, ...]:
    with store_of(*answers, **options).reading(WEIGHING) as columns:
        groups = grouping(columns.table, by)
        assert groups is not None
        return cross_tabs(columns, columns.table.question_by_key[question], groups, EVERYWHERE)


def test_counts_stand_by_line_and_group() -> None:
    (found,) = crossed("feeling", "borough")
    assert [key for key, _ in found.groups] == [KINGSTON, SUTTON]
    assert [key for key, _ in found.lines] == ["safe", "unsafe", "other"]
    assert found.counts.tolist() == [[80, 40], [20, 60], [0, 0]]
    assert found.bases.tolist() == [100, 100]


def test_shares_go_down_across_and_over_all() -> None:
    (found,) = crossed("feeling", "borough")
    assert found.shares("columns", weighted=False)[:2].tolist() == [[0.8, 0.4], [0.2, 0.6]]
    assert found.shares("rows", weighted=False)[0].tolist() == [80 / 120, 40 / 120]
    assert found.shares("all", weighted=False)[:2].tolist() == [[0.4, 0.2], [0.1, 0.3]]


def test_weights_move_what_goes_across_groups() -> None:
    (found,) = crossed("feeling", "borough")
    assert found.shares("columns", weighted=True)[0].tolist() == pytest.approx([0.8, 0.4])
    assert found.shares("rows", weighted=True)[0].tolist() == pytest.approx([120 / 140, 20 / 140])
    assert found.effective.tolist() == pytest.approx([100, 100])


def test_a_group_below_the_smallest_base_has_no_shares() -> None:
    (found,) = crossed("feeling", "borough", [*EVERYBODY[:100], *people(SUTTON, "safe", 49)])
    assert found.counts[0].tolist() == [80, 49]
    assert np.isnan(found.shares("columns", weighted=False)[:, 1]).all()
    assert found.higher(weighted=False, bonferroni=False)[0] == ((), ())


def test_letters_name_the_groups_that_are_lower() -> None:
    (found,) = crossed("feeling", "borough")
    assert found.higher(weighted=False, bonferroni=False)[:2] == (((1,), ()), ((), (0,)))
    assert found.higher(weighted=True, bonferroni=True)[:2] == (((1,), ()), ((), (0,)))


def test_a_table_of_one_answer_each_can_be_tested_as_a_whole() -> None:
    (found,) = crossed("feeling", "borough")
    plain, weighted = found.test(weighted=False), found.test(weighted=True)
    assert plain == chi_square(np.array([[80, 40], [20, 60]]))
    assert weighted is not None
    assert weighted.freedom_below is not None
    assert weighted.p < 0.001


def test_several_choices_are_counted_each_under_one_base() -> None:
    (found,) = crossed("seen", "borough")
    lines = dict(zip([key for key, _ in found.lines], found.counts.tolist(), strict=True))
    assert lines["car"] == [100, 0]
    assert lines["bike"] == [20, 40]
    assert found.bases.tolist() == [100, 100]
    assert found.test(weighted=False) is None


def test_a_ranking_counts_who_named_it_in_any_place() -> None:
    (found,) = crossed("top", "borough")
    lines = dict(zip([key for key, _ in found.lines], found.counts.tolist(), strict=True))
    assert lines["noise"] == [100, 0]
    assert lines["drugs"] == [20, 40]


def test_a_grid_gives_a_table_for_each_row_and_can_group() -> None:
    trusting = people(KINGSTON, "safe", 60, trust={"fair": "high", "near": "low"})
    wary = people(KINGSTON, "unsafe", 60, trust={"fair": "low", "near": "low"})
    fair, near = crossed("trust", "feeling", [*trusting, *wary])
    assert fair.counts.tolist() == [[60, 0], [0, 60]]
    assert near.counts.tolist() == [[0, 0], [60, 60]]
    (by_row,) = crossed("feeling", "trust.fair", [*trusting, *wary])
    assert by_row.counts[:2].tolist() == [[60, 0], [0, 60]]


def test_channels_can_stand_side_by_side() -> None:
    channels = ["web"] * 100 + ["telephone"] * 100
    (found,) = crossed("feeling", CHANNEL, channels=channels)
    assert [key for key, _ in found.groups] == ["web", "telephone"]
    assert found.counts[0].tolist() == [80, 40]


def test_those_without_an_answer_to_either_are_in_no_cell() -> None:
    refused = {"absent": "prefer_not_to_say"}
    (found,) = crossed(
        "feeling", "borough", [*EVERYBODY, {"borough": KINGSTON, "feeling": refused}, {"feeling": "safe"}]
    )
    assert found.bases.tolist() == [100, 100]


def test_a_column_is_not_crossed_with_itself() -> None:
    assert crossed("feeling", "feeling") == ()


def test_words_and_numbers_are_not_crossed() -> None:
    assert crossed("why", "borough") == ()
    assert crossed("years", "borough") == ()


def test_groups_are_the_channels_and_every_column_of_one_answer() -> None:
    names = [one.name for one in groupings(table())]
    assert names == [CHANNEL, "borough", "feeling", "trust.fair", "trust.near", "met"]
    assert grouping(table(), "why") is None
