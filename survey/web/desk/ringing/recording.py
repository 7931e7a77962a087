"""What came of an attempt: kept at once, or after one more question."""

from datetime import date, datetime, timedelta
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Held
from survey.fieldwork.callbacks.hours import Window, read_clock, to_utc
from survey.fieldwork.callbacks.outcomes import Outcome, Then
from survey.fieldwork.callbacks.retrying import appointment
from survey.web.access import staff
from survey.web.desk import in_hand
from survey.web.desk.blueprint import blueprint
from survey.web.desk.ringing.words import OUTCOMES, RARER, STEPS, Step
from survey.web.language import clock, name_of, weekday
from survey.web.language import gettext as _
from survey.web.request import database, now

ANY, SOON, NEVER = "any", "soon", "never"
"""Instead of a day: any time will do, in some minutes, not again."""


@blueprint.get("/ringing/rarer")
@staff(Role.CLERK, Role.SUPERVISOR)
def rarer_outcomes() -> Any:
    """Lists the outcomes that are rarer, each with its key."""
    found = in_hand.in_sight()
    if found is None:
        return redirect(url_for(".ringing"))
    return render_template("desk/ringing/rarer.html", held=found, rarer=RARER, outcomes=OUTCOMES)


@blueprint.post("/ringing/outcome")
@staff(Role.CLERK, Role.SUPERVISOR)
def record_outcome() -> Any:
    """Keeps how an attempt ended; asks first for what is still needed."""
    found = in_hand.in_hand()
    if found is None:
        flash(_("You hold no callback any more: a colleague may have it."), "warning")
        return redirect(url_for(".ringing"), 303)
    code = request.form.get("outcome", "")
    if code not in {outcome.value for outcome in STEPS}:
        abort(400)
    outcome = Outcome(code)
    step = STEPS[outcome]
    if step is Step.TIME:
        return _when(found, outcome)
    if step is Step.LANGUAGE:
        return _in_language(found, outcome)
    if step is Step.SURE and "sure" not in request.form:
        return render_template("desk/ringing/sure.html", held=found, outcome=outcome, outcomes=OUTCOMES)
    return _kept(found, outcome)


def _kept(found: Held, outcome: Outcome, **more: Any) -> Any:
    in_hand.keep(found.callback.id, outcome, **more)
    if "never" in request.form:
        with database().transaction() as tx:
            today = now().astimezone(in_hand.terms().hours.zone).date()
            actions.never_again(tx, found.person.number, in_hand.secrets(), today)
        flash(_("The number is not rung again."), "success")
    in_hand.part()
    return redirect(url_for(".ringing"), 303)


def _in_language(found: Held, outcome: Outcome) -> Any:
    known = in_hand.languages()
    chosen = request.form.get("language", "")
    if chosen in known:
        return _kept(found, outcome, language=chosen)
    return render_template(
        "desk/ringing/language.html", held=found, outcome=outcome, known=known, name_of=name_of
    )


def _when(found: Held, outcome: Outcome) -> Any:
    """Asks when to ring again, and keeps it."""
    day = request.form.get("day", "")
    if day == NEVER:
        return _kept(found, outcome, then=Then.END)
    if day == SOON:
        return _kept(found, outcome, then=Then.SOON)
    if day == ANY:
        return _kept(found, outcome, then=Then.OTHER_TIME)
    if not day and "time" not in request.form:
        return _asked_when(found, outcome, "", "")
    named = named_time(day, request.form.get("time", ""))
    if isinstance(named, tuple):
        return _asked_when(found, outcome, *named)
    return _kept(found, outcome, named=named)


def _asked_when(found: Held, outcome: Outcome, field: str, fault: str) -> str:
    return render_template(
        "desk/ringing/when.html",
        held=found,
        outcome=outcome,
        outcomes=OUTCOMES,
        days=days_ahead(),
        field=field,
        fault=fault,
        typed=request.form,
    )


def days_ahead() -> list[tuple[str, str]]:
    """Returns (day, its name and hours) for the coming days on which people are rung, before the round closes."""
    hours = in_hand.terms().hours
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
    first = now().astimezone(hours.zone).date()
    found = []
    for ahead in range(in_hand.terms().days_ahead):
        day = first + timedelta(days=ahead)
        span = hours.open_on(day)
        if span and span[1] > now() and about and span[0] < about.closes_at:
            told = _("%(day)s, %(begins)s to %(ends)s")
            values = {"day": weekday(span[0]), "begins": clock(span[0]), "ends": clock(span[1])}
            found.append((day.isoformat(), told % values))
    return found


def named_time(day: str, typed: str) -> Window | tuple[str, str]:
    """Reads the time that somebody named; returns (field, what is wrong with it) where that can't be."""
    if day not in {known for known, _told in days_ahead()}:
        return "day", _("Choose a day")
    hours = in_hand.terms().hours
    chosen = date.fromisoformat(day)
    opens, closes = hours.days[chosen.weekday()]
    read = read_clock(typed, opens)
    if read is None:
        return "time", _("Type a time such as 14:30 or 2.30pm")
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
    if about is None:
        return "day", _("There is no consultation any more")
    found = appointment(
        in_hand.terms(), to_utc(datetime.combine(chosen, read, hours.zone)), now(), about.closes_at
    )
    if isinstance(found, Window):
        return found
    sentences = {
        "past": _("This time has passed. Type a later one"),
        "after_the_end": _("The consultation is closed by then. Choose an earlier time"),
        "closed": _(
            "We ring people from %(begins)s to %(ends)s on this day",
            begins=opens.strftime("%H:%M"),
            ends=closes.strftime("%H:%M"),
        ),
    }
    return "time", sentences[found]
