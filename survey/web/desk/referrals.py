"""Referrals before the supervisor: what waits, taking one on by name, and what was done about it."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.db.session import Transaction
from survey.fieldwork.referrals import actions
from survey.fieldwork.referrals.referral import Done, Kind, Referral, Urgency
from survey.web.access import staff
from survey.web.desk.blueprint import blueprint
from survey.web.language import gettext as _
from survey.web.language import later
from survey.web.request import database, now, settings

KINDS = {
    Kind.AT_RISK: later("Somebody may be at risk"),
    Kind.COMPLAINT: later("Complaint about the police"),
    Kind.UNDER_16: later("Under 16"),
    Kind.WANTS_A_PERSON: later("Wants to speak to a person"),
}
URGENCIES = {
    Urgency.NOW: later("Now: somebody is in danger"),
    Urgency.TODAY: later("Today"),
    Urgency.LATER: later("In the next days"),
}
DONE = {
    Done.EMERGENCY_SERVICES: later("Passed to the emergency services"),
    Done.SAFEGUARDING: later("Passed to a safeguarding team"),
    Done.COMPLAINTS: later("Told how to complain, or complaint passed on"),
    Done.SPOKEN_TO: later("Spoke to the person"),
    Done.PASSED_ON: later("Passed to somebody else"),
    Done.NOT_REACHED: later("Tried, and did not reach the person"),
    Done.NOTHING_NEEDED: later("Nothing needed doing"),
}
"""What was done, in words; the details end with it."""


@blueprint.get("/referrals")
@staff(Role.SUPERVISOR)
def referrals() -> Any:
    """Lists every referral that was not seen to, people at risk first, and those seen to last."""
    with database().reading() as tx:
        waiting = actions.board(tx, _secrets())
        seen_to = actions.seen_to(tx)
        names = accounts.names(tx)
    return render_template(
        "desk/referrals.html",
        waiting=waiting,
        seen_to=seen_to,
        names=names,
        kinds=KINDS,
        urgencies=URGENCIES,
        done=DONE,
        moment=now(),
        unclaimed_at_risk=[one for one in waiting if one.kind is Kind.AT_RISK and not one.accepted_by],
    )


@blueprint.get("/referrals/<referral_id>")
@staff(Role.SUPERVISOR)
def referral(referral_id: str) -> Any:
    """Shows one referral; its details only to whoever has taken it on."""
    with database().reading() as tx:
        return _shown(tx, _found(tx, referral_id))


def _found(tx: Transaction, referral_id: str) -> Referral:
    try:
        return actions.find(tx, referral_id, _secrets())
    except actions.UnknownReferral:
        abort(404)


def _shown(tx: Transaction, one: Referral, fault: str = "", note: str = "") -> str:
    return render_template(
        "desk/referral.html",
        one=one,
        is_mine=one.accepted_by == current_user.id,
        names=accounts.names(tx),
        raised_by=actions.RAISED_BY,
        kinds=KINDS,
        urgencies=URGENCIES,
        done=DONE,
        moment=now(),
        fault=fault,
        note=note,
    )


@blueprint.post("/referrals/<referral_id>/accept")
@staff(Role.SUPERVISOR)
def accept_referral(referral_id: str) -> Any:
    """Takes a referral on by name, or over from the colleague that the page named."""
    with database().transaction() as tx:
        one = _found(tx, referral_id)
        try:
            if one.accepted_by and one.accepted_by not in {current_user.id, request.form.get("from")}:
                raise actions.NotYours(referral_id)
            actions.accept(tx, one, current_user.id, now())
        except actions.NotYours:
            flash(_("A colleague was quicker: see who has it"), "warning")
    return redirect(url_for(".referral", referral_id=referral_id), 303)


@blueprint.post("/referrals/<referral_id>/done")
@staff(Role.SUPERVISOR)
def finish_referral(referral_id: str) -> Any:
    """Keeps what was done and ends the details."""
    chosen, note = request.form.get("done", ""), request.form.get("note", "")
    with database().transaction() as tx:
        one = _found(tx, referral_id)
        if chosen not in set(Done):
            return _shown(tx, one, _("Choose what was done"), note)
        try:
            actions.finish(tx, one, current_user.id, Done(chosen), note, now())
        except actions.NotYours:
            flash(_("This referral is not with you, or was seen to already"), "warning")
            return redirect(url_for(".referral", referral_id=referral_id), 303)
    flash(_("Seen to. The details are gone; what was done stays."), "success")
    return redirect(url_for(".referrals"), 303)


@blueprint.get("/referrals/new")
@staff(Role.SUPERVISOR, Role.ANALYST)
def new_referral() -> Any:
    """Asks what a referral is about."""
    return _new()


def _new(fault: str = "") -> str:
    return render_template(
        "desk/new_referral.html",
        kinds=KINDS,
        urgencies=URGENCIES,
        fault=fault,
        posted=request.form,
        back=_back(),
    )


def _back() -> str:
    is_supervisor = Role.SUPERVISOR in current_user.roles
    reads = request.values.get("back") == "reading" or not is_supervisor
    return url_for(".reading_queue" if reads else ".referrals")


@blueprint.post("/referrals/new")
@staff(Role.SUPERVISOR, Role.ANALYST)
def raise_referral() -> Any:
    """Puts a referral in the reader's own words on the board; nothing in it leads to a response."""
    kind, about = request.form.get("kind", ""), request.form.get("about", "").strip()
    if kind not in set(Kind):
        return _new(_("Choose what it is about"))
    if not about:
        return _new(_("Say what it is about, so that a supervisor knows what to do"))
    urgency = request.form.get("urgency", Urgency.TODAY.value)
    details = {"about": about, "urgency": urgency if urgency in set(Urgency) else Urgency.TODAY.value}
    with database().transaction() as tx:
        actions.refer(tx, kind=kind, details=details, clerk=current_user.id, secrets=_secrets(), now=now())
    flash(_("It is on the supervisors’ board."), "success")
    return redirect(_back(), 303)


def _secrets() -> list[str]:
    return [settings().secret_key]
