"""The questions of a call: page after page, or whichever the clerk goes to; all that is keyed is kept at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from survey.accounts.roles import Role
from survey.db.session import Transaction
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.progress import Step, find
from survey.questionnaire.definition import Channel, Page, Question
from survey.questionnaire.kinds import KINDS, Fault
from survey.web.access import staff
from survey.web.asking import pages
from survey.web.asking.taking import Taken, take
from survey.web.desk.beside import beside
from survey.web.desk.blueprint import blueprint
from survey.web.desk.case import Case, Elsewhere, going_on
from survey.web.desk.sending import TO, Sent, sent
from survey.web.desk.why import reasons
from survey.web.language import direction, gettext, using
from survey.web.request import database, now, settings

TEMPLATE = "desk/page.html"
CHECK = "check"
"""Where the clerk came from who changes an answer before sending, in `?from=check`."""

THEN = "then"
"""Names the pages that such a change has opened and that are still to be asked, in `?then=this,that`."""

MEND = "mend"
"""Asks for a page with what is wrong on it, in `?mend=1`: sending was refused because of it."""

ON, SKIP, CUT, LEAVE = "on", "skip", "cut", "leave"
QUESTION, HELP = "to:", "help:"
"""What a button of the page does once the page is kept: goes on, skips, cuts off, … to a question, to a script."""


@blueprint.get("/calls/<call_id>/pages/<page_key>")
@staff(Role.CLERK, Role.SUPERVISOR)
def page(call_id: str, page_key: str) -> Any:
    """Shows a page as it is asked by telephone."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
            here = page_of(case, page_key)
    except Elsewhere as other:
        return other.answer
    return shown(case, here, faults=_standing_faults(case, here) if MEND in request.args else ())


def _standing_faults(case: Case, here: Page) -> list[tuple[Question, Fault]]:
    """Returns what is wrong with the answers that are kept for a page."""
    response = case.response
    return case.version.route.faults_on(here, case.path, response.answers, response.channel)


def page_of(case: Case, page_key: str) -> Page:
    """Finds a page on the caller's path; raises Elsewhere where the privacy line comes first, or the page is off it."""
    found = case.version.questionnaire.page_by_key.get(page_key)
    if found is None:
        abort(404)
    if case.call.privacy_read_at is None:
        raise Elsewhere(redirect(url_for(".script", call_id=case.call.id)))
    if not case.path.has(page_key):
        where = url_for(".not_asked", call_id=case.call.id, question_key=found.questions[0].key)
        raise Elsewhere(redirect(where))
    return found


@blueprint.get("/calls/<call_id>/not-asked/<question_key>")
@staff(Role.CLERK, Role.SUPERVISOR)
def not_asked(call_id: str, question_key: str) -> Any:
    """Says why a question is not asked of this caller."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    step = next((one for one in case.steps("") if one.question.key == question_key), None)
    if step is None:
        abort(404)
    if question_key in case.path.asked:
        return redirect(_address_of(case, step))
    return render_template(
        "desk/not_asked.html",
        **beside(case, ""),
        step=step,
        spoken=case.spoken,
        reasons=reasons(case, step.question),
    )


@blueprint.get("/calls/<call_id>/question")
@staff(Role.CLERK, Role.SUPERVISOR)
def jump(call_id: str) -> Any:
    """Goes to a question by its number or a word, from a page that has nothing to keep."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    step = find(case.steps(""), request.args.get(TO, ""), case.spoken)
    return redirect(_address_of(case, step) if step else url_for(".check", call_id=call_id, missed=1))


def _address_of(case: Case, step: Step, **more: Any) -> str:
    if step.question.key not in case.path.asked:
        return url_for(".not_asked", call_id=case.call.id, question_key=step.question.key)
    anchor = f"q-{step.question.key}"
    return url_for(".page", call_id=case.call.id, page_key=step.page.key, _anchor=anchor, **more)


@blueprint.post("/calls/<call_id>/pages/<page_key>")
@staff(Role.CLERK, Role.SUPERVISOR)
def save_page(call_id: str, page_key: str) -> Any:
    """Keeps what was keyed, on disk before anything is shown, and goes where the button says."""
    pressed = _pressed()
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            here = page_of(case, page_key)
            posted = sent(case, here)
            if posted.clashes and pressed in {ON, SKIP}:
                return shown(case, here, posted.visible, clashes=posted.clashes)
            answers, channel = case.response.answers, case.response.channel
            taken = take(case.version, here, answers, posted.fields, channel, skip_rest=pressed == SKIP)
            _keep(tx, case, here, posted, taken, pressed)
    except Elsewhere as other:
        return other.answer
    changed = replace(case, response=replace(case.response, answers=taken.answers))
    return _onward(changed, case, here, posted, taken, pressed)


def _pressed() -> str:
    """Returns what was pressed; Enter in the box for a question presses the first button but means the box."""
    pressed = request.form.get("go", ON)
    typed = request.form.get(TO, "").strip()
    return f"{TO}{typed}" if typed and pressed in {ON, TO} else pressed


def _keep(tx: Transaction, case: Case, here: Page, posted: Sent, taken: Taken, pressed: str) -> None:
    goes_on = pressed in {ON, SKIP} and not taken.faults
    following = taken.page if goes_on else here
    actions.save(
        tx,
        case.call,
        case.response,
        taken.answers,
        following.key if following else CHECK,
        now(),
        sequence=posted.sequence,
        keyed=posted.keyed,
    )
    secrets = [settings().secret_key]
    if posted.notes is not None and posted.notes != actions.notes_of(case.call, secrets):
        actions.keep_notes(tx, case.call, posted.notes, secrets, sequence=posted.sequence + 1)
    if pressed == LEAVE:
        actions.give_leave(tx, case.call, now())


def _onward(case: Case, before: Case, here: Page, posted: Sent, taken: Taken, pressed: str) -> Any:
    """Goes where the button says; stays where something on the page could not be kept, unless the call can't wait."""
    at_once = _at_once(case, here, pressed)
    if at_once:
        return redirect(at_once, 303)
    goes_on = pressed in {ON, SKIP}
    lost = [one for one in taken.faults if goes_on or one[1].code != "required"]
    if lost:
        return shown(case, here, posted.visible, lost)
    if goes_on:
        return redirect(_next_address(before, here, taken), 303)
    step = _wanted(case, here, pressed)
    if step is None:
        return shown(case, here, sought=pressed.removeprefix(TO))
    return redirect(_address_of(case, step, **_came_from()), 303)


def _at_once(case: Case, here: Page, pressed: str) -> str:
    """Returns the address of what waits for no answer to be mended; empty for all else."""
    where: dict[str, Any] = {"call_id": case.call.id}
    if pressed == CUT:
        return url_for(".cutting_off", **where)
    if pressed == LEAVE:
        return url_for(".page", **where, page_key=here.key)
    if pressed.startswith(HELP):
        return url_for(".help_with", **where, kind=pressed.removeprefix(HELP), back=here.key)
    return ""


def _wanted(case: Case, here: Page, pressed: str) -> Step | None:
    listed = case.steps(here.key)
    if pressed.startswith(QUESTION):
        key = pressed.removeprefix(QUESTION)
        return next((step for step in listed if step.question.key == key), None)
    return find(listed, pressed.removeprefix(TO), case.spoken)


def _came_from() -> dict[str, str]:
    return {"from": CHECK} if request.args.get("from") == CHECK else {}


def _next_address(case: Case, here: Page, taken: Taken) -> str:
    where: dict[str, Any] = {"call_id": case.call.id}
    going = taken.page.key if taken.page else None
    if request.args.get("from") == CHECK:
        opened = _newly_asked(case, here, taken)
        going = opened.pop(0) if opened else None
        where |= {"from": CHECK, **({THEN: ",".join(opened)} if opened else {})} if going else {}
    if going is None:
        return url_for(".check", **where)
    return url_for(".page", **where, page_key=going)


def _newly_asked(case: Case, here: Page, taken: Taken) -> list[str]:
    """Returns the keys of the pages that changes before sending have opened and that are still to be asked."""
    before = {one.key for one in case.path.pages} - set(request.args.get(THEN, "").split(","))
    return [one.key for one in taken.path.pages if one.key not in before and one.key != here.key]


def shown(
    case: Case,
    here: Page,
    posted: Mapping[str, Sequence[str]] | None = None,
    faults: Sequence[tuple[Question, Fault]] = (),
    *,
    clashes: Sequence[Question] = (),
    sought: str = "",
) -> str:
    """Returns a page with the interviewer's wording, whichever way the response was begun."""

    def speaking(caller: Any) -> Any:
        with using(case.spoken):
            return caller()

    context = {
        **beside(case, here.key, asking=True),
        "back": _back_address(case, here),
        "clashes": [(one, _in_words(case, one)) for one in clashes],
        "sought": sought,
        "speaking": speaking,
        "spoken_direction": direction(case.spoken),
    }
    return pages.show(
        pages.Showing(
            TEMPLATE,
            case.version,
            here,
            case.response,
            case.path,
            posted=posted,
            faults=faults,
            spoken=case.spoken,
            hidden=case.call.hidden,
            mode=Channel.TELEPHONE,
            context=context,
        )
    )


def _in_words(case: Case, question: Question) -> str:
    """Returns what is kept for a question, in words, where the clerk may see it."""
    if question.key in case.call.hidden:
        return gettext("answered before this call")
    return ", ".join(KINDS[question.kind].say(question, case.response.answers, case.spoken))


def _back_address(case: Case, here: Page) -> str:
    if request.args.get("from") == CHECK:
        return url_for(".check", call_id=case.call.id)
    before = case.path.before(here.key)
    if before is None:
        return url_for(".script", call_id=case.call.id)
    return url_for(".page", call_id=case.call.id, page_key=before.key)
