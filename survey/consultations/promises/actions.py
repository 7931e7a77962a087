"""What is done with promises: made, kept, explained; nothing is ever taken back unseen."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations.promises import store
from survey.consultations.promises.promise import Promise, PromiseRefused, Step, What, check, check_step
from survey.db.session import Transaction


def of_round(tx: Transaction, round_key: str) -> tuple[Promise, ...]:
    """Returns the promises of a round, in the order in which they were made."""
    return store.all_promises(tx, round_key)


def by_round(tx: Transaction) -> Mapping[str, list[Promise]]:
    """Returns round → promises, for every round that has any."""
    found: dict[str, list[Promise]] = {}
    for one in store.all_promises(tx):
        found.setdefault(one.round, []).append(one)
    return found


def find(tx: Transaction, round_key: str, promise: str) -> Promise | None:
    """Returns a promise of a round; None where there is none."""
    return next((one for one in store.all_promises(tx, round_key) if one.id == promise), None)


def promise(
    tx: Transaction, round_key: str, text: str, due_on: date | None, by: str | None, now: datetime
) -> Promise:
    """Makes a promise to those who take part in a round; raises PromiseRefused without words or day."""
    check(text, due_on)
    made = Promise(str(uuid4()), round_key, text.strip(), due_on, now, by or "")
    store.add(tx, made)
    day = due_on.isoformat() if due_on else ""
    record(tx, by, tag(by, "promise:made"), round_key, {"promise": made.id, "due_on": day}, now)
    return made


def happened(
    tx: Transaction,
    round_key: str,
    promise_id: str,
    what: What,
    *,
    words: str = "",
    link: str = "",
    due_on: date | None = None,
    by: str | None,
    now: datetime,
) -> Promise:
    """Keeps what became of a promise: kept (with a link), late (a reason, a new day) or dropped (a reason).

    Raises PromiseRefused.
    """
    found = find(tx, round_key, promise_id)
    if found is None:
        raise PromiseRefused("unknown")
    step = Step(what, words.strip(), link.strip(), due_on if what is What.LATE else None, now, by or "")
    check_step(found, step)
    store.add_step(tx, found.id, step)
    record(tx, by, tag(by, f"promise:{what}"), round_key, {"promise": found.id}, now)
    return found


def renew(tx: Transaction, from_round: str, round_key: str, days: int, by: str | None, now: datetime) -> None:
    """Makes the promises of one round again in another, each so many days later; dropped ones are left out."""
    for one in of_round(tx, from_round):
        if one.due_on is not None and not (one.last and one.last.what is What.DROPPED):
            promise(tx, round_key, one.text, date.fromordinal(one.due_on.toordinal() + days), by, now)
