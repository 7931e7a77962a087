"""Callbacks in the demonstration: some that wait, some late, some over; every number is kept for fiction by Ofcom."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Wish
from survey.fieldwork.callbacks.arrangements import shipped
from survey.fieldwork.callbacks.callback import Person
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.numbers import Number
from survey.fieldwork.callbacks.outcomes import Outcome
from survey.fieldwork.callbacks.retrying import on_offer

RUNG = (
    Outcome.COMPLETE,
    Outcome.COMPLETE,
    Outcome.REFUSED,
    Outcome.COMPLETE,
    Outcome.WRONG_NUMBER,
    Outcome.PARTIAL,
    Outcome.COMPLETE,
    Outcome.NOT_WORKING,
    Outcome.TAKEN_PART,
    Outcome.COMPLETE,
    Outcome.ANSWERING_MACHINE,
)
"""What came of the calls of the last days; after the last of them somebody still waits."""

WAITING = (
    ("residents", "en", False, "the household at number 7"),
    ("residents", "ur", False, "the family upstairs"),
    ("residents", "en", True, "the tenant of flat 3"),
    ("businesses", "en", False, "the corner shop"),
    ("residents", "en", False, "the caretaker"),
)
"""Questionnaire, language, text relay and name of those who wait: the first is late, the second due, the others not."""

DAYS_BACK = 5
SOON_AFTER = timedelta(minutes=5)


def keep(
    tx: Transaction, one: Round, clerks: Sequence[str], zone: ZoneInfo, *, secret: str, now: datetime
) -> None:
    """Asks for callbacks and rings some of them, as in the days before `now`."""
    terms = shipped(zone)
    since = (now - timedelta(days=DAYS_BACK)).astimezone(zone).date()
    known = [window for window in terms.hours.windows(since, DAYS_BACK + 1) if window.begins >= one.opens_at]
    past = [window for window in known if window.ends <= now]
    for place, outcome in enumerate(RUNG):
        window = past[place * (len(past) - 1) // len(RUNG)]
        _ask(tx, one, place, ("residents", "en", False, f"household {place + 1}"), window, secret)
        clerk, at = clerks[place % len(clerks)], window.begins + SOON_AFTER
        held = actions.draw(tx, clerk, one, terms, [secret], at)
        if held is not None:
            actions.tried(tx, clerk, held.callback.id, outcome, one, terms, [secret], at)
    present = [window for window in known if window.begins <= now < window.ends]
    times = [past[-1], *present, *on_offer(terms, now + timedelta(hours=1), one.opens_at, one.closes_at)]
    for place, wanted in enumerate(WAITING):
        _ask(tx, one, len(RUNG) + place, wanted, times[min(place, len(times) - 1)], secret)


def _ask(
    tx: Transaction,
    one: Round,
    place: int,
    wanted: tuple[str, str, bool, str],
    window: Window,
    secret: str,
) -> None:
    family, language, relay, name = wanted
    person = Person(name, Number(f"+442079460{200 + place}"))
    wish = Wish(family, language, relay, person, (window,))
    actions.ask(tx, one.key, wish, [secret], window.begins.date())
