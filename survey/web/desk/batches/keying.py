"""Keying: a serial opens a form, each field is kept as it is keyed, the form is finished or given back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.actions import names as account_names
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.answers import form_of
from survey.fieldwork.batches.batch import Batch, BundledForm, Keying, Turn
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.fields import Field
from survey.fieldwork.batches.notation import read, say
from survey.fieldwork.batches.refusals import CantKey, NotYours
from survey.questionnaire.version import Version
from survey.responses import reference
from survey.web.access import staff
from survey.web.desk.batches.blueprint import blueprint
from survey.web.desk.batches.bundles import shown, standing_of
from survey.web.desk.batches.words import cant_key_words, clash_words, slip_words
from survey.web.language import clock, language
from survey.web.language import gettext as _
from survey.web.request import database, now, settings

MOST_SIGNS = 20_000
"""Signs kept of one field; nobody writes more on paper."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form in somebody's hands, with all that its page shows."""

    batch: Batch
    form: BundledForm
    keying: Keying
    version: Version
    fields: Sequence[Field]


@blueprint.post("/<batch_id>/forms")
@staff(Role.CLERK, Role.SUPERVISOR)
def begin(batch_id: str) -> Any:
    """Opens the form with the serial that was typed or scanned."""
    typed = request.form.get("serial", "")
    try:
        with database().transaction() as tx:
            form = actions.begin(
                tx, batch_id, typed, clerk=current_user.id, now=now(), aside="aside" in request.form
            )
    except CantKey as fault:
        if fault.code == "clash":
            return shown(batch_id, typed=typed, clash=clash_words(fault.values["response"]))
        return shown(batch_id, typed=typed, fault=_why_not(fault))
    except LookupError:
        abort(404)
    return redirect(url_for(".sheet", form_id=form.id, turn=Turn.FIRST), 303)


def _why_not(fault: CantKey) -> str:
    with database().reading() as tx:
        return cant_key_words(fault, account_names(tx))


@blueprint.post("/<batch_id>/forms/unnumbered")
@staff(Role.CLERK, Role.SUPERVISOR)
def begin_unnumbered(batch_id: str) -> Any:
    """Opens a form that was printed without a serial, and gives it one."""
    spoken = request.form.get("language", "")
    try:
        with database().transaction() as tx:
            form = actions.begin_unnumbered(
                tx,
                batch_id,
                clerk=current_user.id,
                language=spoken if spoken.isalpha() and len(spoken) < 9 else language(),
                secret=settings().secret_key,
                now=now(),
            )
    except CantKey as fault:
        return shown(batch_id, fault=_why_not(fault))
    except LookupError:
        abort(404)
    flash(_("Write %(serial)s on the form before you key it.", serial=reference.shown(form.serial)))
    return redirect(url_for(".sheet", form_id=form.id, turn=Turn.FIRST), 303)


@blueprint.post("/forms/<form_id>/again")
@staff(Role.CLERK, Role.SUPERVISOR)
def begin_second(form_id: str) -> Any:
    """Opens a form to be keyed a second time, blind."""
    try:
        with database().transaction() as tx:
            batch_id = actions.find_form(tx, form_id).batch
            checking.begin_second(tx, form_id, clerk=current_user.id, now=now())
    except CantKey as fault:
        return shown(batch_id, fault=_why_not(fault))
    except LookupError:
        abort(404)
    return redirect(url_for(".sheet", form_id=form_id, turn=Turn.SECOND), 303)


def _in_hand(tx: Transaction, form_id: str, turn: str) -> Sheet:
    """Finds a form that the clerk has in hand; raises NotYours where it is, or was, another's."""
    if turn not in set(Turn):
        abort(404)
    try:
        form = actions.find_form(tx, form_id)
    except LookupError:
        raise NotYours from None
    keying = actions.find_keying(tx, form_id, Turn(turn))
    if keying is None or keying.is_finished or keying.clerk != current_user.id:
        raise NotYours
    batch = actions.find(tx, form.batch)
    version = consultations.version(tx, form.version)
    return Sheet(batch, form, keying, version, actions.fields(tx, form, batch.channel))


@blueprint.get("/forms/<form_id>/<turn>")
@staff(Role.CLERK, Role.SUPERVISOR)
def sheet(form_id: str, turn: str) -> Any:
    """Shows the whole form in paper order, with what was keyed so far."""
    try:
        with database().reading() as tx:
            found = _in_hand(tx, form_id, turn)
    except NotYours:
        return _not_yours(form_id)
    return _sheet(found)


def _not_yours(form_id: str) -> Any:
    """Leads back to the bundle and says that this form is not in hand any more."""
    flash(_("You do not have this form in hand any more. What was kept of it is kept."), "warning")
    try:
        with database().reading() as tx:
            return redirect(url_for(".show", batch_id=actions.find_form(tx, form_id).batch), 303)
    except LookupError:
        return redirect(url_for(".home"), 303)


def _sheet(found: Sheet, fault: str = "", *, pressed: bool = False) -> Any:
    typed = found.keying.typed
    whole = form_of(found.fields, typed)
    asked = found.version.route.walk(whole.answers, found.batch.channel).asked
    return render_template(
        "batches/form.html",
        sheet=found,
        batch=found.batch,
        typed=typed,
        said={
            one.name: ", ".join(say(one, read(one, typed.get(one.name, "")), language()))
            for one in found.fields
        },
        slips={name: slip_words(slip) for name, slip in whole.slips.items()},
        pressed=pressed,
        fault=fault,
        asked=asked,
        spoken=found.form.language,
        place=found.form.place,
        serial=reference.shown(found.form.serial),
    )


def _posted(fields: Sequence[Field]) -> dict[str, str]:
    return {one.name: request.form[one.name][:MOST_SIGNS] for one in fields if one.name in request.form}


@blueprint.post("/forms/<form_id>/<turn>")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_form(form_id: str, turn: str) -> Any:
    """Keeps all fields; with `finish`, ends the form or says what can't stand."""
    try:
        with database().transaction() as tx:
            found = _in_hand(tx, form_id, turn)
            keying = actions.keep(
                tx, form_id, Turn(turn), _posted(found.fields), clerk=current_user.id, now=now()
            )
        if request.form.get("go") != "finish":
            return _go_on(found)
        found = Sheet(found.batch, found.form, keying, found.version, found.fields)
        with database().transaction() as tx:
            whole = actions.finish(tx, form_id, Turn(turn), {}, clerk=current_user.id, now=now())
    except NotYours:
        return _not_yours(form_id)
    except CantKey as fault:
        return _sheet(found, _why_not(fault))
    if whole.slips:
        return _sheet(found, pressed=True)
    flash(_("Form %(serial)s is done.", serial=reference.shown(found.form.serial)), "success")
    return redirect(url_for(".show", batch_id=found.batch.id), 303)


def _go_on(found: Sheet) -> Any:
    if request.form.get("go") == "later":
        return redirect(url_for(".show", batch_id=found.batch.id), 303)
    return redirect(url_for(".sheet", form_id=found.form.id, turn=found.keying.turn), 303)


@blueprint.post("/forms/<form_id>/<turn>/fields")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_fields(form_id: str, turn: str) -> Any:
    """Keeps single fields as they are keyed; called by the page's script, in its own time."""
    try:
        with database().transaction() as tx:
            found = _in_hand(tx, form_id, turn)
            typed = _posted(found.fields)
            keying = actions.keep(tx, form_id, Turn(turn), typed, clerk=current_user.id, now=now())
    except NotYours:
        return {"over": url_for(".home")}, 409
    whole = form_of(found.fields, keying.typed)
    asked = found.version.route.walk(whole.answers, found.batch.channel).asked
    return {
        "kept": _("Kept %(time)s", time=clock(now())),
        "off": [one.name for one in found.fields if one.question.key not in asked],
        "fields": {
            one.name: {
                "said": ", ".join(say(one, read(one, keying.typed.get(one.name, "")), language())),
                "slip": slip_words(whole.slips[one.name]) if one.name in whole.slips else "",
            }
            for one in found.fields
            if one.name in typed
        },
    }


@blueprint.route("/forms/<form_id>/<turn>/give-back", methods=["GET"])
@staff(Role.CLERK, Role.SUPERVISOR)
def give_back(form_id: str, turn: str) -> Any:
    """Asks whether to throw away what was keyed of an unfinished form."""
    with database().reading() as tx:
        form, keying = _unfinished(tx, form_id, turn)
        names = account_names(tx)
    return render_template(
        "batches/give_back.html",
        batch=standing_of(form.batch).batch,
        form=form,
        turn=turn,
        serial=reference.shown(form.serial),
        clerk="" if keying.clerk == current_user.id else names.get(keying.clerk, _("somebody")),
    )


def _unfinished(tx: Transaction, form_id: str, turn: str) -> tuple[BundledForm, Keying]:
    if turn not in set(Turn):
        abort(404)
    keying = actions.find_keying(tx, form_id, Turn(turn))
    if keying is None or keying.is_finished:
        abort(404)
    return actions.find_form(tx, form_id), keying


@blueprint.post("/forms/<form_id>/<turn>/give-back")
@staff(Role.CLERK, Role.SUPERVISOR)
def given_back(form_id: str, turn: str) -> Any:
    """Throws away what was keyed of an unfinished form, so that somebody else may take it."""
    try:
        with database().transaction() as tx:
            form, keying = _unfinished(tx, form_id, turn)
            others = Role.SUPERVISOR in current_user.roles
            actions.release(tx, form_id, keying.turn, by=current_user.id, now=now(), others=others)
    except NotYours:
        return _not_yours(form_id)
    flash(_("The form is free: anybody may key it."), "success")
    return redirect(url_for(".show", batch_id=form.batch), 303)
