"""From a poster to the questions, on people's own telephones: the address carries the event's code."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Mistyped
from survey.web.access import anyone
from survey.web.request import database


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/at/<code>")(at_event)


@anyone
def at_event(code: str) -> Any:
    """Leads to the questionnaire of an event; a mistyped code is told by its kind of slip."""
    with database().reading() as tx:
        found = actions.find_by_code(tx, code)
    if found is None or isinstance(found, Mistyped):
        why = found.why if found is not None else "unknown"
        return render_template("kiosk/unknown_event.html", why=why), 404
    where: dict[str, Any] = {"round_key": found.round, "family": found.plan.family}
    if found.ended_at is not None:
        return redirect(url_for("respond.start_page", **where))
    return redirect(url_for("respond.start_page", **where, event=found.code))
