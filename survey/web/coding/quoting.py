"""Quotations: what was put forward is cleared by a named person, or not; only cleared ones leave the desk."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.exports.comma_separated import table_lines
from survey.places.london import LONDON
from survey.themes.quotations import actions
from survey.themes.quotations.quotation import Quotation, QuotationRefused
from survey.web.access import staff
from survey.web.coding.blueprint import blueprint
from survey.web.coding.in_full import REFUSED
from survey.web.coding.opening import round_asked
from survey.web.coding.words import audience
from survey.web.language import day, language, later
from survey.web.language import gettext as _
from survey.web.request import database, now

ONE_OF = {"residents": later("resident"), "businesses": later("business"), "postcard": later("by postcard")}


def described(found: Quotation) -> str:
    """Says whose words they are, such as 'resident, Kingston upon Thames, 65 and over'."""
    area = LONDON.by_code.get(found.who.area)
    parts = [str(ONE_OF.get(found.family, found.family)), area.name if area else "", _age(found)]
    return ", ".join(part for part in parts if part)


def _age(found: Quotation) -> str:
    if not found.who.age:
        return ""
    with database().reading() as tx:
        version = consultations.live_version(tx, found.round, found.family)
    question = version.questionnaire.question_by_key.get("age") if version else None
    choice = question.choice_by_key.get(found.who.age) if question else None
    return choice.text.say(language()) if choice else ""


@blueprint.get("/quotations")
@staff(Role.SUPERVISOR, Role.ANALYST)
def quotes() -> Any:
    """Lists what waits to be cleared, and what was."""
    with database().reading() as tx:
        current = round_asked(tx)
        waiting = actions.waiting(tx, current.key) if current else ()
        cleared = actions.cleared(tx, current.key) if current else ()
        names = accounts.names(tx)
    return render_template(
        "coding/quotations.html",
        round=current,
        waiting=[(one, described(one)) for one in waiting],
        cleared=[(one, described(one)) for one in cleared],
        names=names,
        audience=audience,
    )


@blueprint.post("/quotations/<quotation_id>")
@staff(Role.SUPERVISOR, Role.ANALYST)
def judge(quotation_id: str) -> Any:
    """Clears a quotation, refuses it, or takes a cleared one back."""
    try:
        with database().transaction() as tx:
            if request.form.get("go") == "clear":
                actions.clear(tx, quotation_id, current_user.id, now())
                flash(_("Cleared. It may leave the desk."), "success")
            else:
                actions.end(tx, quotation_id, current_user.id, now())
                flash(_("It is quoted nowhere."), "success")
    except QuotationRefused as refused:
        flash(str(REFUSED[refused.code]), "warning")
    return redirect(url_for(".quotes", round=request.form.get("round") or None), 303)


@blueprint.get("/quotations.csv")
@staff(Role.ANALYST)
def quotes_file() -> Any:
    """Gives the cleared quotations as CSV, each with whose words they are and who cleared it."""
    with database().reading() as tx:
        current = round_asked(tx)
        cleared = actions.cleared(tx, current.key) if current else ()
        names = accounts.names(tx)
    head = [_("Question"), _("Words"), _("Whose"), _("Cleared by"), _("Cleared on")]
    rows = [
        [
            one.entry,
            one.words,
            described(one),
            names.get(one.cleared_by or "", ""),
            day(one.cleared_at) if one.cleared_at else "",
        ]
        for one in cleared
    ]
    response = Response(table_lines([head, *rows]), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="quotations.csv"'
    return response
