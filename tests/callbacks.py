"""Callbacks for tests: people who ask, clerks who ring; every number is kept for fiction by Ofcom."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from survey.consultations.round import Round
from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Held, Wish
from survey.fieldwork.callbacks.callback import Callback, Person
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.numbers import Number
from survey.fieldwork.callbacks.outcomes import Outcome
from survey.tables import metadata
from tests.builders import SECRET
from tests.unit.fieldwork.callbacks.made import TERMS, at, window

NOW = at("2026-11-24 10:05")
"""A Tuesday morning within the hours of the call centre."""

SECRETS = [SECRET]
MORNING = window("2026-11-24 09:00", "12:00")
EVENING = window("2026-11-24 17:00", "20:00")
ROUND = Round("2026", "Have your say", NOW - timedelta(days=9), datetime(2026, 12, 18, 17, tzinfo=UTC))


def number(place: int = 0) -> Number:
    """A number in London that nobody has."""
    return Number(f"+4420794600{place:02d}" if place < 100 else f"+442079460{place:03d}")


def wish(place: int = 0, *times: Window, name: str = "", language: str = "en", relay: bool = False) -> Wish:
    """What somebody asks for."""
    person = Person(name or f"Flat {place}", number(place % 1000))
    return Wish("residents", language, relay, person, times or (MORNING,))


def asked(database: Database, wished: Wish | None = None, round_key: str = "2026") -> None:
    """Asks to be rung."""
    with database.transaction() as tx:
        actions.ask(tx, round_key, wished or wish(), SECRETS, NOW.date())


def drawn(
    database: Database, clerk: str = "a clerk", now: datetime = NOW, languages: tuple[str, ...] = ()
) -> Held | None:
    """Draws the next call for a clerk."""
    with database.transaction() as tx:
        return actions.draw(tx, clerk, ROUND, TERMS, SECRETS, now, languages)


def rung(
    database: Database, outcome: Outcome, clerk: str = "a clerk", now: datetime = NOW, **more: object
) -> Callback:
    """Draws the next call and keeps how it ended."""
    held = drawn(database, clerk, now)
    assert held is not None
    with database.transaction() as tx:
        return actions.tried(
            tx,
            clerk,
            held.callback.id,
            outcome,
            ROUND,
            TERMS,
            SECRETS,
            now,
            **more,  # type: ignore[arg-type]  # each named where it is called
        )


def rows(database: Database, table: str) -> list[dict[str, object]]:
    """All rows of a table."""
    with database.reading() as tx:
        return [dict(row._mapping) for row in tx.connection.execute(select(metadata.tables[table]))]
