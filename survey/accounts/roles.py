"""The roles that staff may hold, where a grant applies, and what one role brings with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is here to do; a viewer and an engagement group do it for one area."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    ANALYST = "analyst"
    VIEWER = "viewer"
    ENGAGEMENT = "engagement"
    """A team or group that asks people at events in its area."""
    BOROUGH = "borough"
    """Somebody who sets out the priorities of one area."""
    APPROVER = "approver"
    """Somebody who approves what others wrote, and publishes it."""


BRINGS: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.CLERK, Role.ENGAGEMENT}),
    Role.CLERK: frozenset({Role.CLERK}),
    Role.ANALYST: frozenset({Role.ANALYST, Role.VIEWER}),
    Role.VIEWER: frozenset({Role.VIEWER}),
    Role.ENGAGEMENT: frozenset({Role.ENGAGEMENT}),
    Role.BOROUGH: frozenset({Role.BOROUGH, Role.VIEWER}),
    Role.APPROVER: frozenset({Role.APPROVER}),
}
"""A role and all that can be done by whoever holds it."""

HANDS_OUT: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role),
    Role.SUPERVISOR: frozenset({Role.CLERK, Role.ENGAGEMENT}),
}
"""The roles that a role can give to others and take away again."""


HELD_TO_AN_AREA = frozenset({Role.VIEWER, Role.ENGAGEMENT, Role.BOROUGH})
"""The roles that are given for one area each."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """One role held by somebody: everywhere, or (HELD_TO_AN_AREA) in one area named by its code."""

    role: Role
    area: str | None = None


class GrantRefused(ValueError):
    """A role can't be given like this; `code` says why: area_missing, area_not_wanted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_grant(grant: Grant) -> None:
    """Raises GrantRefused for a role that is held to an area without one, and for any other role with one."""
    if grant.role in HELD_TO_AN_AREA and not grant.area:
        raise GrantRefused("area_missing")
    if grant.role not in HELD_TO_AN_AREA and grant.area:
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
    seeing = {Role.VIEWER, Role.BOROUGH}
    return frozenset(grant.area for grant in held if grant.role in seeing and grant.area)


def areas_of_events(grants: Iterable[Grant]) -> frozenset[str] | None:
    """Returns the codes of the areas whose events somebody may plan; None for all, empty for none."""
    held = tuple(grants)
    if Role.SUPERVISOR in roles_of(held):
        return None
    return frozenset(grant.area for grant in held if grant.role is Role.ENGAGEMENT and grant.area)


def areas_planned(grants: Iterable[Grant]) -> frozenset[str] | None:
    """Returns the codes of the areas whose priorities somebody may set out; None for all, empty for none."""
    held = tuple(grants)
    if Role.ANALYST in roles_of(held):
        return None
    return frozenset(grant.area for grant in held if grant.role is Role.BOROUGH and grant.area)


def areas_before_release(grants: Iterable[Grant]) -> frozenset[str] | None:
    """Returns the codes of the areas of which somebody may read what is not published yet; None for all."""
    held = tuple(grants)
    if roles_of(held) & {Role.ANALYST, Role.APPROVER}:
        return None
    reading = {Role.BOROUGH, Role.ENGAGEMENT}
    return frozenset(grant.area for grant in held if grant.role in reading and grant.area)
