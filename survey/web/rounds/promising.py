"""Promises to those who take part: made with a day, kept with a link, explained where they are late."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from wtforms import DateField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from survey.accounts.roles import Role
from survey.consultations.promises import actions
from survey.consultations.promises.promise import Promise, PromiseRefused, What
from survey.web.access import staff
from survey.web.language import gettext, later
from survey.web.request import database, now, settings
from survey.web.rounds.forms import LineField, LinesField, RoundsForm
from survey.web.rounds.planning import find, people

keepers = staff(Role.ADMINISTRATOR, Role.APPROVER)

REFUSALS: Mapping[str, Any] = {
    "text_missing": later("Enter what you promise"),
    "day_missing": later("Enter the day by which it is kept"),
    "settled": later("This promise was settled before"),
    "link_missing": later("Enter where it can be read, such as /results or https://www.example.org/report"),
    "reason_missing": later("Enter the reason: people will read it"),
    "not_later": later("Enter a new day after the one that was named before"),
}


class PromiseForm(RoundsForm):
    """A new promise."""

    text = LineField(
        later("What do you promise?"),
        description=later("Such as ‘A report of what people said, for London and for each borough’."),
        validators=[Length(max=500)],
    )
    due_on = DateField(later("By which day?"), validators=[Optional()])


class StepForm(RoundsForm):
    """What became of a promise."""

    what = RadioField(
        later("What became of it?"),
        choices=[
            SelectChoice(What.KEPT.value, later("It is kept")),
            SelectChoice(What.LATE.value, later("It comes later")),
            SelectChoice(What.DROPPED.value, later("It can’t be kept")),
        ],
        validators=[InputRequired(later("Choose what became of it"))],
    )
    link = LineField(
        later("Where can it be read?"),
        description=later("Needed where it is kept. On these pages, such as /results, or a whole address."),
        validators=[Length(max=500)],
    )
    words = LinesField(
        later("Reason, or a word on it"),
        description=later("Needed where it is late or can’t be kept. People read it beside the promise."),
        validators=[Length(max=1000)],
    )
    due_on = DateField(
        later("New day"), description=later("Needed where it comes later."), validators=[Optional()]
    )


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    root = "/staff/consultations/<key>/promises"
    blueprint.add_url_rule(root, "promises", promises, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{root}/<promise>", "promise", one_promise, methods=["GET", "POST"])


@keepers
def promises(key: str) -> Any:
    """Lists the promises of a round with what became of each, and makes another."""
    about, form = find(key), PromiseForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                actions.promise(tx, key, form.text.data, form.due_on.data, current_user.id, now())
            flash(gettext("Promised. People see it on the first page."), "success")
            return redirect(url_for("rounds.promises", key=key), 303)
        except PromiseRefused as fault:
            _blame(form, fault)
    with database().reading() as tx:
        made = actions.of_round(tx, key)
        names = people(tx)
    return render_template(
        "rounds/promises.html", round=about, form=form, promises=made, today=_today(), names=names
    )


@keepers
def one_promise(key: str, promise: str) -> Any:
    """Says what became of a promise."""
    about, found, form = find(key), _find(key, promise), StepForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                actions.happened(
                    tx,
                    key,
                    promise,
                    What(form.what.data),
                    words=form.words.data,
                    link=form.link.data,
                    due_on=form.due_on.data,
                    by=current_user.id,
                    now=now(),
                )
            flash(gettext("Kept on record, and shown to the public"), "success")
            return redirect(url_for("rounds.promises", key=key), 303)
        except PromiseRefused as fault:
            _blame(form, fault)
    return render_template("rounds/promise.html", round=about, promise=found, form=form)


def _find(key: str, promise: str) -> Promise:
    with database().reading() as tx:
        found = actions.find(tx, key, promise)
    if found is None:
        abort(404)
    return found


def _blame(form: RoundsForm, fault: PromiseRefused) -> None:
    field = fault.field if fault.field in form else next(iter(form)).name
    form[field].errors = [str(REFUSALS[fault.code])]


def _today() -> Any:
    return now().astimezone(settings().time_zone).date()
