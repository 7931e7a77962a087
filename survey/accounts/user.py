"""Somebody who works here."""

from dataclasses import dataclass
from datetime import datetime

from survey.accounts.roles import (
    Grant,
    Role,
    areas_before_release,
    areas_of_events,
    areas_planned,
    areas_seen,
    handed_out_by,
    roles_of,
)


@dataclass(frozen=True, slots=True)
class User:
    """One account, without its password."""

    id: str
    email: str
    name: str
    grants: tuple[Grant, ...]
    created_at: datetime
    disabled_at: datetime | None = None
    has_password: bool = True

    @property
    def roles(self) -> frozenset[Role]:
        """Every role the person can act in; none once the account is disabled."""
        return frozenset() if self.disabled_at else roles_of(self.grants)

    @property
    def areas(self) -> frozenset[str] | None:
        """The areas whose results the person may see; None for all."""
        return frozenset() if self.disabled_at else areas_seen(self.grants)

    @property
    def event_areas(self) -> frozenset[str] | None:
        """The areas whose events the person may plan; None for all."""
        return frozenset() if self.disabled_at else areas_of_events(self.grants)

    @property
    def planned_areas(self) -> frozenset[str] | None:
        """The areas whose priorities the person may set out; None for all."""
        return frozenset() if self.disabled_at else areas_planned(self.grants)

    @property
    def areas_before_release(self) -> frozenset[str] | None:
        """The areas of which the person may read what is not published yet; None for all."""
        return frozenset() if self.disabled_at else areas_before_release(self.grants)

    def may_manage(self, other: "User") -> bool:
        """Says whether this person may disable the other and change what the other may do."""
        may_give = handed_out_by(self.roles)
        return self.id != other.id and bool(may_give) and {grant.role for grant in other.grants} <= may_give

    def may_give(self, role: Role) -> bool:
        """Says whether this person may give the role to others, and take it away."""
        return role in handed_out_by(self.roles)


def tidy_email(written: str) -> str:
    """Returns an e-mail address as accounts are named by it: without spaces around it, in small letters."""
    return written.strip().lower()


def looks_like_email(address: str) -> bool:
    """Says whether a text could be an e-mail address; whether it is one, only a letter to it shows."""
    name, at, host = address.rpartition("@")
    plain = all(sign.isprintable() and not sign.isspace() for sign in address)
    return bool(name and at and host and len(address) <= 254 and plain)


def tidy_name(written: str) -> str:
    """Returns a name on one line, without control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
