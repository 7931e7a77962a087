"""Publishing what a closed consultation came to: looked at first, then frozen."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.actions import names
from survey.accounts.roles import Role
from survey.consultations.round import Status
from survey.summaries.figures import actions
from survey.summaries.figures.figures import FEWEST_CHANGED, FiguresRefused
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.request import database, now
from survey.web.results.pages import ResultsPage, opened

REFUSALS = {
    "not_closed": "The consultation has not closed yet: people can still answer.",
    "nobody": "Nobody has answered.",
    "note_missing": "Say why another edition is made; it stands above the figures.",
    "nothing_new": "Nothing has changed since the last edition.",
    "few_changed": "Fewer than %(few)s responses were added or taken away since the last edition: what changed would "
    "tell of them.",
}


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule("/staff/results/<family>/publish", "publish", publish, methods=["GET", "POST"])


@staff(Role.ANALYST)
def publish(family: str) -> Any:
    """Says what will be published, and publishes it once that is confirmed."""
    error, note = "", request.form.get("note", "").strip()
    with opened(family) as page:
        if request.method == "POST":
            try:
                made = _publish(page, note)
                flash(gettext("Edition %(edition)s is published.", edition=made.edition), "success")
                return redirect(url_for("results.publish", family=family, round=made.round), 303)
            except FiguresRefused as fault:
                error = gettext(REFUSALS[fault.code], few=FEWEST_CHANGED)
        return _show(page, error, note)


def _publish(page: ResultsPage, note: str) -> Any:
    if page.round is None:
        raise FiguresRefused("nobody")
    with database().transaction() as tx:
        return actions.publish(
            tx,
            page.view,
            page.round.key,
            page.family,
            data_at=page.data_at,
            note=note,
            actor=current_user.id,
            now=now(),
        )


def _show(page: ResultsPage, error: str, note: str) -> str:
    with database().reading() as tx:
        editions = actions.editions(tx, page.round.key, page.family) if page.round else ()
        people = names(tx)
    return render_template(
        "results/publish.html",
        page=page,
        editions=editions,
        is_closed=page.round is not None and page.round.status(now()) is Status.CLOSED,
        person=lambda one: people.get(one, one),
        error=error,
        note=note,
    )
