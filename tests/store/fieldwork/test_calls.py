"""Calls at the telephone desk: what links them to a response, what is written down, how they end."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Call, Outcome
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode
from tests.builders import SECRET, TINY, begun, version_from

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
VERSION: Version = version_from(TINY)


def clerk(database: Database, email: str = "clerk@example.org") -> str:
    with database.transaction() as tx:
        return accounts.add_user(tx, email, "A clerk", (Grant(Role.CLERK),), None, None, NOW).id


def called(database: Database, clerk_id: str, now: datetime = NOW) -> tuple[Call, Response, ReturnCode]:
    with database.transaction() as tx:
        return actions.begin(tx, VERSION, "2026", clerk=clerk_id, language="en", secret=SECRET, now=now)


def resumed(database: Database, response: Response, clerk_id: str, now: datetime = NOW) -> Call:
    with database.transaction() as tx:
        return actions.resume(tx, response, clerk=clerk_id, now=now)


def found(database: Database, call: Call) -> Call:
    with database.reading() as tx:
        return actions.find(tx, call.id)


def response_of(database: Database, call: Call) -> Response:
    with database.reading() as tx:
        response = responses.find(tx, call.response or "")
    assert response is not None
    return response


def trail(database: Database) -> list[str]:
    with database.reading() as tx:
        return [one.tag for one in accounts.audit_listing(tx, Filter(subject="call"), 1).entries]


def test_a_call_makes_a_response_by_telephone(database: Database) -> None:
    call, response, code = called(database, clerk(database))
    with database.reading() as tx:
        opened = responses.open_by_code(tx, code, SECRET)
    assert opened == response
    assert (response.channel, call.response) == (Channel.TELEPHONE, response.id)


def test_clerk_and_time_are_stored(database: Database) -> None:
    clerk_id = clerk(database)
    call = found(database, called(database, clerk_id)[0])
    assert (call.clerk, call.started_at, call.is_open) == (clerk_id, NOW, True)


def test_the_return_code_is_stored_nowhere(database: Database) -> None:
    _call, _response, code = called(database, clerk(database))
    with database.reading() as tx:
        for table in ("calls", "responses", "audit"):
            rows = tx.connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608  names of ours
            assert not any(code.symbols in str(row) or code.shown in str(row) for row in rows)


def test_the_response_knows_nothing_of_the_call(database: Database) -> None:
    call, response, _code = called(database, clerk(database))
    with database.reading() as tx:
        row = tx.connection.execute(text("SELECT * FROM responses WHERE id = :id"), {"id": response.id}).one()
    assert call.id not in str(row)
    assert call.clerk not in str(row)


def test_the_time_at_which_the_privacy_line_was_first_read_is_kept(database: Database) -> None:
    call, _response, _code = called(database, clerk(database))
    for minutes in (1, 2):
        with database.transaction() as tx:
            actions.privacy_read(tx, actions.find(tx, call.id), NOW + timedelta(minutes=minutes))
    assert found(database, call).privacy_read_at == NOW + timedelta(minutes=1)


def test_a_submission_ends_the_call_as_complete(database: Database) -> None:
    call, response, _code = called(database, clerk(database))
    with database.transaction() as tx:
        saved = actions.save(tx, call, response, {"borough": "E09000021"}, "check", NOW, sequence=1)
        assert saved is not None
        sent = actions.submit(tx, call, saved, VERSION, NOW + timedelta(minutes=9))
    ended = found(database, call)
    assert isinstance(sent, Response)
    assert (ended.outcome, ended.ended_at) == (Outcome.COMPLETE, NOW + timedelta(minutes=9))


def test_what_is_not_complete_is_not_sent_and_the_call_goes_on(database: Database) -> None:
    call, response, _code = called(database, clerk(database))
    with database.transaction() as tx:
        refused = actions.submit(tx, call, response, VERSION, NOW)
    assert refused == responses.Refused("where")
    assert found(database, call).is_open


def test_a_broken_off_call_leaves_the_draft(database: Database) -> None:
    call, response, _code = called(database, clerk(database))
    with database.transaction() as tx:
        actions.save(tx, call, response, {"borough": "E09000021"}, "how", NOW, sequence=1)
        actions.break_off(tx, call, NOW)
    assert found(database, call).outcome is Outcome.BROKEN_OFF
    kept = response_of(database, call)
    assert (kept.is_open, kept.answers, kept.paradata["page"]) == (True, {"borough": "E09000021"}, "how")


def test_a_call_ends_once(database: Database) -> None:
    call, _response, _code = called(database, clerk(database))
    with database.transaction() as tx:
        actions.refuse(tx, call, NOW)
        actions.break_off(tx, call, NOW + timedelta(minutes=1))
    ended = found(database, call)
    assert (ended.outcome, ended.ended_at) == (Outcome.REFUSED, NOW)


def test_start_submission_and_break_off_stand_in_the_trail(database: Database) -> None:
    clerk_id = clerk(database)
    first, response, _code = called(database, clerk_id)
    with database.transaction() as tx:
        actions.break_off(tx, first, NOW)
    again = resumed(database, response, clerk_id)
    with database.transaction() as tx:
        saved = actions.save(tx, again, response, {"borough": "E09000021"}, "check", NOW, sequence=1)
        assert saved is not None
        actions.submit(tx, again, saved, VERSION, NOW)
    assert trail(database) == [
        "staff:call:submitted",
        "staff:call:resumed",
        "staff:call:broken_off",
        "staff:call:started",
    ]


def test_a_draft_of_the_web_taken_up_at_the_desk_stays_of_the_web_and_says_that_modes_were_mixed(
    database: Database,
) -> None:
    response, _code = begun(database, VERSION)
    call = resumed(database, response, clerk(database))
    kept = response_of(database, call)
    assert (kept.channel, kept.paradata["modes"]) == (Channel.WEB, ["web", "telephone"])


def test_a_response_by_telephone_alone_names_no_modes(database: Database) -> None:
    call, response, _code = called(database, clerk(database))
    with database.transaction() as tx:
        actions.save(tx, call, response, {"borough": "E09000021"}, "check", NOW, sequence=1)
    assert "modes" not in response_of(database, call).paradata


def test_a_call_left_open_ends_when_the_caller_reaches_another_clerk(database: Database) -> None:
    first, response, _code = called(database, clerk(database))
    again = resumed(database, response, clerk(database, "colleague@example.org"), NOW + timedelta(hours=1))
    assert found(database, first).outcome is Outcome.BROKEN_OFF
    assert found(database, again).is_open


def test_the_list_holds_the_clerks_own_calls_newest_first(database: Database) -> None:
    clerk_id = clerk(database)
    morning, response, _code = called(database, clerk_id, NOW)
    noon, _second, _code = called(database, clerk_id, NOW + timedelta(hours=2))
    called(database, clerk(database, "colleague@example.org"))
    with database.reading() as tx:
        taken = actions.calls_of(tx, clerk_id, NOW - timedelta(hours=1))
    assert [one.call.id for one in taken] == [noon.id, morning.id]
    assert taken[1].response == response


def test_yesterdays_calls_are_not_in_the_list_unless_they_never_ended(database: Database) -> None:
    clerk_id = clerk(database)
    ended, _first, _code = called(database, clerk_id, NOW - timedelta(days=1))
    left_open, _second, _code = called(database, clerk_id, NOW - timedelta(days=1))
    with database.transaction() as tx:
        actions.break_off(tx, ended, NOW - timedelta(days=1))
        taken = actions.calls_of(tx, clerk_id, NOW)
    assert [one.call.id for one in taken] == [left_open.id]


def test_an_unknown_call_is_told(database: Database) -> None:
    with pytest.raises(actions.UnknownCall), database.reading() as tx:
        actions.find(tx, "nothing")


def test_a_call_stays_when_its_response_is_erased(database: Database) -> None:
    call, response, _code = called(database, clerk(database))
    with database.transaction() as tx:
        tx.connection.execute(text("DELETE FROM responses WHERE id = :id"), {"id": response.id})
        (taken,) = actions.calls_of(tx, call.clerk, NOW)
    assert (taken.call.response, taken.response) == (None, None)
