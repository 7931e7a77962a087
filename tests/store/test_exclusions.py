"""Responses left out of results: by whom and why, out of every count, counted again, nothing deleted."""

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.columns.actions import Copy, build, catch_up, where
from survey.columns.selection import Selection
from survey.columns.weighing import Answers, Weighing
from survey.db.session import Database
from survey.exports.actions import export
from survey.responses import actions as responses
from survey.responses.exclusions import actions
from survey.responses.exclusions.exclusion import Exclusion, ExclusionRefused
from tests.unit.columns.given import give, live

NOW = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
COUNTING, EVERYTHING = Selection("2026"), Selection("2026", everything=True)


@pytest.fixture
def given(database: Database) -> Database:
    """Four responses."""
    give(database, live(database), [{"feeling": "safe"}, {"feeling": "safe"}, {"feeling": "unsafe"}, {}])
    return database


def leave_out(database: Database, number: int = 2, reason: str = "One machine sent them.") -> Exclusion:
    """Leaves out the first responses."""
    with database.transaction() as tx:
        ids = [row.id for row in responses.settled_since(tx, 0, "", 10)][:number]
        return actions.exclude(
            tx, "2026", "residents", ids, rule="same", says="The same.", reason=reason, by="ann", now=NOW
        )


def built(database: Database) -> Copy:
    with database.reading() as tx:
        return build(tx)


def sizes(copy: Copy) -> tuple[int, int]:
    """How many responses count, and how many there are with those left out."""
    with copy.stores["residents"].reading() as snapshot:
        counting, everything = (snapshot.size(where(snapshot, one)) for one in (COUNTING, EVERYTHING))
    return counting, everything


def test_what_is_left_out_does_not_count(given: Database) -> None:
    leave_out(given)
    assert sizes(built(given)) == (2, 4)


def test_columns_that_stand_follow_a_decision(given: Database) -> None:
    copy = built(given)
    made = leave_out(given)
    with given.reading() as tx:
        catch_up(tx, copy)
    assert sizes(copy) == (2, 4)
    with given.transaction() as tx:
        actions.lift(tx, made.id, because="They were a class at one computer.", by="ben", now=NOW)
    with given.reading() as tx:
        catch_up(tx, copy)
    assert sizes(copy) == (4, 4)


def test_a_lifted_decision_stays_in_the_history(given: Database) -> None:
    made = leave_out(given)
    with given.transaction() as tx:
        actions.lift(tx, made.id, because="A mistake.", by="ben", now=NOW)
        (kept,) = actions.history(tx, "2026", "residents")
        trail = accounts.audit_listing(tx, Filter(subject="responses"), 1)
    assert (kept.stands, kept.reason, kept.lifted_by, kept.lifted_because) == (
        False,
        "One machine sent them.",
        "ben",
        "A mistake.",
    )
    assert [one.tag for one in trail.entries] == ["staff:responses:counted_again", "staff:responses:left_out"]


def test_a_response_that_two_decisions_leave_out_counts_when_both_are_lifted(given: Database) -> None:
    first, second = leave_out(given), leave_out(given, number=1)
    with given.transaction() as tx:
        actions.lift(tx, first.id, because="A mistake.", by="ben", now=NOW)
    assert sizes(built(given)) == (3, 4)
    with given.transaction() as tx:
        actions.lift(tx, second.id, because="A mistake.", by="ben", now=NOW)
    assert sizes(built(given)) == (4, 4)


def test_a_decision_needs_a_reason_and_a_response(given: Database) -> None:
    with pytest.raises(ExclusionRefused, match="no_reason"):
        leave_out(given, reason="  ")
    with pytest.raises(ExclusionRefused, match="nobody"):
        leave_out(given, number=0)


def test_a_decision_is_lifted_once(given: Database) -> None:
    made = leave_out(given)
    with given.transaction() as tx:
        actions.lift(tx, made.id, because="A mistake.", by="ben", now=NOW)
        with pytest.raises(ExclusionRefused, match="lifted"):
            actions.lift(tx, made.id, because="A mistake.", by="ben", now=NOW)


def test_weights_rest_on_what_counts(given: Database) -> None:
    leave_out(given, number=1)
    told: list[int] = []

    def by(cells: dict[Answers, int]) -> dict[Answers, float]:
        told.append(sum(cells.values()))
        return dict.fromkeys(cells, 1.0)

    copy = built(given)
    for everything in (False, True):
        with copy.stores["residents"].reading(
            Weighing(f"{everything}", "2026", ("feeling",), by, everything)
        ):
            pass
    assert told == [3, 4]


def test_a_withdrawn_response_leaves_the_columns_whatever_was_decided(given: Database) -> None:
    leave_out(given, number=1)
    with given.transaction() as tx:
        row = responses.settled_since(tx, 0, "", 10)[-1]
        found = responses.find(tx, row.id)
        assert found is not None
        responses.withdraw(tx, found, NOW)
    assert sizes(built(given)) == (3, 3)  # the one left out was taken over last


@pytest.mark.parametrize(("everything", "rows"), [(False, 2), (True, 4)])
def test_a_file_says_what_is_left_out(given: Database, tmp_path: Path, everything: bool, rows: int) -> None:
    leave_out(given)
    with given.reading() as tx:
        done = export(tx, "residents", "2026", "csv", tmp_path / "residents.csv", everything=everything)
    told = orjson.loads(done.manifest.read_bytes())
    assert (done.rows, told["holds_those_left_out"]) == (rows, everything)
    assert told["left_out"] == [{"rule": "same", "says": "The same.", "responses": 2}]
    heading, *lines = (tmp_path / "residents.csv").read_text().splitlines()
    place = heading.split(",").index("excluded")
    assert [line.split(",")[place] for line in lines].count("yes") == (2 if everything else 0)
