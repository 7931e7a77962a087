"""Events in the demonstration: one that was, with what came from it, and one to come."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event, Limits, Plan
from survey.places.london import LONDON
from survey.questionnaire.definition import Channel
from survey.questionnaire.library import FAMILIES
from survey.responses.actions import Prepared

DAYS_AGO = 6
DAYS_AHEAD = 5

ON_TELEPHONES = 4
"""People who answered on their own telephones at the one that was."""


def plans(today: date) -> tuple[Plan, Plan]:
    """Returns the event that was, and the one to come."""
    areas = {name: area.code for name in ("Kingston upon Thames", "Sutton") if (area := LONDON.named(name))}
    return (
        Plan(
            name="Open day at the town hall",
            place="High Street, main entrance",
            area=areas["Kingston upon Thames"],
            held_on=today - timedelta(days=DAYS_AGO),
            family="residents",
            team="Neighbourhood team",
            hours="10am to 4pm",
        ),
        Plan(
            name="Market day",
            place="Market Square, by the library",
            area=areas["Sutton"],
            held_on=today + timedelta(days=DAYS_AHEAD),
            family="postcard",
            team="Residents’ association",
            hours="9am to 1pm",
        ),
    )


def keep(
    tx: Transaction,
    one: Round,
    prepared: Sequence[Prepared],
    *,
    by: str,
    zone: ZoneInfo,
    secret: str,
    now: datetime,
) -> None:
    """Plans both and has responses come from the one that was: at a kiosk, some sent days later, and on telephones."""
    today = now.astimezone(zone).date()
    was, comes = plans(today)
    limits = Limits(one, FAMILIES, None, was.held_on, zone)
    held = actions.plan(tx, was, limits, by=by, secrets=[secret], now=now - timedelta(days=DAYS_AGO + 7))
    actions.plan(tx, comes, limits, by=by, secrets=[secret], now=now)
    _come(tx, held, one, prepared, zone)


def _come(tx: Transaction, event: Event, one: Round, prepared: Sequence[Prepared], zone: ZoneInfo) -> None:
    telephones = ON_TELEPHONES
    for response in (held.response for held in prepared):
        at = response.submitted_at
        if response.round != one.key or response.family != event.plan.family or at is None:
            continue
        day = at.astimezone(zone).date()
        if response.channel is Channel.EVENT and day >= event.plan.held_on:
            actions.join(tx, event, response, at, item=str(uuid4()))
        elif response.channel is Channel.WEB and day == event.plan.held_on and telephones:
            actions.join(tx, event, response, at)
            telephones -= 1
