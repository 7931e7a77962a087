"""Scores, their uncertainty, and how much hangs on the weights: against figures reckoned by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import numpy as np
import pytest

from survey.priorities.grounds.ground import Figure, Ground, Source, Unit
from survey.priorities.planning.planning import Candidate, Origin
from survey.priorities.scoring.gaps import side_by_side
from survey.priorities.scoring.score import Matrix, matrix, scaled, scores
from survey.priorities.scoring.sensitivity import acceptability, flips, weightings

NOW = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE, FIRMS, CRIME, TREND = Source.RESIDENTS, Source.BUSINESSES, Source.CRIME, Source.TREND


def table(*figures: tuple[Source, tuple[float | None, ...]], effective: float | None = None) -> Matrix:
    """Figures by source, one for each candidate; shares where there is an effective number."""
    number = len(figures[0][1])
    candidates = [
        Candidate(at, "r", f"c{at}", f"Candidate {at}", "", Origin.QUESTION, "", NOW, "x")
        for at in range(number)
    ]
    grounds = [
        Ground(
            0,
            "r",
            "E09000021",
            NOW,
            "x",
            Figure(
                at,
                source,
                Unit.SHARE if effective else Unit.SCORE,
                Decimal(str(value)),
                effective=effective,
            ),
        )
        for source, its in figures
        for at, value in enumerate(its)
        if value is not None
    ]
    return matrix(candidates, grounds)


def test_figures_are_held_against_the_largest() -> None:
    assert scaled(np.array([[2.0], [8.0], [np.nan]])).ravel().tolist() == [0.25, 1.0, 0.0]


def test_figures_below_nought_are_held_between_the_least_and_the_largest() -> None:
    assert scaled(np.array([[-10.0], [0.0], [30.0]])).ravel().tolist() == [0.0, 0.25, 1.0]


def test_a_score_is_the_weighted_mean_of_what_is_on_the_scales() -> None:
    found = scores(table((PEOPLE, (0.4, 0.2)), (CRIME, (50.0, 100.0))), {PEOPLE: 30, CRIME: 10})
    assert [(one.candidate.id, one.score) for one in found] == [(0, 87.5), (1, 62.5)]
    assert found[0].parts == {PEOPLE: 75.0, CRIME: 12.5}


def test_what_has_no_figure_counts_as_nought_and_is_named() -> None:
    found = scores(table((PEOPLE, (0.4, 0.4)), (CRIME, (None, 100.0))), {PEOPLE: 50, CRIME: 50})
    assert [(one.candidate.id, one.score, one.missing) for one in found] == [
        (1, 100.0, ()),
        (0, 50.0, (CRIME,)),
    ]


def test_a_source_without_weight_is_not_missed() -> None:
    found = scores(table((PEOPLE, (0.4, 0.4)), (CRIME, (None, 100.0))), {PEOPLE: 50})
    assert [one.missing for one in found] == [(), ()]


def test_few_answers_leave_a_score_unsure() -> None:
    few = scores(table((PEOPLE, (0.4, 0.3)), effective=50), {PEOPLE: 1})
    many = scores(table((PEOPLE, (0.4, 0.3)), effective=5000), {PEOPLE: 1})
    assert few[1].highest - few[1].lowest > 3 * (many[1].highest - many[1].lowest)
    assert (few[0].best_rank, few[0].worst_rank) == (1, 2)
    assert (many[0].best_rank, many[0].worst_rank) == (1, 1)


def test_the_same_figures_give_the_same_range() -> None:
    one, other = (scores(table((PEOPLE, (0.4, 0.3)), effective=50), {PEOPLE: 1}) for _ in range(2))
    assert one == other


def test_the_range_is_that_of_jeffreys() -> None:
    # Of two candidates with one far ahead, the second's share over the first's: delta method at n = 400.
    found = scores(table((PEOPLE, (0.5, 0.25)), effective=400), {PEOPLE: 1})[1]
    error = 0.5 * ((0.75 / 0.25 + 0.5 / 0.5) / 400) ** 0.5 * 100
    assert found.highest - found.lowest == pytest.approx(2 * 1.645 * error, rel=0.1)


def test_no_figures_give_no_scores() -> None:
    nothing = matrix([], [])
    assert scores(nothing, {PEOPLE: 1}) == ()
    assert acceptability(nothing, 3) == {}


def test_weightings_add_up_and_none_is_more_than_half() -> None:
    drawn = weightings(4)
    assert drawn.shape == (20_000, 4)
    assert np.allclose(drawn.sum(axis=1), 1)
    assert drawn.max() <= 0.5
    assert drawn.mean(axis=0) == pytest.approx([0.25] * 4, abs=0.005)


def test_with_two_criteria_every_weighting_is_reasonable() -> None:
    assert weightings(2).max() > 0.99


def test_acceptability_is_the_part_of_the_weightings_that_a_candidate_wins() -> None:
    # Leading by 1 on one scale and trailing by ½ on the other, the first wins where w > 1/3: two thirds of all.
    found = acceptability(table((PEOPLE, (1.0, 0.0)), (CRIME, (0.5, 1.0))), 1)
    assert found[0] == pytest.approx(2 / 3, abs=0.01)
    assert found[0] + found[1] == pytest.approx(1)


def test_the_smallest_change_draws_two_neighbours_level() -> None:
    its = table((PEOPLE, (1.0, 0.0)), (CRIME, (0.5, 1.0)))
    weights = {PEOPLE: 50.0, CRIME: 50.0}
    (flip,) = flips(its, scores(its, weights), weights)
    (move,) = flip.moves
    assert (move.taken_from, move.given_to) == (PEOPLE, CRIME)
    assert move.points == pytest.approx(100 * (1 / 2 - 1 / 3))
    changed = {PEOPLE: 50 - move.points, CRIME: 50 + move.points}
    first, second = scores(its, changed)
    assert first.score == pytest.approx(second.score)


def test_weight_is_taken_first_from_where_the_lead_is_largest() -> None:
    its = table((PEOPLE, (1.0, 0.0)), (FIRMS, (1.0, 0.5)), (CRIME, (0.5, 1.0)))
    weights = {PEOPLE: 10.0, FIRMS: 80.0, CRIME: 10.0}
    (flip,) = flips(its, scores(its, weights), weights)
    assert [one.taken_from for one in flip.moves] == [PEOPLE, FIRMS]
    assert flip.points == pytest.approx(10 + 100 * (0.45 - 0.1 * 1.5))


def test_what_leads_everywhere_is_flipped_by_nothing() -> None:
    its = table((PEOPLE, (1.0, 0.5)), (CRIME, (1.0, 0.5)))
    (flip,) = flips(its, scores(its, {PEOPLE: 1, CRIME: 1}), {PEOPLE: 1, CRIME: 1})
    assert flip.points is None


def test_voices_that_are_far_apart_are_called_out() -> None:
    its = table((PEOPLE, (0.5, 0.4, 0.3, 0.2)), (FIRMS, (0.05, 0.38, 0.28, 0.25)), effective=100)
    (beside,) = side_by_side(its)
    assert [(one.candidate.id, one.ranks, one.is_far) for one in beside.gaps] == [
        (0, (1, 4), True),
        (1, (2, 1), False),
        (2, (3, 2), False),
        (3, (4, 3), False),
    ]


def test_a_falling_trend_counts_least() -> None:
    found = scores(table((TREND, (-20.0, 5.0, 30.0))), {TREND: 1})
    assert [one.candidate.id for one in found] == [2, 1, 0]
    assert [one.score for one in found] == [100.0, 50.0, 0.0]
