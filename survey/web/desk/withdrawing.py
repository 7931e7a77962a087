"""A caller takes back what they said: found by their return code alone, asked once more, erased."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.fieldwork.withdrawal import actions
from survey.responses import reference, return_code
from survey.responses.return_code import Mistyped
from survey.web.access import staff
from survey.web.desk.blueprint import blueprint
from survey.web.desk.home import slip_words
from survey.web.language import day
from survey.web.language import gettext as _
from survey.web.request import database, now, settings

clerks = staff(Role.CLERK, Role.SUPERVISOR)


@blueprint.get("/withdraw")
@clerks
def ask_code_to_withdraw() -> Any:
    """Asks for the caller's return code."""
    return _ask()


@blueprint.post("/withdraw")
@clerks
def withdraw() -> Any:
    """Looks the code up and asks once more; pressed again, it erases the answers."""
    typed = request.form.get("code", "")
    code = return_code.read(typed)
    if isinstance(code, Mistyped):
        return _ask(slip_words(code), typed)
    sure = "sure" in request.form
    with database().transaction() as tx:
        found = actions.find(tx, code, settings().secret_key, now(), to_write=sure)
        on_paper = found is None and actions.stands_on_paper(tx, code, settings().secret_key)
        if sure and found:
            actions.withdraw(tx, found, by=current_user.id, now=now())
    if found is None and not on_paper:
        return _ask(_("No answers go with this code. Ask the caller to read it out again"), typed)
    if found and found.withdrawn_at:
        return _ask(_("These answers were withdrawn on %(day)s", day=day(found.withdrawn_at)), typed)
    named = reference.shown(code.reference)
    if not sure:
        return render_template("desk/withdraw_sure.html", code=code.shown, response=found, reference=named)
    flash(
        _("Withdrawn and erased: %(reference)s. Tell the caller that it is done.", reference=named), "success"
    )
    return redirect(url_for(".home"), 303)


def _ask(fault: str = "", typed: str = "") -> Any:
    return render_template("desk/withdraw.html", fault=fault, typed=typed)
