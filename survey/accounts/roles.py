"""The roles that staff may hold, where a grant applies, and what one role brings with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here to do; a viewer does it for one area."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    ANALYST = "analyst"
    VIEWER = "viewer"


BRINGS: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.CLERK}),
    Role.CLERK: frozenset({Role.CLERK}),
    Role.ANALYST: frozenset({Role.ANALYST, Role.VIEWER}),
    Role.VIEWER: frozenset({Role.VIEWER}),
}
"""A role and all that can be done by whoever holds it."""

HANDS_OUT: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.SUPERVISOR: frozenset({Role.CLERK}),
}
"""The roles that a role can give to others and take away again."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One role held by somebody: everywhere, or (a viewer) in one area named by its code."""

    role: Role
    area: str | None = None


class GrantRefused(ValueError):
    """A role can't be given like this; `code` says why: area_missing, area_not_wanted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_grant(grant: Grant) -> None:
    """Raises GrantRefused for a viewer without an area and for any other role with one."""
    if grant.role is Role.VIEWER and not grant.area:
        raise GrantRefused("area_missing")
    if grant.role is not Role.VIEWER and grant.area:
        raise GrantRefused("area_not_wanted")


def roles_of(grants: Iterable[Grant]) -> frozenset[Role]:
    """Returns every role that somebody can act in, those that a role brings with it included."""
    return frozenset().union(*(BRINGS[grant.role] for grant in grants))


def handed_out_by(roles: Iterable[Role]) -> frozenset[Role]:
    """Returns the roles that somebody may give and take."""
    return frozenset().union(*(HANDS_OUT.get(role, frozenset()) for role in roles))


def areas_seen(grants: Iterable[Grant]) -> frozenset[str] | None:
    """Returns the codes of the areas whose results somebody may see; None for all, empty for none."""
    held = tuple(grants)
    if Role.ANALYST in roles_of(held):
        return None
    return frozenset(grant.area for grant in held if grant.role is Role.VIEWER and grant.area)
