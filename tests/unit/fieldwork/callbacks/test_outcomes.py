"""The one table of outcomes, and what a callback comes to when it ends."""

import pytest

from survey.fieldwork.callbacks.outcomes import DISPOSITIONS, Group, Outcome, Then, final
from survey.fieldwork.calls.call import Outcome as OfCall


def test_every_outcome_stands_in_the_table() -> None:
    assert set(DISPOSITIONS) == set(Outcome)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_first_figure_of_a_code_says_its_group(outcome: Outcome) -> None:
    groups = {
        "1": {Group.INTERVIEW, Group.PARTIAL},
        "2": {Group.REFUSAL, Group.NON_CONTACT, Group.OTHER},
        "3": {Group.UNKNOWN_HOUSEHOLD, Group.UNKNOWN_OTHER},
        "4": {Group.NOT_ELIGIBLE},
    }
    assert DISPOSITIONS[outcome].group in groups[outcome.value[0]]


def test_a_call_at_the_desk_ends_with_one_of_these_codes() -> None:
    assert {one.value for one in OfCall} <= {one.value for one in Outcome}


@pytest.mark.parametrize(
    ("codes", "comes_to"),
    [
        ([], Outcome.NOT_ATTEMPTED),
        ([Outcome.BUSY, Outcome.NO_ANSWER], Outcome.NO_ANSWER),
        ([Outcome.NOT_THERE, Outcome.NO_ANSWER, Outcome.BUSY], Outcome.NOT_THERE),
        ([Outcome.PARTIAL, Outcome.NO_ANSWER], Outcome.PARTIAL),
        ([Outcome.PARTIAL, Outcome.REFUSED], Outcome.PARTIAL),
        ([Outcome.PARTIAL, Outcome.COMPLETE], Outcome.COMPLETE),
        ([Outcome.NO_ANSWER, Outcome.REFUSED], Outcome.REFUSED),
        ([Outcome.ANSWERING_MACHINE, Outcome.NOT_WORKING], Outcome.NOT_WORKING),
    ],
)
def test_what_a_callback_comes_to(codes: list[Outcome], comes_to: Outcome) -> None:
    assert final(codes) is comes_to


def test_what_ends_a_callback_at_once() -> None:
    at_once = {code.value for code, one in DISPOSITIONS.items() if one.then is Then.END}
    assert at_once == {"1.1", "2.11", "2.31", "2.32", "2.36", "3.11", "4.10", "4.20", "4.31", "4.70"}
