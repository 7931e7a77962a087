"""The round that a request is about, and the version that newcomers to it answer."""

from dataclasses import dataclass
from time import monotonic

from flask import abort, current_app, g

from survey.consultations import actions as consultations
from survey.consultations.promises import actions as promises
from survey.consultations.promises.promise import Promise
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.events import actions as events
from survey.fieldwork.events.event import Event
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.web.request import database, now, settings

FRESH_S = 3.0
"""How long a process may go by what it knows of a round; an extension is seen everywhere after this."""

MEDIAN_FRESH_S = 120.0

CURRENT = ""
"""Stands for whichever round is current; no round has an empty key."""


@dataclass(frozen=True, slots=True)
class Known:
    """A round with its live versions, as of a moment of the process's clock."""

    round: Round
    live: dict[str, Version]
    read_at: float
    coming: tuple[Event, ...] = ()
    """The events that people are told of, the next first."""
    promises: tuple[Promise, ...] = ()


def here() -> Known:
    """Returns what is known of the round in this request's address, looked up before any transaction was opened."""
    known: Known = g.known_round
    return known


def round_of(key: str) -> Known:
    """Returns what is known of a round, read anew every few seconds; 404 where there is none."""
    known = _fresh(key)
    if known is None:
        with database().reading() as tx:
            known = _keep(key, _read(tx, key))
    return known


def current() -> Known | None:
    """Returns the round that people mean, read anew every few seconds; None on an installation without one."""
    known = _fresh(CURRENT)
    if known is None:
        with database().reading() as tx:
            found = consultations.current_round(tx, now())
            known = _keep(CURRENT, _read(tx, found.key)) if found else None
    return known


def _fresh(key: str) -> Known | None:
    kept: dict[str, Known] = current_app.extensions["survey_rounds"]
    known = kept.get(key)
    return known if known and monotonic() - known.read_at <= FRESH_S else None


def _keep(key: str, known: Known) -> Known:
    current_app.extensions["survey_rounds"][key] = known
    return known


def _read(tx: Transaction, key: str) -> Known:
    try:
        found = consultations.find_round(tx, key)
    except consultations.UnknownRound:
        abort(404)
    today = now().astimezone(settings().time_zone).date()
    coming = tuple(events.coming(tx, key, today))
    made = promises.of_round(tx, key)
    return Known(found, dict(consultations.live_versions(tx, key)), monotonic(), coming, made)


def live_version(known: Known, family: str) -> Version:
    """Returns the version of a questionnaire that newcomers answer; 404 where the round has none."""
    version = known.live.get(family)
    if version is None:
        abort(404)
    return version


def median_minutes(round_key: str, family: str) -> int | None:
    """Returns the median time of completed responses, kept for a while."""
    kept: dict[tuple[str, str], tuple[float, int | None]] = current_app.extensions["survey_medians"]
    found = kept.get((round_key, family))
    if found is None or monotonic() - found[0] > MEDIAN_FRESH_S:
        with database().reading() as tx:
            found = (monotonic(), responses.median_minutes(tx, round_key, family))
        kept[round_key, family] = found
    return found[1]
