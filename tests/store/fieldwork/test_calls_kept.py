"""What is kept while a call lasts: answers in order, notes, the caller's leave; and how a call that is cut off ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Aid, Call, Outcome
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from tests.builders import SECRET, TINY, version_from

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
VERSION: Version = version_from(TINY)


@pytest.fixture
def call(database: Database) -> Call:
    """A call with a new response."""
    with database.transaction() as tx:
        clerk = accounts.add_user(
            tx, "clerk@example.org", "A clerk", (Grant(Role.CLERK),), None, None, NOW
        ).id
        return actions.begin(tx, VERSION, "2026", clerk=clerk, language="en", secret=SECRET, now=NOW)[0]


def found(database: Database, call: Call) -> Call:
    with database.reading() as tx:
        return actions.find(tx, call.id)


def response_of(database: Database, call: Call) -> Response:
    with database.reading() as tx:
        response = responses.find(tx, call.response or "")
    assert response is not None
    return response


def keyed(database: Database, call: Call, answers: dict[str, str], sequence: int, *heard: str) -> bool:
    with database.transaction() as tx:
        held = responses.find(tx, call.response or "", to_write=True)
        assert held is not None
        standing = actions.find(tx, call.id)
        kept = actions.save(tx, standing, held, answers, "where", NOW, sequence=sequence, keyed=heard)
    return kept is not None


def resumed(database: Database, call: Call, after: Call | None = None) -> Call:
    with database.transaction() as tx:
        response = responses.find(tx, call.response or "")
        assert response is not None
        return actions.resume(tx, response, clerk=call.clerk, now=NOW + timedelta(minutes=5), after=after)


def test_what_comes_late_is_not_kept(database: Database, call: Call) -> None:
    assert keyed(database, call, {"met": "yes"}, 2)
    assert not keyed(database, call, {"met": "no"}, 2)
    assert not keyed(database, call, {"met": "no"}, 1)
    assert response_of(database, call).answers == {"met": "yes"}


def test_a_call_that_ended_keeps_nothing_more(database: Database, call: Call) -> None:
    with database.transaction() as tx:
        actions.break_off(tx, call, NOW)
    assert not keyed(database, call, {"met": "yes"}, 1)
    assert response_of(database, call).answers == {}


def test_notes_open_under_the_secret_and_no_other(database: Database, call: Call) -> None:
    with database.transaction() as tx:
        actions.keep_notes(tx, call, "a purse", [SECRET], sequence=1)
    kept = found(database, call)
    assert actions.notes_of(kept, [SECRET]) == "a purse"
    assert actions.notes_of(kept, ["another secret"]) == ""
    assert b"purse" not in (kept.notes or b"")


@pytest.mark.parametrize("way", ["submit", "break_off", "cut_short", "refuse"])
def test_notes_end_with_the_call(database: Database, call: Call, way: str) -> None:
    keyed(database, call, {"borough": "E09000021", "met": "no"}, 1)
    with database.transaction() as tx:
        actions.keep_notes(tx, call, "a purse", [SECRET], sequence=2)
    response = response_of(database, call)
    with database.transaction() as tx:
        if way == "submit":
            actions.submit(tx, call, response, VERSION, NOW)
        elif way == "cut_short":
            actions.cut_short(tx, call, response, VERSION, NOW)
        else:
            getattr(actions, way)(tx, call, NOW)
    ended = found(database, call)
    assert (ended.is_open, ended.notes) == (False, None)


def test_who_helps_the_caller_is_kept(database: Database, call: Call) -> None:
    for aid in (Aid.INTERPRETER, Aid.TEXT_RELAY, None):
        with database.transaction() as tx:
            actions.help_by(tx, found(database, call), aid)
        assert found(database, call).aid is aid


def test_the_language_of_the_interview_is_kept_with_the_response(database: Database, call: Call) -> None:
    with database.transaction() as tx:
        actions.speak(tx, call, response_of(database, call), "cy", NOW)
    assert response_of(database, call).language == "cy"


def test_what_was_answered_before_a_call_is_hidden_until_leave_is_given(
    database: Database, call: Call
) -> None:
    keyed(database, call, {"met": "yes", "went": "Well"}, 1)
    again = resumed(database, call)
    assert again.hidden == {"met", "went"}
    for minutes in (6, 9):
        with database.transaction() as tx:
            actions.give_leave(tx, actions.find(tx, again.id), NOW + timedelta(minutes=minutes))
    kept = found(database, again)
    assert (kept.hidden, kept.leave_given_at) == (frozenset(), NOW + timedelta(minutes=6))


def test_what_the_caller_says_anew_is_hidden_no_longer(database: Database, call: Call) -> None:
    keyed(database, call, {"met": "yes", "went": "Well"}, 1)
    again = resumed(database, call)
    keyed(database, again, {"met": "no", "went": "Well"}, 1, "met")
    assert found(database, again).hidden == {"went"}


def test_a_clerk_who_has_just_heard_it_all_is_not_kept_from_it(database: Database, call: Call) -> None:
    keyed(database, call, {"met": "yes"}, 1)
    with database.transaction() as tx:
        actions.break_off(tx, call, NOW)
    ended = found(database, call)
    assert resumed(database, call, after=ended).hidden == frozenset()
    assert resumed(database, call, after=replace(ended, clerk="somebody else")).hidden == {"met"}


def test_with_leave_a_call_that_is_cut_off_counts_as_partial(database: Database, call: Call) -> None:
    keyed(database, call, {"met": "yes"}, 1)
    with database.transaction() as tx:
        assert actions.cut_short(tx, call, response_of(database, call), VERSION, NOW)
    assert found(database, call).outcome is Outcome.PARTIAL
    assert response_of(database, call).is_partial


def test_without_an_answer_nothing_counts_whatever_the_caller_says(database: Database, call: Call) -> None:
    with database.transaction() as tx:
        assert not actions.cut_short(tx, call, response_of(database, call), VERSION, NOW)
    assert found(database, call).outcome is Outcome.BROKEN_OFF
    assert response_of(database, call).is_open


def test_a_partial_response_goes_on_in_the_next_call(database: Database, call: Call) -> None:
    keyed(database, call, {"met": "yes"}, 1)
    with database.transaction() as tx:
        actions.cut_short(tx, call, response_of(database, call), VERSION, NOW)
    again = resumed(database, call)
    assert response_of(database, again).is_open
    assert keyed(database, again, {"met": "yes", "borough": "E09000021"}, 1)


def test_leave_and_the_outcome_stand_in_the_trail(database: Database, call: Call) -> None:
    keyed(database, call, {"met": "yes"}, 1)
    again = resumed(database, call)
    with database.transaction() as tx:
        actions.give_leave(tx, again, NOW + timedelta(minutes=6))
        response = responses.find(tx, again.response or "")
        assert response is not None
        actions.cut_short(tx, again, response, VERSION, NOW + timedelta(minutes=7))
    with database.reading() as tx:
        entries = accounts.audit_listing(tx, Filter(subject_id=again.id), 1).entries
    assert [entry.tag.rpartition(":")[2] for entry in entries] == ["partial", "leave_given", "resumed"]
