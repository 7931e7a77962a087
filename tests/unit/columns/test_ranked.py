"""A ranking in depth, against ballots that can be counted by hand."""

import pytest

from survey.columns.ranked import Ranked, ranked
from survey.columns.weighing import Weighing
from tests.unit.columns.made import EVERYWHERE, store_of

KINGSTON, SUTTON = "E09000021", "E09000029"
BALLOTS = [
    *[{"borough": KINGSTON, "top": ["noise", "drugs"]}] * 5,
    *[{"borough": SUTTON, "top": ["drugs", "noise", "robbery"]}] * 4,
    *[{"borough": SUTTON, "top": ["robbery"]}] * 2,
    {"borough": SUTTON, "top": {"absent": "dont_know"}},
    {"borough": SUTTON},
]
WEIGHING = Weighing(
    "double for Sutton",
    "2026",
    ("borough",),
    lambda cells: {cell: 2.0 if cell[0] == SUTTON else 1.0 for cell in cells},
)


def found(*, with_stability: bool = False, channels: list[str] | None = None) -> tuple[Ranked, ...]:
    with store_of(*BALLOTS, channels=channels).reading(WEIGHING) as columns:
        asked = columns.table.question_by_key["top"]
        return ranked(columns, asked, EVERYWHERE, with_stability=with_stability)


def by_option(one: Ranked, values: object) -> dict[str, float]:
    return dict(zip([key for key, _ in one.options], list(values), strict=True))  # type: ignore[call-overload]  # an array


def test_first_choices_places_and_points() -> None:
    (one,) = found()
    assert one.base == 11
    assert by_option(one, one.first) == {"burglary": 0, "robbery": 2, "drugs": 4, "noise": 5}
    assert by_option(one, one.top) == {"burglary": 0, "robbery": 6, "drugs": 9, "noise": 9}
    assert by_option(one, one.points) == {"burglary": 0, "robbery": 10, "drugs": 22, "noise": 23}
    assert one.options[one.in_order[0]][0] == "noise"


def test_pairs_name_the_winner_of_all() -> None:
    (one,) = found()
    places = {key: at for at, (key, _) in enumerate(one.options)}
    assert one.wins[places["noise"], places["drugs"]] == 5
    assert one.wins[places["drugs"], places["noise"]] == 4
    assert one.winner == "noise"
    assert by_option(one, one.beaten) == {"burglary": 0, "robbery": 1, "drugs": 2, "noise": 3}


def test_weights_count() -> None:
    (one,) = found()
    assert one.weighted_base == 5 + 12
    assert by_option(one, one.weighted_first) == {"burglary": 0, "robbery": 4, "drugs": 8, "noise": 5}


def test_the_manners_of_asking_stay_apart() -> None:
    channels = ["web"] * 5 + ["telephone"] * 8
    prompted, unprompted = found(channels=channels)
    assert (prompted.manner, prompted.base) == ("prompted", 5)
    assert (unprompted.manner, unprompted.base) == ("unprompted", 6)


def test_stability_is_there_on_request_and_the_same_each_time() -> None:
    assert found()[0].stable is None
    once, again = (found(with_stability=True)[0].stable for _ in range(2))
    assert once is not None
    assert again is not None
    assert once.tolist() == again.tolist()
    assert by_option(found()[0], once)["burglary"] == pytest.approx(0)


def test_nobody_ranked() -> None:
    with store_of({"borough": KINGSTON}).reading() as columns:
        assert ranked(columns, columns.table.question_by_key["top"], EVERYWHERE) == ()
