"""Weights meet their margins, leave out who is not of the population, and come with a report."""

from dataclasses import replace

import pytest

from survey.statistics.raking import Bounds
from survey.weighting.scheme import Answers, Category, Margin, Missing, Scheme
from survey.weighting.weights import CannotWeigh, weigh


def margin(key: str, **sizes: float) -> Margin:
    categories = tuple(
        Category(name, name.title(), size, frozenset({(name,)}), (float(at),))
        for at, (name, size) in enumerate(sizes.items())
    )
    return Margin(key, key.title(), (key,), categories, "made for a test")


SCHEME = Scheme(
    family="residents",
    name="By area and sex",
    population="people who live here",
    margins=(margin("area", north=300, south=700), margin("sex", female=510, male=490)),
    left_out={"area": frozenset({"outside"})},
    bounds=Bounds(0.1, 10),
    fewest=5,
)

CELLS: dict[Answers, int] = {
    ("north", "female"): 40,
    ("north", "male"): 20,
    ("south", "female"): 25,
    ("south", "male"): 15,
}


def shares(cells: dict[Answers, int], weights: dict[Answers, float], place: int) -> dict[str, float]:
    total = sum(cells[cell] * weights[cell] for cell in cells if cell[place])
    names = sorted({cell[place] for cell in cells if cell[place]})
    return {
        name: sum(cells[cell] * weights[cell] for cell in cells if cell[place] == name) / total
        for name in names
    }


def test_every_margin_is_met() -> None:
    weights = weigh(SCHEME, CELLS)
    found = dict(weights.by_cell)
    assert shares(CELLS, found, 0) == pytest.approx({"north": 0.3, "south": 0.7})
    assert shares(CELLS, found, 1) == pytest.approx({"female": 0.51, "male": 0.49})
    assert weights.report.converged
    assert weights.report.worst < 1e-6


def test_the_mean_weight_is_one() -> None:
    weights = weigh(SCHEME, CELLS)
    assert sum(CELLS[cell] * weight for cell, weight in weights.by_cell.items()) == pytest.approx(100)


def test_people_outside_the_population_get_no_weight() -> None:
    weights = weigh(SCHEME, {**CELLS, ("outside", "female"): 7})
    assert weights.by_cell["outside", "female"] == 0
    assert (weights.report.responses, weights.report.left_out) == (100, 7)
    assert {cell: weights.by_cell[cell] for cell in CELLS} == pytest.approx(
        dict(weigh(SCHEME, CELLS).by_cell)
    )


def test_people_who_do_not_say_are_taken_to_be_like_those_who_do() -> None:
    cells = {**CELLS, ("north", ""): 10}
    weights = weigh(SCHEME, cells)
    assert shares(cells, dict(weights.by_cell), 0) == pytest.approx({"north": 0.3, "south": 0.7})
    assert shares(cells, dict(weights.by_cell), 1) == pytest.approx({"female": 0.51, "male": 0.49})
    assert weights.report.margins[1].unknown == 10


def test_or_they_keep_the_share_that_they_have() -> None:
    cells = {**CELLS, ("north", ""): 10, ("south", ""): 10}
    weights = weigh(replace(SCHEME, missing=Missing.OWN), cells)
    silent = sum(cells[cell] * weights.by_cell[cell] for cell in cells if not cell[1])
    assert silent / 120 == pytest.approx(20 / 120)


def test_a_group_too_small_is_joined_and_the_report_says_so() -> None:
    scheme = replace(SCHEME, margins=(margin("area", north=300, south=690, west=10), SCHEME.margins[1]))
    weights = weigh(scheme, {**CELLS, ("west", "male"): 2})
    assert weights.report.margins[0].joined == ("South + West",)
    assert [one.label for one in weights.report.margins[0].categories] == ["North", "South + West"]


def test_bounds_that_bind_are_reported() -> None:
    weights = weigh(replace(SCHEME, bounds=Bounds(0.8, 1.5)), CELLS)
    assert weights.report.largest <= 1.5 + 1e-9
    assert weights.report.smallest >= 0.8 - 1e-9
    assert not weights.report.converged
    assert weights.report.trimmed > 0
    assert weights.report.worst > 0.01


def test_what_weighting_costs_is_told() -> None:
    report = weigh(SCHEME, CELLS).report
    assert report.design_effect > 1
    assert report.effective == pytest.approx(100 / report.design_effect)
    met = report.margins[0].categories[0]
    assert (met.label, met.responses, met.share) == ("North", 60, 0.6)
    assert (met.target, met.weighted) == (pytest.approx(0.3), pytest.approx(0.3))


def test_nobody_cannot_be_weighed() -> None:
    with pytest.raises(CannotWeigh):
        weigh(SCHEME, {("outside", "male"): 3})


def test_those_who_say_nothing_at_all_weigh_one() -> None:
    assert dict(weigh(SCHEME, {("", ""): 3}).by_cell) == {("", ""): 1.0}
