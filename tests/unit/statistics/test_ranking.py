"""Rankings agree with counts published or reckoned by others on real ballots."""

import numpy as np
import pytest

from survey.statistics.ranking import (
    Unranked,
    borda,
    borda_from_counts,
    condorcet_winner,
    first_choices,
    in_top,
    mean_rank,
    pairwise,
    place_counts,
    stability,
)

ROBINSON, HERTZOG, GARBEE, NOBODY = range(4)

# The 475 ballots of the Debian project leader election of 2002 (PrefLib 00002-00000001): how many, and in what
# order. Published outcome: Bdale Garbee was elected (debian.org/vote/2002/vote_0001).
DEBIAN_2002 = (
    "60:3124 50:1324 40:312 34:3214 31:3241 29:2314 29:132 24:2134 22:1234 20:321 15:1342 14:231 11:3142 9:2341 "
    "9:3 8:123 7:1 5:234 5:213 5:34 5:32 4:3421 4:1423 4:3412 4:23 3:2143 3:324 2:2413 2:1432 2:1243 2:12 2:13 "
    "2:21 2:2 1:4231 1:2431 1:314 1:134 1:43 1:24 1:4"
)

# Twenty ballots on food (R package 'vote', food_election): oranges, pears, chocolate, strawberries, sweets.
FOOD = "8:34 4:35 2:21 4:1 1:4 1:5"


def ballots(written: str, options: int) -> np.ndarray:
    """Turns 'how many:order' into one row of ranks for each ballot."""
    rows = []
    for entry in written.split():
        count, _, order = entry.partition(":")
        row = [0] * options
        for rank, option in enumerate(order, start=1):
            row[int(option) - 1] = rank
        rows += [row] * int(count)
    return np.array(rows)


@pytest.fixture(scope="module")
def debian() -> np.ndarray:
    return ballots(DEBIAN_2002, 4)


@pytest.fixture(scope="module")
def food() -> np.ndarray:
    return ballots(FOOD, 5)


def test_every_ballot_is_read(debian: np.ndarray, food: np.ndarray) -> None:
    assert (len(debian), len(food)) == (475, 20)


def test_first_choices(debian: np.ndarray, food: np.ndarray) -> None:
    assert first_choices(place_counts(debian)).tolist() == [144, 101, 227, 3]
    assert first_choices(place_counts(food)).tolist() == [4, 2, 12, 1, 1]


def test_borda_on_ballots_that_rank_two_of_five(food: np.ndarray) -> None:
    assert borda(food).tolist() == [22, 8, 48, 28, 16]
    assert borda(food, Unranked.SHARE).tolist() == [37, 29, 59, 41.5, 33.5]


def test_in_the_top_three(debian: np.ndarray) -> None:
    assert in_top(place_counts(debian), 3).tolist() == [393, 416, 449, 107]


def test_mean_rank_of_those_who_ranked_it(debian: np.ndarray) -> None:
    assert mean_rank(place_counts(debian)).round(4).tolist() == [2.1162, 2.3348, 1.6913, 3.5828]


def test_mean_rank_of_an_option_that_nobody_ranked_is_not_a_number() -> None:
    assert np.isnan(mean_rank(np.array([[0, 0]]))).all()


def test_borda_with_nothing_for_the_unranked(debian: np.ndarray) -> None:
    assert borda(debian).tolist() == [827, 746, 1062, 136]


def test_borda_with_a_share_of_what_is_left(debian: np.ndarray) -> None:
    assert borda(debian, Unranked.SHARE).tolist() == [847, 767, 1074.5, 161.5]


def test_borda_from_counts_equals_borda_from_ballots(debian: np.ndarray) -> None:
    assert borda_from_counts(place_counts(debian), best=3).tolist() == borda(debian).tolist()


def test_a_top_three_is_worth_three_two_one() -> None:
    assert borda_from_counts(np.array([[10, 0, 0], [0, 10, 0], [0, 0, 10]]), best=3).tolist() == [30, 20, 10]


def test_pairwise_comparisons(debian: np.ndarray) -> None:
    wins = pairwise(debian)
    assert wins[GARBEE].tolist() == [291, 327, 0, 444]
    assert wins[ROBINSON].tolist() == [0, 260, 180, 387]
    assert wins[HERTZOG].tolist() == [199, 0, 140, 407]
    assert wins[NOBODY].tolist() == [68, 50, 18, 0]


def test_the_elected_leader_beats_everyone(debian: np.ndarray) -> None:
    assert condorcet_winner(pairwise(debian)) == GARBEE


def test_a_circle_has_no_winner() -> None:
    assert condorcet_winner(pairwise(ballots("1:123 1:231 1:312", 3))) is None


def test_weights_count_a_ballot_more_than_once(debian: np.ndarray) -> None:
    twice = np.full(len(debian), 2.0)
    assert borda(debian, weights=twice).tolist() == (2 * borda(debian)).tolist()
    assert pairwise(debian, weights=twice).tolist() == (2 * pairwise(debian)).tolist()
    assert place_counts(debian, weights=twice).tolist() == (2 * place_counts(debian)).tolist()


def test_a_clear_order_is_stable_and_a_close_one_is_not() -> None:
    ranks = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    clear = stability(ranks, np.array([500, 480, 20]), top=2, seed=1)
    close = stability(ranks, np.array([500, 50, 49]), top=2, seed=1, resamples=400)
    assert clear.tolist() == [1.0, 1.0, 0.0]
    assert 0.4 < close[1] < 0.75
    assert close[1] + close[2] == pytest.approx(1, abs=0.1)


def test_weights_move_the_order_that_is_resampled() -> None:
    ranks = np.array([[1, 0], [0, 1]])
    times = np.array([600, 400])
    assert stability(ranks, times, top=1, seed=1).tolist() == [1.0, 0.0]
    assert stability(ranks, times, top=1, seed=1, weights=np.array([1.0, 2.0])).tolist() == [0.0, 1.0]


def test_the_same_seed_gives_the_same_resamples() -> None:
    ranks = ballots(DEBIAN_2002, 4)
    once, again = (stability(ranks, np.ones(len(ranks), dtype=int), top=2, seed=7) for _ in range(2))
    assert once.tolist() == again.tolist()
