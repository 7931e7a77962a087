"""All the ways to take part, on one page: on the web, by telephone, on paper, in person."""

from typing import Any

from flask import Blueprint, render_template

from survey.fieldwork.events.actions import coming
from survey.fieldwork.events.event import Event
from survey.places.london import LONDON
from survey.web.access import anyone
from survey.web.public.offered import offered, opening_times
from survey.web.request import database, now, settings


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/take-part")(take_part)


@anyone
def take_part() -> Any:
    """Lists the ways to take part that there are, or from when and until when there were any."""
    moment = now()
    there_is = offered(moment)
    events: list[Event] = []
    if there_is.round is not None:
        today = moment.astimezone(settings().time_zone).date()
        with database().reading() as tx:
            events = coming(tx, there_is.round.key, today)
    return render_template(
        "public/take_part.html",
        round=there_is.round,
        status=there_is.status,
        live=there_is.live,
        rings=bool(there_is.times),
        opening=opening_times(there_is.terms),
        events=[(event.plan, LONDON.by_code.get(event.plan.area)) for event in events],
    )
