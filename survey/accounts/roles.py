"""The roles that staff may hold."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is here to do; a grant may narrow it to one area."""

    ADMINISTRATOR = "administrator"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    ANALYST = "analyst"
    VIEWER = "viewer"
