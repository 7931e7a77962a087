"""When somebody is rung next: the times they chose first, then other parts of other days, then not at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.fieldwork.callbacks.arrangements import Arrangements
from survey.fieldwork.callbacks.callback import Attempt
from survey.fieldwork.callbacks.hours import QUARTER, Window, to_quarter
from survey.fieldwork.callbacks.outcomes import DISPOSITIONS, Outcome, Then

LOOK_AHEAD_DAYS = 15
"""How far ahead another time is looked for where the person named none."""


@dataclass(frozen=True, slots=True)
class Next:
    """When to ring next, and whether the person chose that time."""

    window: Window
    promised: bool


def on_offer(
    terms: Arrangements, now: datetime, opens_at: datetime, closes_at: datetime
) -> tuple[Window, ...]:
    """Returns the times from which people can choose: within the hours, with some notice, before the closing date."""
    first = max(now + terms.notice, opens_at)
    day = first.astimezone(terms.hours.zone).date()
    found = [
        Window(max(one.begins, to_quarter(opens_at)), min(one.ends, closes_at))
        for one in terms.hours.windows(day, terms.days_ahead)
    ]
    return tuple(one for one in found if one.ends - QUARTER >= max(first, one.begins))


def appointment(terms: Arrangements, at: datetime, now: datetime, closes_at: datetime) -> Window | str:
    """Returns the window of a time that somebody named, or why it can't be: past, closed or after_the_end."""
    begins = to_quarter(at)
    window = Window(begins, begins + terms.appointment)
    if window.begins <= now:
        return "past"
    if window.begins >= closes_at:
        return "after_the_end"
    return window if terms.hours.is_open(begins) else "closed"


def next_try(
    outcome: Outcome,
    attempts: Sequence[Attempt],
    times: Iterable[Window],
    terms: Arrangements,
    now: datetime,
    closes_at: datetime,
    named: Window | None = None,
    then: Then | None = None,
) -> Next | None:
    """Returns when to ring next after an attempt, the last of `attempts`; None where that is not again.

    `named` is the time that somebody there asked for. `then` is what they wish where it is not what usually follows.
    """
    then = then or DISPOSITIONS[outcome].then
    if then is Then.END or len(attempts) >= terms.most_attempts:
        return None
    if then in {Then.APPOINTMENT, Then.IF_NAMED} and named is not None:
        return Next(named, promised=True)
    if then is Then.IF_NAMED:
        return None
    if then is Then.SOON:
        found = _soon(terms, now)
        return Next(found, promised=False) if found.begins < closes_at else None
    later = [one for one in times if one.begins > now and one.begins < closes_at]
    if later:
        return Next(min(later), promised=True)
    return _another_time(attempts, terms, now, closes_at)


def _soon(terms: Arrangements, now: datetime) -> Window:
    begins = to_quarter(terms.hours.next_opening(now + terms.busy))
    if not terms.hours.is_open(begins):
        begins = terms.hours.next_opening(begins)
    return Window(begins, begins + terms.appointment)


def _another_time(
    attempts: Sequence[Attempt], terms: Arrangements, now: datetime, closes_at: datetime
) -> Next | None:
    """Chooses the part of a day in which was tried least, on the next day that has it."""
    tried = Counter(one.band for one in attempts)
    today = now.astimezone(terms.hours.zone).date()
    later = [
        one
        for one in terms.hours.windows(today, LOOK_AHEAD_DAYS)
        if one.begins.astimezone(terms.hours.zone).date() > today and one.begins < closes_at
    ]
    if not later:
        return None
    return Next(min(later, key=lambda one: (tried[terms.hours.band(one.begins)], one.begins)), promised=False)
