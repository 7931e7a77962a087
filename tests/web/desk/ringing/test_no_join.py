"""Nothing joins a name and a number to answers: every table is walked, column by column, at each stage of a callback.

Whoever has the whole database, and not the secret, finds no value that stands on both sides: not an id, not a moment,
not the number of a transaction, not an order in which rows came.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.fieldwork.callbacks.outcomes import Outcome
from survey.tables import metadata
from survey.web.request import state_of
from tests.builders import TINY, open_round
from tests.callbacks import NOW, rows
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import form_to
from tests.web.desk.ringing.ringer import QUEUE, drawn

PERSONAL = {
    "contacts",
    "callbacks",
    "callback_attempts",
    "do_not_call",
    "informing_people",
    "informing_mails",
}
"""The tables on the side of names, numbers and addresses; all others may lead to answers."""

OF_NOBODY = {"informing_messages"}
"""What is told to everybody alike, and leads to no person and no answer."""

CATEGORIES = {"2026", "residents", "en", *(outcome.value for outcome in Outcome)}
"""What may stand on both sides: the round, the questionnaire, the language, codes of outcomes."""

WITHIN = {"contact": "contacts", "callback": "callbacks"}
"""Columns that lead from one personal table to another."""


def values(database: Database, tables: set[str]) -> Iterator[tuple[str, str, Any]]:
    """Every value of these tables as (table, column, value)."""
    for name in sorted(tables):
        for row in rows(database, name):
            for column, value in row.items():
                yield name, column, value


def told(value: Any) -> str:
    """A value as it can be compared: moments to the second, bytes as they are."""
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)


def is_plain(value: Any) -> bool:
    """Says whether a value is too common to join by: nothing, a number below a thousand, a day."""
    return (
        value is None
        or value in ("", [], {})
        or isinstance(value, bool)
        or (isinstance(value, int) and value < 1000)
        or (isinstance(value, date) and not isinstance(value, datetime))
    )


def walk(database: Database) -> None:
    """Holds every column of one side against every column of the other."""
    others = set(metadata.tables) - PERSONAL
    personal = [(*place, told(value)) for *place, value in values(database, PERSONAL) if not is_plain(value)]
    answers = [(*place, told(value)) for *place, value in values(database, others) if not is_plain(value)]
    known = {value for _, _, value in answers} - CATEGORIES
    assert not [place for place in personal if place[2] in known]
    everything = " ".join(value for _, _, value in answers)
    ids = {
        value
        for _, column, value in personal
        if column in {"id", *WITHIN, "held_by", "number_hash", "number_mark"}
    }
    assert not [one for one in ids if one in everything]
    beside = " ".join(value for _, _, value in personal)
    names = [one for one in answers if one[1] in {"id", "reference", "clerk", "response", "return_code_hash"}]
    assert not [one for one in names if len(one[2]) > 6 and one[2] in beside]


def moments_are_coarse(database: Database) -> None:
    """No moment on the side of names is finer than a quarter of an hour."""
    found = [value for _, _, value in values(database, PERSONAL) if isinstance(value, datetime)]
    assert found or not rows(database, "contacts")
    assert not [one for one in found if one.minute % 15 or one.second or one.microsecond]


def transactions_are_apart(database: Database) -> None:
    """No row of one side was written together with one of the other."""
    if database.is_sqlite:
        return
    with database.reading() as tx:

        def written(tables: set[str]) -> set[str]:
            return {
                str(mark)
                for name in tables
                for (mark,) in tx.connection.execute(text(f'SELECT DISTINCT xmin::text FROM "{name}"'))  # noqa: S608  names of our own tables
            }

        assert not written(PERSONAL) & written({"calls", "responses", "response_revisions", "audit"})


def no_order_is_kept(database: Database) -> None:
    """SQLite keeps no hidden number of a row, and ids tell nothing of when they were made."""
    if database.is_sqlite:
        with database.reading() as tx:
            made = tx.connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
            declared = dict(made.all())
        assert all("WITHOUT ROWID" in declared[name] for name in PERSONAL)
    assert all(
        str(row["id"])[14] == "4" for name in ("contacts", "callbacks") for row in rows(database, name)
    )


def hold(database: Database) -> None:
    """Holds all that there is to the claim."""
    for claim in (walk, moments_are_coarse, transactions_are_apart, no_order_is_kept):
        claim(database)


def asked_on_the_web(app: Flask, place: int) -> None:
    visitor = PageClient(app)
    visitor.get("/take-part/by-phone")
    time = "2026-11-24T09:00Z"
    visitor.submit({"name": f"Flat {place}", "number": f"020 7946 000{place}", "when": time})


@pytest.fixture
def kept_on_each(app_on_each: Flask) -> Database:
    """Each database in turn, with a round that is open."""
    database = state_of(app_on_each).database
    open_round(database, TINY, now=NOW)
    return database


def test_no_foreign_key_leads_from_one_side_to_the_other() -> None:
    for name, table in metadata.tables.items():
        for key in table.foreign_keys:
            target = key.column.table.name
            if target not in OF_NOBODY:
                assert (name in PERSONAL) == (target in PERSONAL), f"{name}.{key.parent.name}"


def test_what_is_told_to_everybody_leads_to_nobody() -> None:
    for name in OF_NOBODY:
        assert {key.column.table.name for key in metadata.tables[name].foreign_keys} == {"rounds"}


def test_nothing_joins_a_number_to_answers_from_asking_to_the_end(
    app_on_each: Flask, kept_on_each: Database
) -> None:
    for place in range(4):
        asked_on_the_web(app_on_each, place)
    clerk = signed_in(PageClient(app_on_each), kept_on_each, Role.CLERK)
    hold(kept_on_each)

    drawn(clerk)
    clerk.submit()
    clerk.submit()
    clerk.submit({"borough": "E09000021", "met": "no"})
    assert len(rows(kept_on_each, "contacts")) == 4
    hold(kept_on_each)  # while the interview goes on

    clerk.submit()
    assert len(rows(kept_on_each, "contacts")) == 3
    hold(kept_on_each)  # after a complete one

    drawn(clerk)
    clerk.submit()
    clerk.submit()
    clerk.submit({"borough": "E09000021", "met": "yes"}, press=("go", "cut"))
    clerk.submit(press=("agreed", "yes"))
    clerk.get(f"{QUEUE}/held")
    clerk.submit()
    clerk.submit({"day": "2026-11-26", "time": "14:37"})
    hold(kept_on_each)  # after a partial one with an appointment

    page = drawn(clerk)
    clerk.submit_form(form_to(page, "/ringing/outcome"), {}, press=("outcome", "2.11"))
    clerk.submit({"never": "yes"})
    hold(kept_on_each)  # after a refusal for good

    clerk.get("/staff/desk")
    clerk.submit(press=("family", "residents"))
    clerk.submit()
    clerk.get(f"{QUEUE}/new")
    wanted = {"family": "residents", "name": "Flat 8", "number": "020 7946 0008"}
    clerk.submit({**wanted, "day": "2026-11-25", "time": "9"})
    assert len(rows(kept_on_each, "contacts")) == 3
    hold(kept_on_each)  # while a caller who asked for another call is on the line


def test_the_walk_would_find_a_join(kept_on_each: Database, app_on_each: Flask) -> None:
    asked_on_the_web(app_on_each, 1)
    clerk = signed_in(PageClient(app_on_each), kept_on_each, Role.CLERK)
    drawn(clerk)
    clerk.submit()
    with kept_on_each.transaction() as tx:
        tx.connection.execute(text("UPDATE callbacks SET held_by = (SELECT clerk FROM calls)"))
    with pytest.raises(AssertionError):
        walk(kept_on_each)
