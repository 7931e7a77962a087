"""No edition, nor all editions together, let anybody work out a count that was left out, or what few people changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from survey.columns.disclosure import Rules
from survey.summaries.figures.cells import REST, Cells, Name
from survey.summaries.figures.guarding import guarded
from survey.summaries.figures.renewing import kept
from tests.unit.summaries.figures.outsider import WHOLE, Outsider

RULES = Rules()
CHOICES = ("burglary", "robbery", "drugs", "fraud", "asb")
AREAS = tuple(f"area {number}" for number in range(7))
AGES = ("under 16", "16 to 24", "25 to 64", "65 or over")
MOST = 3

Person = tuple[str, str, tuple[str, ...], str | None]
"""Area, channel, priorities, age."""


def drawn(chance: Random, number: int) -> list[Person]:
    """People of areas of all sizes, most of whom name three priorities."""
    sizes = [0.3, 1, 3, 8, 20, 20, 40]
    return [
        (
            REST if chance.random() < 0.01 else chance.choices(AREAS, sizes)[0],
            chance.choices(("web", "paper", "event"), (30, 4, 1))[0],
            tuple(chance.sample(CHOICES, chance.choices((0, 1, 2, 3), (1, 1, 1, 12))[0])),
            chance.choices((*AGES, None), (1, 3, 60, 30, 4))[0],
        )
        for _ in range(number)
    ]


def nobody(*, closed: bool) -> Counter[Name]:
    """What there is to count of areas, all nought."""
    counts: Counter[Name] = Counter()
    for area in (*AREAS, REST):
        counts["size", area] = 0
        if closed:
            counts["base", area] = 0
            counts.update({("line", area, one): 0 for one in CHOICES})
    return counts


def cells(people: Sequence[Person], *, closed: bool) -> Cells:
    """Counts people as an edition does."""
    counts = nobody(closed=closed)
    counts["size", WHOLE] = len(people)
    counts["table", "priorities", "", ""] = counts["table", "age", "", ""] = 0
    counts.update({("answer", "priorities", "", "", one): 0 for one in CHOICES})
    counts.update({("answer", "age", "", "", one): 0 for one in AGES})
    for area, channel, chosen, age in people:
        its: list[Name] = [("size", area)]
        if chosen:
            its += [
                ("table", "priorities", "", ""),
                *(("answer", "priorities", "", "", one) for one in chosen),
            ]
        if chosen and closed:
            its += [("base", area), *(("line", area, one) for one in chosen)]
        if age:
            its += [("table", "age", "", ""), ("answer", "age", "", "", age)]
        if closed:
            its.append(("channel", channel))
            its += [("method", "prompted", channel)] * bool(chosen)
            its += [("chosen", "prompted", channel, one) for one in chosen]
        counts.update(its)
    if closed:
        for channel in {name[2] for name in counts if name[0] == "method"}:
            for one in CHOICES:
                counts["chosen", "prompted", channel, one] += 0
    return Cells(
        dict(counts), frozenset(), {"priorities": MOST, "age": 1}, several=False, threshold=RULES.threshold
    )


def published(editions: Sequence[Cells]) -> list[Cells]:
    """Publishes one edition after another, as far as each may be."""
    found: list[Cells] = []
    for one in editions:
        staying = kept(one, found, RULES)
        if len(staying) < len(one.counts):
            found.append(replace(one, shown=guarded(one, found, staying, {})))
    return found


def outsider(editions: Sequence[Cells]) -> Outsider:
    return Outsider(
        [{name: one.counts[name] for name in one.shown} for one in editions],
        [list(one.counts) for one in editions],
        {"priorities": MOST, "age": 1},
    )


def is_small(one: Cells, name: Name) -> bool:
    return name[1] != REST and 0 < one.counts[name] < RULES.threshold


def pinned_down(editions: Sequence[Cells]) -> list[tuple[int, Name]]:
    """Small counts of which an outsider finds too narrow a range, as (edition, name); raises where there are none."""
    who = outsider(editions)
    small = [(at, name) for at, one in enumerate(editions) for name in one.counts if is_small(one, name)]
    assert small
    ranges = {place: who.range(*place) for place in small}
    for (at, name), (low, high) in ranges.items():
        assert low - 1e-6 <= editions[at].counts[name] <= high + 1e-6
    return [place for place, (low, high) in ranges.items() if high - low < RULES.width - 1e-6]


@pytest.mark.parametrize("seed", range(12))
def test_no_small_count_of_a_closed_round_can_be_worked_out(seed: int) -> None:
    chance = Random(seed)
    editions = published([cells(drawn(chance, chance.choice((60, 200, 500))), closed=True)])
    assert pinned_down(editions) == []


@pytest.mark.parametrize("seed", range(4))
def test_no_small_count_can_be_worked_out_from_a_correction(seed: int) -> None:
    chance = Random(300 + seed)
    people = drawn(chance, 150)
    more = people + drawn(chance, 60)
    editions = published([cells(people, closed=True), cells(more, closed=True)])
    assert len(editions) == 2
    assert pinned_down(editions) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_small_count_can_be_worked_out_from_editions_that_follow_each_other(seed: int) -> None:
    chance = Random(100 + seed)
    people: list[Person] = []
    rounds = []
    for _ in range(4):
        people = people + drawn(chance, chance.choice((6, 12, 40, 90)))
        rounds.append(cells(people, closed=False))
    people = people + drawn(chance, chance.choice((3, 20)))
    assert pinned_down(published([*rounds, cells(people, closed=True)])) == []


@pytest.mark.parametrize("seed", range(6))
def test_what_is_renewed_has_changed_by_enough_people(seed: int) -> None:
    chance = Random(200 + seed)
    people: list[Person] = []
    rounds = []
    for _ in range(5):
        people = people + drawn(chance, chance.choice((4, 15, 60)))
        rounds.append(cells(people, closed=False))
    editions = published(rounds)
    last: dict[Name, int] = {}
    for one in editions:
        for name in one.shown:
            if name[0] in {"size", "base", "table"}:
                assert name not in last or abs(one.counts[name] - last[name]) >= RULES.change, name
                last[name] = one.counts[name]


def test_one_newcomer_of_an_area_is_not_told_of_though_london_is_renewed() -> None:
    one = ("area 0", "web", ("burglary", "robbery"), "25 to 64")
    other = ("area 1", "web", ("drugs", "asb"), "65 or over")
    people = [one] * 40 + [other] * 40 + [("area 2", "web", ("asb",), "65 or over")] * 60
    later = [*people, *[other] * 9, one]
    first, second = published([cells(people, closed=True), cells(later, closed=True)])
    assert ("size", "area 0") in first.shown
    assert second.shown.isdisjoint({("size", "area 0"), ("line", "area 0", "burglary"), ("size", "area 1")})
    assert ("answer", "priorities", "", "", "burglary") in second.shown
    found = outsider([first, second]).range(1, ("line", "area 0", "burglary"))
    assert found == pytest.approx((40, 41)), "London has one more, who can have been any of the ten"


def test_stricter_rules_hold_from_the_next_edition_on() -> None:
    people = drawn(Random(5), 400)
    first = cells(people, closed=False)
    first = replace(first, threshold=3)
    first = replace(first, shown=guarded(first, [], set(), {}))
    second = replace(cells(people + drawn(Random(6), 300), closed=False), threshold=20)
    shown = guarded(second, [first], kept(second, [first], RULES), {})
    assert shown
    assert all(second.counts[name] == 0 or second.counts[name] >= 20 for name in shown)


def test_an_edition_of_a_few_more_is_none() -> None:
    people = drawn(Random(1), 200)
    assert (
        len(published([cells(people, closed=False), cells(people + drawn(Random(2), 9), closed=False)])) == 1
    )


def test_nothing_is_left_out_of_large_counts() -> None:
    people = [(area, "web", CHOICES[:3], age) for area in AREAS for age in AGES for _ in range(10)]
    (one,) = published([cells(people, closed=True)])
    left_out = {name for name in one.counts if name not in one.shown and name[1] != REST}
    assert left_out == set()
