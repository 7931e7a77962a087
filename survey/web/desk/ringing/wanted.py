"""A caller wants to be rung another time, or not to be rung any more."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.callback import Person, tidy
from survey.fieldwork.callbacks.do_not_call import actions as do_not_call
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.numbers import Number, read_number
from survey.fieldwork.calls import actions as calls
from survey.questionnaire.library import HANDED_OUT
from survey.web.access import staff
from survey.web.asking.ringing import name_fault, number_fault
from survey.web.desk import in_hand
from survey.web.desk.blueprint import blueprint
from survey.web.desk.home import AUDIENCES, midnight
from survey.web.desk.ringing.recording import days_ahead, named_time
from survey.web.language import gettext as _
from survey.web.language import name_of, ngettext
from survey.web.request import database, now

CALL_OFF, NEVER, AGAIN = "call_off", "never", "again"
"""What a clerk does about a number: ends what waits for it, lists it, takes it off the list."""


@blueprint.get("/ringing/new")
@staff(Role.CLERK, Role.SUPERVISOR)
def wanted() -> Any:
    """Asks whom to ring, and when."""
    return _wanted({})


@blueprint.post("/ringing/new")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_wanted() -> Any:
    """Keeps a callback for somebody who is on the line."""
    form = request.form
    number = read_number(form.get("number", ""), in_hand.terms().regions)
    time = named_time(form.get("day", ""), form.get("time", ""))
    faults = {
        "family": "" if form.get("family") in _families() else _("Choose a questionnaire"),
        "name": name_fault(form.get("name", "")),
        "number": number_fault(number) if isinstance(number, str) else "",
        "language": "" if form.get("language") in in_hand.languages() else _("Choose a language"),
        **({} if isinstance(time, Window) else {time[0]: time[1]}),
    }
    faults = {field: fault for field, fault in faults.items() if fault}
    if faults or isinstance(number, str) or not isinstance(time, Window):
        return _wanted(faults)
    _keep(number, time)
    flash(
        _("If the number may be rung, the callback waits in the queue. Tell the caller that we ring."),
        "success",
    )
    return redirect(_back(), 303)


def _keep(number: Number, time: Window) -> None:
    form, today = request.form, now().astimezone(in_hand.terms().hours.zone).date()
    wish = actions.Wish(
        family=form["family"],
        language=form["language"],
        relay=form.get("speak") == "relay",
        person=Person(tidy(form["name"]), number),
        times=(time,),
    )
    with database().transaction() as tx:
        about = consultations.current_round(tx, now())
        if about is not None:
            actions.ask(tx, about.key, wish, in_hand.secrets(), today)


def _wanted(faults: dict[str, str]) -> str:
    return render_template(
        "desk/ringing/new.html",
        days=days_ahead(),
        families=_families(),
        audiences=AUDIENCES,
        languages=in_hand.languages(),
        name_of=name_of,
        faults=faults,
        typed=request.form,
        back=_back(),
    )


def _families() -> list[str]:
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
        live = consultations.live_versions(tx, about.key) if about and about.is_open(now()) else {}
    known = dict.fromkeys((*AUDIENCES, *live))
    return [family for family in known if family in live.keys() - HANDED_OUT]


def _back() -> str:
    """Returns the way back to the call that goes on, else to the desk; found anew, since no address names the call."""
    with database().reading() as tx:
        taken = calls.calls_of(tx, current_user.id, midnight(now()))
    ongoing = next((one.call.id for one in taken if one.call.is_open), None)
    return url_for(".script", call_id=ongoing) if ongoing else url_for(".home")


@blueprint.get("/ringing/number")
@staff(Role.CLERK, Role.SUPERVISOR)
def about_number() -> Any:
    """Asks which number is not to be rung."""
    return _about_number()


def _about_number(field: str = "", fault: str = "") -> str:
    with database().reading() as tx:
        listed = do_not_call.count(tx)
    return render_template(
        "desk/ringing/number.html",
        field=field,
        fault=fault,
        typed=request.form,
        listed=listed,
        back=_back(),
    )


@blueprint.post("/ringing/number")
@staff(Role.CLERK, Role.SUPERVISOR)
def keep_number() -> Any:
    """Calls callbacks off, lists a number or takes it off the list; asks first where details end."""
    number = read_number(request.form.get("number", ""), in_hand.terms().regions)
    deed = request.form.get("deed", "")
    if isinstance(number, str):
        return _about_number("number", number_fault(number))
    if deed not in {CALL_OFF, NEVER, AGAIN}:
        return _about_number("deed", _("Choose what to do"))
    if deed != AGAIN and "sure" not in request.form:
        return render_template("desk/ringing/number_sure.html", number=number, deed=deed)
    flash(_done(number, deed), "success")
    return redirect(_back(), 303)


def _done(number: Number, deed: str) -> str:
    today = now().astimezone(in_hand.terms().hours.zone).date()
    with database().transaction() as tx:
        if deed == NEVER:
            actions.never_again(tx, number, in_hand.secrets(), today)
            return _("The number is not rung again. Of it only a code is kept that can’t be read back.")
        if deed == AGAIN:
            listed = do_not_call.take_off(tx, number, in_hand.secrets())
            return _("The number may be rung again.") if listed else _("The number was not on the list.")
        ended = actions.cancel(tx, number, in_hand.secrets(), today)
    return ngettext(
        "%(num)s callback is called off, and its details are destroyed.",
        "%(num)s callbacks are called off, and their details are destroyed.",
        ended,
    )
