"""Leaving responses out of results, by a published rule or by name, and counting them again."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.responses import actions as responses
from survey.responses.exclusions import actions as exclusions_of
from survey.responses.exclusions.exclusion import LONGEST_REASON, Exclusion, ExclusionRefused
from survey.responses.response import Response
from survey.themes.integrity import actions as integrity
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.opening import round_asked
from survey.web.coding.words import audience
from survey.web.language import gettext as _
from survey.web.language import later, ngettext, number
from survey.web.request import database, now

FAULTS = {
    "no_reason": later("Give a reason, so that anybody can see later why."),
    "too_long": later("A reason has at most 400 characters."),
    "nobody": later("No response that still counts met this rule."),
    "lifted": later("They count again already."),
    "unknown": later("No response that was sent in this consultation has this reference."),
    "already": later("This response is left out already."),
}


@blueprint.get("/exclusions")
@staff(Role.ANALYST)
def exclusions() -> Any:
    """Shows which responses are left out of results, who decided so and why, and every earlier decision."""
    with database().reading() as tx:
        current, family = _asked(tx)
        report = integrity.latest(tx, current.key, family)
        decided = exclusions_of.history(tx, current.key, family)
        met = integrity.met(tx, report) if report else {}
        names = accounts.names(tx)
        families = list(consultations.live_versions(tx, current.key))
    offered = [(rule, integrity.says(report, rule), len(ids)) for rule, ids in met.items()] if report else []
    return render_template(
        "coding/exclusions.html",
        round=current,
        family=family,
        families=families,
        report=report,
        offered=sorted(offered, key=lambda one: -one[2]),
        decided=decided,
        names=names,
        longest=LONGEST_REASON,
        audience=audience,
    )


@blueprint.post("/exclusions/by-rule")
@staff(Role.ANALYST)
def exclude_by_rule() -> Any:
    """Leaves out the responses that met a rule of the last report."""
    with database().transaction() as tx:
        current, family = _asked(tx)
        report = integrity.latest(tx, current.key, family)
        if report is None:
            abort(400)
        try:
            made = integrity.exclude(
                tx, report, request.form.get("rule", ""), reason=_reason(), by=current_user.id, now=now()
            )
        except ExclusionRefused as fault:
            return _refused(fault, current, family)
    return _done(made, current, family)


@blueprint.post("/exclusions/one")
@staff(Role.ANALYST)
def exclude_one() -> Any:
    """Leaves out the one response that is named by its reference."""
    with database().transaction() as tx:
        current, family = _asked(tx)
        found = responses.find_by_reference(tx, request.form.get("reference", ""))
        try:
            its = _counting(tx, found, current, family)
            made = exclusions_of.exclude_one(tx, its, reason=_reason(), by=current_user.id, now=now())
        except ExclusionRefused as fault:
            return _refused(fault, current, family)
    return _done(made, current, family)


@blueprint.post("/exclusions/<exclusion_id>/lift")
@staff(Role.ANALYST)
def lift(exclusion_id: str) -> Any:
    """Has the responses of a decision count again."""
    with database().transaction() as tx:
        found = exclusions_of.find(tx, exclusion_id) or abort(404)
        current = consultations.find_round(tx, found.round)
        try:
            exclusions_of.lift(tx, found.id, because=_reason(), by=current_user.id, now=now())
        except ExclusionRefused as fault:
            return _refused(fault, current, found.family)
    flash(_("They count again. The decision stays in the list."), "success")
    return redirect(url_for(".exclusions", round=found.round, family=found.family), 303)


def _asked(tx: Transaction) -> tuple[Round, str]:
    """Returns the round and the questionnaire that the address or the form names."""
    current = round_asked(tx)
    live = consultations.live_versions(tx, current.key) if current else {}
    family = request.values.get("family", "") or next(iter(live), "")
    if current is None or family not in live:
        abort(404)
    return current, family


def _counting(tx: Transaction, found: Response | None, current: Round, family: str) -> Response:
    if (
        found is None
        or not found.is_sent
        or found.withdrawn_at
        or (found.round, found.family)
        != (
            current.key,
            family,
        )
    ):
        raise ExclusionRefused("unknown")
    if found.id in exclusions_of.standing(tx):
        raise ExclusionRefused("already")
    return found


def _reason() -> str:
    return request.form.get("reason", "")


def _refused(fault: ExclusionRefused, current: Round, family: str) -> Any:
    flash(str(FAULTS[fault.code]), "warning")
    return redirect(url_for(".exclusions", round=current.key, family=family), 303)


def _done(made: Exclusion, current: Round, family: str) -> Any:
    said = ngettext(
        "%(num)s response is left out of results. Nothing is deleted; it can be counted again.",
        "%(num)s responses are left out of results. Nothing is deleted; they can be counted again.",
        made.responses,
        num=number(made.responses),
    )
    flash(said, "success")
    return redirect(url_for(".exclusions", round=current.key, family=family), 303)
