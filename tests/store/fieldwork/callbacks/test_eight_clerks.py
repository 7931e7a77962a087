"""Eight clerks at once, each on a connection of their own: no call is held twice in a thousand draws."""

from collections import Counter
from threading import Barrier, Lock, Thread

import pytest

from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.outcomes import Outcome
from tests.callbacks import NOW, ROUND, SECRETS, rows, wish
from tests.unit.fieldwork.callbacks.made import TERMS

CLERKS = 8
DRAWS = 1000


@pytest.fixture
def crowded(database: Database) -> Database:
    """A thousand people who want to be rung this morning, and patience enough for eight writers on one file."""
    with database.transaction() as tx:
        for place in range(DRAWS):
            wished = wish(place)
            contact = actions.contacts.leave(
                tx, actions.CONTACT, "2026", wished.person.details(), SECRETS, NOW.date()
            )
            one = actions._wished(f"callback {place}", contact, "2026", wished, NOW.date())
            actions.store.add(tx, one, f"mark {place}")
    return database


def at_once(database: Database, work: object) -> None:
    """Runs the same work as eight clerks, all let go in one moment; raises what any of them raised."""
    start, faults = Barrier(CLERKS), []

    def run(clerk: int, own: Database) -> None:
        try:
            start.wait()
            work(clerk, own)  # type: ignore[operator]  # a function of a clerk and a database
        except Exception as fault:
            faults.append(fault)
        finally:
            own.close()

    clerks = [
        Thread(target=run, args=(clerk, Database(database.url, pool_size=1, patience_s=60)))
        for clerk in range(CLERKS)
    ]
    for one in clerks:
        one.start()
    for one in clerks:
        one.join()
    assert faults == []


def test_no_call_is_drawn_twice_while_all_are_held(crowded: Database) -> None:
    found: list[str] = []

    def draw(clerk: int, own: Database) -> None:
        for turn in range(DRAWS // CLERKS):
            with own.transaction(durable=False) as tx:
                held = actions.draw(tx, f"clerk {clerk}, seat {turn}", ROUND, TERMS, SECRETS, NOW)
            assert held is not None, "a call was passed over although it was free"
            found.append(held.callback.id)

    at_once(crowded, draw)
    assert len(found) == DRAWS
    assert Counter(found).most_common(1)[0][1] == 1


def test_no_call_is_in_two_hands_while_clerks_ring_and_settle(crowded: Database) -> None:
    in_hands: Counter[str] = Counter()
    twice: list[str] = []
    lock, rung = Lock(), Counter[str]()

    def ring(clerk: int, own: Database) -> None:
        name = f"clerk {clerk}"
        while True:
            with own.transaction(durable=False) as tx:
                held = actions.draw(tx, name, ROUND, TERMS, SECRETS, NOW)
            if held is None:
                return
            one = held.callback.id
            with lock:
                in_hands[one] += 1
                rung[one] += 1
                twice.extend([one] * (in_hands[one] > 1))
            with lock:
                in_hands[one] -= 1
            with own.transaction(durable=False) as tx:
                actions.tried(tx, name, one, Outcome.COMPLETE, ROUND, TERMS, SECRETS, NOW)

    at_once(crowded, ring)
    assert twice == []
    assert len(rung) == rung.total() == DRAWS
    assert rows(crowded, "contacts") == []
