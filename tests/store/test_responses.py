"""Responses as both databases keep them."""

from datetime import UTC, datetime, timedelta
from random import Random
from threading import Event, Thread
from typing import Any

import pytest

from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.actions import Given, Refused
from survey.responses.response import Response
from survey.responses.settle import settle
from survey.responses.store import response_revisions
from survey.responses.store import responses as table
from tests.builders import SECRET, TINY, begun, sent, version_from

VERSION = version_from(TINY)
KINGSTON = {"borough": "E09000021", "met": "no"}
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def since(database: Database, mark: int = 0, after_id: str = "") -> list[Any]:
    with database.reading() as tx:
        return list(responses.settled_since(tx, mark, after_id, 100))


def test_a_code_opens_its_response_and_no_other(database: Database) -> None:
    first, code = begun(database, VERSION, seed=1)
    begun(database, VERSION, seed=2)
    with database.reading() as tx:
        found = responses.open_by_code(tx, code, SECRET)
    assert found == first


def test_a_code_is_nothing_under_another_secret(database: Database) -> None:
    _response, code = begun(database, VERSION)
    with database.reading() as tx:
        assert responses.open_by_code(tx, code, "another secret") is None


def test_the_code_is_not_stored(database: Database) -> None:
    _response, code = begun(database, VERSION)
    with database.reading() as tx:
        (row,) = tx.connection.execute(table.select()).all()
    assert not any(code.symbols[8:] in str(value) for value in row)


def test_a_reference_that_is_taken_is_minted_anew(database: Database) -> None:
    first, _code = begun(database, VERSION, seed=7)
    second, _code = begun(database, VERSION, seed=7)
    assert first.reference != second.reference


def test_saving_keeps_answers_until_the_next_page(database: Database) -> None:
    response, code = begun(database, VERSION)
    with database.transaction(durable=False) as tx:
        responses.save(tx, response, KINGSTON, NOW, paradata={"page": "how"})
    with database.reading() as tx:
        found = responses.open_by_code(tx, code, SECRET)
    assert found is not None
    assert (found.answers, found.paradata, found.saved_at) == (KINGSTON, {"page": "how"}, NOW)


def test_sending_needs_what_is_required(database: Database) -> None:
    response, _code = begun(database, VERSION)
    with database.transaction() as tx:
        assert responses.submit(tx, response, VERSION, NOW) == Refused("where")


def test_sending_twice_sends_once(database: Database) -> None:
    response = sent(database, VERSION, KINGSTON)
    with database.transaction() as tx:
        again = responses.submit(tx, response, VERSION, NOW)
    assert again == response
    assert len(since(database)) == 1


def test_two_presses_at_once_send_once(postgresql_database: Database) -> None:
    response, code = begun(postgresql_database, VERSION)
    with postgresql_database.transaction() as tx:
        responses.save(tx, response, KINGSTON, NOW)
    references = []

    def press() -> None:
        with postgresql_database.transaction() as tx:
            found = responses.open_by_code(tx, code, SECRET, to_write=True)
            assert found is not None
            outcome = responses.submit(tx, found, VERSION, NOW)
            assert isinstance(outcome, Response)
            references.append(outcome.reference)

    presses = [Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    assert references == [response.reference] * 4
    assert len(since(postgresql_database)) == 1


def test_two_tabs_that_save_different_pages_lose_nothing(database: Database) -> None:
    _response, code = begun(database, VERSION)
    inside, done = Event(), Event()

    def slow_tab() -> None:
        with database.transaction() as tx:
            found = responses.open_by_code(tx, code, SECRET, to_write=True)
            assert found is not None
            inside.set()
            done.wait(0.3)
            responses.save(tx, found, {**found.answers, "borough": "E09000021"}, NOW)

    slow = Thread(target=slow_tab)
    slow.start()
    assert inside.wait(5)
    with database.transaction() as tx:
        found = responses.open_by_code(tx, code, SECRET, to_write=True)
        assert found is not None
        responses.save(tx, found, {**found.answers, "met": "no"}, NOW)
    slow.join()
    with database.reading() as tx:
        found = responses.open_by_code(tx, code, SECRET)
    assert found is not None
    assert found.answers == KINGSTON


def test_what_was_settled_can_be_worked_out_again(database: Database) -> None:
    given = {**KINGSTON, "went": "off the path"}
    sent(database, VERSION, given)
    (row,) = since(database)
    thawed = Version.of(VERSION.questionnaire)
    with database.reading() as tx:
        kept = tx.connection.execute(table.select().where(table.c.id == row.id)).one()
    again = settle(thawed, {**kept.answers, **kept.settled["off_path"]}, Channel(kept.channel))
    assert (again.answers, again.document()) == (kept.answers, kept.settled)


def test_a_correction_keeps_what_stood_before(database: Database) -> None:
    response = sent(database, VERSION, KINGSTON)
    changed = {"borough": "E09000022", "met": "no"}
    with database.transaction() as tx:
        responses.correct(tx, response, VERSION, changed, by="clerk", reason="Misheard", now=NOW)
    with database.reading() as tx:
        (revision,) = tx.connection.execute(response_revisions.select()).all()
        found = responses.find(tx, response.id)
    assert found is not None
    assert (found.answers, found.revision) == (changed, 1)
    assert (revision.answers, revision.reason) == (KINGSTON, "Misheard")


def test_a_withdrawal_erases_answers_and_revisions_and_keeps_the_fact(database: Database) -> None:
    response = sent(database, VERSION, KINGSTON)
    with database.transaction() as tx:
        responses.correct(
            tx, response, VERSION, {"borough": "E09000022"}, by="clerk", reason="Misheard", now=NOW
        )
        responses.withdraw(tx, response, NOW)
    with database.reading() as tx:
        everything = str(tx.connection.execute(table.select()).all()) + str(
            tx.connection.execute(response_revisions.select()).all()
        )
        found = responses.find(tx, response.id)
    assert "E0900002" not in everything
    assert found is not None
    assert found.withdrawn_at == NOW


def test_rows_come_once_in_the_order_of_their_marks(database: Database) -> None:
    for seed in range(5):
        sent(database, VERSION, KINGSTON, seed=seed)
    seen: list[str] = []
    mark, after = 0, ""
    while True:
        with database.reading() as tx:
            rows = list(responses.settled_since(tx, mark, after, 2))
        if not rows:
            break
        seen += [row.id for row in rows]
        mark, after = int(rows[-1].change_mark), rows[-1].id
    assert len(seen) == len(set(seen)) == 5


def test_a_row_that_commits_late_is_not_passed_over(postgresql_database: Database) -> None:
    """An older transaction may commit after a newer one was read: its mark must still lie ahead."""
    early, _code = begun(postgresql_database, VERSION, seed=1)
    late, _code = begun(postgresql_database, VERSION, seed=2)
    with postgresql_database.transaction() as tx:
        responses.save(tx, early, KINGSTON, NOW)
        responses.save(tx, late, KINGSTON, NOW)
    opened, read = Event(), Event()

    def commit_late() -> None:
        with postgresql_database.transaction() as tx:
            responses.submit(tx, _with_answers(late), VERSION, NOW)
            opened.set()
            read.wait(5)

    slow = Thread(target=commit_late)
    slow.start()
    assert opened.wait(5)
    with postgresql_database.transaction() as tx:
        responses.submit(tx, _with_answers(early), VERSION, NOW)
    first_look = since(postgresql_database)
    mark = int(first_look[-1].change_mark) if first_look else 0
    after = first_look[-1].id if first_look else ""
    read.set()
    slow.join()
    second_look = since(postgresql_database, mark, after)
    assert {row.id for row in [*first_look, *second_look]} == {early.id, late.id}


def _with_answers(response: Response) -> Response:
    from dataclasses import replace

    return replace(response, answers=KINGSTON)


def given(answers: dict[str, Any], minutes: int = 5) -> Given:
    return Given("2026", Channel.WEB, "en", 0, answers, NOW, NOW + timedelta(minutes=minutes), {})


def test_many_are_settled_by_the_same_rule(database: Database) -> None:
    with database.transaction() as tx:
        count = responses.submit_many(
            tx,
            VERSION,
            [given({**KINGSTON, "went": "off"}) for _ in range(50)],
            secret=SECRET,
            chance=Random(1),
        )
    rows = since(database)
    assert count == len(rows) == 50
    with database.reading() as tx:
        one = tx.connection.execute(table.select().limit(1)).one()
    assert one.answers == KINGSTON
    assert one.settled["off_path"] == {"went": "off"}


@pytest.mark.parametrize(("many", "told"), [(19, None), (20, 5)])
def test_the_median_is_told_once_there_are_enough(database: Database, many: int, told: int | None) -> None:
    with database.transaction() as tx:
        responses.submit_many(
            tx, VERSION, [given(KINGSTON) for _ in range(many)], secret=SECRET, chance=Random(1)
        )
    with database.reading() as tx:
        assert responses.median_minutes(tx, "2026", "residents") == told


def test_ids_follow_time(database: Database) -> None:
    early = responses.new_id(1_000_000_000_000, b"\xff" * 10)
    late = responses.new_id(1_000_000_000_001, b"\x00" * 10)
    assert early < late
    assert early[14] == late[14] == "7"
