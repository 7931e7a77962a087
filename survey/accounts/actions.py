"""What is done with accounts; every deed is written to the audit trail."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts import passwords, store
from survey.accounts.audit import Filter, Listing, check_tag, tag
from survey.accounts.roles import Grant, Role, check_grant
from survey.accounts.store import EmailTaken
from survey.accounts.user import User, looks_like_email, tidy_email, tidy_name
from survey.db.session import Transaction

__all__ = [
    "EmailTaken",
    "LastAdministrator",
    "NotAnEmail",
    "UnknownUser",
    "add_user",
    "audit_listing",
    "disable",
    "enable",
    "find_by_email",
    "find_user",
    "grant",
    "is_current",
    "names",
    "password_mark",
    "recognise",
    "record",
    "record_sign_in",
    "record_sign_out",
    "revoke",
    "set_password",
    "trail_actors",
    "users",
]

AUDIT_PAGE = 50
"""How many deeds stand on one page of the trail."""


class UnknownUser(LookupError):
    """No account goes by this id or e-mail address."""


class NotAnEmail(ValueError):
    """The text given can't be an e-mail address."""


class LastAdministrator(Exception):
    """The deed would leave nobody who can administer."""


def record(
    tx: Transaction,
    actor: str | None,
    tag: str,
    subject_id: str | None,
    detail: Mapping[str, Any],
    now: datetime,
) -> None:
    """Writes a deed to the audit trail; `detail` holds no answer and no personal detail of the public."""
    store.insert_entry(tx, now, actor, check_tag(tag), subject_id, detail)


def add_user(
    tx: Transaction,
    email: str,
    name: str,
    grants: Sequence[Grant],
    password_hash: str | None,
    actor: str | None,
    now: datetime,
) -> User:
    """Adds an account; without a password it waits for one to be set.

    `password_hash` comes from `passwords.hashed`, reckoned before the transaction, which must be short.
    Raises NotAnEmail, EmailTaken, GrantRefused.
    """
    email = tidy_email(email)
    if not looks_like_email(email):
        raise NotAnEmail(email)
    for one in grants:
        check_grant(one)
    user = User(
        id=str(uuid4()),
        email=email,
        name=tidy_name(name) or email,
        grants=tuple(dict.fromkeys(grants)),
        created_at=now,
        has_password=password_hash is not None,
    )
    store.insert_user(tx, user, password_hash)
    given = [f"{one.role.value} {one.area or ''}".strip() for one in user.grants]
    record(tx, actor, tag(actor, "user:added"), user.id, {"grants": given}, now)
    return user


def users(tx: Transaction) -> tuple[User, ...]:
    """Returns every account, by name."""
    return store.all_users(tx)


def find_user(tx: Transaction, user_id: str) -> User:
    """Returns an account by its id; raises UnknownUser."""
    return _found(tx, user_id)[0]


def names(tx: Transaction) -> dict[str, str]:
    """Returns id → name of every account, disabled ones included."""
    return {user.id: user.name for user in store.all_users(tx)}


def find_by_email(tx: Transaction, email: str) -> User:
    """Returns an account by its e-mail address; raises UnknownUser."""
    found = _find_by_email(tx, email)
    if found is None:
        raise UnknownUser(email)
    return found[0]


def recognise(tx: Transaction, email: str, password: str) -> User | None:
    """Returns whose e-mail address and password these are; takes as long for nobody's as for somebody's.

    Only reads, and takes its time: call it in a reading transaction, then `record_sign_in` in a writing one.
    """
    found = _find_by_email(tx, email)
    right = passwords.matches(password, found[1] if found else None)
    if found is None or not right or found[0].disabled_at:
        return None
    return found[0]


def record_sign_in(tx: Transaction, user: User | None, email: str, now: datetime) -> None:
    """Writes down that somebody came in, or was refused; what a stranger typed is not kept."""
    if user is not None:
        record(tx, user.id, "staff:session:began", user.id, {}, now)
        return
    found = _find_by_email(tx, email)
    record(tx, None, "staff:session:refused", found[0].id if found else None, {}, now)


def record_sign_out(tx: Transaction, user_id: str, now: datetime) -> None:
    """Writes down that somebody left."""
    record(tx, user_id, "staff:session:ended", user_id, {}, now)


def password_mark(tx: Transaction, user_id: str) -> str:
    """Returns the mark that sessions and one-time links carry; it changes with the password."""
    return passwords.fingerprint(_found(tx, user_id)[1])


def is_current(tx: Transaction, user_id: str, mark: str) -> User | None:
    """Returns the account of a session, unless it was disabled or its password changed since."""
    found = store.find_user(tx, user_id) if user_id.isprintable() else None
    if found is None or found[0].disabled_at or passwords.fingerprint(found[1]) != mark:
        return None
    return found[0]


def set_password(tx: Transaction, user_id: str, password_hash: str, actor: str | None, now: datetime) -> None:
    """Keeps a new password; every session and link made under the old one is void."""
    _found(tx, user_id)
    store.update_user(tx, user_id, password_hash=password_hash)
    record(tx, actor, tag(actor, "user:password_set"), user_id, {}, now)


def grant(tx: Transaction, user_id: str, given: Grant, actor: str | None, now: datetime) -> None:
    """Gives a role; giving it twice changes nothing. Raises GrantRefused, UnknownUser."""
    check_grant(given)
    user = find_user(tx, user_id)
    if given in user.grants:
        return
    store.insert_grant(tx, user_id, given)
    detail = {"role": given.role.value, "area": given.area}
    record(tx, actor, tag(actor, "user:granted"), user_id, detail, now)


def revoke(tx: Transaction, user_id: str, taken: Grant, actor: str | None, now: datetime) -> None:
    """Takes a role away; raises LastAdministrator, UnknownUser."""
    user = find_user(tx, user_id)
    if taken not in user.grants:
        return
    if taken.role is Role.ADMINISTRATOR:
        _keep_an_administrator(tx, without=user_id)
    store.delete_grant(tx, user_id, taken)
    detail = {"role": taken.role.value, "area": taken.area}
    record(tx, actor, tag(actor, "user:revoked"), user_id, detail, now)


def disable(tx: Transaction, user_id: str, actor: str | None, now: datetime) -> None:
    """Shuts somebody out, at once and everywhere; raises LastAdministrator, UnknownUser."""
    user = find_user(tx, user_id)
    if user.disabled_at:
        return
    if Role.ADMINISTRATOR in user.roles:
        _keep_an_administrator(tx, without=user_id)
    store.update_user(tx, user_id, disabled_at=now)
    record(tx, actor, tag(actor, "user:disabled"), user_id, {}, now)


def enable(tx: Transaction, user_id: str, actor: str | None, now: datetime) -> None:
    """Lets somebody in again; raises UnknownUser."""
    if not find_user(tx, user_id).disabled_at:
        return
    store.update_user(tx, user_id, disabled_at=None)
    record(tx, actor, tag(actor, "user:enabled"), user_id, {}, now)


def audit_listing(tx: Transaction, wanted: Filter, page: int) -> Listing:
    """Returns one page of the trail, newest first; a page past the end gives the last."""
    total = store.count_entries(tx, wanted)
    page = min(max(1, page), max(1, -(-total // AUDIT_PAGE)))
    found = store.entries(tx, wanted, AUDIT_PAGE, (page - 1) * AUDIT_PAGE)
    return Listing(found, total, page, AUDIT_PAGE)


def trail_actors(tx: Transaction) -> list[tuple[str, str]]:
    """Returns everybody who stands in the trail, as (id, name), by name."""
    return sorted(store.actors(tx), key=lambda actor: actor[1].lower())


def _find_by_email(tx: Transaction, written: str) -> tuple[User, str | None] | None:
    """Finds an account; what can't be an address is not asked for, since PostgreSQL takes no NUL in a text."""
    email = tidy_email(written)
    return store.find_by_email(tx, email) if looks_like_email(email) else None


def _found(tx: Transaction, user_id: str) -> tuple[User, str | None]:
    found = store.find_user(tx, user_id) if user_id.isprintable() else None
    if found is None:
        raise UnknownUser(user_id)
    return found


def _keep_an_administrator(tx: Transaction, *, without: str) -> None:
    if not any(Role.ADMINISTRATOR in user.roles for user in store.all_users(tx) if user.id != without):
        raise LastAdministrator(without)
