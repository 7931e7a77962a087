"""Responses that count although their givers stopped before the end, as both databases keep them."""

from datetime import UTC, datetime
from typing import Any

from survey.columns import actions as columns
from survey.columns.actions import Copy
from survey.columns.selection import Selection
from survey.columns.wide import actions as wide
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from tests.builders import SECRET, TINY, begun, open_round, sent, version_from

VERSION = version_from(TINY)
RANKED = version_from("""
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: what
        title: What matters
        questions:
          - key: first
            kind: ranking
            text: What matters most?
            limit: 2
            choices: [{key: a, text: Burglary}, {key: b, text: Robbery}, {key: c, text: Fraud}]
          - {key: sure, kind: yes_no, text: Are you sure?}
""")
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def stopped(database: Database, answers: dict[str, Any], version: Version = VERSION) -> Response:
    """Begins a response, answers some of it and sends that as partial."""
    response, _code = begun(database, version, channel=Channel.TELEPHONE)
    with database.transaction() as tx:
        saved = responses.save(tx, response, answers, NOW, paradata={"page": "how"})
        assert saved is not None
        found = responses.submit_partial(tx, saved, version, NOW)
    assert found is not None
    return found


def kept(database: Database, response: Response) -> Response:
    with database.reading() as tx:
        found = responses.find(tx, response.id)
    assert found is not None
    return found


def taken_up(database: Database, response: Response) -> Response:
    with database.transaction() as tx:
        return responses.take_up(tx, response, NOW)


def test_a_partial_response_is_sent_and_says_so(database: Database) -> None:
    response = kept(database, stopped(database, {"met": "no"}))
    assert (response.is_sent, response.is_partial) == (True, True)
    assert response.paradata["partial"] is True


def test_a_required_answer_may_be_missing(database: Database) -> None:
    assert kept(database, stopped(database, {"met": "no"})).answers == {"met": "no"}


def test_where_nothing_was_said_nothing_counts(database: Database) -> None:
    response, _code = begun(database, VERSION)
    with database.transaction() as tx:
        assert responses.submit_partial(tx, response, VERSION, NOW) is None
    assert kept(database, response).is_open


def test_what_is_not_whole_does_not_count_and_is_not_lost(database: Database) -> None:
    unplaced = {"first": ["a", "b"], "first:placed": 0, "sure": "yes"}
    response = stopped(database, unplaced, RANKED)
    assert kept(database, response).answers == {"sure": "yes"}
    assert taken_up(database, response).answers == unplaced


def test_a_partial_response_becomes_a_draft_again_with_all_that_was_answered(database: Database) -> None:
    off_path = {"borough": "E09000021", "met": "no", "went": "Well"}
    response = taken_up(database, stopped(database, off_path))
    assert kept(database, response) == response
    assert (response.is_open, response.is_partial, response.answers) == (True, False, off_path)
    assert response.paradata == {"page": "how"}


def test_a_whole_response_is_never_made_a_draft_again(database: Database) -> None:
    response = sent(database, VERSION, {"borough": "E09000021", "met": "no"})
    assert taken_up(database, response) == response


def test_a_withdrawn_partial_response_stays_withdrawn(database: Database) -> None:
    response = stopped(database, {"met": "no"})
    with database.transaction() as tx:
        responses.withdraw(tx, response, NOW)
    assert not taken_up(database, response).is_open
    assert kept(database, response).answers == {}


def test_after_it_was_finished_it_is_whole(database: Database) -> None:
    response = taken_up(database, stopped(database, {"met": "no"}))
    with database.transaction() as tx:
        saved = responses.save(tx, response, {**response.answers, "borough": "E09000021"}, NOW)
        assert saved is not None
        responses.submit(tx, saved, VERSION, NOW)
    assert not kept(database, response).is_partial


def test_the_code_still_opens_a_partial_response(database: Database) -> None:
    response, code = begun(database, VERSION)
    with database.transaction() as tx:
        saved = responses.save(tx, response, {"met": "no"}, NOW)
        assert saved is not None
        responses.submit_partial(tx, saved, VERSION, NOW)
        found = responses.open_by_code(tx, code, SECRET)
    assert found is not None
    assert found.is_partial


def size(database: Database, copy: Copy, *, whole: bool = False) -> int:
    with database.reading() as tx:
        columns.catch_up(tx, copy)
    if "residents" not in copy.stores:
        return 0
    with copy.stores["residents"].reading() as snapshot:
        return snapshot.size(columns.where(snapshot, Selection("2026", whole=whole)))


def test_results_follow_a_response_from_partial_to_draft_to_whole(database: Database) -> None:
    open_round(database, TINY)
    response = stopped(database, {"met": "no"})
    with database.reading() as tx:
        copy = columns.build(tx)
    assert (size(database, copy), size(database, copy, whole=True)) == (1, 0)
    draft = taken_up(database, response)
    assert size(database, copy) == 0
    with database.transaction() as tx:
        saved = responses.save(tx, draft, {"borough": "E09000021", "met": "no"}, NOW)
        assert saved is not None
        responses.submit(tx, saved, VERSION, NOW)
    assert (size(database, copy), size(database, copy, whole=True)) == (1, 1)
    copy.close()


def test_results_built_meanwhile_leave_the_draft_out(database: Database) -> None:
    open_round(database, TINY)
    taken_up(database, stopped(database, {"met": "no"}))
    with database.reading() as tx:
        copy = columns.build(tx)
    assert size(database, copy) == 0
    copy.close()


def test_rows_say_which_responses_are_partial(database: Database) -> None:
    open_round(database, TINY)
    stopped(database, {"met": "no"})
    with database.reading() as tx:
        place = [cell.heading for cell in wide.headings(tx, "residents")].index("partial")
        rows = [row for part in wide.wide_rows(tx, "residents", "2026") for row in part]
    assert [row[place] for row in rows] == ["yes"]
