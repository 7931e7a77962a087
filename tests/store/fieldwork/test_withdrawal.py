"""A response is taken back: its words are nowhere any more, on each database; the fact and the date stay."""

from datetime import UTC, datetime
from random import Random

import pytest
from sqlalchemy import select

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.paper.form import PrintedForm
from survey.fieldwork.reading import actions as reading
from survey.fieldwork.withdrawal import actions
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.return_code import ReturnCode
from survey.tables import metadata
from tests.builders import SECRET, begun, open_round, sent, version_from
from tests.bundles import bundle, keyed, printed
from tests.staff import colleague

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
WORD = "zebrafinch"

WORDY = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: one
        title: One page
        questions:
          - {key: why, kind: long_text, text: Why?}
          - {key: met, kind: yes_no, text: Have you met the police?}
"""


@pytest.fixture
def wordy(database: Database) -> Version:
    """A questionnaire with a place for words, published in an open round."""
    open_round(database, WORDY)
    return version_from(WORDY)


def mentions(database: Database, word: str = WORD) -> list[str]:
    """The tables and columns in which a word stands."""
    found = []
    with database.reading() as tx:
        for name, table in metadata.tables.items():
            for row in tx.connection.execute(select(table)).mappings():
                found += [f"{name}.{column}" for column, value in row.items() if word in repr(value)]
    return sorted(set(found))


def withdrawn(database: Database, response_id: str, by: str | None = None) -> bool:
    with database.transaction() as tx:
        found = responses.find(tx, response_id, to_write=True)
        assert found is not None
        return actions.withdraw(tx, found, by=by, now=NOW)


def test_nothing_of_a_sent_response_is_left(database: Database, wordy: Version) -> None:
    clerk = colleague(database, Role.SUPERVISOR).id
    response = sent(database, wordy, {"why": f"A {WORD} sings"})
    with database.transaction() as tx:
        reading.catch_up(tx, NOW)
        found = responses.find(tx, response.id, to_write=True)
        assert found is not None
        responses.correct(
            tx, found, wordy, {"why": f"Two {WORD}es sing"}, by=clerk, reason="asked for", now=NOW
        )
    assert {"responses.answers", "response_revisions.answers"} <= set(mentions(database))
    assert withdrawn(database, response.id)
    assert mentions(database) == []
    with database.reading() as tx:
        assert reading.waiting(tx, "2026").all == 0


def test_the_fact_and_the_date_stay(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": WORD})
    withdrawn(database, response.id)
    with database.reading() as tx:
        found = responses.find(tx, response.id)
        listed = accounts.audit_listing(tx, Filter(subject="response"), 1)
    assert found is not None
    assert (found.withdrawn_at, found.reference, found.channel) == (NOW, response.reference, Channel.WEB)
    assert "system:response:withdrawn" in [entry.tag for entry in listed.entries]


def test_a_second_time_changes_nothing(database: Database, wordy: Version) -> None:
    response = sent(database, wordy, {"why": WORD})
    assert withdrawn(database, response.id)
    assert not withdrawn(database, response.id)


def test_a_draft_and_the_notes_of_its_call_are_erased(database: Database, wordy: Version) -> None:
    clerk = colleague(database, Role.CLERK).id
    response, _code = begun(database, wordy, channel=Channel.TELEPHONE)
    with database.transaction() as tx:
        saved = responses.save(tx, response, {"why": WORD}, NOW)
        assert saved is not None
        call = calls.resume(tx, saved, clerk=clerk, now=NOW)
        assert calls.keep_notes(tx, call, WORD, [SECRET], sequence=1)
        responses_found = responses.find(tx, response.id, to_write=True)
        assert responses_found is not None
        actions.withdraw(tx, responses_found, by=clerk, now=NOW)
    assert mentions(database) == []
    with database.reading() as tx:
        again = calls.find(tx, call.id)
    assert (again.notes, again.earlier) == (None, ())


def slip(database: Database) -> PrintedForm:
    return printed(database, 1)[0]


def found(database: Database, code: ReturnCode, *, to_write: bool) -> str | None:
    with database.transaction() as tx:
        response = actions.find(tx, code, SECRET, NOW, to_write=to_write)
        return response.id if response else None


def test_a_form_that_is_keyed_but_not_signed_off_is_erased(database: Database, wordy: Version) -> None:
    clerk = colleague(database, Role.CLERK).id
    form = slip(database)
    keyed(database, bundle(database, 1, clerk), form.form.serial, {"why": WORD, "met": "1"}, clerk)
    assert mentions(database)
    response_id = found(database, form.code, to_write=True)
    assert response_id is not None
    assert withdrawn(database, response_id)
    assert mentions(database) == []


def test_a_form_that_is_still_under_way_can_be_taken_back(database: Database, wordy: Version) -> None:
    form = slip(database)
    assert found(database, form.code, to_write=False) is None
    with database.reading() as tx:
        assert actions.stands_on_paper(tx, form.code, SECRET)
    response_id = found(database, form.code, to_write=True)
    assert response_id is not None
    assert withdrawn(database, response_id)


def test_also_after_the_round_has_ended(database: Database, wordy: Version) -> None:
    form = slip(database)
    with database.transaction() as tx:
        consultations.close(tx, "2026", None, datetime.now(UTC))
        response = actions.find(tx, form.code, SECRET, datetime.now(UTC), to_write=True)
        assert response is not None
        assert actions.withdraw(tx, response, by=None, now=datetime.now(UTC))


def test_a_code_that_opens_nothing_finds_nothing(database: Database, wordy: Version) -> None:
    assert found(database, ReturnCode.mint(Random(99)), to_write=True) is None
