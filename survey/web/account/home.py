"""The first page after signing in."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user

from survey.consultations import actions as consultations
from survey.web.access import staff
from survey.web.account.forms import ROLE_NAMES
from survey.web.account.staff_pages import offered
from survey.web.request import database, now


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff")(home)


@staff()
def home() -> Any:
    """Shows what the person can do here, and where the consultation stands."""
    moment = now()
    with database().reading() as tx:
        current = consultations.current_round(tx, moment)
        live = consultations.live_versions(tx, current.key) if current else {}
    return render_template(
        "account/home.html",
        pages=offered(),
        role_names=[ROLE_NAMES[role] for role in sorted({grant.role for grant in current_user.user.grants})],
        round=current,
        status=current.status(moment) if current else None,
        days_left=(current.closes_at - moment).days if current else 0,
        live=live,
    )
