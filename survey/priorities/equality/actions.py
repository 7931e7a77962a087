"""What is done with equality statements: written on what the answers show, and kept."""

from collections.abc import Sequence
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.priorities.equality import store
from survey.priorities.equality.statement import Group, Statement, StatementRefused, check
from survey.priorities.planning import actions as planning


def current(tx: Transaction, round_key: str, area: str) -> Statement | None:
    """Returns the statement of an area as it was written last; None where nobody has."""
    return next(iter(store.of_area(tx, round_key, area)), None)


def history(tx: Transaction, round_key: str, area: str) -> tuple[Statement, ...]:
    """Returns every statement of an area, the latest first."""
    return store.of_area(tx, round_key, area)


def write(
    tx: Transaction,
    round_key: str,
    area: str,
    *,
    everybody: Sequence[str],
    groups: Sequence[Group],
    gaps: str,
    mitigation: str,
    officer: str,
    actor: str,
    now: datetime,
) -> None:
    """Keeps a statement with the findings that it was written on; raises StatementRefused, UnknownPlanning."""
    planning.find(tx, round_key)
    if area not in SET_FOR:
        raise StatementRefused("not_set_for", "area")
    check({"gaps": gaps, "mitigation": mitigation, "officer": officer})
    values = {
        "round": round_key,
        "area": area,
        "everybody": list(everybody),
        "groups": [one.document() for one in groups],
        "gaps": gaps.strip(),
        "mitigation": mitigation.strip(),
        "officer": officer.strip(),
        "written_at": now,
        "written_by": actor,
    }
    store.add(tx, values)
    record(tx, actor, tag(actor, "equality:written"), round_key, {"area": area}, now)
