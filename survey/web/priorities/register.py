"""The register of letters, petitions and responses of groups: entered, read, linked to candidates."""

from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask_login import current_user
from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, Length

from survey.consultations import actions as consultations
from survey.indicators.areas import name_of
from survey.places.london import WHOLE
from survey.priorities.grounds import actions as grounds
from survey.priorities.planning import actions as planning
from survey.priorities.register import actions
from survey.priorities.register.submission import FORM_NAMES, Form, Submission, SubmissionRefused
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.priorities import within
from survey.web.priorities.forms import LineField, ParagraphsField, PrioritiesForm, area_choices, choices_of
from survey.web.request import database, now

REFUSALS = {
    "sender_missing": later("Say who it is from"),
    "nothing_said": later("Enter the text, or choose a file"),
    "too_long": later("Use at most 20,000 characters, or choose a file"),
    "too_large": later("Choose a file of at most 1.5 MB"),
    "bad_day": later("Enter the day on which it came, such as 2026-10-01"),
    "bad_signatories": later("Enter how many people signed, at least 1"),
    "not_set_for": later("No priorities are set for this area"),
}


class SubmissionForm(PrioritiesForm):
    """What came, and from whom."""

    form = SelectField(later("What came"), choices=choices_of(FORM_NAMES))
    from_whom = LineField(later("From whom"), validators=[Length(max=300)])
    signatories = IntegerField(
        later("How many signed"), default=1, validators=[InputRequired(later("Enter how many signed"))]
    )
    area = SelectField(later("Which area it is about"))
    received_on = LineField(later("Day on which it came"), render_kw={"type": "date"})
    text = ParagraphsField(later("What it says"))
    file = FileField(later("The letter as a file"), description=later("At most 1.5 MB."))


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    place = "/staff/priorities/<round_key>/letters"
    blueprint.get(place, endpoint="letters")(letters)
    blueprint.add_url_rule(f"{place}/add", "add_letter", add_letter, methods=["GET", "POST"])
    blueprint.get(f"{place}/<submission_id>")(letter)
    blueprint.get(f"{place}/<submission_id>/file")(letter_file)
    blueprint.post(f"{place}/<submission_id>/read")(read_letter)
    blueprint.post(f"{place}/<submission_id>/link")(link_letter)


def _concerns(area: str) -> bool:
    """Says whether a letter concerns an area of the person; London's concern everybody."""
    return not area or within.may_read(area)


@staff(*within.READERS)
def letters(round_key: str) -> Any:
    """Lists the register, unread ones first."""
    with database().reading() as tx:
        about, consultation = within.planned(tx, round_key)
        found = [one for one in actions.of_round(tx, round_key, within.secrets()) if _concerns(one.area)]
        return render_template(
            "priorities/letters.html",
            planning=about,
            round=consultation,
            letters=sorted(found, key=lambda one: one.is_read),
            forms=FORM_NAMES,
            name_of=_place,
            writes=_writes(),
        )


def _place(area: str) -> str:
    return name_of(area or WHOLE)


def _writes() -> bool:
    return bool(current_user.roles & set(within.WRITERS))


@staff(*within.WRITERS)
def add_letter(round_key: str) -> Any:
    """Registers what came."""
    form = SubmissionForm()
    held: frozenset[str] | None = current_user.user.planned_areas
    form.area.choices = area_choices(held)
    with database().reading() as tx:
        about, _ = within.planned(tx, round_key)
    if form.validate_on_submit():
        made = _entered(form, round_key)
        if made:
            flash(gettext("It is in the register."), "success")
            return redirect(url_for("priorities.letter", round_key=round_key, submission_id=made), 303)
    return render_template("priorities/add_letter.html", form=form, planning=about)


def _entered(form: SubmissionForm, round_key: str) -> str:
    file = form.file.data
    content = file.read() if file else b""
    try:
        with database().transaction() as tx:
            return actions.enter(
                tx,
                round_key,
                form.area.data,
                form=Form(form.form.data),
                from_whom=form.from_whom.data or "",
                signatories=form.signatories.data or 0,
                text=form.text.data or "",
                received_on=form.received_on.data or "",
                file_name=file.filename if file else "",
                file=content,
                secrets=within.secrets(),
                actor=current_user.id,
                now=now(),
            )
    except SubmissionRefused as fault:
        form.blame(fault.field, REFUSALS[fault.code])
    except consultations.UnknownRound:
        abort(404)
    return ""


def _found(round_key: str, submission_id: str) -> Submission:
    with database().reading() as tx:
        within.planned(tx, round_key)
        try:
            found = actions.find(tx, submission_id, within.secrets())
        except actions.UnknownSubmission:
            abort(404)
    if found.round != round_key:
        abort(404)
    if not _concerns(found.area):
        abort(403)
    return found


@staff(*within.READERS)
def letter(round_key: str, submission_id: str) -> Any:
    """Shows what came, who read it, and to which candidates it is linked."""
    found = _found(round_key, submission_id)
    with database().reading() as tx:
        area = found.area or WHOLE
        pieces = grounds.standing_in(tx, round_key, area)
        names = {one.id: one.name for one in planning.candidates(tx, round_key, area)}
        return render_template(
            "priorities/letter.html",
            planning=planning.find(tx, round_key),
            letter=found,
            forms=FORM_NAMES,
            place=_place(found.area),
            candidates=names,
            linked=[
                names[one.said.candidate]
                for one in pieces
                if one.said.link == f"submission:{found.id}" and one.said.candidate in names
            ],
            person=within.people(tx),
            writes=within.may_write(area),
        )


@staff(*within.READERS)
def letter_file(round_key: str, submission_id: str) -> Any:
    """Gives the file that came, to be kept and not opened in the browser."""
    found = _found(round_key, submission_id)
    with database().reading() as tx:
        try:
            content = actions.file_of(tx, submission_id, within.secrets())
        except actions.UnknownSubmission:
            abort(404)
    return send_file(
        BytesIO(content), "application/octet-stream", as_attachment=True, download_name=found.file_name
    )


@staff(*within.READERS)
def read_letter(round_key: str, submission_id: str) -> Any:
    """Writes down that the person read it, and what it comes to."""
    _found(round_key, submission_id)
    with database().transaction() as tx:
        actions.mark_read(tx, submission_id, request.form.get("note", ""), current_user.id, now())
    flash(gettext("It is written down that you read it."), "success")
    return redirect(url_for("priorities.letter", round_key=round_key, submission_id=submission_id), 303)


@staff(*within.WRITERS)
def link_letter(round_key: str, submission_id: str) -> Any:
    """Links it to a candidate as evidence; it stays in no count."""
    found = _found(round_key, submission_id)
    area = within.write_area(found.area or WHOLE)
    chosen = request.form.get("candidate", "")
    words = f"{FORM_NAMES[found.form]}, {found.signatories:,} signed"
    try:
        with database().transaction() as tx:
            number = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 10 else 0
            grounds.keep_letter(tx, round_key, area, number, found.id, words, current_user.id, now())
    except planning.UnknownCandidate:
        abort(404)
    flash(gettext("It is linked as evidence."), "success")
    return redirect(url_for("priorities.letter", round_key=round_key, submission_id=submission_id), 303)
