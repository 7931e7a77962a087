"""What was promised to those who took part, and whether it was kept: of every consultation, late ones too."""

from typing import Any

from flask import Blueprint, render_template

from survey.consultations import actions as consultations
from survey.consultations.promises import actions
from survey.web.access import anyone
from survey.web.request import database, now, settings


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/promises")(promises)


@anyone
def promises() -> Any:
    """Lists promises, the latest consultation first."""
    with database().reading() as tx:
        made = actions.by_round(tx)
        told = [(one, made[one.key]) for one in consultations.rounds(tx) if one.key in made]
    today = now().astimezone(settings().time_zone).date()
    return render_template("public/promises.html", told=told, today=today)
