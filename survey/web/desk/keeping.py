"""What a clerk keys is kept at once: each answer, and the notes. Called by the page's script, in its own time."""

from datetime import datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from survey.accounts.roles import Role
from survey.db.session import Transaction
from survey.fieldwork.calls import actions
from survey.questionnaire.definition import Question
from survey.questionnaire.kinds import KINDS
from survey.responses.response import Response
from survey.web.access import staff
from survey.web.asking.messages import sentence
from survey.web.asking.taking import take_one
from survey.web.desk.beside import STATES, open_ones
from survey.web.desk.blueprint import blueprint
from survey.web.desk.case import Case, Elsewhere, going_on
from survey.web.desk.sending import NOTES, is_anew, number_in, question_fields, with_hidden_rows
from survey.web.language import clock
from survey.web.language import gettext as _
from survey.web.request import database, now, settings

BEHIND = 409
"""The status of what comes too late: something as new was kept before."""


@blueprint.post("/calls/<call_id>/questions/<question_key>")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_answer(call_id: str, question_key: str) -> Any:
    """Keeps the answer to one question; says when, or what is wrong with it, and how the list stands."""
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            question = _question_of(case, question_key)
            if question.key not in case.path.asked:
                return {"fault": _("This question is not asked any more, since another answer was changed")}
            sequence = number_in(request.form, case.call.sequence) or 1
            response = case.response
            fields = with_hidden_rows(case, question, question_fields(request.form))
            answers, faults = take_one(
                case.version, case.path, question, response.answers, fields, response.channel
            )
            kept = _save(tx, case, question, answers, sequence)
    except Elsewhere:
        return {"over": url_for(".script", call_id=call_id)}, BEHIND
    if kept is None:
        return {"sequence": case.call.sequence}, BEHIND
    wrong = [fault for fault in faults if answers == response.answers or fault.code != "required"]
    changed = Case(case.call, kept, case.version, case.round)
    said = {"fault": sentence(wrong[0], question)} if wrong else _kept_at(now())
    return {**said, "list": _listed(changed, question)}


def _question_of(case: Case, key: str) -> Question:
    question = case.version.questionnaire.question_by_key.get(key)
    if question is None:
        abort(404)
    if case.call.privacy_read_at is None:
        raise Elsewhere(None)
    return question


def _save(
    tx: Transaction, case: Case, question: Question, answers: dict[str, Any], sequence: int
) -> Response | None:
    page = case.version.questionnaire.page_of[question.key].key
    given = KINDS[question.kind].read(question, question_fields(request.form), case.response.answers)
    return actions.save(
        tx,
        case.call,
        case.response,
        answers,
        page,
        now(),
        sequence=sequence,
        keyed={question.key} if is_anew(question, given) else (),
    )


def _kept_at(moment: datetime) -> dict[str, str]:
    return {"kept": _("Kept %(time)s", time=clock(moment))}


def _listed(case: Case, question: Question) -> str:
    listed = case.steps(case.version.questionnaire.page_of[question.key].key)
    return render_template(
        "desk/steps.html",
        case=case,
        listed=listed,
        states=STATES,
        open_steps=open_ones(listed),
        here=case.version.questionnaire.page_of[question.key].key,
        asking=True,
        base=url_for(".script", call_id=case.call.id),
    )


@blueprint.post("/calls/<call_id>/notes")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_notes(call_id: str) -> Any:
    """Keeps the notes of a call, for as long as it lasts."""
    by_script = request.accept_mimetypes.best == "application/json"
    words = request.form.get(NOTES, "")
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            sequence = number_in(request.form, case.call.sequence) if by_script else case.call.sequence + 1
            kept = actions.keep_notes(tx, case.call, words, [settings().secret_key], sequence=sequence)
    except Elsewhere as other:
        return ({"over": url_for(".script", call_id=call_id)}, BEHIND) if by_script else other.answer
    if not by_script:
        return redirect(url_for(".script", call_id=call_id), 303)
    return _kept_at(now()) if kept else ({"sequence": case.call.sequence}, BEHIND)
