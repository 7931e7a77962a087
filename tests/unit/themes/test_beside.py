"""Results stand with and without the flagged: of single answers, several, rankings and grids, and by weight."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from survey.columns.weighing import Answers, Weighing
from survey.themes.integrity.beside import beside
from survey.themes.integrity.signals import Facts

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def gave(number: int, **answers: Any) -> Facts:
    return Facts(f"r{number}", START, 300.0, answers, (), frozenset({"borough"}))


def half_each(cells: Mapping[Answers, int]) -> Mapping[Answers, float]:
    """Has women and men count for one half each, whoever else there is for nothing."""
    whole = sum(cells.values())
    return {cell: whole / 2 / count if cell[0] else 0.0 for cell, count in cells.items()}


HALVES = Weighing("halves", "2026", ("sex",), half_each)
PEOPLE = [
    gave(0, sex="woman", safe="yes", borough="E09000021"),
    gave(1, sex="woman", safe="no"),
    gave(2, sex="woman", safe="no"),
    gave(3, sex="man", safe="yes"),
]


def test_answers_are_counted_with_and_without_the_flagged() -> None:
    found = beside(PEOPLE, {"r2"})
    assert found["bases"] == {"sex": [4, 3], "safe": [4, 3]}
    assert ["safe", "no", 2, 1] in found["choices"]
    assert "weighted" not in found


def test_a_row_of_a_grid_is_counted_as_a_question() -> None:
    people = [gave(0, streets={"day": "safe", "night": "unsafe"}), gave(1, streets={"day": "safe"})]
    found = beside([*people, gave(2, streets={"absent": "dont_know"})], {"r1"})
    assert found["bases"] == {"streets.day": [2, 1], "streets.night": [1, 1]}
    assert found["choices"] == [["streets.day", "safe", 2, 1], ["streets.night", "unsafe", 1, 1]]


def test_shares_by_weight_are_weighted_anew_without_the_flagged() -> None:
    found = beside(PEOPLE, {"r2"}, HALVES)
    at = [(key, choice) for key, choice, _, _ in found["choices"]].index(("safe", "no"))
    (everybody, rest), (base, rest_base) = (
        found["weighted"]["choices"][at],
        found["weighted"]["bases"]["safe"],
    )
    assert (round(everybody / base, 3), round(rest / rest_base, 3)) == (0.333, 0.25)


def test_who_is_not_of_the_population_weighs_nothing_and_is_counted() -> None:
    found = beside([*PEOPLE, gave(4, sex={"absent": "prefer_not_to_say"}, safe="no")], (), HALVES)
    at = [(key, choice) for key, choice, _, _ in found["choices"]].index(("safe", "no"))
    assert found["choices"][at][2] == 3
    assert found["weighted"]["choices"][at] == found["weighted"]["choices"][at][:1] * 2


def test_what_was_ticked_several_times_or_in_words_has_a_base_of_people() -> None:
    found = beside([gave(0, top=["noise", "drugs"], **{"top:other": "Cats"}), gave(1, top=["noise"])], {"r1"})
    assert found["bases"] == {"top": [2, 1]}
    assert found["choices"] == [["top", "noise", 2, 1], ["top", "drugs", 1, 1]]
