"""Promises on both databases: made, kept on record, made again for the next round."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.consultations import actions as consultations
from survey.consultations.promises import actions
from survey.consultations.promises.promise import Promise, PromiseRefused, What
from survey.db.session import Database
from tests.informing import NOW, OFFICER, a_round

DUE = date(2027, 1, 31)


@pytest.fixture
def made(database: Database) -> Promise:
    a_round(database)
    with database.transaction() as tx:
        return actions.promise(tx, "2026", " Results ", DUE, OFFICER, NOW)


def test_a_promise_comes_back_as_it_was_made(database: Database, made: Promise) -> None:
    with database.reading() as tx:
        assert actions.of_round(tx, "2026") == (made,)
        assert actions.by_round(tx) == {"2026": [made]}
    assert (made.text, made.due_on) == ("Results", DUE)


def test_every_step_is_kept_in_its_order(database: Database, made: Promise) -> None:
    with database.transaction() as tx:
        put_off = {"words": "Counting took longer.", "due_on": date(2027, 3, 31)}
        actions.happened(tx, "2026", made.id, What.LATE, **put_off, by=OFFICER, now=NOW)
        actions.happened(tx, "2026", made.id, What.KEPT, link="/results", by=OFFICER, now=NOW)
        (found,) = actions.of_round(tx, "2026")
    assert [step.what for step in found.steps] == [What.LATE, What.KEPT]
    assert found.now_due_on == date(2027, 3, 31)


def test_a_promise_of_another_round_is_unknown(database: Database, made: Promise) -> None:
    with database.transaction() as tx, pytest.raises(PromiseRefused, match="unknown"):
        actions.happened(tx, "2027", made.id, What.KEPT, link="/results", by=OFFICER, now=NOW)


def test_a_round_that_is_copied_promises_the_same_a_year_later(database: Database, made: Promise) -> None:
    with database.transaction() as tx:
        actions.happened(tx, "2026", made.id, What.KEPT, link="/results", by=OFFICER, now=NOW)
        consultations.copy(tx, "2026", "2027", "Autumn 2027", ZoneInfo("Europe/London"), None, NOW)
        (again,) = actions.of_round(tx, "2027")
    assert (again.text, again.due_on, again.steps) == ("Results", DUE + timedelta(days=365), ())
