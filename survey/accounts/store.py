"""The tables of accounts: users, grants and the audit trail."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from survey.accounts.audit import Entry, Filter
from survey.accounts.roles import Grant, Role
from survey.accounts.user import User
from survey.db.base import metadata
from survey.db.session import Transaction
from survey.db.types import Document, Instant

users = Table(
    "users",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("password_hash", Text),
    Column("created_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

grants = Table(
    "grants",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("role", String(20), nullable=False),
    Column("area", String(9), nullable=False, default="", server_default=""),
    UniqueConstraint("user", "role", "area"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(36), index=True),
    Column("tag", String(100), nullable=False),
    Column("subject_id", Text),
    Column("detail", Document, nullable=False),
    Index("ix_audit_subject", "subject_id"),
)


class EmailTaken(Exception):
    """Another account already goes by this e-mail address."""


def insert_user(tx: Transaction, user: User, password_hash: str | None) -> None:
    """Writes an account with its grants; raises EmailTaken."""
    try:
        with tx.connection.begin_nested():
            tx.connection.execute(
                insert(users).values(
                    id=user.id,
                    email=user.email,
                    name=user.name,
                    password_hash=password_hash,
                    created_at=user.created_at,
                )
            )
    except IntegrityError as fault:
        raise EmailTaken(user.email) from fault
    for grant in user.grants:
        insert_grant(tx, user.id, grant)


def insert_grant(tx: Transaction, user_id: str, grant: Grant) -> None:
    """Writes one grant."""
    tx.connection.execute(insert(grants).values(user=user_id, role=grant.role.value, area=grant.area or ""))


def delete_grant(tx: Transaction, user_id: str, grant: Grant) -> None:
    """Takes one grant away."""
    tx.connection.execute(
        delete(grants).where(
            grants.c.user == user_id,
            grants.c.role == grant.role.value,
            grants.c.area == (grant.area or ""),
        )
    )


def update_user(tx: Transaction, user_id: str, **values: Any) -> None:
    """Writes some columns of an account."""
    tx.connection.execute(update(users).where(users.c.id == user_id).values(**values))


def all_users(tx: Transaction) -> tuple[User, ...]:
    """Reads every account, by name."""
    return tuple(
        user for user, _ in _read(tx, select(users).order_by(func.lower(users.c.name), users.c.email))
    )


def find_user(tx: Transaction, user_id: str) -> tuple[User, str | None] | None:
    """Finds an account and what is kept of its password, by id."""
    return next(iter(_read(tx, select(users).where(users.c.id == user_id))), None)


def find_by_email(tx: Transaction, email: str) -> tuple[User, str | None] | None:
    """Finds an account and what is kept of its password, by its e-mail address in small letters."""
    return next(iter(_read(tx, select(users).where(users.c.email == email))), None)


def _read(tx: Transaction, wanted: Select[Any]) -> list[tuple[User, str | None]]:
    rows = tx.connection.execute(wanted).all()
    held = _grants_of(tx, [row.id for row in rows])
    return [
        (
            User(
                id=row.id,
                email=row.email,
                name=row.name,
                grants=held.get(row.id, ()),
                created_at=row.created_at,
                disabled_at=row.disabled_at,
                has_password=row.password_hash is not None,
            ),
            row.password_hash,
        )
        for row in rows
    ]


def _grants_of(tx: Transaction, ids: Sequence[str]) -> Mapping[str, tuple[Grant, ...]]:
    rows = tx.connection.execute(select(grants).where(grants.c.user.in_(ids)).order_by(grants.c.id)).all()
    held: dict[str, list[Grant]] = {}
    for row in rows:
        held.setdefault(row.user, []).append(Grant(Role(row.role), row.area or None))
    return {user: tuple(found) for user, found in held.items()}


def insert_entry(
    tx: Transaction,
    at: datetime,
    actor: str | None,
    tag: str,
    subject_id: str | None,
    detail: Mapping[str, Any],
) -> None:
    """Writes one deed to the trail."""
    tx.connection.execute(
        insert(audit).values(at=at, actor=actor, tag=tag, subject_id=subject_id, detail=dict(detail))
    )


def entries(tx: Transaction, wanted: Filter, limit: int, offset: int) -> tuple[Entry, ...]:
    """Reads deeds, newest first."""
    rows = tx.connection.execute(
        _filtered(select(audit, users.c.name), wanted)
        .order_by(audit.c.at.desc(), audit.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        Entry(
            id=row.id,
            at=row.at,
            actor=row.actor,
            actor_name=row.name or row.actor or "",
            tag=row.tag,
            subject_id=row.subject_id,
            detail=row.detail,
        )
        for row in rows
    )


def count_entries(tx: Transaction, wanted: Filter) -> int:
    """Counts the deeds that a filter lets pass."""
    total: int = tx.connection.execute(_filtered(select(func.count()), wanted)).scalar_one()
    return total


def actors(tx: Transaction) -> Iterable[tuple[str, str]]:
    """Reads everybody who stands in the trail, as (id, name)."""
    rows = tx.connection.execute(
        select(audit.c.actor, users.c.name)
        .select_from(audit.outerjoin(users, users.c.id == audit.c.actor))
        .where(audit.c.actor.is_not(None))
        .distinct()
    )
    return [(row.actor, row.name or row.actor) for row in rows]


def _filtered(wanted: Select[Any], passing: Filter) -> Select[Any]:
    found = wanted.select_from(audit.outerjoin(users, users.c.id == audit.c.actor))
    if passing.actor:
        found = found.where(audit.c.actor == passing.actor)
    if passing.subject:
        found = found.where(audit.c.tag.like(f"%:{passing.subject}:%"))
    if passing.subject_id:
        found = found.where(audit.c.subject_id == passing.subject_id)
    if passing.since:
        found = found.where(audit.c.at >= passing.since)
    if passing.before:
        found = found.where(audit.c.at < passing.before)
    return found
