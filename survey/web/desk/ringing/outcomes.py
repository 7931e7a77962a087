"""What came of the callbacks: outcomes by AAPOR's codes, and the rates that follow from them."""

from typing import Any

from flask import render_template

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.outcomes import DISPOSITIONS, Group
from survey.fieldwork.callbacks.rates import counted, rates
from survey.web.access import staff
from survey.web.desk.blueprint import blueprint
from survey.web.desk.ringing.words import OUTCOMES
from survey.web.language import later
from survey.web.request import database, now

KINDS = (
    ("RR", later("Response rate"), later("completed interviews, of all who are or may be eligible")),
    ("COOP", later("Cooperation rate"), later("completed interviews, of all who were reached")),
    (
        "REF",
        later("Refusal rate"),
        later("refusals and interviews broken off, of all who are or may be eligible"),
    ),
    ("CON", later("Contact rate"), later("people reached, of all who are or may be eligible")),
)

GROUPS = {
    Group.INTERVIEW: later("Complete interviews"),
    Group.PARTIAL: later("Partial interviews"),
    Group.REFUSAL: later("Refusals and interviews broken off"),
    Group.NON_CONTACT: later("Not reached, known to be theirs"),
    Group.OTHER: later("Other"),
    Group.UNKNOWN_HOUSEHOLD: later("Unknown whether it is theirs"),
    Group.UNKNOWN_OTHER: later("Unknown, other"),
    Group.NOT_ELIGIBLE: later("Not eligible"),
}


@blueprint.get("/ringing/outcomes")
@staff(Role.SUPERVISOR)
def callback_outcomes() -> Any:
    """Shows how the callbacks of the round ended, and AAPOR's sixteen rates."""
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
        ended = actions.outcomes(tx, about.key) if about else None
        queue = actions.queue(tx, about.key, now()) if about else None
    found = counted(ended or {})
    return render_template(
        "desk/ringing/outcomes.html",
        round=about,
        ended=ended or {},
        waiting=len(queue.waiting) if queue else 0,
        dispositions=DISPOSITIONS,
        outcomes=OUTCOMES,
        counts=found,
        groups=GROUPS,
        kinds=KINDS,
        rates=rates(found),
    )
