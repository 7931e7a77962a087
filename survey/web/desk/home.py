"""The first page of the desk: whom to ask, a return code to go on with, and today's calls."""

from datetime import datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Call
from survey.questionnaire.library import HANDED_OUT
from survey.responses import actions as responses
from survey.responses import reference, return_code
from survey.responses.return_code import LENGTH, Mistyped, ReturnCode
from survey.web.access import staff
from survey.web.desk import codes, in_hand
from survey.web.desk.blueprint import blueprint
from survey.web.language import gettext as _
from survey.web.language import language, later
from survey.web.request import database, now, settings

AUDIENCES = {"residents": later("Residents"), "businesses": later("Businesses")}
"""The questionnaires in the order of their keys, 1 and 2; any other comes behind under its own title."""


@blueprint.get("")
@staff(Role.CLERK, Role.SUPERVISOR)
def home() -> Any:
    """Asks whom the call is from."""
    return _home()


def _home(fault: str = "", typed: str = "") -> Any:
    moment = now()
    with database().reading() as tx:
        current = consultations.current_round(tx, moment)
        live = consultations.live_versions(tx, current.key) if current else {}
        taken = actions.calls_of(tx, current_user.id, midnight(moment))
    asked = live.keys() - HANDED_OUT
    families = sorted(asked, key=lambda family: (family not in AUDIENCES, *_place(family)))
    names = [
        (family, AUDIENCES.get(family) or live[family].questionnaire.title.say(language()))
        for family in families
    ]
    return render_template(
        "desk/home.html",
        round=current,
        status=current.status(moment) if current else None,
        names=names,
        audiences=AUDIENCES,
        taken=taken,
        shown=reference.shown,
        held={one.call.id for one in taken if codes.code_of(one.call.id)},
        fault=fault,
        typed=typed,
    )


def _place(family: str) -> tuple[int, str]:
    known = list(AUDIENCES)
    return (known.index(family) if family in known else len(known), family)


def midnight(moment: datetime) -> datetime:
    """Returns when today began where the consultation is held."""
    local = moment.astimezone(settings().time_zone)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


@blueprint.post("/calls")
@staff(Role.CLERK, Role.SUPERVISOR)
def start() -> Any:
    """Begins a call with a new response."""
    with database().transaction() as tx:
        current = consultations.current_round(tx, now())
        version = (
            consultations.live_version(tx, current.key, request.form.get("family", "")) if current else None
        )
        if current is None or version is None:
            abort(400)
        if not current.is_open(now()):
            return redirect(url_for(".home"), 303)
        call, _response, code = actions.begin(
            tx,
            version,
            current.key,
            clerk=current_user.id,
            language=language(),
            secret=settings().secret_key,
            now=now(),
        )
    codes.keep(call.id, code)
    return redirect(url_for(".script", call_id=call.id), 303)


@blueprint.post("/resume")
@staff(Role.CLERK, Role.SUPERVISOR)
def resume() -> Any:
    """Begins a call that goes on with a draft, found by the return code that the caller reads out."""
    typed = request.form.get("code", "")
    code = return_code.read(typed)
    if isinstance(code, Mistyped):
        return _home(slip_words(code), typed)
    with database().transaction() as tx:
        call = taken_up(tx, code)
    if isinstance(call, str):
        return _home(call, typed)
    codes.keep(call.id, code)
    return redirect(url_for(".script", call_id=call.id), 303)


def taken_up(tx: Transaction, code: ReturnCode, after: Call | None = None) -> Call | str:
    """Begins a call that goes on with what a code opens, or says why there is nothing to go on with.

    `after` is the call that has just ended, where the same caller is still on the line.
    """
    found = responses.open_by_code(tx, code, settings().secret_key, to_write=True)
    if found is None or found.withdrawn_at:
        return _("No answers go with this code. Ask the caller to read it out again")
    if found.is_sent and not found.is_partial:
        return _("The answers under this code were sent; there is nothing to go on with")
    if not consultations.find_round(tx, found.round).may_finish(now()):
        return _("The consultation under this code is over")
    return actions.resume(tx, found, clerk=current_user.id, now=now(), after=after)


def slip_words(code: Mistyped) -> str:
    """Tells a clerk what is wrong with a code that was mistyped."""
    sentences = {
        "empty": _("Type the return code that the caller reads out"),
        "strange": _(
            "A return code never holds %(signs)s. Ask for that sign again", signs=" ".join(code.signs[:5])
        ),
        "length": _(
            "A return code has %(right)s signs and this has %(length)s. Ask for it again, group by group",
            right=LENGTH,
            length=code.length,
        ),
        "swapped": _("Two neighbouring signs look swapped. Ask for it again, group by group"),
        "unsound": _("One sign is wrong. Ask for it again, group by group"),
    }
    return sentences[code.why]


@blueprint.post("/next")
@staff(Role.CLERK, Role.SUPERVISOR)
def next_call() -> Any:
    """Lets go of the last call's code and asks for the next."""
    codes.let_go()
    was_callback = in_hand.part()
    return redirect(url_for(".ringing" if was_callback else ".home"), 303)
