"""When a call turns out otherwise: what to say, whom to name, and telling the supervisor."""

from collections.abc import Mapping
from typing import Any

from flask import abort, render_template, request, url_for

from survey.accounts.roles import Role
from survey.fieldwork.calls.scripts import Script, scripts
from survey.web.access import staff
from survey.web.desk.beside import beside
from survey.web.desk.blueprint import blueprint
from survey.web.desk.calling import CHECK
from survey.web.desk.case import Case, Elsewhere, going_on
from survey.web.request import database, settings


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


def _script(kind: str) -> Script:
    found = next((one for one in scripts(settings().instance) if one.kind == kind), None)
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
