"""The equality statement of an area, and who has not been heard there yet."""

from math import ceil
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms.validators import Length

from survey.accounts.roles import Role
from survey.columns.actions import Columns
from survey.columns.selection import Selection
from survey.columns.topline import SMALLEST_BASE
from survey.consultations import actions as consultations
from survey.indicators.areas import name_of
from survey.places.london import WHOLE
from survey.priorities.equality import actions
from survey.priorities.equality.findings import everybody, groups
from survey.priorities.equality.statement import Group, StatementRefused, differing
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm
from survey.web.request import database, now
from survey.weighting.actions import who_was_heard
from survey.weighting.heard import HeardMargin

FAMILY = "residents"
PATIENCE_S = 30.0

REFUSALS = {
    "gaps_missing": later("Say which gaps there are, or that there are none"),
    "mitigation_missing": later("Say what is done about them, or that nothing is needed"),
    "officer_missing": later("Name the officer who answers for it"),
    "too_long": later("Use at most 5,000 characters"),
}


class StatementForm(PrioritiesForm):
    """What the officer says on the findings."""

    gaps = ParagraphsField(
        later("Gaps"), description=later("Which groups put other things first, and who is missing.")
    )
    mitigation = ParagraphsField(later("What is done about them"))
    officer = LineField(later("Officer who answers for it"), validators=[Length(max=200)])


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.add_url_rule(
        "/staff/priorities/<round_key>/<area>/equality", "equality", equality, methods=["GET", "POST"]
    )
    blueprint.get("/staff/heard")(heard_areas)
    blueprint.get("/staff/heard/<area>")(heard)


def _columns() -> Columns:
    found: Columns = current_app.extensions["survey_columns"]
    if not found.ready(PATIENCE_S):
        abort(503)
    return found


def _findings(round_key: str, area: str) -> tuple[tuple[str, ...], tuple[Group, ...]]:
    """Reads what everybody and each group put first."""
    with _columns().view(FAMILY) as view:
        if view is None:
            return (), ()
        return everybody(view, round_key, area), groups(view, round_key, area)


@staff(*within.READERS)
def equality(round_key: str, area: str) -> Any:
    """Shows what each group put first, and takes the statement on it."""
    within.read_area(area)
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        history = actions.history(tx, round_key, area)
        person = within.people(tx)
    form, (all_of_them, found) = StatementForm(), _findings(round_key, area)
    if form.is_submitted():
        within.write_area(area)
        if form.validate() and _written(form, round_key, area, all_of_them, found):
            flash(gettext("The equality statement is kept."), "success")
            return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)
    return render_template(
        "priorities/equality.html",
        form=form,
        planning=about,
        area=area,
        area_name=name_of(area),
        everybody=all_of_them,
        groups=found,
        differing=differing(all_of_them, found),
        history=history,
        writes=within.may_write(area),
        person=person,
    )


def _written(
    form: StatementForm, round_key: str, area: str, all_of_them: tuple[str, ...], found: tuple[Group, ...]
) -> bool:
    try:
        with database().transaction() as tx:
            actions.write(
                tx,
                round_key,
                area,
                everybody=all_of_them,
                groups=found,
                gaps=form.gaps.data or "",
                mitigation=form.mitigation.data or "",
                officer=form.officer.data or "",
                actor=current_user.id,
                now=now(),
            )
    except StatementRefused as fault:
        form.blame(fault.field, REFUSALS[fault.code])
    return not form.has_errors


@staff(Role.ANALYST, Role.BOROUGH, Role.APPROVER, Role.ENGAGEMENT)
def heard_areas() -> Any:
    """Offers the areas that the person may look at; one alone is shown at once."""
    offered = within.areas()
    if len(offered) == 1:
        return redirect(url_for("priorities.heard", area=offered[0][0]))
    return render_template("priorities/heard_areas.html", areas=offered)


@staff(Role.ANALYST, Role.BOROUGH, Role.APPROVER, Role.ENGAGEMENT)
def heard(area: str) -> Any:
    """Shows which groups of an area's residents are not heard yet, as answers come in."""
    within.read_area(area)
    moment = now()
    with database().reading() as tx:
        current = consultations.current_round(tx, moment)
    margins: Any = ()
    if current is not None:
        selection = Selection(round=current.key, areas=() if area == WHOLE else (area,))
        with _columns().view(FAMILY) as view:
            margins = who_was_heard(view, FAMILY, selection) if view else ()
    return render_template(
        "priorities/heard.html",
        area=area,
        area_name=name_of(area),
        round=current,
        is_open=bool(current and current.is_open(moment)),
        rows=[_table(one) for one in margins if _base(one) >= SMALLEST_BASE],
    )


def _base(margin: HeardMargin) -> int:
    return sum(one.responses for one in margin.groups)


def _table(margin: HeardMargin) -> dict[str, Any]:
    """Lays a margin out without counts, which would tell of single people: bands, and needs in steps of five."""
    rows = [
        (one.label, f"{one.of_population:.0%}", _band(one.index), str(5 * ceil(one.needed / 5)))
        for one in margin.groups
    ]
    return {"label": margin.margin.label, "source": margin.margin.source, "rows": rows}


def _band(index: float | None) -> str:
    """Says how much a group is heard, held against its size."""
    if index is None or index < 50:
        return gettext("less than half its size")
    if index < 90:
        return gettext("less than its size")
    return gettext("about its size") if index <= 110 else gettext("more than its size")
