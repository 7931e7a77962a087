"""AAPOR's rates, held to figures that others have published.

RR-1 and RR-2: the tests and the README of the R package outcomerate (ropensci, CC0); RR-3 and RR-4: the README of the R
package responserates (T. J. Leeper, MIT), in per cent.
"""

from fractions import Fraction

import pytest

from survey.fieldwork.callbacks.outcomes import Group, Outcome
from survey.fieldwork.callbacks.rates import NAMES, Counts, counted, rates


def counts(**by_letters: int) -> Counts:
    return Counts({Group(letters): number for letters, number in by_letters.items()})


PUBLISHED = {
    "RR1": "1/3", "RR2": "8/15", "RR3": "5/14", "RR4": "4/7", "RR5": "5/13", "RR6": "8/13",
    "COOP1": "5/12", "COOP2": "2/3", "COOP3": "1/2", "COOP4": "4/5",
    "REF1": "2/15", "REF2": "1/7", "REF3": "2/13",
    "CON1": "4/5", "CON2": "6/7", "CON3": "12/13",
}  # fmt: skip


@pytest.mark.parametrize(("name", "rate"), PUBLISHED.items())
def test_sixteen_dispositions_give_the_published_fractions(name: str, rate: str) -> None:
    found = rates(counts(I=5, P=3, R=2, NC=1, O=2, UH=1, UO=1, NE=1), e=0.5)
    assert found[name] == pytest.approx(float(Fraction(rate)), rel=1e-12)


@pytest.mark.parametrize(
    ("name", "rate"),
    {
        "RR1": 0.364, "RR2": 0.545, "RR3": 0.37, "RR4": 0.556, "RR5": 0.444, "RR6": 0.667,
        "COOP1": 0.5, "COOP2": 0.75, "COOP3": 0.571, "COOP4": 0.857,
        "REF1": 0.091, "REF2": 0.093, "REF3": 0.111,
        "CON1": 0.727, "CON2": 0.741, "CON3": 0.889,
    }.items(),
)  # fmt: skip
def test_a_second_set_agrees_to_three_places(name: str, rate: float) -> None:
    found = rates(counts(I=4, P=2, R=1, NC=1, O=1, UH=1, UO=1, NE=1), e=0.9)[name]
    assert found is not None
    assert round(found, 3) == rate


@pytest.mark.parametrize(
    ("held", "e", "percent"),
    [
        ({"I": 100, "NC": 20}, 1, {**dict.fromkeys(("RR1", "RR2", "RR3", "RR4", "RR5", "RR6"), 83.3)}),
        ({"I": 100, "NC": 20}, 1, {"COOP1": 100.0, "REF1": 0.0, "CON1": 83.3}),
        ({"I": 100, "NC": 20, "UO": 100}, 0.25, {"RR1": 45.5, "RR2": 45.5, "RR3": 69.0, "RR4": 69.0}),
        ({"I": 100, "NC": 20, "UO": 100}, 0.25, {"RR5": 83.3, "RR6": 83.3, "CON1": 45.5}),
        ({"I": 100, "NC": 20, "UO": 100}, 0.25, {"CON2": 69.0, "CON3": 83.3}),
    ],
)
def test_further_sets_agree_to_a_tenth_of_a_per_cent(
    held: dict[str, int], e: float, percent: dict[str, float]
) -> None:
    found = rates(counts(**held), e)
    assert {name: round(100 * (found[name] or 0), 1) for name in percent} == percent


def test_every_rate_is_named_once_and_in_order() -> None:
    assert tuple(rates(counts())) == NAMES
    assert tuple(PUBLISHED) == NAMES


def test_nothing_counted_gives_no_rate_rather_than_nought() -> None:
    assert set(rates(counts()).values()) == {None}


def test_e_is_the_share_of_eligible_among_those_known() -> None:
    assert counts(I=6, NC=2, NE=2, UH=5).share_eligible == pytest.approx(0.8)


def test_with_nobody_known_all_are_taken_as_eligible() -> None:
    assert counts(UH=5).share_eligible == 1


def test_outcomes_are_sorted_into_groups() -> None:
    found = counted([Outcome.COMPLETE, Outcome.REFUSED, Outcome.BROKEN_OFF, Outcome.NO_ANSWER, Outcome.FAX])
    assert [found[group] for group in (Group.INTERVIEW, Group.REFUSAL, Group.UNKNOWN_HOUSEHOLD)] == [1, 2, 1]
    assert found[Group.NOT_ELIGIBLE] == 1
