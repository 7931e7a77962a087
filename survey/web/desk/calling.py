"""The call itself: what is said first, then page after page of the questionnaire."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from survey.accounts.roles import Role
from survey.fieldwork.calls import actions
from survey.questionnaire.definition import Channel, Page, Question
from survey.questionnaire.kinds import Fault
from survey.web.access import staff
from survey.web.asking import pages
from survey.web.asking.taking import Taken, take
from survey.web.desk import codes
from survey.web.desk.blueprint import blueprint
from survey.web.desk.case import Case, Elsewhere, going_on
from survey.web.language import language
from survey.web.request import database, now

TEMPLATE = "desk/page.html"
CHECK = "check"
"""Where the clerk came from who changes an answer before sending, in `?from=check`."""

THEN = "then"
"""Names the pages that such a change has opened and that are still to be asked, in `?then=this,that`."""


MEND = "mend"
"""Asks for a page with what is wrong on it, in `?mend=1`: sending was refused because of it."""


@blueprint.get("/calls/<call_id>")
@staff(Role.CLERK, Role.SUPERVISOR)
def script(call_id: str) -> Any:
    """Shows what to say first, and the privacy line to read."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
    except Elsewhere as other:
        return other.answer
    questionnaire = case.version.questionnaire
    return render_template(
        "desk/script.html",
        case=case,
        questionnaire=questionnaire,
        introduction=pages.paragraphs(questionnaire.introduction.say(language())),
        privacy=pages.paragraphs(questionnaire.privacy.say(language())),
        code=codes.code_of(call_id),
        is_begun=bool(case.response.answers),
    )


@blueprint.post("/calls/<call_id>/privacy")
@staff(Role.CLERK, Role.SUPERVISOR)
def privacy(call_id: str) -> Any:
    """Keeps when the privacy line was read, and goes on to the questions."""
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            actions.privacy_read(tx, case.call, now())
    except Elsewhere as other:
        return other.answer
    return redirect(_where_stopped(case), 303)


def _where_stopped(case: Case) -> str:
    """Returns the address of the page that comes next for this caller."""
    stopped = case.response.paradata.get("page")
    if stopped == CHECK:
        return url_for(".check", call_id=case.call.id)
    page = stopped if stopped and case.path.has(stopped) else case.path.pages[0].key
    return url_for(".page", call_id=case.call.id, page_key=page)


@blueprint.get("/calls/<call_id>/pages/<page_key>")
@staff(Role.CLERK, Role.SUPERVISOR)
def page(call_id: str, page_key: str) -> Any:
    """Shows a page as it is asked by telephone."""
    try:
        with database().reading() as tx:
            case = going_on(tx, call_id)
            here = _page_of(case, page_key)
    except Elsewhere as other:
        return other.answer
    return shown(case, here, faults=_standing_faults(case, here) if MEND in request.args else ())


def _standing_faults(case: Case, here: Page) -> list[tuple[Question, Fault]]:
    """Returns what is wrong with the answers that are kept for a page."""
    response = case.response
    return case.version.route.faults_on(here, case.path, response.answers, response.channel)


def _page_of(case: Case, page_key: str) -> Page:
    """Finds a page on the caller's path; raises Elsewhere where the privacy line comes first, or the page is off it."""
    found = case.version.questionnaire.page_by_key.get(page_key)
    if found is None:
        abort(404)
    if case.call.privacy_read_at is None:
        raise Elsewhere(redirect(url_for(".script", call_id=case.call.id)))
    if not case.path.has(page_key):
        raise Elsewhere(redirect(url_for(".check", call_id=case.call.id)))
    return found


@blueprint.post("/calls/<call_id>/pages/<page_key>")
@staff(Role.CLERK, Role.SUPERVISOR)
def save_page(call_id: str, page_key: str) -> Any:
    """Keeps what was keyed, on disk before anything is shown, and goes on."""
    posted = {name: values for name, values in request.form.lists() if name not in {"csrf_token", "go"}}
    pressed = request.form.get("go", "on")
    try:
        with database().transaction() as tx:
            case = going_on(tx, call_id, to_write=True)
            here = _page_of(case, page_key)
            response = case.response
            taken = take(
                case.version,
                here,
                response.answers,
                posted,
                response.channel,
                skip_rest=pressed == "skip",
            )
            cut = pressed == "cut"
            following = here if cut or taken.faults else taken.page
            actions.save(tx, response, taken.answers, following.key if following else CHECK, now())
            if cut:
                actions.break_off(tx, case.call, now())
    except Elsewhere as other:
        return other.answer
    if cut:
        return redirect(url_for(".ended", call_id=call_id), 303)
    if taken.faults:
        changed = replace(case, response=replace(response, answers=taken.answers))
        return shown(changed, here, posted, taken.faults)
    return redirect(_next_address(case, here, taken), 303)


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
) -> str:
    """Returns a page with the interviewer's wording, whichever way the response was begun."""
    return pages.show(
        pages.Showing(
            TEMPLATE,
            case.version,
            here,
            case.response,
            case.path,
            posted=posted,
            faults=faults,
            mode=Channel.TELEPHONE,
            context={"case": case, "code": codes.code_of(case.call.id), "back": _back_address(case, here)},
        )
    )


def _back_address(case: Case, here: Page) -> str:
    if request.args.get("from") == CHECK:
        return url_for(".check", call_id=case.call.id)
    before = case.path.before(here.key)
    if before is None:
        return url_for(".script", call_id=case.call.id)
    return url_for(".page", call_id=case.call.id, page_key=before.key)
