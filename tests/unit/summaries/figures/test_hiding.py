"""Nothing that is left out of a line for every area can be worked out from what is shown, by whoever solves for it."""

from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from survey.columns.disclosure import Rules
from survey.summaries.figures.hiding import REST, Part, is_small, left_out, ranges

RULES = Rules()
WIDTH = RULES.threshold - 1


def solved(parts: dict[str, Part], hidden: frozenset[str], area: str) -> tuple[float, float]:
    """What somebody finds by linear programming who knows every base, every count shown, and the sum of all."""
    names = list(parts)
    known = [name for name in names if name not in hidden]
    equal = [[1.0] * len(names)] + [[1.0 if one == name else 0.0 for one in names] for name in known]
    right = [float(sum(part.count for part in parts.values())), *(float(parts[name].count) for name in known)]
    bounds = [(0, parts[name].base) for name in names]
    goal = np.array([1.0 if name == area else 0.0 for name in names])
    low, high = (
        linprog(sign * goal, A_eq=np.array(equal), b_eq=right, bounds=bounds, method="highs")
        for sign in (1, -1)
    )
    assert low.status == high.status == 0
    return float(low.fun), float(-high.fun)


def drawn(seed: int) -> dict[str, Part]:
    """Thirty-three areas of all sizes, and a rest that may be empty."""
    chance = Random(seed)
    likely = chance.choice((0.02, 0.1, 0.4, 0.97))
    parts = {}
    for number in range(33):
        base = chance.choice((chance.randint(0, 12), chance.randint(5, 60), chance.randint(30, 300)))
        parts[f"area {number}"] = Part(sum(chance.random() < likely for _ in range(base)), base)
    base = chance.choice((0, 0, 3, 40))
    parts[REST] = Part(sum(chance.random() < likely for _ in range(base)), base)
    return parts


@pytest.mark.parametrize("seed", range(60))
def test_no_small_count_is_pinned_down(seed: int) -> None:
    parts = drawn(seed)
    hidden = left_out(parts, RULES)
    shown_all = hidden == {REST}
    for area, part in parts.items():
        if area != REST and is_small(part, RULES):
            assert area in hidden
            low, high = solved(parts, hidden, area)
            assert high - low >= WIDTH or hidden == set(parts), (area, low, high)
            assert low <= part.count <= high
    assert shown_all == (not any(is_small(part, RULES) for area, part in parts.items() if area != REST))


@pytest.mark.parametrize("seed", range(10))
def test_the_ranges_are_those_of_a_linear_program(seed: int) -> None:
    parts = drawn(seed)
    hidden = set(left_out(parts, RULES))
    its = sorted(area for area in hidden if area != REST)[:6]
    for area, (low, high) in zip(its, ranges(parts, hidden, its), strict=True):
        assert solved(parts, frozenset(hidden), area) == pytest.approx((low, high))


def test_one_small_count_takes_another_with_it() -> None:
    parts = {"a": Part(2, 40), "b": Part(9, 40), "c": Part(30, 60), REST: Part(0, 0)}
    assert left_out(parts, RULES) == {"a", "b", REST}


def test_people_of_no_area_hide_a_small_count_by_themselves() -> None:
    parts = {"a": Part(2, 40), "b": Part(9, 40), REST: Part(12, 30)}
    assert left_out(parts, RULES) == {"a", REST}


def test_few_who_did_not_are_as_telling_as_few_who_did() -> None:
    assert is_small(Part(38, 40), RULES)
    assert not is_small(Part(40, 40), RULES)
    assert not is_small(Part(0, 40), RULES)


def test_where_nothing_adds_up_only_the_small_are_left_out() -> None:
    parts = {"a": Part(2, 40), "b": Part(9, 40), REST: Part(0, 0)}
    assert left_out(parts, RULES, adds_up=False) == {"a", REST}
