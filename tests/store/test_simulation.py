"""Simulated responses go through the same deeds as real ones; the demonstration is made whole or not at all."""

from datetime import UTC, datetime
from functools import cache
from random import Random

import pytest

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.consultations.round import Status
from survey.db.session import Database
from survey.demonstration import actions, batches, consultation
from survey.demonstration.consultation import ACCOUNTS
from survey.demonstration.simulation import Simulation, simulated
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import ReferenceTakenError
from survey.responses.settle import settle
from tests.builders import SECRET, open_round
from tests.unit.demonstration.simulating import LONDON_TIME

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KEPT = {account.email: "a hash" for account in ACCOUNTS}


def simulate(database: Database, family: str, number: int, seed: int = 1) -> int:
    one = open_round(database, now=NOW)
    with database.transaction() as tx:
        version = consultations.live_versions(tx, one.key)[family]
        window = consultation.window(one, NOW, LONDON_TIME)
        given = simulated(Simulation(version, one.key, window, number, seed))
        return responses.submit_many(tx, version, given, secret=SECRET)


@pytest.mark.parametrize("family", ["residents", "businesses"])
def test_each_simulated_response_is_stored(database: Database, family: str) -> None:
    assert simulate(database, family, 150) == 150
    with database.reading() as tx:
        counts = responses.counts(tx, "2026")
    assert sum(sent for (_, _), (sent, _) in counts.items()) == 150
    assert {held for held, _ in counts} == {family}
    assert counts[family, Channel.WEB][0] > 100


def test_what_was_settled_can_be_recomputed(database: Database) -> None:
    simulate(database, "residents", 40)
    with database.reading() as tx:
        version = consultations.live_versions(tx, "2026")["residents"]
        references = responses.settled_since(tx, 0, "", 1000)
        for row in references:
            stored = responses.find(tx, row.id)
            assert stored is not None
            assert settle(version, stored.answers, stored.channel).answers == stored.answers


def test_a_reference_taken_twice_is_refused_and_nothing_is_stored(database: Database) -> None:
    one = open_round(database, now=NOW)
    with database.reading() as tx:
        version = consultations.live_versions(tx, one.key)["residents"]
    window = consultation.window(one, NOW, LONDON_TIME)
    given = list(simulated(Simulation(version, one.key, window, 3, 1)))
    once = [responses.prepare(version, each, secret=SECRET, chance=Random(1)) for each in given[:1]]
    with database.transaction() as tx:
        responses.submit_prepared(tx, once)
    codes = Random(1)
    again = [responses.prepare(version, each, secret=SECRET, chance=codes) for each in given]
    with pytest.raises(ReferenceTakenError), database.transaction() as tx:
        responses.submit_prepared(tx, again)
    with database.reading() as tx:
        assert sum(sent for sent, _ in responses.counts(tx, one.key).values()) == 1


@cache
def prepared() -> actions.Demonstration:
    return actions.prepare(NOW, LONDON_TIME, SECRET)


def make(database: Database) -> None:
    with database.transaction() as tx:
        actions.make(tx, prepared(), KEPT, NOW)


def test_the_demonstration_has_an_open_round_and_a_closed_one(database: Database) -> None:
    make(database)
    with database.reading() as tx:
        this, before = consultations.rounds(tx)
        assert (this.key, this.status(NOW)) == ("2026", Status.OPEN)
        assert (before.key, before.status(NOW)) == ("2025", Status.CLOSED)
        for one in (this, before):
            assert set(consultations.live_versions(tx, one.key)) == {"residents", "businesses", "postcard"}
        assert sum(sent for sent, _ in responses.counts(tx, "2026").values()) == 3600 + batches.COUNTED
        assert sum(sent for sent, _ in responses.counts(tx, "2025").values()) == 2850
        assert "2,400 residents and 450 businesses" in this.details.last_time


def test_the_demonstration_has_an_account_for_each_role(database: Database) -> None:
    make(database)
    with database.reading() as tx:
        held = {grant.role for user in accounts.users(tx) for grant in user.grants}
    assert held == set(Role)


def test_a_demonstration_is_made_once(sqlite_database: Database) -> None:
    make(sqlite_database)
    with pytest.raises(actions.NotEmpty):
        make(sqlite_database)


@pytest.mark.parametrize("day", [datetime(2027, 1, 5, 8, tzinfo=UTC), datetime(2028, 2, 29, 12, tzinfo=UTC)])
def test_a_demonstration_can_be_planned_on_any_day(day: datetime) -> None:
    this = consultation.open_round(day, LONDON_TIME)
    before = consultation.closed_round(this)
    assert (this.key, before.key) == (str(day.year), str(day.year - 1))
    assert this.is_open(day)
    assert before.status(day) is Status.CLOSED
    assert before.opens_at.astimezone(LONDON_TIME).hour == 9
