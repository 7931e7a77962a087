"""When a call turns out otherwise: what to say, whom to name, and telling the supervisor."""

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.fieldwork.calls.scripts import Script
from survey.fieldwork.referrals import actions as referrals
from survey.web.access import staff
from survey.web.desk.beside import at_hand, beside
from survey.web.desk.blueprint import blueprint
from survey.web.desk.calling import CHECK
from survey.web.desk.case import Case, Elsewhere, going_on
from survey.web.language import gettext as _
from survey.web.request import database, now, settings


@blueprint.get("/calls/<call_id>/help/<kind>")
@staff(Role.CLERK, Role.SUPERVISOR)
def help_with(call_id: str, kind: str) -> Any:
    """Shows one script, with the way back."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    return _shown(case, _script(kind))


@blueprint.post("/calls/<call_id>/help/<kind>")
@staff(Role.CLERK, Role.SUPERVISOR)
def refer(call_id: str, kind: str) -> Any:
    """Tells the supervisors, apart from the call and its answers; a script of the page gets the outcome as JSON."""
    one = _script(kind)
    asked_by_script = request.accept_mimetypes.best == "application/json"
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    posted = {name: request.form.get(name, "") for name in _fields(one)}
    fault = "" if posted["about"].strip() else _("Write in a few words what it is about")
    if not fault:
        secrets = [settings().secret_key]
        with database().transaction() as tx:
            referrals.refer(tx, kind=kind, details=posted, clerk=current_user.id, secrets=secrets, now=now())
    referred = "" if fault else _("Your supervisors have it now.")
    if asked_by_script:
        return {"fault": fault, "referred": referred}
    return _shown(case, one, referred=referred, fault=fault, posted=posted if fault else None)


def _fields(one: Script) -> tuple[str, ...]:
    """Names what a referral takes; of a child under 16 no name and no number."""
    return ("about", "urgency", "name", "number") if one.takes_contact else ("about", "urgency")


def _script(kind: str) -> Script:
    found = next((one for one in at_hand() if one.kind == kind), None)
    if found is None:
        abort(404)
    return found


def _shown(
    case: Case, one: Script, *, referred: str = "", fault: str = "", posted: Mapping[str, str] | None = None
) -> str:
    return render_template(
        "desk/help.html",
        **beside(case, ""),
        one=one,
        back=_way_back(case),
        referred=referred,
        fault=fault,
        posted=posted or {},
    )


def _way_back(case: Case) -> str:
    """Returns the address of the page that the clerk came from; the first words of the call for any other."""
    back = request.args.get("back", "")
    if back == CHECK:
        return url_for(".check", call_id=case.call.id)
    if back in case.version.questionnaire.page_by_key:
        return url_for(".page", call_id=case.call.id, page_key=back)
    return url_for(".script", call_id=case.call.id)
