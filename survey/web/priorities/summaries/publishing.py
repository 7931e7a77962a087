"""Publishing: asked for once more before it is done, since an edition never changes."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.indicators.areas import name_of
from survey.summaries.local import actions
from survey.summaries.local.steps import State, StepRefused
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.priorities.summaries.area import house, show
from survey.web.priorities.summaries.words import refusal_words
from survey.web.request import database, now, settings
from survey.web.runner import begin, tell


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/summaries/<round_key>/publish")(ask_all)
    blueprint.post("/staff/summaries/<round_key>/publish")(publish_all)
    blueprint.get("/staff/summaries/<round_key>/<area>/publish")(ask)
    blueprint.post("/staff/summaries/<round_key>/<area>/publish")(publish)


@staff(Role.APPROVER)
def ask(round_key: str, area: str) -> Any:
    """Asks whether an approved summary is to be published."""
    within.read_area(area)
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        before = actions.published(tx, round_key, area)
        is_approved = actions.states(tx, round_key)[area] is State.APPROVED
    return render_template(
        "priorities/summaries/publish.html",
        planning=about,
        area=area,
        names=[name_of(area)] if is_approved else [],
        edition=before.edition + 1 if before else 1,
    )


@staff(Role.APPROVER)
def publish(round_key: str, area: str) -> Any:
    """Publishes an approved summary."""
    within.read_area(area)
    try:
        with database().reading() as tx:
            within.planned(tx, round_key)
            ready = actions.prepare(tx, round_key, area, house(), current_user.id, now())
        with database().transaction() as tx:
            actions.publish(tx, ready)
    except StepRefused as fault:
        return show(round_key, area, refusal_words(fault))
    flash(gettext("The summary is published."), "success")
    return redirect(url_for("summaries.one", round_key=round_key, area=area), 303)


@staff(Role.APPROVER)
def ask_all(round_key: str) -> Any:
    """Asks whether every approved summary is to be published."""
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        states = actions.states(tx, round_key)
    return render_template(
        "priorities/summaries/publish.html",
        planning=about,
        area="",
        names=[name_of(area) for area, state in states.items() if state is State.APPROVED],
        edition=0,
    )


@staff(Role.APPROVER)
def publish_all(round_key: str) -> Any:
    """Publishes every approved summary."""
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
    its = settings()
    address = url_for("summaries.of_round", round_key=round_key)
    job = begin(
        "summaries_published",
        {
            "round": round_key,
            "sponsor": its.sponsor,
            "address": its.public_url,
            "zone": its.time_zone.key,
        },
        about=gettext("Summaries for %(year)s", year=about.year),
        role=Role.APPROVER,
        back=address,
        subject=f"summaries {round_key}",
    )
    if not job.has_ended:
        return redirect(url_for("jobs.one", job_id=job.id), 303)
    tell(job)
    return redirect(address, 303)
