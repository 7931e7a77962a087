"""The table of requests for paper copies; no serial of a form stands in it, and no address."""

from datetime import date
from typing import Any

from sqlalchemy import Column, Date, Index, Integer, Row, String, Table, delete, insert, select, update

from survey.db.base import metadata
from survey.db.session import Transaction
from survey.fieldwork.paper.form import Print
from survey.fieldwork.paper.requests.request import Request

paper_requests = Table(
    "paper_requests",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("contact", String(36)),
    Column("round", String(40), nullable=False),
    Column("family", String(40), nullable=False),
    Column("language", String(20), nullable=False),
    Column("print", String(10), nullable=False),
    Column("copies", Integer, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("posted_on", Date),
    Column("returned_on", Date),
    Index(None, "round", "posted_on", "asked_on"),
    sqlite_with_rowid=False,
)


def add(tx: Transaction, request: Request) -> None:
    """Writes a request."""
    values = {column.name: getattr(request, column.name) for column in paper_requests.c}
    tx.connection.execute(insert(paper_requests).values({**values, "print": request.print.value}))


def find(tx: Transaction, request_id: str) -> Request | None:
    """Finds a request by its id."""
    query = select(paper_requests).where(paper_requests.c.id == request_id)
    found = tx.connection.execute(query).one_or_none()
    return _request(found) if found else None


def waiting(tx: Transaction, round_key: str) -> list[Request]:
    """Returns the requests of a round that are still to be posted, the oldest first."""
    query = (
        select(paper_requests)
        .where(paper_requests.c.round == round_key, paper_requests.c.posted_on.is_(None))
        .order_by(paper_requests.c.asked_on, paper_requests.c.id)
    )
    return [_request(row) for row in tx.connection.execute(query)]


def posted(tx: Transaction, round_key: str, limit: int) -> list[Request]:
    """Returns the requests of a round that were posted, the latest first."""
    query = (
        select(paper_requests)
        .where(paper_requests.c.round == round_key, paper_requests.c.posted_on.is_not(None))
        .order_by(paper_requests.c.posted_on.desc(), paper_requests.c.id)
        .limit(limit)
    )
    return [_request(row) for row in tx.connection.execute(query)]


def mark_posted(tx: Transaction, request_id: str, today: date) -> bool:
    """Writes that a request was posted, and that it points to no address any more; False where it had been."""
    written = tx.connection.execute(
        update(paper_requests)
        .where(paper_requests.c.id == request_id, paper_requests.c.posted_on.is_(None))
        .values(posted_on=today, contact=None)
    )
    return written.rowcount == 1


def mark_returned(tx: Transaction, request_id: str, today: date) -> bool:
    """Writes that a posted request came back undelivered; False where it had, or was not posted."""
    written = tx.connection.execute(
        update(paper_requests)
        .where(
            paper_requests.c.id == request_id,
            paper_requests.c.posted_on.is_not(None),
            paper_requests.c.returned_on.is_(None),
        )
        .values(returned_on=today)
    )
    return written.rowcount == 1


def remove(tx: Transaction, request_id: str) -> bool:
    """Takes out a request that still waits; returns whether there was one."""
    written = tx.connection.execute(
        delete(paper_requests).where(paper_requests.c.id == request_id, paper_requests.c.posted_on.is_(None))
    )
    return written.rowcount == 1


def _request(row: Row[Any]) -> Request:
    held = row._asdict()
    return Request(**{**held, "print": Print(held["print"])})
