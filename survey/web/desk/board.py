"""The supervisor's board: the desk at this moment, what waits, and what came of today's calls."""

from collections import Counter
from typing import Any

from flask import render_template

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.fieldwork.callbacks import actions as callbacks
from survey.fieldwork.callbacks.outcomes import Outcome as Rung
from survey.fieldwork.callbacks.rates import counted, rates
from survey.fieldwork.calls.call import Outcome
from survey.fieldwork.reading import actions as reading
from survey.fieldwork.referrals import actions as referrals
from survey.fieldwork.referrals.referral import Kind
from survey.fieldwork.supervision import actions
from survey.web.access import staff
from survey.web.desk.blueprint import blueprint
from survey.web.desk.home import midnight
from survey.web.desk.referrals import KINDS
from survey.web.desk.ringing.words import OUTCOMES as RUNG
from survey.web.language import language, later
from survey.web.request import database, now, settings

OUTCOMES = {
    Outcome.COMPLETE: later("Completed"),
    Outcome.PARTIAL: later("Cut off, and counts"),
    Outcome.REFUSED: later("Did not want to begin"),
    Outcome.BROKEN_OFF: later("Cut off"),
}
"""How a call ended, in words."""

EVERY_S = 15
"""After how many seconds the board looks again by itself."""


@blueprint.get("/board")
@staff(Role.SUPERVISOR)
def board() -> Any:
    """Shows the board."""
    return render_template("desk/board.html", every=EVERY_S, **_now())


@blueprint.get("/board/now")
@staff(Role.SUPERVISOR)
def board_now() -> Any:
    """Gives the changing part of the board, which its script puts in place of the one that stands."""
    return render_template("desk/board_now.html", **_now())


def _now() -> dict[str, Any]:
    moment = now()
    since = midnight(moment)
    with database().reading() as tx:
        current = consultations.current_round(tx, moment)
        desk = actions.desk(tx, since, settings().time_zone)
        waiting = referrals.waiting(tx)
        texts = reading.waiting(tx, current.key) if current else None
        read_today = reading.read_since(tx, current.key, since) if current else 0
        behind = reading.lag(tx)
        names = accounts.names(tx)
        called_back = callbacks.outcomes(tx, current.key) if current else Counter[Rung]()
        queue = callbacks.queue(tx, current.key, moment) if current else None
    return {
        "moment": moment,
        "desk": desk,
        "waiting": waiting,
        "at_risk": next((one for one in waiting if one.kind is Kind.AT_RISK), None),
        "texts": texts,
        "read_today": read_today,
        "behind": behind,
        "names": names,
        "kinds": KINDS,
        "outcomes": OUTCOMES,
        "queue": queue,
        "called_back": called_back,
        "rung_words": RUNG,
        "rates": rates(counted(called_back)),
        "waited": waited,
        "language": language,
    }


def waited(since: Any, moment: Any) -> tuple[str, int]:
    """Returns how long something waits as (unit, number) for a sentence: minutes, hours or days."""
    minutes = max(0, int((moment - since).total_seconds() // 60))
    if minutes < 60:
        return "minutes", minutes
    return ("hours", minutes // 60) if minutes < 48 * 60 else ("days", minutes // (24 * 60))
