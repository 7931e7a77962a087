"""How the responses are weighted, and who has not been heard."""

from typing import Any

from flask import Blueprint, abort

from survey.accounts.roles import Role
from survey.web.access import staff
from survey.web.results.pages import opened, show
from survey.weighting.actions import who_was_heard


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/weighting")(weighting)
    blueprint.get("/staff/results/<family>/heard")(heard)


@staff(Role.ANALYST)
def weighting(family: str) -> Any:
    """Shows the margins that the weights meet, and what they cost."""
    with opened(family) as page:
        if page.view is not None and page.report is None:
            abort(404)
        return show("results/weighting.html", page)


@staff(Role.ANALYST)
def heard(family: str) -> Any:
    """Shows which groups are heard less than their size, and how many responses of each are missing."""
    with opened(family) as page:
        margins = who_was_heard(page.view, family, page.selection) if page.view else ()
        return show("results/heard.html", page, margins=margins)
