"""Trend lines: where a line runs, where it breaks, and what is marked."""

import pytest

from survey.web.results.trend_lines import MOST_ANSWERS, MOST_ROUNDS, Drawing, Moment, Reading, drawn

HALF, MOST = Reading(0.5), Reading(0.7)


def moments(count: int, *, recoded: int = -1) -> list[Moment]:
    return [
        Moment(str(2020 + place), f"Round {2020 + place}", "60", recoded=place == recoded)
        for place in range(count)
    ]


def of(*readings: Reading, recoded: int = -1) -> Drawing:
    found = drawn(moments(len(readings), recoded=recoded), [("Safe", readings)])
    assert found is not None
    return found


def corners(lines: tuple[str, ...]) -> list[int]:
    """How many points each line joins."""
    return [len(line.split()) for line in lines]


def test_a_line_runs_through_consultations_that_follow_each_other() -> None:
    assert corners(of(HALF, MOST, HALF).panels[0].lines) == [3]


@pytest.mark.parametrize("why", ["not asked", "too few", "not offered", "not shown"])
def test_a_line_breaks_where_a_consultation_has_no_share(why: str) -> None:
    (panel,) = of(HALF, MOST, Reading(None, why=why), HALF, MOST).panels
    assert corners(panel.lines) == [2, 2]
    assert panel.slots[2].why == tuple(why.split())


def test_no_line_leads_to_a_point_beyond_a_break() -> None:
    (panel,) = of(HALF, Reading(None, why="not asked"), HALF, MOST).panels
    assert corners(panel.lines) == [2]
    assert len(panel.points) == 3


def test_nothing_is_drawn_where_no_line_runs() -> None:
    assert drawn(moments(3), [("Safe", (HALF, Reading(None, why="not asked"), HALF))]) is None


def test_a_recoded_consultation_is_marked() -> None:
    drawing = of(HALF, MOST, recoded=0)
    assert [point.recoded for point in drawing.panels[0].points] == [True, False]
    assert drawing.panels[0].slots[0].sign == "2020†"


def test_weighted_shares_have_a_line_of_their_own() -> None:
    drawing = of(Reading(0.5, 0.4), Reading(0.7, 0.8))
    assert drawing.is_weighted
    assert drawing.panels[0].weighted != drawing.panels[0].lines


def test_points_stand_at_whole_per_cents() -> None:
    assert of(Reading(0.501), HALF).panels[0].points[0].y == of(HALF, HALF).panels[0].points[0].y


def test_every_answer_is_drawn_on_one_scale() -> None:
    found = drawn(moments(2), [("Safe", (HALF, HALF)), ("Unsafe", (Reading(0.1), Reading(0.1)))])
    assert found is not None
    assert found.top == "50%"
    assert found.panels[0].points[0].y < found.panels[1].points[0].y


def test_the_description_says_the_shares_and_why_there_is_none() -> None:
    described = of(HALF, MOST, Reading(None, why="too few"), recoded=0).panels[0].described
    assert "‘Safe’: Round 2020 (recoded) 50%; Round 2021 70%; Round 2022 too few." in described


def test_of_many_answers_the_largest_are_drawn() -> None:
    answers = [(f"No {place}", (HALF, Reading(place / 100))) for place in range(MOST_ANSWERS + 2)]
    found = drawn(moments(2), answers)
    assert found is not None
    assert found.answers_left_out == 2
    assert [panel.label for panel in found.panels] == [f"No {place + 2}" for place in range(MOST_ANSWERS)]


def test_of_many_consultations_the_latest_are_drawn() -> None:
    drawing = of(*[HALF] * (MOST_ROUNDS + 1))
    assert drawing.rounds_left_out == 1
    assert drawing.moments[0][0] == "2021"


def test_long_keys_are_numbered() -> None:
    named = [Moment(f"a-long-key-of-a-round-{place}", "Round", "60") for place in range(3)]
    found = drawn(named, [("Safe", (HALF, HALF, HALF))])
    assert found is not None
    assert [sign for sign, _ in found.moments] == ["1", "2", "3"]
