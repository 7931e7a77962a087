"""Who is signed in: a session that ends when idle, when the password changes and when the account is disabled."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import session
from flask_login import LoginManager, login_user, logout_user

from survey.accounts import actions
from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.web.request import database, now

IDLE = timedelta(minutes=60)
"""How long a session lives without a request; a long telephone call must fit."""

LONGEST = timedelta(hours=12)
"""How long a session lives at all: a working day."""

_NOTED_EVERY = timedelta(minutes=1)
"""How often the session notes that it is in use, so that not every answer sends a cookie."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who is signed in; what views and templates know as `current_user`."""

    user: User
    mark: str
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    @property
    def id(self) -> str:
        """The id of the account, by which the audit trail names people."""
        return self.user.id

    @property
    def name(self) -> str:
        """The name shown to colleagues."""
        return self.user.name

    @property
    def email(self) -> str:
        """The e-mail address."""
        return self.user.email

    @property
    def roles(self) -> frozenset[Role]:
        """Every role the person can act in."""
        return self.user.roles

    @property
    def areas(self) -> frozenset[str] | None:
        """The areas whose results the person may see; None for all."""
        return self.user.areas

    @property
    def event_areas(self) -> frozenset[str] | None:
        """The areas whose events the person may plan; None for all."""
        return self.user.event_areas

    def get_id(self) -> str:
        """Returns what the session keeps: the account, and the mark of its password."""
        return f"{self.user.id}:{self.mark}"


manager = LoginManager()


@manager.user_loader
def load(kept: str) -> SignedIn | None:
    """Returns who a session belongs to, as long as it lives."""
    if not _is_alive(now()):
        return None
    user_id, _, mark = kept.partition(":")
    with database().reading() as tx:
        user = actions.is_current(tx, user_id, mark)
    return SignedIn(user, mark) if user else None


def begin(user: User, mark: str) -> None:
    """Begins a session for somebody who was recognised, leaving nothing of the one before."""
    session.clear()
    session["began"] = session["seen"] = int(now().timestamp())
    login_user(SignedIn(user, mark))


def end() -> None:
    """Ends the session."""
    logout_user()
    session.clear()


def _is_alive(at: datetime) -> bool:
    """Says whether a session is neither idle nor too old, and notes that it is in use."""
    moment = int(at.timestamp())
    idle_s = moment - session.get("seen", 0)
    if idle_s > IDLE.total_seconds() or moment - session.get("began", 0) > LONGEST.total_seconds():
        return False
    if idle_s > _NOTED_EVERY.total_seconds():
        session["seen"] = moment
    return True
