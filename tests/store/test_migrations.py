"""The migrations make exactly the tables that the stores declare."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from survey.config import shipped_folder
from survey.db.installation import epoch
from survey.db.migrate import is_current, migrate
from survey.db.session import Database
from survey.tables import metadata

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Database:
    """A SQLite file with nothing in it."""
    return Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")


@pytest.fixture
def empty_postgresql(fresh_postgresql_url: str) -> Database:
    """A PostgreSQL database with nothing in it."""
    return Database(fresh_postgresql_url)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database, once of each kind."""
    database: Database = request.getfixturevalue(f"empty_{request.param}")
    yield database
    database.close()


def _is_ours(_: object, name: str | None, *__: object) -> bool:
    """The index of words is made by statements of each database's own."""
    return "text_words" not in (name or "")


@pytest.mark.filterwarnings(
    "ignore:Did not recognize type 'xid8'"
)  # SQLAlchemy reads every type but this one
def test_migrations_make_what_the_stores_declare(empty: Database) -> None:
    assert migrate(empty, shipped_folder("migrations"), NOW)
    with empty.reading() as tx:
        opts = {"compare_type": False, "include_object": _is_ours}
        context = MigrationContext.configure(tx.connection, opts=opts)
        assert compare_metadata(context, metadata) == []


def test_a_second_run_does_nothing(empty: Database) -> None:
    scripts = shipped_folder("migrations")
    migrate(empty, scripts, NOW)
    with empty.reading() as tx:
        first = epoch(tx)
    assert is_current(empty, scripts)
    assert not migrate(empty, scripts, NOW)
    with empty.reading() as tx:
        assert epoch(tx) == first
