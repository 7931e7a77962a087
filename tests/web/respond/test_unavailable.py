"""A database that is locked or gone: nothing typed is lost, and the next press succeeds."""

import sqlite3
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text

from survey import create_app
from survey.config import Settings
from survey.db.session import Database
from tests.builders import TINY, open_round
from tests.pages import PageClient
from tests.web.respond.test_journey import rows, start


@pytest.fixture
def impatient(sqlite_database: Database, settings: Settings) -> Iterator[Flask]:
    """The application on SQLite, waiting for a lock no longer than a moment."""
    open_round(sqlite_database, TINY)
    database = Database(sqlite_database.url, patience_s=0.1)
    yield create_app(settings, database)
    database.close()


def held(database: Database) -> sqlite3.Connection:
    """Locks the file as another writer does."""
    connection = sqlite3.connect(str(database.url.database), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_locked_file_keeps_what_was_typed_and_the_next_press_saves_it(
    impatient: Flask, sqlite_database: Database
) -> None:
    client = PageClient(impatient)
    start(client)
    lock = held(sqlite_database)
    page = client.submit({"borough": "E09000021", "met": "yes"})
    assert page.status == 503
    assert client.response is not None
    assert int(client.response.headers["Retry-After"]) > 0
    lock.execute("ROLLBACK")
    assert client.submit().heading == "How it went"
    assert rows(impatient)[0].answers == {"borough": "E09000021", "met": "yes"}


def test_words_with_line_ends_and_quotes_come_through(impatient: Flask, sqlite_database: Database) -> None:
    words = "First line\nsecond \"line\" & <b>third</b>\n\n'end'"
    client = PageClient(impatient)
    start(client)
    client.submit({"borough": "E09000021", "met": "yes"})
    lock = held(sqlite_database)
    assert client.submit({"went": words}).status == 503
    lock.execute("ROLLBACK")
    client.submit()
    assert rows(impatient)[0].answers["went"] == words


def test_the_button_that_was_pressed_is_remembered(impatient: Flask, sqlite_database: Database) -> None:
    client = PageClient(impatient)
    start(client)
    lock = held(sqlite_database)
    client.submit({"borough": "E09000021"}, press=("go", "later"))
    lock.execute("ROLLBACK")
    assert client.submit().heading == "Your answers are saved"


def test_a_locked_file_at_the_last_press_sends_once(impatient: Flask, sqlite_database: Database) -> None:
    client = PageClient(impatient)
    start(client)
    client.submit({"borough": "E09000021", "met": "no"})
    lock = held(sqlite_database)
    assert client.submit().status == 503
    lock.execute("ROLLBACK")
    assert client.submit().reference
    assert [row.submitted_at is not None for row in rows(impatient)] == [True]


def test_a_locked_file_at_the_start_begins_once(impatient: Flask, sqlite_database: Database) -> None:
    client = PageClient(impatient)
    client.get("/haveyoursay")
    lock = held(sqlite_database)
    assert client.submit().status == 503
    lock.execute("ROLLBACK")
    assert client.submit().heading == "Where you live"
    assert len(rows(impatient)) == 1


def test_a_change_on_the_way_to_sending_still_comes_back_to_the_check(
    impatient: Flask, sqlite_database: Database
) -> None:
    client = PageClient(impatient)
    start(client)
    client.submit({"borough": "E09000021", "met": "yes"})
    client.get("/c/2026/residents/pages/where?from=check")
    lock = held(sqlite_database)
    client.submit({"borough": "E09000022"})
    lock.execute("ROLLBACK")
    assert client.submit().heading == "Check your answers"


def test_reading_goes_on_while_another_writes(impatient: Flask, sqlite_database: Database) -> None:
    client = PageClient(impatient)
    start(client)
    lock = held(sqlite_database)
    assert client.get("/c/2026/residents/pages/where").status == 200
    lock.execute("ROLLBACK")


def test_the_page_that_asks_to_wait_leaves_no_cookie(impatient: Flask, sqlite_database: Database) -> None:
    client = PageClient(impatient)
    start(client)
    lock = held(sqlite_database)
    client.submit({"borough": "E09000021"})
    lock.execute("ROLLBACK")
    assert client.response is not None
    assert client.response.headers.getlist("Set-Cookie") == []


def test_connections_that_were_cut_keep_what_was_typed(
    postgresql_database: Database, settings: Settings
) -> None:
    open_round(postgresql_database, TINY)
    database = Database(postgresql_database.url)
    client = PageClient(create_app(settings, database))
    start(client)
    cut(postgresql_database)
    assert client.submit({"borough": "E09000021", "met": "yes"}).status == 503
    assert client.submit().heading == "How it went"
    assert rows(client.app)[0].answers == {"borough": "E09000021", "met": "yes"}
    database.close()


def cut(database: Database) -> None:
    """Ends every other connection to the database, as a restart of the server does."""
    with database.transaction() as tx:
        tx.connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        )
