"""The callback in a clerk's hands, and the call that it has become.

Which call belongs to which callback stands in the clerk's signed session alone: a database that held it would lay a
name and a number beside the answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import flash, session
from flask_login import current_user

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Held, Queue
from survey.fieldwork.callbacks.arrangements import Arrangements, in_use
from survey.fieldwork.callbacks.callback import Callback
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.outcomes import Outcome, Then
from survey.questionnaire.library import HANDED_OUT
from survey.web.desk.blueprint import blueprint
from survey.web.language import EASY_READ, clock, weekday
from survey.web.language import gettext as _
from survey.web.request import database, now, settings

_KEPT = "desk_ringing"
_SPOKEN = "desk_speaks"


@dataclass(frozen=True, slots=True)
class Standing:
    """How the queue stands for one clerk."""

    round: Round | None
    is_open: bool
    """True while the consultation is open."""
    rings: bool
    """True where people may be rung at this moment."""
    next_opening: datetime
    queue: Queue | None
    held: Held | None


def terms() -> Arrangements:
    """Returns how people are rung back here."""
    return in_use(settings().instance, settings().time_zone)


def secrets() -> list[str]:
    """Returns the secrets under which details are sealed, the newest first."""
    return [settings().secret_key]


def standing() -> Standing:
    """Returns how the queue stands for whoever asks."""
    moment, hours = now(), terms().hours
    with database().reading() as tx:
        about = consultations.current_round(tx, moment)
        queue = actions.queue(tx, about.key, moment) if about else None
        held = actions.in_hand(tx, current_user.id, secrets())
    held = held if held and held.callback.is_held(moment) else None
    is_open = about is not None and about.is_open(moment)
    return Standing(
        about, is_open, is_open and hours.is_open(moment), hours.next_opening(moment), queue, held
    )


def languages() -> list[str]:
    """Returns the languages in which people can be interviewed, those without an interpreter first."""
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
        live = consultations.live_versions(tx, about.key) if about else {}
    asked = [version.questionnaire for family, version in live.items() if family not in HANDED_OUT]
    written = [code for questionnaire in asked for code in questionnaire.languages]
    return [code for code in dict.fromkeys((*written, *terms().interpreted)) if code != EASY_READ]


def in_hand() -> Held | None:
    """Returns the callback that the clerk holds, also with the time up: what came of it can still be kept."""
    with database().reading() as tx:
        return actions.in_hand(tx, current_user.id, secrets())


def in_sight() -> Held | None:
    """Returns the callback that the clerk holds, name and number with it; None once the time is up."""
    held = in_hand()
    return held if held and held.callback.is_held(now()) else None


def spoken() -> list[str]:
    """Returns the languages in which the clerk rings; none where any will do."""
    return list(session.get(_SPOKEN, ()))


def speak(languages: Sequence[str]) -> None:
    """Keeps in which languages the clerk rings, until they say otherwise or sign out."""
    session[_SPOKEN] = [code[:20] for code in languages][:40]


def join(call_id: str, callback_id: str) -> None:
    """Keeps that a call is about the callback in hand."""
    session[_KEPT] = {"call": call_id, "callback": callback_id}


def call_in_hand() -> str | None:
    """Returns the id of the call that the callback in hand has become; None where nobody was reached yet."""
    held: str | None = session.get(_KEPT, {}).get("call")
    return held


def part() -> bool:
    """Forgets which call was about a callback; returns whether there was one."""
    return session.pop(_KEPT, None) is not None


def on_callback(call_id: str) -> Held | None:
    """Returns whom a call was made to, for as long as the clerk holds the callback; None for any other call."""
    held = _behind(call_id)
    return held if held and held.callback.is_held(now()) else None


def _behind(call_id: str) -> Held | None:
    """Returns the callback that a call is about, also where the time of the hold is up."""
    kept = session.get(_KEPT, {})
    if kept.get("call") != call_id:
        return None
    held = in_hand()
    return held if held and held.callback.id == kept["callback"] else None


def settle(call_id: str, outcome: Outcome) -> None:
    """Keeps what came of the callback that a call was about, once the call has ended; any other call is left alone."""
    held = _behind(call_id)
    if held is not None:
        keep(held.callback.id, outcome)


def keep(
    callback_id: str,
    outcome: Outcome,
    *,
    named: Window | None = None,
    then: Then | None = None,
    language: str | None = None,
) -> None:
    """Keeps how an attempt ended and says what becomes of the callback.

    In a transaction of its own, apart from that of the call: rows written in one carry the same mark.
    """
    with database().reading() as tx:
        about = consultations.current_round(tx, now())
    if about is None:
        return
    try:
        with database().transaction() as tx:
            after = actions.tried(
                tx,
                current_user.id,
                callback_id,
                outcome,
                about,
                terms(),
                secrets(),
                now(),
                named=named,
                then=then,
                language=language,
            )
    except actions.NotHeld:
        flash(_("A colleague has this callback by now: you held it for too long."), "warning")
    else:
        flash(_become(after), "success")


def _become(after: Callback) -> str:
    if after.due is None:
        return _("Kept. The callback has ended, and the name and the number are destroyed.")
    day, time = weekday(after.due.begins), clock(after.due.begins)
    return _("Kept. To be rung again on %(day)s from %(time)s.", day=day, time=time)


@blueprint.context_processor
def _for_templates() -> dict[str, Any]:
    return {"on_callback": on_callback, "callbacks_now": standing}
