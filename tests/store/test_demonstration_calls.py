"""The demonstration's telephone responses have calls behind them, so that the desk's pages show something."""

from datetime import UTC, datetime, timedelta
from random import Random

from survey.accounts import actions as accounts
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.demonstration.calls import EVERY, ring
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.calls.call import Outcome
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import Given, Prepared
from tests.builders import SECRET, TINY, version_from

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
VERSION = version_from(TINY)


def prepared(channel: Channel, number: int, round_key: str = "2026") -> list[Prepared]:
    chance = Random(f"{channel}{round_key}")
    given = Given(
        round_key,
        channel,
        "en",
        0,
        {"borough": "E09000021"},
        NOW - timedelta(minutes=40),
        NOW - timedelta(minutes=30),
        {},
    )
    return [responses.prepare(VERSION, given, secret=SECRET, chance=chance) for _ in range(number)]


def test_each_recent_response_by_telephone_has_a_call_and_some_callers_refused(database: Database) -> None:
    made = [
        *prepared(Channel.TELEPHONE, EVERY),
        *prepared(Channel.WEB, 3),
        *prepared(Channel.TELEPHONE, 2, "2025"),
    ]
    with database.transaction() as tx:
        responses.submit_prepared(tx, made)
        clerk = accounts.add_user(tx, "clerk@example.org", "A clerk", [Grant(Role.CLERK)], None, None, NOW).id
        assert ring(tx, made, "2026", [clerk], NOW) == EVERY + 1
        taken = calls.calls_of(tx, clerk, NOW - timedelta(days=1))
    outcomes = [one.call.outcome for one in taken]
    assert (outcomes.count(Outcome.COMPLETE), outcomes.count(Outcome.REFUSED)) == (EVERY, 1)
    assert all(not one.call.is_open for one in taken)
    assert {one.response.channel for one in taken if one.response} == {Channel.TELEPHONE}
