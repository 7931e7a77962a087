"""The beginning of a call: what is said first, in which language and with whose help, and the caller's leave."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for

from survey.accounts.roles import Role
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Aid
from survey.web.access import staff
from survey.web.asking import pages
from survey.web.desk.beside import beside
from survey.web.desk.blueprint import blueprint
from survey.web.desk.calling import CHECK
from survey.web.desk.case import Case, Elsewhere, going_on
from survey.web.language import later, name_of
from survey.web.request import database, now

AIDS = {Aid.INTERPRETER: later("Through an interpreter"), Aid.TEXT_RELAY: later("By text relay")}


@blueprint.get("/calls/<call_id>")
@staff(Role.CLERK, Role.SUPERVISOR)
def script(call_id: str) -> Any:
    """Shows what to say first, and the privacy line to read."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    questionnaire, spoken = case.version.questionnaire, case.spoken
    return render_template(
        "desk/script.html",
        **beside(case, ""),
        questionnaire=questionnaire,
        introduction=pages.paragraphs(questionnaire.introduction.say(spoken)),
        privacy=pages.paragraphs(questionnaire.privacy.say(spoken)),
        is_begun=bool(case.response.answers),
        spoken=spoken,
        spoken_here=[(code, name_of(code)) for code in questionnaire.languages],
        aids=AIDS,
        next_page=where_stopped(case),
    )


@blueprint.post("/calls/<call_id>/privacy")
@staff(Role.CLERK, Role.SUPERVISOR)
def privacy(call_id: str) -> Any:
    """Keeps when the privacy line was read and who helps, and goes on to the questions."""
    aid = request.form.get("aid", "")
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            actions.help_by(tx, case.call, Aid(aid) if aid in AIDS else None)
            actions.privacy_read(tx, case.call, now())
    except Elsewhere as other:
        return other.answer
    return redirect(where_stopped(case), 303)


def where_stopped(case: Case) -> str:
    """Returns the address of the page that comes next for this caller."""
    stopped = case.response.paradata.get("page")
    if stopped == CHECK:
        return url_for(".check", call_id=case.call.id)
    page = stopped if stopped and case.path.has(stopped) else case.path.pages[0].key
    return url_for(".page", call_id=case.call.id, page_key=page)


@blueprint.post("/calls/<call_id>/language")
@staff(Role.CLERK, Role.SUPERVISOR)
def speak(call_id: str) -> Any:
    """Keeps the language of the interview and shows what to say first in it."""
    wanted = request.form.get("language", "")
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            if wanted not in case.version.questionnaire.languages:
                abort(400)
            actions.speak(tx, case.call, case.response, wanted, now())
    except Elsewhere as other:
        return other.answer
    return redirect(url_for(".script", call_id=call_id), 303)


@blueprint.post("/calls/<call_id>/leave")
@staff(Role.CLERK, Role.SUPERVISOR)
def give_leave(call_id: str) -> Any:
    """Keeps that the caller agreed that the clerk sees what was answered before this call."""
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            actions.give_leave(tx, case.call, now())
    except Elsewhere as other:
        return other.answer
    where = ".check" if request.form.get("back") == CHECK else ".script"
    return redirect(url_for(where, call_id=call_id), 303)
