"""Publishing what a consultation came to, frozen: once it has closed, or as dated snapshots while it runs."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.actions import names
from survey.accounts.roles import Role
from survey.columns.disclosure import RULES
from survey.summaries.figures import actions
from survey.summaries.figures.figures import FiguresRefused
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.request import database, now
from survey.web.results.pages import ResultsPage, opened

REFUSALS = {
    "not_closed": "The consultation has not closed yet: people can still answer.",
    "nobody": "Nobody has answered.",
    "note_missing": "Say why another edition is made; it stands above the figures.",
    "nothing_new": "Nothing has changed since the last edition.",
    "few": "Fewer than %(few)s people have answered: too few to publish anything of.",
    "today_already": "A snapshot was published within the last day; the next may follow tomorrow.",
    "would_tell": "What came in since the last edition would tell of single people, whatever else is left out.",
    "few_changed": "Fewer than %(few)s responses were added or taken away since the last edition: what changed would "
    "tell of them.",
}


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule("/staff/results/<family>/publish", "publish", publish, methods=["GET", "POST"])
    blueprint.post("/staff/results/<family>/snapshots")(snapshots)


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
                error = gettext(REFUSALS[fault.code], few=RULES.change)
        return _show(page, error, note)


@staff(Role.ANALYST)
def snapshots(family: str) -> Any:
    """Allows snapshots of the round that is shown while it runs, or ends them; what was published stays."""
    allow = request.form.get("allow") == "yes"
    with opened(family) as page:
        if page.round is None:
            abort(404)
        with database().transaction() as tx:
            actions.let_run(tx, page.round.key, allow=allow, actor=current_user.id, now=now())
        flash(
            gettext("Snapshots are published once a day while the consultation runs.")
            if allow
            else gettext("No more snapshots are published. Those that were stay."),
            "success",
        )
        return redirect(url_for("results.publish", family=family, round=page.round.key), 303)


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
        may_run = page.round is not None and actions.may_run(tx, page.round.key)
    return render_template(
        "results/publish.html",
        page=page,
        editions=editions,
        status=page.round.status(now()) if page.round else None,
        may_run=may_run,
        rules=RULES,
        person=lambda one: people.get(one, one),
        error=error,
        note=note,
    )
