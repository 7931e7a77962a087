"""The demonstration's long work: the analyst has asked for an integrity report, which the first server makes."""

from datetime import datetime

from survey.accounts.roles import Role
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.operation.jobs import actions


def ask(tx: Transaction, one: Round, *, analyst: str, now: datetime) -> None:
    """Asks for a look at the residents' responses of a round."""
    actions.ask(
        tx,
        "integrity",
        {"round": one.key, "family": "residents"},
        about=f"Residents, {one.name}",
        role=Role.ANALYST.value,
        by=analyst,
        now=now,
        subject=f"integrity {one.key} residents",
        back=f"/staff/coding/integrity?round={one.key}&family=residents",
    )
