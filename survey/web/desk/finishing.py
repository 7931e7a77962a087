"""The end of a call: the answers checked and sent, the codes read back, or the line cut off."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for

from survey.accounts.roles import Role
from survey.contacts import actions as contacts
from survey.fieldwork.callbacks.outcomes import Outcome as Rung
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Outcome
from survey.fieldwork.calls.spelling import spelt
from survey.questionnaire.conditions import holds
from survey.questionnaire.definition import KeepInformed
from survey.questionnaire.piping import PLACEHOLDER, without
from survey.responses import actions as responses
from survey.responses import reference
from survey.summaries.informing import actions as informing
from survey.web.access import staff
from survey.web.asking import pages
from survey.web.desk import codes, in_hand
from survey.web.desk.beside import beside
from survey.web.desk.blueprint import blueprint
from survey.web.desk.calling import CHECK, MEND
from survey.web.desk.case import Case, Elsewhere, going_on, of_call, own_call, where_ended, why_over
from survey.web.desk.home import taken_up
from survey.web.desk.opening import where_stopped
from survey.web.language import gettext as _
from survey.web.language import language
from survey.web.request import database, now, settings


@blueprint.get("/calls/<call_id>/check")
@staff(Role.CLERK, Role.SUPERVISOR)
def check(call_id: str) -> Any:
    """Shows all answers, each with a way to change it."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    if case.call.privacy_read_at is None:
        return redirect(url_for(".script", call_id=call_id))
    path, response = case.path, case.response
    return render_template(
        "desk/check.html",
        **beside(case, None),
        sections=_told(case),
        open_page=case.version.route.first_open_page(path, response.answers, response.channel),
        last=path.pages[-1],
        missed="missed" in request.args,
    )


def _told(case: Case) -> list[tuple[str, list[pages.Said]]]:
    """Returns questions and answers in words; those that the clerk may not see only as answered."""
    hidden = case.call.hidden
    answers = case.response.answers
    told = pages.in_words(case.version, case.path, answers, case.spoken)
    return [
        (title, [_covered(case, said) if hidden else said for said in section]) for title, section in told
    ]


def _covered(case: Case, said: pages.Said) -> pages.Said:
    """Hides an answer given before this call, and any that stand in the wording of the question."""
    words = without(said.question.text.say(case.spoken), case.call.hidden)
    text = said.text if words == said.question.text.say(case.spoken) else PLACEHOLDER.sub("…", words)
    if said.question.key not in case.call.hidden:
        return replace(said, text=text)
    return replace(said, text=text, lines=(_("Answered before this call"),))


@blueprint.post("/calls/<call_id>/check")
@staff(Role.CLERK, Role.SUPERVISOR)
def send(call_id: str) -> Any:
    """Sends the answers and ends the call; shown as sent only after they are on disk."""
    with database().transaction() as tx:
        call = own_call(tx, call_id)
        if not call.is_open:
            return redirect(url_for(where_ended(call), call_id=call_id), 303)
        case = of_call(tx, call, to_write=True)
        if not _may_send(case):
            return redirect(url_for(".script", call_id=call_id), 303)
        outcome = actions.submit(tx, call, case.response, case.version, now())
    if isinstance(outcome, responses.Refused):
        where: dict[str, Any] = {"call_id": call_id, "page_key": outcome.page, "from": CHECK, MEND: 1}
        return redirect(url_for(".page", **where), 303)
    in_hand.settle(call_id, Rung.COMPLETE)
    return redirect(url_for(".read_back", call_id=call_id), 303)


def _may_send(case: Case) -> bool:
    """Says whether a draft can be sent; one that the caller sent on the web meanwhile only ends the call."""
    if case.response.is_sent or case.response.withdrawn_at:
        return case.response.is_sent
    return case.call.privacy_read_at is not None and case.round.may_finish(now())


@blueprint.get("/calls/<call_id>/read-back")
@staff(Role.CLERK, Role.SUPERVISOR)
def read_back(call_id: str) -> Any:
    """Shows reference and return code, spelt, to be read to the caller."""
    return _read_back(call_id)


def _read_back(call_id: str, *, fault: str = "", email: str = "", kept: bool = False) -> Any:
    with database().reading() as tx:
        call = own_call(tx, call_id)
        case = of_call(tx, call)
    if call.outcome is not Outcome.COMPLETE:
        return redirect(url_for(".script" if call.is_open else ".ended", call_id=call_id))
    code, shown = codes.code_of(call_id), reference.shown(case.response.reference)
    return render_template(
        "desk/read_back.html",
        case=case,
        code=None,
        reference=shown,
        reference_spelt=spelt(shown),
        code_spelt=spelt(code.shown) if code else None,
        offer=_offer(case) if code else None,
        spoken=language(),
        fault=fault,
        email=email,
        kept=kept,
    )


def _offer(case: Case) -> KeepInformed | None:
    """Returns the offer to be told what came of it, where this caller is to hear it."""
    offer = case.version.questionnaire.keep_informed
    may_tell = offer is not None and settings().may_tell
    asked = (
        may_tell and offer is not None and holds(offer.show_if, case.response.answers, case.response.channel)
    )
    return offer if asked else None


@blueprint.post("/calls/<call_id>/keep-informed")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_informed(call_id: str) -> Any:
    """Keeps an address apart from every answer and every call."""
    with database().reading() as tx:
        case = of_call(tx, own_call(tx, call_id))
    email = request.form.get("email", "")
    fault = contacts.email_fault(email)
    if fault:
        words = {
            "missing": _("Type the email address, or leave this as it is"),
            "not_an_email": _("Type an email address such as name@example.org"),
        }
        return _read_back(call_id, fault=words[fault], email=email)
    if case.call.outcome is Outcome.COMPLETE and _offer(case):
        today = now().astimezone(settings().time_zone).date()
        with database().transaction() as tx:
            language = case.response.language
            informing.ask(tx, case.round.key, email, language, [settings().secret_key], today)
    return _read_back(call_id, kept=True)


@blueprint.get("/calls/<call_id>/cut-off")
@staff(Role.CLERK, Role.SUPERVISOR)
def cutting_off(call_id: str) -> Any:
    """Asks whether the caller, who can't go on, agrees that what was said so far counts."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    code = codes.code_of(call_id)
    return render_template(
        "desk/cut_off.html",
        **beside(case, ""),
        code_spelt=spelt(code.shown) if code else None,
        back_to=where_stopped(case),
        may_count=case.call.privacy_read_at is not None and bool(case.response.answers),
    )


@blueprint.post("/calls/<call_id>/cut-off")
@staff(Role.CLERK, Role.SUPERVISOR)
def cut_off(call_id: str) -> Any:
    """Ends a call that broke off; what was said counts only where the caller agreed to it, else it stays a draft."""
    agreed = request.form.get("agreed") == "yes"
    with database().transaction() as tx:
        call = own_call(tx, call_id)
        case = of_call(tx, call, to_write=True) if agreed else None
        if case and call.privacy_read_at and not why_over(case):
            actions.cut_short(tx, call, case.response, case.version, now())
        else:
            actions.break_off(tx, call, now())
    return redirect(url_for(".ended", call_id=call_id), 303)


@blueprint.post("/calls/<call_id>/refused")
@staff(Role.CLERK, Role.SUPERVISOR)
def refused(call_id: str) -> Any:
    """Ends the call of somebody who does not want to begin."""
    with database().transaction() as tx:
        actions.refuse(tx, own_call(tx, call_id), now())
    in_hand.settle(call_id, Rung.REFUSED)
    codes.let_go()
    flash(_("The call is recorded: the caller did not want to begin."))
    return redirect(url_for(".ringing" if in_hand.part() else ".home"), 303)


@blueprint.get("/calls/<call_id>/ended")
@staff(Role.CLERK, Role.SUPERVISOR)
def ended(call_id: str) -> Any:
    """Shows the code with which a caller who was cut off can go on, if they are still there to hear it."""
    with database().reading() as tx:
        call = own_call(tx, call_id)
        case = of_call(tx, call)
    if call.is_open or call.outcome is Outcome.COMPLETE:
        return redirect(url_for(".script" if call.is_open else ".read_back", call_id=call_id))
    code = codes.code_of(call_id)
    return render_template(
        "desk/ended.html",
        case=case,
        code=None,
        code_spelt=spelt(code.shown) if code else None,
        counts=call.outcome is Outcome.PARTIAL,
    )


@blueprint.post("/calls/<call_id>/again")
@staff(Role.CLERK, Role.SUPERVISOR)
def again(call_id: str) -> Any:
    """Goes on after all with a caller who is still on the line; the code in hand opens the draft."""
    code = codes.code_of(call_id)
    if code is None:
        return redirect(url_for(".home"), 303)
    with database().transaction() as tx:
        call = taken_up(tx, code, after=own_call(tx, call_id))
    if isinstance(call, str):
        flash(call, "warning")
        return redirect(url_for(".home"), 303)
    codes.keep(call.id, code)
    return redirect(url_for(".script", call_id=call.id), 303)
