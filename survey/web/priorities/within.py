"""Where in the priorities a request is: its planning round, its area, and what the person may do there."""

from collections.abc import Sequence
from typing import Any

from flask import abort
from flask_login import current_user

from survey.accounts.actions import names
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR, name_of
from survey.indicators.years import NotAYear, Year, read_year
from survey.priorities.planning import actions as planning
from survey.priorities.planning.planning import Planning
from survey.web.request import settings

READERS = (Role.ANALYST, Role.BOROUGH, Role.APPROVER)
WRITERS = (Role.ANALYST, Role.BOROUGH)


def may_read(area: str) -> bool:
    """Says whether the person may read what is not published yet of an area; all may be read of London."""
    held: frozenset[str] | None = current_user.user.areas_before_release
    return held is None or area in held


def may_write(area: str) -> bool:
    """Says whether the person may set out an area's priorities."""
    held: frozenset[str] | None = current_user.user.planned_areas
    return held is None or area in held


def read_area(area: str) -> str:
    """Returns an area that priorities are set for and the person may read of; answers 404 or 403."""
    if area not in SET_FOR:
        abort(404)
    if not may_read(area):
        abort(403)
    return area


def write_area(area: str) -> str:
    """Returns an area that the person may write in; answers 404 or 403."""
    if area not in SET_FOR:
        abort(404)
    if not may_write(area):
        abort(403)
    return area


def areas() -> list[tuple[str, str]]:
    """Returns the areas that the person may read of, as (code, name), London first."""
    return [(area, name_of(area)) for area in SET_FOR if may_read(area)]


def planned(tx: Transaction, round_key: str) -> tuple[Planning, Round]:
    """Returns a planning round with its consultation; answers 404."""
    try:
        return planning.find(tx, round_key), consultations.find_round(tx, round_key)
    except (planning.UnknownPlanning, consultations.UnknownRound):
        abort(404)


def year_named(slug: str) -> Year:
    """Returns the year of an address; answers 404."""
    try:
        return read_year(slug)
    except NotAYear:
        abort(404)


def people(tx: Transaction) -> Any:
    """Returns a function that names people by their id."""
    known = names(tx)
    return lambda person: known.get(person, person)


def secrets() -> Sequence[str]:
    """Returns the secrets that seal letters."""
    return [settings().secret_key]
