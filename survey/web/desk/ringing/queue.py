"""The queue of people to ring back: who is next, drawing the call, and beginning the interview."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Held
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.calls.call import Aid, Call
from survey.responses import return_code
from survey.responses.return_code import Mistyped, ReturnCode
from survey.web.access import staff
from survey.web.asking.ringing import BANDS, span
from survey.web.desk import codes, in_hand
from survey.web.desk.blueprint import blueprint
from survey.web.desk.home import AUDIENCES, slip_words, taken_up
from survey.web.desk.ringing.words import KEYS, OUTCOMES
from survey.web.language import gettext as _
from survey.web.language import name_of
from survey.web.request import database, now, settings

MOST_SHOWN = 100
"""Callbacks listed; those further on are counted."""


@blueprint.get("/ringing")
@staff(Role.CLERK, Role.SUPERVISOR)
def ringing() -> Any:
    """Shows who waits to be rung, without names or numbers."""
    standing = in_hand.standing()
    asked = [code for code in request.args.getlist("language") if code]
    speaks = asked if request.args else in_hand.spoken()
    waiting = standing.queue.waiting if standing.queue else ()
    shown = [one for one in waiting if not speaks or one.language in speaks]
    return render_template(
        "desk/ringing/queue.html",
        standing=standing,
        shown=shown[:MOST_SHOWN],
        further=max(0, len(shown) - MOST_SHOWN),
        others=len(waiting) - len(shown),
        tongues=sorted({one.language for one in waiting} | set(speaks)),
        speaks=speaks,
        moment=now(),
        audiences=AUDIENCES,
        name_of=name_of,
        span=span,
    )


@blueprint.post("/ringing/next")
@staff(Role.CLERK, Role.SUPERVISOR)
def ring_next() -> Any:
    """Draws the callback to be rung first and holds it for the clerk."""
    if "choose" in request.form:
        in_hand.speak(request.form.getlist("language"))
    if "show" in request.form.getlist("choose"):
        return redirect(url_for(".ringing"), 303)
    with database().transaction() as tx:
        about = consultations.current_round(tx, now())
        held = about and actions.draw(
            tx, current_user.id, about, in_hand.terms(), in_hand.secrets(), now(), in_hand.spoken()
        )
    if held is None:
        said = _("Nobody is to be rung at the moment in the languages that you ticked.")
        flash(said if in_hand.spoken() else _("Nobody is to be rung at the moment."), "warning")
        return redirect(url_for(".ringing"), 303)
    return redirect(url_for(".held"), 303)


@blueprint.get("/ringing/held")
@staff(Role.CLERK, Role.SUPERVISOR)
def held() -> Any:
    """Shows whom to ring, or asks what becomes of somebody whose interview broke off."""
    found = in_hand.in_sight()
    return shown(found) if found else redirect(url_for(".ringing"))


def shown(found: Held, *, fault: str = "", typed: str = "") -> str:
    """Returns the page of the callback in hand."""
    call = _call_in_hand()
    with database().reading() as tx:
        version = consultations.live_version(tx, found.callback.round, found.callback.family)
    return render_template(
        "desk/ringing/cut_off.html" if call and not call.is_open else "desk/ringing/held.html",
        held=found,
        call=call,
        title=version.questionnaire.title.say("en") if version else found.callback.family,
        interprets=version is not None and found.callback.language not in version.questionnaire.languages,
        outcomes=OUTCOMES,
        keys=KEYS,
        bands=BANDS,
        name_of=name_of,
        fault=fault,
        typed=typed,
    )


def _call_in_hand() -> Call | None:
    call_id = in_hand.call_in_hand()
    if call_id is None or in_hand.on_callback(call_id) is None:
        return None
    with database().reading() as tx:
        return calls.find(tx, call_id)


@blueprint.post("/ringing/begin")
@staff(Role.CLERK, Role.SUPERVISOR)
def begin_interview() -> Any:
    """Begins the call with whoever has answered: anew, or where their return code leads."""
    found = in_hand.in_hand()
    if found is None:
        return redirect(url_for(".ringing"), 303)
    typed = request.form.get("code", "")
    code = return_code.read(typed) if "code" in request.form else None
    if isinstance(code, Mistyped):
        return shown(found, fault=slip_words(code), typed=typed)
    if not _goes_on(found):
        flash(_("A colleague has this callback by now: you held it for too long."), "warning")
        return redirect(url_for(".ringing"), 303)
    with database().transaction() as tx:
        call = _resumed(tx, code) if code else _begun(tx, found)
    if isinstance(call, str):
        return shown(found, fault=call, typed=typed)
    codes.keep(call[0].id, call[1])
    in_hand.join(call[0].id, found.callback.id)
    return redirect(url_for(".script", call_id=call[0].id), 303)


def _goes_on(found: Held) -> bool:
    """Holds the callback for the interview, in a transaction apart from that of the call."""
    try:
        with database().transaction() as tx:
            actions.on_the_line(
                tx, current_user.id, found.callback.id, in_hand.terms(), in_hand.secrets(), now()
            )
    except actions.NotHeld:
        return False
    return True


def _resumed(tx: Transaction, code: ReturnCode) -> tuple[Call, ReturnCode] | str:
    call = taken_up(tx, code)
    return call if isinstance(call, str) else (call, code)


def _begun(tx: Transaction, found: Held) -> tuple[Call, ReturnCode] | str:
    """Begins a call with a new response, in the language and with the help that the person asked for."""
    about = consultations.current_round(tx, now())
    version = consultations.live_version(tx, about.key, found.callback.family) if about else None
    if about is None or version is None or not about.is_open(now()):
        return _("The consultation is not open. Tell the person, and say below how the call ended")
    written = version.questionnaire.languages
    spoken = found.callback.language
    call, _response, code = calls.begin(
        tx,
        version,
        about.key,
        clerk=current_user.id,
        language=spoken if spoken in written else written[0],
        secret=settings().secret_key,
        now=now(),
    )
    aid = Aid.TEXT_RELAY if found.callback.relay else Aid.INTERPRETER if spoken not in written else None
    calls.help_by(tx, call, aid)
    return call, code


@blueprint.post("/ringing/give-back")
@staff(Role.CLERK, Role.SUPERVISOR)
def give_back() -> Any:
    """Puts the callback in hand back into the queue, since nobody was rung."""
    with database().transaction() as tx:
        actions.give_back(tx, current_user.id, in_hand.secrets())
    in_hand.part()
    flash(_("Put back into the queue. Nobody was rung."))
    return redirect(url_for(".ringing"), 303)
