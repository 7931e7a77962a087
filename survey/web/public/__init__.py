"""The pages that tell: privacy, accessibility, contact."""

from typing import Any

from flask import Blueprint, render_template

from survey.consultations import actions as consultations
from survey.web.access import anyone
from survey.web.public import by_phone, informed, on_paper, promised, results, summaries, taking_part
from survey.web.request import database, now, settings

blueprint = Blueprint("public", __name__)
taking_part.hang(blueprint)
by_phone.hang(blueprint)
on_paper.hang(blueprint)
results.hang(blueprint)
summaries.hang(blueprint)
informed.hang(blueprint)
promised.hang(blueprint)


@blueprint.get("/privacy")
@anyone
def privacy() -> Any:
    """What is done with answers and details, and on what ground in law."""
    return render_template("public/privacy.html", email=settings().sponsor_email)


@blueprint.get("/accessibility")
@anyone
def accessibility() -> Any:
    """What the pages can do for people with disabilities, how that is tried, and whom to tell of a barrier."""
    return render_template("public/accessibility.html", email=settings().sponsor_email)


@blueprint.get("/contact")
@anyone
def contact() -> Any:
    """How to reach the authority about the consultation."""
    with database().reading() as tx:
        found = consultations.current_round(tx, now())
    return render_template(
        "public/contact.html", details=found.details if found else None, email=settings().sponsor_email
    )
