"""Where a promise stands, and what may become of it."""

from datetime import UTC, date, datetime

import pytest

from survey.consultations.promises.promise import (
    Promise,
    PromiseRefused,
    Standing,
    Step,
    What,
    check,
    check_step,
    is_link,
)

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
DUE, AFTER, MUCH_LATER = date(2027, 1, 31), date(2027, 2, 1), date(2027, 6, 30)
KEPT = Step(What.KEPT, "", "/results", None, AT, "")
LATE = Step(What.LATE, "Counting took longer.", "", date(2027, 3, 31), AT, "")
DROPPED = Step(What.DROPPED, "The law changed.", "", None, AT, "")


def promise(*steps: Step, due_on: date | None = DUE) -> Promise:
    return Promise("1", "2026", "Results", due_on, AT, "", steps)


@pytest.mark.parametrize(
    ("steps", "today", "standing"),
    [
        ((), DUE, Standing.OPEN),
        ((), AFTER, Standing.LATE),
        ((KEPT,), AFTER, Standing.KEPT),
        ((LATE,), AFTER, Standing.EXPLAINED),
        ((LATE,), MUCH_LATER, Standing.LATE),
        ((LATE, KEPT), MUCH_LATER, Standing.KEPT),
        ((DROPPED,), AFTER, Standing.DROPPED),
    ],
)
def test_where_it_stands_follows_from_its_steps_and_the_day(
    steps: tuple[Step, ...], today: date, standing: Standing
) -> None:
    assert promise(*steps).standing(today) is standing


def test_one_from_before_days_were_kept_is_never_late() -> None:
    assert promise(due_on=None).standing(MUCH_LATER) is Standing.OPEN


@pytest.mark.parametrize(
    ("text", "due_on", "code"), [(" ", DUE, "text_missing"), ("Results", None, "day_missing")]
)
def test_a_promise_needs_words_and_a_day(text: str, due_on: date | None, code: str) -> None:
    with pytest.raises(PromiseRefused, match=code):
        check(text, due_on)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (Step(What.KEPT, "Done", "", None, AT, ""), "link_missing"),
        (Step(What.LATE, "", "", MUCH_LATER, AT, ""), "reason_missing"),
        (Step(What.LATE, "Because", "", DUE, AT, ""), "not_later"),
        (Step(What.LATE, "Because", "", None, AT, ""), "not_later"),
        (Step(What.DROPPED, "", "", None, AT, ""), "reason_missing"),
    ],
)
def test_what_became_of_it_is_told_whole(step: Step, code: str) -> None:
    with pytest.raises(PromiseRefused, match=code):
        check_step(promise(), step)


def test_what_is_settled_stays_so() -> None:
    with pytest.raises(PromiseRefused, match="settled"):
        check_step(promise(KEPT), LATE)


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("/results", True),
        ("https://www.example.org/report", True),
        ("//example.org", False),
        ("javascript:alert(1)", False),
        ("results", False),
        ("https://", False),
        ("/a b", False),
    ],
)
def test_only_addresses_that_can_be_read_are_links(link: str, good: bool) -> None:
    assert is_link(link) is good


def test_one_that_was_put_off_and_then_kept_was_late() -> None:
    assert promise(LATE, KEPT).was_late(AFTER)
    assert not promise(KEPT).was_late(DUE)
    assert not promise(KEPT, due_on=None).was_late(MUCH_LATER)
