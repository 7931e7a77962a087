"""What is done with callbacks: asked for, drawn by one clerk at once, tried, put back or ended with their details.

None of it is written to the audit trail by clerk and minute: its numbers and times would place each deed between those
of a call, and so lay a telephone number beside the answers. For the same reason each deed belongs in a transaction of
its own, never in one that also writes a call or a response.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.contacts import actions as contacts
from survey.contacts.sealing import SealBroken
from survey.db.session import Transaction
from survey.fieldwork.callbacks import store
from survey.fieldwork.callbacks.arrangements import Arrangements
from survey.fieldwork.callbacks.callback import Attempt, Callback, Person, marks, number_marks
from survey.fieldwork.callbacks.do_not_call import actions as do_not_call
from survey.fieldwork.callbacks.hours import Window, to_quarter
from survey.fieldwork.callbacks.numbers import Number
from survey.fieldwork.callbacks.outcomes import Outcome, Then, final
from survey.fieldwork.callbacks.retrying import next_try

CONTACT = "callback"
"""The kind of contact under which a name and a number wait."""

MOST_PER_NUMBER = 4
"""Callbacks that may wait for one number, as in a household or a firm; further ones are not kept."""

NOBODY = ""
"""The mark on what is passed over for a while, since none of the secrets opens its details."""


class NotHeld(Exception):
    """The callback is not, or no longer, in the hands of this clerk."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for: whom to ring, when, and about which questionnaire."""

    family: str
    language: str
    relay: bool
    person: Person
    times: tuple[Window, ...]
    """At least one, in order."""


@dataclass(frozen=True, slots=True)
class Held:
    """A callback in a clerk's hands, with whom to ring and what was tried before."""

    callback: Callback
    person: Person
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """How the queue of a round stands."""

    waiting: tuple[Callback, ...]
    """All of them, as they are to be rung by the clock."""
    due: int
    held: int
    late: int
    """Of how many the time that the person chose, or the next try, has passed."""
    oldest_late: datetime | None
    """When the time of the one that is late for longest ran out."""


def ask(tx: Transaction, round_key: str, wish: Wish, secrets: Sequence[str], today: date) -> None:
    """Keeps a wish to be rung, the name and the number sealed apart from it.

    What comes of it is never told: a number that is not to be rung, or for which as many wait as may, looks the same
    to whoever typed it. Who asks again changes the times.
    """
    if do_not_call.is_listed(tx, wish.person.number, secrets):
        return
    marked = number_marks(wish.person.number, secrets)
    waiting = store.for_number(tx, marked, round_key)
    for one in waiting:
        person = _person(tx, one, secrets)
        if person and _is_same(person, wish.person) and one.family == wish.family:
            if one.held_until is None:
                store.change(
                    tx, replace(_wished(one.id, one.contact, round_key, wish, today), attempts=one.attempts)
                )
            return
    if len(waiting) >= MOST_PER_NUMBER:
        return
    contact = contacts.leave(tx, CONTACT, round_key, wish.person.details(), secrets, today)
    store.add(tx, _wished(str(uuid4()), contact, round_key, wish, today), marked[0])


def _wished(callback_id: str, contact: str | None, round_key: str, wish: Wish, today: date) -> Callback:
    return Callback(
        id=callback_id,
        contact=contact,
        round=round_key,
        family=wish.family,
        language=wish.language,
        relay=wish.relay,
        asked_on=today,
        times=wish.times,
        due=wish.times[0],
        promised=True,
    )


def _is_same(one: Person, other: Person) -> bool:
    return one.name.casefold() == other.name.casefold() and one.number == other.number


def _person(tx: Transaction, one: Callback, secrets: Sequence[str]) -> Person | None:
    """Opens the details; None where they have ended, or none of the secrets opens them."""
    try:
        details = contacts.details_of(tx, one.contact, secrets) if one.contact else None
    except SealBroken:
        return None
    return Person.of(details) if details else None


def draw(
    tx: Transaction,
    clerk: str,
    about: Round,
    terms: Arrangements,
    secrets: Sequence[str],
    now: datetime,
    languages: Sequence[str] = (),
) -> Held | None:
    """Gives a clerk the callback to be rung first and holds it for them; None where there is nothing to ring now.

    Who holds one already gets that one. There is none outside the hours of the call centre, or of the consultation.
    """
    own = in_hand(tx, clerk, secrets)
    if own and own.callback.is_held(now):
        return own
    store.let_go(tx, marks(clerk, secrets))
    if not (terms.hours.is_open(now) and about.is_open(now)):
        return None
    _move_on(tx, about.key, now)
    while one := store.next_due(tx, about.key, now, languages):
        until = to_quarter(now + terms.hold)
        person = _person(tx, one, secrets)
        store.hold(tx, one.id, marks(clerk, secrets)[0] if person else NOBODY, until)
        if person:
            return Held(replace(one, held_until=until), person, store.attempts(tx, one.id))
    return None


def _move_on(tx: Transaction, round_key: str, now: datetime) -> None:
    """Moves what nobody rang in time to the next time that the person chose; without one it stays overdue."""
    for one in store.missed(tx, round_key, now):
        later = [window for window in one.times if window.ends > now]
        if later:
            store.change(tx, replace(one, due=min(later)))


def in_hand(tx: Transaction, clerk: str, secrets: Sequence[str]) -> Held | None:
    """Returns what a clerk holds, also where the time is up but nobody else has taken it since."""
    for one in store.held(tx, marks(clerk, secrets)):
        person = _person(tx, one, secrets)
        if person:
            return Held(one, person, store.attempts(tx, one.id))
    return None


def on_the_line(
    tx: Transaction, clerk: str, callback_id: str, terms: Arrangements, secrets: Sequence[str], now: datetime
) -> Callback:
    """Holds a callback for as long as an interview may take, since the person has answered; raises NotHeld."""
    one = _own(tx, clerk, callback_id, secrets)
    store.hold(tx, one.id, marks(clerk, secrets)[0], to_quarter(now + terms.interview))
    return one


def give_back(tx: Transaction, clerk: str, secrets: Sequence[str]) -> bool:
    """Puts back what a clerk holds without having rung; returns whether there was anything."""
    return store.let_go(tx, marks(clerk, secrets)) > 0


def tried(
    tx: Transaction,
    clerk: str,
    callback_id: str,
    outcome: Outcome,
    about: Round,
    terms: Arrangements,
    secrets: Sequence[str],
    now: datetime,
    *,
    named: Window | None = None,
    then: Then | None = None,
    language: str | None = None,
) -> Callback:
    """Keeps how an attempt ended and puts the callback back for the next one, or ends it with its details.

    For `named` and `then` see `next_try`; `language` is the one in which to ring again. Raises NotHeld.
    """
    one = _own(tx, clerk, callback_id, secrets)
    today, band = now.astimezone(terms.hours.zone).date(), terms.hours.band(now)
    attempt = Attempt(one.attempts + 1, today, band, outcome)
    store.add_attempt(tx, one.id, attempt)
    made = store.attempts(tx, one.id)
    one = replace(one, attempts=attempt.number, language=language or one.language)
    following = next_try(outcome, made, one.times, terms, now, about.closes_at, named, then)
    if following is None:
        return _end(tx, one, made, today)
    put_back = replace(one, due=following.window, promised=following.promised)
    store.change(tx, put_back)
    return put_back


def _own(tx: Transaction, clerk: str, callback_id: str, secrets: Sequence[str]) -> Callback:
    for one in store.held(tx, marks(clerk, secrets), to_write=True):
        if one.id == callback_id:
            return one
    raise NotHeld(callback_id)


def _end(tx: Transaction, one: Callback, made: Iterable[Attempt], today: date) -> Callback:
    """Ends a callback by what its attempts came to, and forgets whom it was for."""
    return _ended(tx, one, final(attempt.outcome for attempt in made), today)


def _ended(tx: Transaction, one: Callback, outcome: Outcome, today: date) -> Callback:
    ended = replace(
        one,
        contact=None,
        times=(),
        due=None,
        promised=False,
        held_until=None,
        ended_on=today,
        outcome=outcome,
    )
    store.change(tx, ended)
    if one.contact:
        contacts.forget(tx, one.contact)
    return ended


def cancel(tx: Transaction, number: Number, secrets: Sequence[str], today: date) -> int:
    """Ends what waits for a number, as whoever has it asks; returns how many there were."""
    found = store.for_number(tx, number_marks(number, secrets))
    for one in found:
        before = (attempt.outcome for attempt in store.attempts(tx, one.id))
        _ended(tx, one, final([*before, Outcome.REFUSED]), today)
    return len(found)


def never_again(tx: Transaction, number: Number, secrets: Sequence[str], today: date) -> None:
    """Puts a number on the list of those that are not to be rung, and ends what waits for it."""
    do_not_call.put(tx, number, secrets, today)
    cancel(tx, number, secrets, today)


def end_all(tx: Transaction, round_key: str, actor: str | None, today: date, now: datetime) -> int:
    """Ends every callback that waits in a round, with its details; returns how many there were.

    Those that a clerk has in hand end with the call; `queue` counts them.
    """
    waiting = [one for one in store.waiting(tx, round_key) if not one.is_held(now)]
    for one in waiting:
        _end(tx, one, store.attempts(tx, one.id), today)
    if waiting:
        record(tx, actor, tag(actor, "callback:ended_all"), round_key, {"callbacks": len(waiting)}, now)
    return len(waiting)


def closed_with_callbacks(tx: Transaction, now: datetime) -> tuple[str, ...]:
    """Returns the keys of the rounds that have closed although callbacks wait in them that no clerk has in hand."""
    free = {one.round for one in store.waiting(tx) if not one.is_held(now)}
    return tuple(key for key in sorted(free) if consultations.find_round(tx, key).closes_at <= now)


def queue(tx: Transaction, round_key: str, now: datetime) -> Queue:
    """Returns how the queue stands, without opening any details."""
    waiting = tuple(store.waiting(tx, round_key))
    late = [one.due.ends for one in waiting if one.due and one.is_late(now) and not one.is_held(now)]
    return Queue(
        waiting=waiting,
        due=sum(one.is_due(now) and not one.is_held(now) for one in waiting),
        held=sum(one.is_held(now) for one in waiting),
        late=len(late),
        oldest_late=min(late, default=None),
    )


def outcomes(tx: Transaction, round_key: str) -> Counter[Outcome]:
    """Counts the callbacks of a round that have ended, by outcome."""
    return store.outcomes(tx, round_key)
