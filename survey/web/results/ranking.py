"""A ranking in depth."""

from typing import Any

from flask import Blueprint, abort, request

from survey.accounts.roles import Role
from survey.columns.ranked import RESAMPLES, Ranked, ranked
from survey.web.access import staff
from survey.web.results.pages import opened, show
from survey.web.results.words import MANNERS


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/results/<family>/questions/<question>/ranking")(ranking)


@staff(Role.ANALYST)
def ranking(family: str, question: str) -> Any:
    """Shows a ranking by first choices, places, points and pairs, and on request how stable its order is."""
    with opened(family) as page:
        asked = page.table.question_by_key.get(question)
        if asked is None or asked.kind != "ranking":
            abort(404)
        wants_stability = "stability" in request.args
        found: tuple[Ranked, ...] = ()
        if page.view is not None:
            snapshot = page.view.snapshot
            found = page.view.reckoned(
                f"ranking {question} {wants_stability}",
                page.selection,
                lambda where: ranked(snapshot, asked, where, with_stability=wants_stability),
            )
        return show(
            "results/ranking.html", page, asked=asked, found=found, manners=MANNERS, resamples=RESAMPLES
        )
