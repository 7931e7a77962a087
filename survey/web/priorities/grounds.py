"""What speaks for candidates: gathered from answers and recorded crime, entered, read from a file, withdrawn."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from survey.accounts.roles import Role
from survey.columns.actions import Columns
from survey.consultations import actions as consultations
from survey.indicators.areas import name_of
from survey.indicators.measures.series import ValueRefused, number
from survey.indicators.sheet import Unreadable
from survey.priorities.grounds import actions
from survey.priorities.grounds.file import COLUMNS, sheet_in
from survey.priorities.grounds.ground import (
    BY_HAND,
    FAMILY_OF,
    SOURCE_NAMES,
    Figure,
    GroundRefused,
    Source,
    Unit,
)
from survey.priorities.grounds.voices import voice
from survey.priorities.grounds.words import sentence
from survey.priorities.planning import actions as planning
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.carrying import carried, chosen_file
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm, choices_of
from survey.web.request import database, now
from survey.weighting.actions import weighing
from survey.weighting.targets import scheme_of

PATIENCE_S = 30.0
"""How long a request waits for columns that are being built."""

REFUSALS = {
    "nothing_said": "Enter a figure, words, or both",
    "no_origin": "Say who made it",
    "no_day": "Enter the day of the figure, such as 2026-11-01",
    "too_long": "Use fewer words",
    "not_by_hand": "Choose a source",
    "no_candidate": "‘%(words)s’ is no candidate here",
    "no_area": "‘%(words)s’ is no borough that you set priorities for",
    "no_number": "‘%(words)s’ is no number",
    "missing_column": "Say which column is which: the candidate, and the figure or the words",
    "reason_missing": "Say why it is withdrawn",
    "bad_link": "A link begins with https://",
}


class GroundForm(PrioritiesForm):
    """One piece entered by hand."""

    candidate = SelectField(later("Candidate"), coerce=int, validate_choice=False)
    source = SelectField(later("Source"), choices=choices_of({one: SOURCE_NAMES[one] for one in BY_HAND}))
    figure = LineField(
        later("Figure"), description=later("Such as a risk score; leave it empty for words alone.")
    )
    words = ParagraphsField(later("Words"), validators=[Length(max=2000)])
    origin = LineField(later("Who made it"), validators=[Length(max=300)])
    as_of = LineField(later("Day of the figure"), render_kw={"type": "date"})
    link = LineField(later("Where it can be read"), validators=[Length(max=500)])

    def said(self) -> Figure:
        """Returns the piece as filled in; raises GroundRefused."""
        try:
            figure = number(self.figure.data) if self.figure.data else None
        except ValueRefused as fault:
            raise GroundRefused("no_number", "figure", words=fault.words) from fault
        source = Source(self.source.data) if self.source.data in set(Source) else Source.LETTERS
        unit = Unit.WORDS if figure is None else Unit.SCORE
        words: dict[str, Any] = {
            name: (self[name].data or "").strip() for name in ("words", "origin", "as_of", "link")
        }
        return Figure(self.candidate.data or 0, source, unit, figure, **words)


class GroundsFileForm(PrioritiesForm):
    """A file of an assessment or of a partner agency's submission."""

    file = FileField(later("CSV or Excel file"), description=later("One row for each candidate and borough."))
    source = SelectField(later("Source"), choices=choices_of({one: SOURCE_NAMES[one] for one in BY_HAND}))
    origin = LineField(
        later("Who made it"), validators=[InputRequired(later("Say who made it")), Length(max=300)]
    )
    as_of = LineField(
        later("Day of the figures"),
        validators=[InputRequired(later("Enter a day"))],
        render_kw={"type": "date"},
    )


class GroundsColumnsForm(GroundsFileForm):
    """The same, with what each column is."""

    candidate = SelectField(later("Which column is the candidate?"), validate_choice=False)
    area = SelectField(later("Which column is the borough?"), validate_choice=False)
    figure = SelectField(later("Which column is the figure?"), validate_choice=False)
    words = SelectField(later("Which column is the words?"), validate_choice=False)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    place = "/staff/priorities/<round_key>/<area>/evidence"
    blueprint.post("/staff/priorities/<round_key>/gather")(gather)
    blueprint.add_url_rule(f"{place}/add", "add_ground", add_ground, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{place}/file", "add_grounds_file", add_grounds_file, methods=["GET", "POST"])
    blueprint.add_url_rule(
        f"{place}/<int:ground_id>/withdraw", "withdraw_ground", withdraw_ground, methods=["GET", "POST"]
    )


@staff(Role.ANALYST)
def gather(round_key: str) -> Any:
    """Gathers what answers and recorded crime say, for one area or all."""
    wanted = request.form.get("area", "")
    places = [within.write_area(wanted)] if wanted else [code for code, _ in within.areas()]
    with database().reading() as tx:
        within.planned(tx, round_key)
    kept = sum(_voices(round_key, place) for place in places)
    with database().transaction() as tx:
        asked = consultations.live_version(tx, round_key, FAMILY_OF[Source.RESIDENTS])
        if asked is not None:
            kept += actions.gather_survey(tx, round_key, places, asked.questionnaire, current_user.id, now())
        kept += sum(actions.gather_crime(tx, round_key, place, current_user.id, now()) for place in places)
    flash(gettext("Gathered: %(number)s pieces of evidence.", number=kept), "success" if kept else "warning")
    if wanted:
        return redirect(url_for("priorities.area_page", round_key=round_key, area=wanted), 303)
    return redirect(url_for("priorities.planning_round", round_key=round_key), 303)


def _voices(round_key: str, area: str) -> int:
    """Keeps what each questionnaire's answers say in an area; returns how many pieces."""
    columns: Columns = current_app.extensions["survey_columns"]
    kept = 0
    if not columns.ready(PATIENCE_S):
        abort(503)
    for source, family in FAMILY_OF.items():
        scheme = scheme_of(family)
        with columns.view(family, *([weighing(scheme, round_key)] if scheme else [])) as view:
            found = voice(view, family, round_key, area, weighted=scheme is not None) if view else None
            if view is None or found is None:
                continue
            with database().transaction() as tx:
                kept += actions.gather_voice(
                    tx,
                    round_key,
                    area,
                    source,
                    found,
                    data_mark=view.mark,
                    data_at=view.caught_up_at,
                    actor=current_user.id,
                    now=now(),
                )
                asked = consultations.live_version(tx, round_key, family)
                if asked is not None:
                    kept += actions.gather_words(
                        tx,
                        view,
                        asked.questionnaire,
                        round_key,
                        area,
                        data_at=view.caught_up_at,
                        actor=current_user.id,
                        now=now(),
                    )
    return kept


@staff(*within.WRITERS)
def add_ground(round_key: str, area: str) -> Any:
    """Enters a piece by hand."""
    within.write_area(area)
    form = GroundForm()
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        form.candidate.choices = [(one.id, one.name) for one in planning.candidates(tx, round_key, area)]
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                actions.enter(tx, round_key, area, form.said(), current_user.id, now())
            flash(gettext("The piece is kept."), "success")
            return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)
        except GroundRefused as fault:
            form.blame(fault.field, _words(fault))
        except planning.UnknownCandidate:
            form.blame("candidate", gettext("Choose a candidate"))
    return render_template(
        "priorities/add_ground.html", form=form, planning=about, area=area, area_name=name_of(area)
    )


@staff(*within.WRITERS)
def add_grounds_file(round_key: str, area: str) -> Any:
    """Reads a file: first the file, then which column is what."""
    within.write_area(area)
    name, content = chosen_file() if request.method == "POST" else ("", b"")
    form: Any = GroundsColumnsForm() if "candidate" in request.form else GroundsFileForm()
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
    asking = form
    if form.validate_on_submit():
        asking = _asked(form, content)
        if (
            isinstance(form, GroundsColumnsForm)
            and not form.has_errors
            and _taken(form, round_key, area, content)
        ):
            flash(gettext("The file’s pieces are kept."), "success")
            return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)
    return render_template(
        "priorities/add_grounds_file.html",
        form=asking,
        planning=about,
        area=area,
        area_name=name_of(area),
        carried=carried(content) if content else "",
        carried_name=name,
        asks=isinstance(asking, GroundsColumnsForm),
    )


def _asked(form: Any, content: bytes) -> Any:
    """Returns the form that offers the file's headers; with the error at the field where it can't be read."""
    try:
        headers = sheet_in(content).headers if content else ()
    except Unreadable:
        headers = ()
    if not headers:
        form.blame("file", gettext("Choose a CSV or Excel file with headers in its first row"))
        return form
    asking = form if isinstance(form, GroundsColumnsForm) else GroundsColumnsForm()
    for role in COLUMNS:
        asking[role].choices = [("", gettext("None")), *((one, one) for one in headers if one)]
    return asking


def _taken(form: GroundsColumnsForm, round_key: str, area: str, content: bytes) -> bool:
    held: frozenset[str] | None = current_user.user.planned_areas
    try:
        with database().transaction() as tx:
            actions.take_file(
                tx,
                round_key,
                area,
                sheet_in(content),
                {role: form[role].data or "" for role in COLUMNS},
                source=Source(form.source.data),
                origin=form.origin.data,
                as_of=form.as_of.data,
                actor=current_user.id,
                now=now(),
                held_to=None if held is None else sorted(held),
            )
    except GroundRefused as fault:
        form.blame(fault.field, _words(fault))
    return not form.has_errors


@staff(*within.WRITERS)
def withdraw_ground(round_key: str, area: str, ground_id: int) -> Any:
    """Takes a piece out of what stands, once its reason is given."""
    within.write_area(area)
    reason, error = request.form.get("because", ""), ""
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
        try:
            found = actions.find(tx, ground_id)
        except actions.UnknownGround:
            abort(404)
    if (found.round, found.area) != (round_key, area):
        abort(404)
    if request.method == "POST":
        try:
            with database().transaction() as tx:
                actions.withdraw(tx, ground_id, reason, current_user.id, now())
            flash(gettext("The piece is withdrawn; it stays in the history."), "success")
            return redirect(url_for("priorities.area_page", round_key=round_key, area=area), 303)
        except GroundRefused as fault:
            error = _words(fault)
    return render_template(
        "priorities/withdraw_ground.html",
        planning=about,
        area=area,
        area_name=name_of(area),
        words=sentence(found.said),
        error=error,
        reason=reason,
    )


def _words(fault: GroundRefused) -> str:
    words = gettext(REFUSALS[fault.code], words=fault.words)
    return gettext("Line %(line)s: %(words)s", line=fault.line, words=words) if fault.line else words
