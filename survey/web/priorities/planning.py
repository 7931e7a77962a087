"""Planning rounds: started from a consultation, looked at area by area, their candidates and what is heard so far."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR, name_of
from survey.indicators.years import NotAYear, read_year
from survey.priorities.grounds import actions as grounds
from survey.priorities.ledger import actions as ledger
from survey.priorities.ledger.steps import STATE_NAMES
from survey.priorities.planning import actions
from survey.priorities.planning.planning import PlanningRefused
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm, area_choices
from survey.web.request import database, now

REFUSALS = {
    "started_already": later("This consultation has a planning round"),
    "no_candidates": later("The consultation’s questionnaires have no question on priorities"),
    "bad_top": later("Enter a number from 1 to 10"),
    "looks_ahead": later("The year looked back on must come before"),
    "name_missing": later("Enter a name"),
    "too_long": later("Use fewer words"),
    "known_already": later("There is a candidate of this name"),
    "reason_missing": later("Say why it is taken out"),
    "not_set_for": later("No priorities are set for this area"),
}


class StartForm(PrioritiesForm):
    """A planning round to be started."""

    round = SelectField(later("Consultation"), validate_choice=False)
    year = LineField(
        later("Year that priorities are for"), description=later("From April to March, such as 2027/28.")
    )
    looks_back_on = LineField(
        later("Year looked back on"), description=later("Its results are told beside them.")
    )
    top = IntegerField(
        later("Priorities for each area, at most"),
        default=3,
        validators=[InputRequired(), NumberRange(1, 10)],
    )


class CandidateForm(PrioritiesForm):
    """A candidate in words."""

    name = LineField(later("Name"), validators=[Length(max=200)])
    area = SelectField(later("Where it is a candidate"))
    about = ParagraphsField(later("What it is about"), validators=[Length(max=2000)])


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule("/staff/priorities", "plannings", plannings)
    blueprint.add_url_rule(
        "/staff/priorities/start", "start_planning", start_planning, methods=["GET", "POST"]
    )
    blueprint.get("/staff/priorities/<round_key>")(planning_round)
    blueprint.add_url_rule(
        "/staff/priorities/<round_key>/candidates", "candidates", candidates, methods=["GET", "POST"]
    )
    blueprint.post("/staff/priorities/<round_key>/candidates/themes")(add_theme)
    blueprint.add_url_rule(
        "/staff/priorities/<round_key>/candidates/<int:candidate_id>/drop",
        "drop_candidate",
        drop_candidate,
        methods=["GET", "POST"],
    )


@staff(*within.READERS)
def plannings() -> Any:
    """Lists the planning rounds."""
    with database().reading() as tx:
        names = {one.key: one.name for one in consultations.rounds(tx)}
        return render_template(
            "priorities/plannings.html",
            plannings=actions.plannings(tx),
            names=names,
            starts=Role.ANALYST in current_user.roles,
        )


@staff(Role.ANALYST)
def start_planning() -> Any:
    """Starts the planning round of a consultation."""
    form = StartForm()
    with database().reading() as tx:
        known = {one.round for one in actions.plannings(tx)}
        form.round.choices = [(one.key, one.name) for one in consultations.rounds(tx) if one.key not in known]
    if not (form.validate_on_submit() and _started(form)):
        return render_template("priorities/start_planning.html", form=form)
    return redirect(url_for("priorities.planning_round", round_key=form.round.data), 303)


def _started(form: StartForm) -> bool:
    years = []
    for field in (form.year, form.looks_back_on):
        try:
            years.append(read_year(field.data or ""))
        except NotAYear:
            form.blame(field.name, gettext("Enter a year such as 2027/28"))
            return False
    try:
        with database().transaction() as tx:
            actions.start(
                tx,
                form.round.data or "",
                years[0],
                years[1],
                current_user.id,
                now(),
                top=form.top.data,
            )
    except PlanningRefused as fault:
        form.blame(fault.field or "round", REFUSALS[fault.code])
    except consultations.UnknownRound:
        form.blame("round", gettext("Choose a consultation"))
    return not form.has_errors


@staff(*within.READERS)
def planning_round(round_key: str) -> Any:
    """Shows where each area's plan stands."""
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        return render_template(
            "priorities/planning.html",
            planning=about,
            round=consultation,
            status=consultation.status(now()).value,
            rows=_rows(tx, round_key),
            plans_all=Role.ANALYST in current_user.roles,
        )


def _rows(tx: Transaction, round_key: str) -> list[tuple[str, str, int, str, int]]:
    """Returns (code, name, pieces of evidence, state, published edition) of the areas that the person may read."""
    states, pieces = ledger.states(tx, round_key), grounds.counts(tx, round_key)
    published = ledger.published(tx, round_key)
    return [
        (area, name_of(area), pieces.get(area, 0), STATE_NAMES[states[area]], published.get(area, 0))
        for area in SET_FOR
        if within.may_read(area)
    ]


@staff(*within.WRITERS)
def candidates(round_key: str) -> Any:
    """Lists the candidates, and takes further ones by hand."""
    form = CandidateForm()
    held: frozenset[str] | None = current_user.user.planned_areas
    everywhere = gettext("Everywhere") if held is None else None
    form.area.choices = area_choices(held, everywhere=everywhere)
    if form.validate_on_submit() and _added(form, round_key):
        flash(gettext("The candidate is added."), "success")
        return redirect(url_for("priorities.candidates", round_key=round_key), 303)
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        return render_template(
            "priorities/candidates.html",
            planning=about,
            round=consultation,
            candidates=[one for one in actions.all_candidates(tx, round_key) if _concerns(one.area)],
            themes=actions.themes_offered(tx, round_key) if held is None else {},
            form=form,
            name_of=name_of,
            person=within.people(tx),
            drops=held is None,
        )


def _concerns(area: str) -> bool:
    return not area or within.may_read(area)


def _added(form: CandidateForm, round_key: str) -> bool:
    try:
        with database().transaction() as tx:
            within.planned(tx, round_key)
            actions.add_by_hand(
                tx,
                round_key,
                form.name.data or "",
                form.area.data,
                form.about.data or "",
                current_user.id,
                now(),
            )
    except PlanningRefused as fault:
        form.blame(fault.field, REFUSALS[fault.code])
    return not form.has_errors


@staff(Role.ANALYST)
def add_theme(round_key: str) -> Any:
    """Makes a theme of people's texts a candidate."""
    try:
        with database().transaction() as tx:
            within.planned(tx, round_key)
            actions.add_from_texts(tx, round_key, request.form.get("theme", ""), current_user.id, now())
    except PlanningRefused:
        abort(404)
    flash(gettext("The candidate is added."), "success")
    return redirect(url_for("priorities.candidates", round_key=round_key), 303)


@staff(Role.ANALYST)
def drop_candidate(round_key: str, candidate_id: int) -> Any:
    """Takes a candidate out, once its reason is given."""
    reason, error = request.form.get("because", ""), ""
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        try:
            found = actions.find_candidate(tx, round_key, candidate_id)
        except actions.UnknownCandidate:
            abort(404)
    if request.method == "POST":
        try:
            with database().transaction() as tx:
                actions.drop(tx, round_key, candidate_id, reason, current_user.id, now())
        except PlanningRefused:
            error = gettext("Say why it is taken out")
    if request.method == "POST" and not error:
        flash(gettext("The candidate is taken out; it stays readable below."), "success")
        return redirect(url_for("priorities.candidates", round_key=round_key), 303)
    return render_template(
        "priorities/drop_candidate.html", planning=about, candidate=found, error=error, reason=reason
    )
