"""Bundles: the list, a new one, how one stands, its label, counted again, signed off."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_login import current_user

from survey.accounts.actions import names as account_names
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.batches import actions
from survey.fieldwork.batches.batch import Batch
from survey.fieldwork.batches.checking import actions as checking
from survey.fieldwork.batches.closing import actions as closing
from survey.fieldwork.batches.progress import Standing, reported
from survey.fieldwork.batches.refusals import BatchRefused
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses import reference
from survey.web.access import staff
from survey.web.desk.batches.blueprint import blueprint
from survey.web.desk.batches.forms import CountForm, RegisterForm
from survey.web.desk.batches.words import CHANNELS, clash_words, point_words
from survey.web.language import gettext as _
from survey.web.language import language, later, name_of
from survey.web.request import database, now, settings

AUDIENCES = {
    "residents": later("Residents"),
    "businesses": later("Businesses"),
    "postcard": later("Postcard"),
}


def audience(family: str) -> str:
    """Names a questionnaire as staff speak of it."""
    return str(AUDIENCES.get(family, family))


@blueprint.get("")
@staff(Role.CLERK, Role.SUPERVISOR)
def home() -> Any:
    """Lists the bundles, those on which something is open first."""
    with database().reading() as tx:
        found = actions.listing(tx)
    return render_template(
        "batches/list.html",
        bundles=found,
        rate_of=actions.rate_of,
        audience=audience,
        channels=CHANNELS,
        may_register=Role.SUPERVISOR in current_user.roles,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Role.SUPERVISOR)
def register() -> Any:
    """Registers a bundle."""
    with database().reading() as tx:
        current = consultations.current_round(tx, now())
        live = consultations.live_versions(tx, current.key) if current else {}
    form = RegisterForm([(family, audience(family)) for family in live])
    if current and form.validate_on_submit():
        try:
            return redirect(url_for(".show", batch_id=_registered(form, current).id), 303)
        except BatchRefused as fault:
            form.blame(fault)
    return render_template("batches/new.html", form=form, round=current, families=live)


def _registered(form: RegisterForm, current: Any) -> Batch:
    with database().transaction() as tx:
        batch = actions.register(
            tx,
            current,
            form.family.data,
            channel=Channel(form.channel.data),
            received_on=form.received_on.data,
            today=now().astimezone(settings().time_zone).date(),
            forms=form.forms.data or 0,
            note=form.note.data,
            sample_percent=form.sample_percent.data or 0,
            limit_permille=form.limit_permille,
            by=current_user.id,
            now=now(),
        )
    flash(_("Registered. Write the number %(number)s on the bundle.", number=batch.number), "success")
    return batch


def standing_of(batch_id: str) -> Standing:
    """Returns how a bundle stands; an unknown one is not found."""
    try:
        with database().reading() as tx:
            return actions.standing(tx, batch_id)
    except LookupError:
        abort(404)


@blueprint.get("/<batch_id>")
@staff(Role.CLERK, Role.SUPERVISOR)
def show(batch_id: str) -> Any:
    """Shows how a bundle stands, and takes the serial of the next form."""
    return shown(batch_id)


def shown(batch_id: str, **said: Any) -> Any:
    """Returns the page of a bundle; `said` is what came of the last thing tried: `fault`, `typed`, `clash`."""
    standing = standing_of(batch_id)
    with database().reading() as tx:
        names = account_names(tx)
        about = responses.find_all(tx, [form.clash for form in standing.forms if form.clash])
        labels = _labels(tx, standing)
        live = consultations.live_version(tx, standing.batch.round, standing.batch.family)
    return render_template(
        "batches/show.html",
        one=standing,
        batch=standing.batch,
        names=names,
        clashes={key: clash_words(response) for key, response in about.items()},
        withdrawn={key for key, response in about.items() if response.withdrawn_at},
        points=[point_words(point) for point in standing.points],
        rate=actions.rate_of(standing),
        rates=reported(standing.batch.report) if standing.batch.report else standing.rates,
        labels=labels,
        audience=audience,
        channels=CHANNELS,
        languages=[(code, name_of(code)) for code in live.questionnaire.languages] if live else [],
        supervises=Role.SUPERVISOR in current_user.roles,
        serial=reference.shown,
        **{"fault": "", "typed": "", "clash": "", **said},
    )


def _labels(tx: Any, standing: Standing) -> dict[str, str]:
    """Names the fields as on paper: the number and the beginning of the question."""
    versions = {form.version: form for form in standing.forms}
    return {
        one.name: f"{one.number or '…'} {one.label(language())}"
        for form in versions.values()
        for one in actions.fields(tx, form, standing.batch.channel)
    }


@blueprint.get("/<batch_id>/label")
@staff(Role.CLERK, Role.SUPERVISOR)
def label(batch_id: str) -> Any:
    """Shows the label to print and tie to the bundle."""
    standing = standing_of(batch_id)
    return render_template("batches/label.html", batch=standing.batch, audience=audience, channels=CHANNELS)


@blueprint.route("/<batch_id>/count", methods=["GET", "POST"])
@staff(Role.SUPERVISOR)
def count(batch_id: str) -> Any:
    """Changes how many forms the bundle has, with the reason."""
    standing, form = standing_of(batch_id), CountForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                checking.recount(
                    tx, batch_id, form.forms.data or 0, form.reason.data, by=current_user.id, now=now()
                )
            flash(_("The new count is kept."), "success")
            return redirect(url_for(".show", batch_id=batch_id), 303)
        except BatchRefused as fault:
            form.blame(fault)
    return render_template("batches/count.html", form=form, one=standing, batch=standing.batch)


@blueprint.route("/<batch_id>/sign-off", methods=["GET"])
@staff(Role.SUPERVISOR)
def sign_off(batch_id: str) -> Any:
    """Asks whether to sign the bundle off."""
    standing = standing_of(batch_id)
    return render_template(
        "batches/sign_off.html",
        one=standing,
        batch=standing.batch,
        rate=actions.rate_of(standing),
        points=[point_words(point) for point in standing.points],
    )


@blueprint.post("/<batch_id>/sign-off")
@staff(Role.SUPERVISOR)
def signed_off(batch_id: str) -> Any:
    """Signs the bundle off: its answers count from now on."""
    try:
        with database().transaction() as tx:
            outcome = closing.sign_off(tx, batch_id, by=current_user.id, now=now())
    except LookupError:
        abort(404)
    if isinstance(outcome, Batch):
        flash(_("Signed off. The answers of this bundle count from now on."), "success")
        return redirect(url_for(".show", batch_id=batch_id), 303)
    return redirect(url_for(".sign_off", batch_id=batch_id), 303)
