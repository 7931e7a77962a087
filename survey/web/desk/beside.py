"""What stands beside every page of a call: the list of questions, the notes, the scripts, the code."""

from typing import Any

from flask import current_app

from survey.fieldwork.calls import actions
from survey.fieldwork.calls.progress import State, Step
from survey.fieldwork.calls.scripts import BadScripts, Script, scripts, shipped
from survey.web.desk import codes
from survey.web.desk.case import Case
from survey.web.language import later
from survey.web.request import settings

STATES = {
    State.ANSWERED: later("answered"),
    State.SKIPPED: later("prefers not to say"),
    State.OPEN: later("open"),
    State.PARTLY: later("partly"),
    State.AHEAD: later("not yet reached"),
    State.DEPENDS: later("depends"),
    State.NOT_ASKED: later("not asked"),
}
"""What the list says of a question."""


def beside(case: Case, here: str | None, *, asking: bool = False) -> dict[str, Any]:
    """Returns what the frame of a call needs; `here` as in `Case.steps`.

    With `asking` the page has the form of a question page, in which the list, the jump and the notes take part, so
    that nothing typed is lost on the way.
    """
    listed = case.steps(here)
    return {
        "case": case,
        "base": f"/staff/desk/calls/{case.call.id}",
        "code": codes.code_of(case.call.id),
        "listed": listed,
        "states": STATES,
        "open_steps": open_ones(listed),
        "here": here,
        "asking": asking,
        "notes": actions.notes_of(case.call, [settings().secret_key]),
        "scripts": at_hand(),
    }


def at_hand() -> tuple[Script, ...]:
    """Returns the scripts; those that ship where a body's own can't be read, since no call may wait for that."""
    try:
        return scripts(settings().instance)
    except BadScripts as fault:
        current_app.logger.error("%s", fault)
        return shipped()


def open_ones(listed: tuple[Step, ...]) -> tuple[Step, ...]:
    """Returns the questions that have no answer, or half of one, although the interview is past them or at them."""
    return tuple(step for step in listed if step.state in {State.OPEN, State.PARTLY})
