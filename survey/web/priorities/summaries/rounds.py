"""The summaries of a round, area by area, and drafting them all in one go."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.indicators.areas import SET_FOR, name_of
from survey.priorities.planning import actions as planning
from survey.summaries.local import actions
from survey.summaries.local.steps import STATE_NAMES, State
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.request import database
from survey.web.runner import begin, tell

READERS = (*within.READERS, Role.ENGAGEMENT)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/summaries")(home)
    blueprint.get("/staff/summaries/<round_key>")(of_round)
    blueprint.post("/staff/summaries/<round_key>/draft")(draft_all)


@staff(*READERS)
def home() -> Any:
    """Lists the rounds whose summaries can be written."""
    with database().reading() as tx:
        names = {one.key: one.name for one in consultations.rounds(tx)}
        listed = []
        for one in planning.plannings(tx):
            states = list(actions.states(tx, one.round).values())
            listed.append((one, names.get(one.round, one.round), states.count(State.PUBLISHED)))
    return render_template("priorities/summaries/home.html", rounds=listed, areas=len(SET_FOR))


@staff(*READERS)
def of_round(round_key: str) -> Any:
    """Lists the areas of a round, with where the summary of each stands."""
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        states = actions.states(tx, round_key)
    its = [(area, name_of(area), states[area]) for area in SET_FOR if within.may_read(area)]
    return render_template(
        "priorities/summaries/round.html",
        planning=about,
        round=consultation,
        areas=its,
        state_names=STATE_NAMES,
        approved=sum(state is State.APPROVED for state in states.values()),
    )


@staff(Role.ANALYST, Role.APPROVER)
def draft_all(round_key: str) -> Any:
    """Drafts the summary of every area from the data."""
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
    job = begin(
        "summaries_drafted",
        {"round": round_key},
        about=gettext("Summaries for %(year)s", year=about.year),
        role=Role.APPROVER if Role.APPROVER in current_user.roles else Role.ANALYST,
        back=url_for("summaries.of_round", round_key=round_key),
        subject=f"summaries {round_key}",
    )
    if not job.has_ended:
        return redirect(url_for("jobs.one", job_id=job.id), 303)
    tell(job)
    return redirect(url_for("summaries.of_round", round_key=round_key), 303)
