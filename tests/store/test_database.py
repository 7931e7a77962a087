"""What stores may rely on from either database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, text
from sqlalchemy.exc import DBAPIError

from survey.db.session import Database, DatabaseUnavailable
from survey.db.types import Document, Instant

shelf = Table(
    "shelf",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("at", Instant),
    Column("held", Document),
    prefixes=["TEMPORARY"],
)


def kept(database: Database, **values: object) -> object:
    """Writes one row and reads the one value back."""
    with database.transaction() as tx:
        shelf.create(tx.connection, checkfirst=False)
        tx.connection.execute(insert(shelf).values(id=1, **values))
        found = tx.connection.execute(select(shelf.c[next(iter(values))])).scalar_one()
        shelf.drop(tx.connection)
    return found


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    summer = datetime(2026, 7, 1, 12, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    assert kept(database, at=summer) == datetime(2026, 7, 1, 11, 30, 0, 123456, tzinfo=UTC)


def test_a_moment_without_a_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="needs a time zone"):
        kept(database, at=datetime(2026, 7, 1, 12, 30))  # noqa: DTZ001  the mistake under test


@pytest.mark.parametrize(
    "words", ["", "null", "\x00nul", "😀 שלום", "'; DROP TABLE responses; --", "\u202eright", "=1+1"]
)
def test_a_document_keeps_every_string(database: Database, words: str) -> None:
    assert kept(database, held={"said": words}) == {"said": words}


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def founded_twice() -> None:
        with database.transaction() as tx:
            tx.connection.execute(text("UPDATE change_counter SET value = 99"))
            raise KeyError("broken off")

    with pytest.raises(KeyError):
        founded_twice()
    with database.reading() as tx:
        assert tx.connection.execute(text("SELECT value FROM change_counter")).scalar_one() == 0


def test_a_reading_transaction_cannot_write(database: Database) -> None:
    with pytest.raises((DBAPIError, DatabaseUnavailable)), database.reading() as tx:
        tx.connection.execute(text("UPDATE change_counter SET value = 99"))


def test_reading_leaves_the_connection_able_to_write(database: Database) -> None:
    with database.reading() as tx:
        tx.connection.execute(text("SELECT 1"))
    with database.transaction() as tx:
        tx.connection.execute(text("UPDATE change_counter SET value = 7"))
    with database.reading() as tx:
        assert tx.connection.execute(text("SELECT value FROM change_counter")).scalar_one() == 7


def test_a_locked_sqlite_file_is_named_unavailable(sqlite_database: Database) -> None:
    impatient = Database(sqlite_database.url, patience_s=0.05)
    with sqlite_database.transaction(), pytest.raises(DatabaseUnavailable), impatient.transaction():
        pass
    impatient.close()


def test_a_server_that_ends_connections_is_named_unavailable(postgresql_database: Database) -> None:
    def cut_off() -> None:
        with postgresql_database.transaction() as tx:
            own = tx.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with postgresql_database.transaction() as other:
                other.connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
            tx.connection.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailable):
        cut_off()
    with postgresql_database.reading() as tx:
        assert tx.connection.execute(text("SELECT 1")).scalar_one() == 1


def test_our_own_mistakes_are_not_called_unavailable(database: Database) -> None:
    with pytest.raises(DBAPIError), database.reading() as tx:
        tx.connection.execute(text("SELECT * FROM no_such_table"))


def test_a_draft_commit_is_quick_and_the_next_one_durable_again(sqlite_database: Database) -> None:
    with sqlite_database.transaction(durable=False) as tx:
        assert tx.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 1
    with sqlite_database.transaction() as tx:
        assert tx.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == 2
