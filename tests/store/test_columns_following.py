"""Columns follow the answering database: new responses, corrections, withdrawals, late commits, restores."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from survey.columns.actions import Columns
from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from tests.unit.columns.given import OPENED, give, live
from tests.unit.columns.made import choices, question, questionnaire

EVERYWHERE = Predicate()
PATIENCE_S = 30


@pytest.fixture
def columns(database: Database) -> Iterator[Columns]:
    """Columns that look for news at every request."""
    found = Columns(database, fresh_s=0)
    yield found
    found.close()


def feelings(columns: Columns, family: str = "residents") -> dict[int, int]:
    """How many chose what, by code, after catching up."""
    assert columns.ready(PATIENCE_S)
    with columns.view(family) as view:
        return dict(view.snapshot.tally(["feeling"], EVERYWHERE)["feeling"]) if view else {}


def reference_of(columns: Columns) -> str:
    with columns.view("residents") as view:
        assert view is not None
        (reference,) = view.snapshot.references(EVERYWHERE)
        return reference


def test_nobody_has_answered_yet(columns: Columns) -> None:
    assert columns.ready(PATIENCE_S)
    with columns.view("residents") as view:
        assert view is None
    assert columns.families() == {}


def test_new_responses_come_in(database: Database, columns: Columns) -> None:
    version = live(database)
    give(database, version, [{"feeling": "safe"}])
    assert feelings(columns) == {0: 1}
    give(database, version, [{"feeling": "unsafe"}, {"feeling": "safe"}])
    assert feelings(columns) == {0: 2, 1: 1}


def test_drafts_do_not_count(database: Database, columns: Columns) -> None:
    version = live(database)
    give(database, version, [{"feeling": "safe"}])
    with database.transaction() as tx:
        draft, _ = responses.start(
            tx, version, "2026", channel=Channel.WEB, language="en", secret="for tests alone", now=OPENED
        )
        responses.save(tx, draft, {"feeling": "unsafe"}, OPENED)
    assert feelings(columns) == {0: 1}


def test_corrections_replace(database: Database, columns: Columns) -> None:
    version = live(database)
    give(database, version, [{"feeling": "safe"}])
    feelings(columns)
    with database.transaction() as tx:
        response = responses.find_by_reference(tx, reference_of(columns))
        assert response is not None
        responses.correct(
            tx, response, version, {"feeling": "unsafe"}, by="clerk", reason="misheard", now=OPENED
        )
    assert feelings(columns) == {1: 1}


def test_withdrawals_take_out(database: Database, columns: Columns) -> None:
    version = live(database)
    give(database, version, [{"feeling": "safe", "why": "a secret"}])
    feelings(columns)
    with database.transaction() as tx:
        response = responses.find_by_reference(tx, reference_of(columns))
        assert response is not None
        responses.withdraw(tx, response, OPENED)
    assert feelings(columns) == {}


def test_catching_up_equals_building_anew(database: Database, columns: Columns) -> None:
    version = live(database)
    feelings(columns)
    for number, feeling in enumerate(("safe", "unsafe", "other", "safe")):
        give(
            database, version, [{"feeling": feeling, "years": number, "top": ["noise", "drugs"]}], seed=number
        )
        columns.ready(PATIENCE_S)
    fresh = Columns(database)
    fresh.ready(PATIENCE_S)
    with columns.view("residents") as followed, fresh.view("residents") as built:
        assert followed is not None
        assert built is not None
        assert topline(followed.snapshot, EVERYWHERE) == topline(built.snapshot, EVERYWHERE)
        assert followed.mark == built.mark
    fresh.close()


def test_a_new_version_is_given_room(database: Database, columns: Columns) -> None:
    give(database, live(database), [{"feeling": "safe"}])
    feelings(columns)
    newer = questionnaire(
        (question("feeling", "single_choice", choices=choices("calm", "safe")), question("new", "yes_no"))
    )
    give(database, live(database, newer), [{"feeling": "calm", "new": "yes"}], seed=2)
    assert feelings(columns) == {0: 1, 1: 1}
    with columns.view("residents") as view:
        assert view is not None
        assert view.snapshot.tally(["new"], EVERYWHERE)["new"] == {-1: 1, 0: 1}


def test_a_restore_has_everything_built_anew(database: Database, columns: Columns) -> None:
    give(database, live(database), [{"feeling": "safe"}])
    feelings(columns)
    with database.transaction() as tx:
        tx.connection.execute(text("DELETE FROM responses"))
        tx.connection.execute(text("UPDATE installation SET epoch = 'restored'"))
    assert feelings(columns) == {}


def test_another_process_catches_up_to_the_mark_that_a_page_names(database: Database) -> None:
    slow, quick = Columns(database, fresh_s=3600), Columns(database, fresh_s=0)
    version = live(database)
    give(database, version, [{"feeling": "safe"}])
    assert feelings(slow) == {0: 1}
    give(database, version, [{"feeling": "safe"}], seed=2)
    assert feelings(quick) == {0: 2}
    with quick.view("residents") as view:
        assert view is not None
        mark = view.mark
    assert feelings(slow) == {0: 1}
    slow.ready(PATIENCE_S, mark)
    assert feelings(slow) == {0: 2}
    slow.close()
    quick.close()


def test_a_late_commit_is_not_lost(postgresql_database: Database) -> None:
    """The row of a transaction that began first and commits last is taken over once it is there."""
    database = postgresql_database
    version = live(database)
    columns = Columns(database, fresh_s=0)
    columns.ready(PATIENCE_S)
    given = [
        responses.Given(
            "2026", Channel.WEB, "en", 0, {"feeling": "safe"}, OPENED, OPENED + timedelta(days=1), {}
        )
    ]
    with database.transaction() as early:
        responses.submit_many(early, version, given, secret="early")
        give(database, version, [{"feeling": "unsafe"}], seed=3)
        feelings(columns)
    assert feelings(columns) == {0: 1, 1: 1}
    columns.close()


def test_memory_is_given_back_when_nobody_looks(sqlite_database: Database) -> None:
    give(sqlite_database, live(sqlite_database), [{"feeling": "safe"}])
    columns = Columns(sqlite_database, idle_s=0.2)
    columns.ready(PATIENCE_S)
    assert columns.families()
    patience = monotonic() + 5
    while columns.families() and monotonic() < patience:
        sleep(0.05)
    assert columns.families() == {}
    assert columns.ready(PATIENCE_S)
    columns.close()


def test_what_was_reckoned_is_kept_until_the_data_change(sqlite_database: Database) -> None:
    from survey.columns.selection import Selection

    version = live(sqlite_database)
    give(sqlite_database, version, [{"feeling": "safe"}])
    columns = Columns(sqlite_database, fresh_s=0)
    asked: list[str] = []

    def size() -> int:
        columns.ready(PATIENCE_S)
        with columns.view("residents") as view:
            assert view is not None

            def reckon(where: Predicate) -> int:
                asked.append(where.sql)
                return view.snapshot.size(where)

            return view.reckoned("size", Selection(round="2026"), reckon)

    assert [size(), size()] == [1, 1]
    give(sqlite_database, version, [{"feeling": "safe"}], seed=2)
    assert size() == 2
    assert len(asked) == 2
    columns.close()
