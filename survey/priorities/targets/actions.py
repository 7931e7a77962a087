"""What is done with targets: set, set anew, withdrawn; every one that ever stood can be read."""

from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.indicators.measures import actions as measures
from survey.indicators.years import Year
from survey.priorities.targets import store
from survey.priorities.targets.target import Target, Wanted, check


def set_target(tx: Transaction, area: str, year: Year, wanted: Wanted, actor: str, now: datetime) -> None:
    """Sets what an area is held to in a year, in place of what stood; raises TargetRefused, UnknownMeasure."""
    check(wanted, measures.find_measure(tx, wanted.measure), area)
    if any(one.wanted == wanted for one in standing(tx, area, year)):
        return
    store.add(tx, area, year, wanted, actor, now, withdrawn=False)
    detail = {"year": str(year), **wanted.document()}
    record(tx, actor, tag(actor, "target:set"), area, detail, now)


def withdraw(tx: Transaction, area: str, year: Year, measure: str, actor: str, now: datetime) -> None:
    """Takes a target back, so that its measure has none; what stood stays readable."""
    found = next((one for one in standing(tx, area, year) if one.wanted.measure == measure), None)
    if found is None:
        return
    store.add(tx, area, year, found.wanted, actor, now, withdrawn=True)
    record(tx, actor, tag(actor, "target:withdrawn"), area, {"year": str(year), "measure": measure}, now)


def standing(tx: Transaction, area: str, year: Year) -> tuple[Target, ...]:
    """Returns the targets of an area in a year that stand, in the order in which they were first set."""
    latest = {one.wanted.measure: one for one in store.of_year(tx, year, area)}
    return tuple(one for one in latest.values() if not one.withdrawn)


def history(tx: Transaction, area: str, year: Year) -> tuple[Target, ...]:
    """Returns every target that an area ever had for a year, in the order in which they were set."""
    return store.of_year(tx, year, area)


def years(tx: Transaction) -> list[Year]:
    """Returns the years that targets were set for, the latest first."""
    return store.years(tx)
