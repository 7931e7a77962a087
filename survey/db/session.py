"""Transactions: the only place that begins, commits and rolls back."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_READING = "-c default_transaction_read_only=on"
_DRAFTS = "-c synchronous_commit=off"
"""What PostgreSQL is told of a connection when it is opened."""


class DatabaseUnavailable(Exception):
    """The database is locked, full or down; the caller may press again."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One open transaction; stores take it, actions pass it on, nobody but `Database` ends it."""

    connection: Connection
    writes: bool

    @property
    def dialect(self) -> str:
        """Names the database: `sqlite` or `postgresql`."""
        return self.connection.dialect.name

    def next_mark(self) -> Any:
        """Returns the change mark of this transaction, as a value or SQL expression for a ChangeMark column."""
        if self.dialect == "postgresql":
            return text("pg_current_xact_id()")
        return self.connection.exec_driver_sql(
            "UPDATE change_counter SET value = value + 1 RETURNING value"
        ).scalar_one()

    def on_driver(self, statement: str, parameters: tuple[Any, ...]) -> Any:
        """Runs a statement past SQLAlchemy and returns the driver's cursor; `?` stands for a parameter.

        For the two or three statements of every page, of which SQLAlchemy would be the dearest part.
        Raises DatabaseUnavailable.
        """
        driver: Any = self.connection.connection.driver_connection
        on_postgresql = self.dialect == "postgresql"
        try:
            return driver.execute(statement.replace("?", "%s") if on_postgresql else statement, parameters)
        except (sqlite3.OperationalError, psycopg.OperationalError) as fault:
            if not _passes(fault):
                raise
            if on_postgresql:
                self.connection.invalidate(fault)
            raise DatabaseUnavailable(type(fault).__name__) from fault


class Database:
    """The way in to one database: `reading()` and `transaction()`."""

    def __init__(self, url: str | URL, *, pool_size: int = 8, patience_s: float = 3.0) -> None:
        self.url = make_url(url)
        self.engine = _engine(self.url, pool_size, patience_s)
        # Readers, and PostgreSQL's connections for drafts, are opened as such once: to tell a connection at each page
        # what it is for costs more than the page's query.
        self._readers = _engine(self.url, pool_size, patience_s, use=_READING)
        self._drafts = (
            self.engine if self.is_sqlite else _engine(self.url, pool_size, patience_s, use=_DRAFTS)
        )

    @property
    def is_sqlite(self) -> bool:
        """Says whether this is the one-file database of a small installation."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Opens a connection that can't write; raises DatabaseUnavailable.

        Each statement sees what is committed when it begins, on both databases.
        """
        with self._faults_named(), self._readers.connect() as connection:
            try:
                yield Transaction(connection, writes=False)
            finally:
                connection.rollback()

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[Transaction]:
        """Opens a transaction that writes, commits it at the end, rolls it back on any exception.

        With `durable=False` the commit survives the death of this process but perhaps not a power cut:
        right for a page of a draft, never for a submission. Raises DatabaseUnavailable.
        """
        engine = self.engine if durable else self._drafts
        with self._faults_named(), engine.connect() as connection:
            if self.is_sqlite:
                _on_driver(connection, f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.begin()  # in so many words, since a statement on the driver does not begin one
            try:
                yield Transaction(connection, writes=True)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        """Names what passes by itself, and keeps no connection that may be lost for the next one who asks."""
        try:
            yield
        except PoolTimeout as fault:
            raise DatabaseUnavailable("no database connection is free") from fault
        except DatabaseUnavailable:
            self._let_go()
            raise
        except DBAPIError as fault:
            if _is_unavailable(fault):
                self._let_go()
                raise DatabaseUnavailable(type(fault.orig).__name__) from fault
            raise

    def _let_go(self) -> None:
        """Closes idle connections to a server: what broke one of them broke the others too."""
        if not self.is_sqlite:
            self.close()

    def close(self) -> None:
        """Gives back every connection."""
        for engine in (self.engine, self._readers, self._drafts):
            engine.dispose()


def _on_driver(connection: Connection, pragma: str) -> None:
    """Sends a pragma past SQLAlchemy: it runs on every page, and a pragma needs none of what that adds."""
    driver: Any = connection.connection.driver_connection
    driver.execute(pragma)


def _is_unavailable(fault: DBAPIError) -> bool:
    return fault.connection_invalidated or (fault.orig is not None and _passes(fault.orig))


def _passes(fault: BaseException) -> bool:
    """True for what passes by itself: locks, lost connections, full disks; never for a mistake of ours."""
    name = type(fault).__name__
    if name == "OperationalError":
        words = str(fault)
        ours = ("no such table", "no such column", "syntax error", "readonly")
        return not any(word in words for word in ours)
    return name in {"AdminShutdown", "CannotConnectNow", "LockNotAvailable", "TooManyConnections", "DiskFull"}


def _engine(url: URL, pool_size: int, patience_s: float, *, use: str = "") -> Engine:
    """Builds the pool; `patience_s` is how long a lock or a connection is waited for."""
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=5,
            # a reader has no transaction to begin and end around its one statement: two journeys less to the database
            **({"isolation_level": "AUTOCOMMIT"} if use == _READING else {}),
            connect_args={
                "connect_timeout": max(2, round(patience_s)),
                "prepare_threshold": None,  # PgBouncer hands each transaction to another connection
                **({"options": use} if use else {}),
            },
        )
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=pool_size, pool_timeout=5, connect_args={"timeout": patience_s}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, not the driver's
        for pragma in (
            "journal_mode = WAL",
            "foreign_keys = ON",
            "synchronous = FULL",
            "temp_store = MEMORY",
            f"query_only = {'ON' if use == _READING else 'OFF'}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine
