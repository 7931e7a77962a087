"""The third look: where two keyings differ, a third person reads the paper; and what else a supervisor decides."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.batch import BundledForm, Decision
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.notation import Slip, read, say
from survey.fieldwork.batches.progress import Standing
from survey.fieldwork.batches.refusals import CantKey, NotYours
from survey.responses import reference
from survey.web.access import staff
from survey.web.desk.batches.blueprint import blueprint
from survey.web.desk.batches.bundles import standing_of
from survey.web.desk.batches.forms import TakeOutForm
from survey.web.desk.batches.words import slip_words
from survey.web.language import gettext as _
from survey.web.language import language
from survey.web.request import database, now

OTHER = "other"
"""The choice that neither keying is right."""


def _found(form_id: str) -> tuple[BundledForm, Standing]:
    try:
        with database().reading() as tx:
            form = actions.find_form(tx, form_id)
    except LookupError:
        abort(404)
    return form, standing_of(form.batch)


@blueprint.get("/forms/<form_id>/differences")
@staff(Role.SUPERVISOR)
def differences(form_id: str) -> Any:
    """Shows both keyings of each field in which they differ, to be compared with the paper."""
    return _differences(form_id, {}, {})


def _differences(form_id: str, slips: dict[str, Slip], faults: dict[str, str]) -> Any:
    form, standing = _found(form_id)
    with database().reading() as tx:
        fields = {one.name: one for one in actions.fields(tx, form, standing.batch.channel)}
    order = list(fields)
    shown = sorted(standing.differences_of(form), key=lambda one: order.index(one.field))
    return render_template(
        "batches/differences.html",
        batch=standing.batch,
        form=form,
        serial=reference.shown(form.serial),
        shown=[
            (
                one,
                fields[one.field],
                _told(fields[one.field], one.first),
                _told(fields[one.field], one.second),
            )
            for one in shown
        ],
        faults={**{name: slip_words(slip) for name, slip in slips.items()}, **faults},
        posted=request.form,
        is_own=any(one.form == form_id and one.clerk == current_user.id for one in standing.keyings),
    )


def _told(field: Any, typed: str) -> str:
    """Says what was typed, and what it means."""
    if not typed.strip():
        return _("nothing")
    words = ", ".join(say(field, read(field, typed), language()))
    return f"{typed} – {words}" if words and words != typed else typed


@blueprint.post("/forms/<form_id>/differences")
@staff(Role.SUPERVISOR)
def looked(form_id: str) -> Any:
    """Keeps what stands on the paper."""
    form, standing = _found(form_id)
    right, faults = _chosen(standing, form)
    try:
        with database().transaction() as tx:
            slips = checking.look(tx, form_id, right, by=current_user.id, now=now())
    except NotYours:
        return _differences(form_id, {}, {})
    if slips or faults:
        return _differences(form_id, dict(slips), faults)
    flash(
        _("The differences of form %(serial)s are settled.", serial=reference.shown(form.serial)), "success"
    )
    return redirect(url_for(".show", batch_id=form.batch), 303)


def _chosen(standing: Standing, form: BundledForm) -> tuple[dict[str, str], dict[str, str]]:
    """Reads for each difference which keying is right, or what stands on the paper instead."""
    right: dict[str, str] = {}
    faults: dict[str, str] = {}
    for one in standing.differences_of(form):
        choice = request.form.get(one.field, "")
        if choice not in {"first", "second", OTHER}:
            faults[one.field] = _("Look at the paper and choose what stands there")
        else:
            written = {
                "first": one.first,
                "second": one.second,
                OTHER: request.form.get(f"{one.field}.right", ""),
            }
            right[one.field] = written[choice]
    return right, faults


@blueprint.post("/forms/<form_id>/decide")
@staff(Role.SUPERVISOR)
def decide(form_id: str) -> Any:
    """Keeps what counts where a person has answered on paper and in another way."""
    form, _standing = _found(form_id)
    counts = request.form.get("counts", "")
    if counts not in set(Decision):
        abort(400)
    try:
        with database().transaction() as tx:
            checking.decide(tx, form_id, Decision(counts), by=current_user.id, now=now())
    except CantKey:
        flash(_("There is nothing to decide about this form any more."), "warning")
    return redirect(url_for(".show", batch_id=form.batch), 303)


@blueprint.route("/forms/<form_id>/take-out", methods=["GET", "POST"])
@staff(Role.SUPERVISOR)
def take_out(form_id: str) -> Any:
    """Takes a form out of its bundle, with the reason."""
    form, standing = _found(form_id)
    if not standing.batch.is_open:
        abort(404)
    asked = TakeOutForm()
    if asked.validate_on_submit():
        with database().transaction() as tx:
            checking.take_out(tx, form_id, asked.reason.data, by=current_user.id, now=now())
        flash(
            _("The form is taken out. It can be keyed again, into the bundle to which it belongs."), "success"
        )
        return redirect(url_for(".show", batch_id=form.batch), 303)
    return render_template(
        "batches/take_out.html", form=asked, batch=standing.batch, serial=reference.shown(form.serial)
    )
