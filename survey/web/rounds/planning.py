"""Rounds: planned, copied, changed, extended, closed."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.actions import names as account_names
from survey.accounts.audit import COMMAND_LINE
from survey.accounts.roles import Role
from survey.consultations import actions
from survey.consultations.round import Round, RoundRefused, Status
from survey.db.session import Transaction
from survey.web.access import staff
from survey.web.language import day_and_time, gettext, later
from survey.web.request import database, now, settings
from survey.web.rounds.forms import EditForm, ExtendForm, KeyForm, NewRoundForm, refusal_words

STATUS_WORDS = {
    Status.PLANNED: later("Planned"),
    Status.OPEN: later("Open"),
    Status.GRACE: later("Just closed"),
    Status.CLOSED: later("Closed"),
}

planners = staff(Role.ADMINISTRATOR)


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    root = "/staff/consultations"
    blueprint.get(root)(rounds)
    blueprint.add_url_rule(f"{root}/new", "new", new, methods=["GET", "POST"])
    blueprint.get(f"{root}/<key>")(show)
    blueprint.add_url_rule(f"{root}/<key>/edit", "edit", edit, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{root}/<key>/copy", "copy", copy, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{root}/<key>/extend", "extend", extend, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{root}/<key>/close", "close", close, methods=["GET", "POST"])


@planners
def rounds() -> Any:
    """Lists the rounds, the latest first."""
    moment = now()
    with database().reading() as tx:
        found = actions.rounds(tx)
    shown = [(one, STATUS_WORDS[one.status(moment)]) for one in found]
    return render_template("rounds/list.html", rounds=shown)


@planners
def new() -> Any:
    """Plans a round."""
    form, zone = NewRoundForm(), settings().time_zone
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                made = actions.create(
                    tx,
                    form.key.data,
                    form.name.data,
                    form.opens_at.at(zone),
                    form.closes_at.at(zone),
                    current_user.id,
                    now(),
                )
            flash(gettext("Planned. Now say how to take part, and choose the questionnaires."), "success")
            return redirect(url_for("rounds.show", key=made.key))
        except RoundRefused as fault:
            form.blame(fault)
        except actions.KeyTaken:
            form.key.errors = [gettext("Another consultation has this key")]
    return render_template("rounds/new.html", form=form)


@planners
def show(key: str) -> Any:
    """Shows a round: where it stands, what people are told, its questionnaires and what waits for a second person."""
    found = find(key)
    with database().reading() as tx:
        live = actions.live_versions(tx, key)
        drafts = actions.drafts(tx, key)
        publications = actions.publications(tx, key)
        names = people(tx)
    return render_template(
        "rounds/show.html",
        round=found,
        status=found.status(now()),
        status_words=STATUS_WORDS,
        live=live,
        drafts=drafts,
        waiting=[one for one in publications if one.is_waiting],
        published=[one for one in publications if one.published_at],
        name_of=lambda actor: names.get(actor, actor or ""),
    )


@planners
def edit(key: str) -> Any:
    """Changes what people are told, and the dates until it opens."""
    found, zone = find(key), settings().time_zone
    form = EditForm()
    if request.method == "GET":
        form.fill(found, zone)
    if found.status(now()) is not Status.PLANNED:
        form.keep_dates()
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                actions.amend(tx, form.changed(found, zone), current_user.id, now())
            flash(gettext("Saved"), "success")
            return redirect(url_for("rounds.show", key=key))
        except RoundRefused as fault:
            form.blame(fault)
    return render_template("rounds/edit.html", round=found, form=form)


@planners
def copy(key: str) -> Any:
    """Plans a round like this one, a year later."""
    found = find(key)
    form = KeyForm()
    if request.method == "GET":
        form.name.data = found.name
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                made = actions.copy(
                    tx, key, form.key.data, form.name.data, settings().time_zone, current_user.id, now()
                )
            flash(gettext("Copied, a year later. Check the dates and what people are told."), "success")
            return redirect(url_for("rounds.show", key=made.key))
        except RoundRefused as fault:
            form.blame(fault)
        except actions.KeyTaken:
            form.key.errors = [gettext("Another consultation has this key")]
    return render_template("rounds/copy.html", round=found, form=form)


@planners
def extend(key: str) -> Any:
    """Lets a round run longer."""
    found = find(key)
    if found.status(now()) is Status.PLANNED:
        return redirect(url_for("rounds.edit", key=key))
    form = ExtendForm()
    if form.validate_on_submit():
        try:
            with database().transaction() as tx:
                changed = actions.extend(
                    tx, key, form.closes_at.at(settings().time_zone), current_user.id, now()
                )
            flash(gettext("It now closes on %(moment)s", moment=day_and_time(changed.closes_at)), "success")
            return redirect(url_for("rounds.show", key=key))
        except RoundRefused as fault:
            form.blame(fault)
    return render_template("rounds/extend.html", round=found, form=form)


@planners
def close(key: str) -> Any:
    """Asks whether to close, and closes."""
    found = find(key)
    if request.method == "GET":
        if found.is_open(now()):
            return render_template("rounds/close.html", round=found)
        flash(refusal_words("not_open"), "warning")
        return redirect(url_for("rounds.show", key=key))
    try:
        with database().transaction() as tx:
            changed = actions.close(tx, key, current_user.id, now())
        until = day_and_time(changed.ends_at)
        flash(gettext("Closed. Answers already begun can be sent until %(moment)s.", moment=until), "success")
    except RoundRefused as fault:
        flash(refusal_words(fault.code), "warning")
    return redirect(url_for("rounds.show", key=key))


def people(tx: Transaction) -> dict[str | None, str]:
    """Returns the names of those who can have done something, machines included."""
    found: dict[str | None, str] = {None: gettext("the system"), COMMAND_LINE: gettext("the command line")}
    found.update(account_names(tx))
    return found


def find(key: str) -> Round:
    """Returns a round; 404 where there is none."""
    with database().reading() as tx:
        try:
            return actions.find_round(tx, key)
        except actions.UnknownRound:
            abort(404)
