"""Scores of an area's candidates under a scenario, and the scenarios: whose voice counts how much."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import FloatField
from wtforms.validators import Length, Optional

from survey.accounts.roles import Role
from survey.indicators.areas import name_of
from survey.priorities.grounds.ground import SCORED, SOURCE_NAMES, Source
from survey.priorities.scoring import actions
from survey.priorities.scoring.scenario import EVEN, MOST_POINTS, Scenario, ScenarioRefused
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm
from survey.web.request import asked, database, now

REFUSALS = {
    "name_missing": later("Enter a name"),
    "too_long": later("Use at most 80 characters"),
    "bad_points": later("Enter points from 0 to 100"),
    "no_points": later("Give at least one voice some points"),
}

_POINTS: dict[str, Any] = {
    source.value: FloatField(
        SOURCE_NAMES[source], validators=[Optional()], render_kw={"inputmode": "decimal"}, default=10
    )
    for source in SCORED
}


class ScenarioForm(PrioritiesForm):
    """Points for each voice, under a name."""

    name = LineField(later("Name"), description=later("Such as ‘Residents first’."))
    note = ParagraphsField(later("Why these weights"), validators=[Length(max=2000)])

    def points(self) -> dict[Source, float]:
        """Returns the points as filled in."""
        return {source: float(self[source.value].data or 0) for source in SCORED}


for _name, _field in _POINTS.items():
    setattr(ScenarioForm, _name, _field)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/priorities/<round_key>/<area>/scores")(scores)
    blueprint.add_url_rule(
        "/staff/priorities/<round_key>/scenarios", "scenarios", scenarios, methods=["GET", "POST"]
    )


@staff(*within.READERS)
def scores(round_key: str, area: str) -> Any:
    """Shows the ranking under a scenario, how sure it is, and how much hangs on the weights."""
    within.read_area(area)
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        known = actions.scenarios(tx, round_key)
        chosen = next((one for one in known if one.name == asked("scenario")), None)
        found = actions.score(tx, round_key, area, chosen)
    return render_template(
        "priorities/scores.html",
        planning=about,
        area=area,
        area_name=name_of(area),
        scenarios=known,
        chosen=chosen,
        found=found,
        source_names=SOURCE_NAMES,
        shown=_shown,
    )


def _shown(source: Source, value: float) -> str:
    shares = {Source.RESIDENTS, Source.BUSINESSES, Source.EVENTS}
    return f"{round(100 * value)}%" if source in shares else f"{value:,.4g}"


@staff(Role.ANALYST)
def scenarios(round_key: str) -> Any:
    """Lists the scenarios as they were ever saved, and saves one."""
    form = ScenarioForm()
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        saved = list(reversed(actions.saved(tx, round_key)))
        person = within.people(tx)
    if request.method == "GET":
        _begin(form, next((one for one in saved if one.name == asked("name")), None))
    if form.validate_on_submit() and _kept(form, round_key):
        flash(gettext("The scenario is saved."), "success")
        return redirect(url_for("priorities.scenarios", round_key=round_key), 303)
    return render_template(
        "priorities/scenarios.html",
        planning=about,
        form=form,
        saved=saved,
        sources=[one.value for one in SCORED],
        source_names=SOURCE_NAMES,
        person=person,
        most=MOST_POINTS,
    )


def _begin(form: ScenarioForm, one: Scenario | None) -> None:
    """Begins with a scenario that is to be saved anew, or with the same weight for every voice."""
    points = one.points if one else EVEN
    for source in SCORED:
        form[source.value].data = points.get(source, 0)
    if one:
        form.name.data, form.note.data = one.name, one.note


def _kept(form: ScenarioForm, round_key: str) -> bool:
    try:
        with database().transaction() as tx:
            actions.save(
                tx,
                round_key,
                form.name.data or "",
                form.points(),
                form.note.data or "",
                current_user.id,
                now(),
            )
    except ScenarioRefused as fault:
        form.blame(fault.field, REFUSALS[fault.code])
    return not form.has_errors
