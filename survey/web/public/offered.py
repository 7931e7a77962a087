"""What people can take part in at a moment: the round, its questionnaires, and the times at which they can be rung."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.fieldwork.callbacks.arrangements import Arrangements, in_use
from survey.fieldwork.callbacks.hours import Window
from survey.fieldwork.callbacks.retrying import on_offer
from survey.questionnaire.library import HANDED_OUT
from survey.questionnaire.version import Version
from survey.web.language import clock, weekday_name
from survey.web.language import gettext as _
from survey.web.request import database, settings


@dataclass(frozen=True, slots=True)
class Offered:
    """The current round, and what there is to answer in it."""

    round: Round | None
    status: str
    """Where the round stands; empty where there is none."""
    live: Mapping[str, Version]
    """The questionnaires that are asked of people, whether or not the round is open."""
    terms: Arrangements
    times: tuple[Window, ...]
    """When people can ask to be rung; none before the opening, nor where too little time is left."""


def offered(moment: datetime) -> Offered:
    """Returns what people can take part in at a moment."""
    with database().reading() as tx:
        about = consultations.current_round(tx, moment)
        live = consultations.live_versions(tx, about.key) if about else {}
    terms = in_use(settings().instance, settings().time_zone)
    live = {family: version for family, version in live.items() if family not in HANDED_OUT}
    if about is None:
        return Offered(None, "", live, terms, ())
    may_ask = bool(live) and about.is_open(moment)
    times = on_offer(terms, moment, about.opens_at, about.closes_at) if may_ask else ()
    return Offered(about, about.status(moment).value, live, terms, times)


def opening_times(terms: Arrangements) -> list[tuple[str, str]]:
    """Returns (days, hours) of the call centre in words, neighbouring days with the same hours together."""
    days = sorted(terms.hours.days.items())
    told = []
    for (_step, (opens, closes)), alike in groupby(
        enumerate(days), lambda one: (one[1][0] - one[0], one[1][1])
    ):
        held = [day for _place, (day, _hours) in alike]
        first, last = weekday_name(held[0]), weekday_name(held[-1])
        span = _("%(begins)s to %(ends)s", begins=_clock(opens, terms), ends=_clock(closes, terms))
        told.append((first if len(held) == 1 else _("%(first)s to %(last)s", first=first, last=last), span))
    return told


def _clock(value: time, terms: Arrangements) -> str:
    return clock(datetime.combine(date(2026, 1, 5), value, terms.hours.zone))
