"""All the ways to take part, on one page: on the web, by telephone, on paper, in person."""

from typing import Any

from flask import Blueprint, render_template

from survey.web.access import anyone
from survey.web.public.offered import offered, opening_times
from survey.web.request import now


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/take-part")(take_part)


@anyone
def take_part() -> Any:
    """Lists the ways to take part that there are, or from when and until when there were any."""
    there_is = offered(now())
    return render_template(
        "public/take_part.html",
        round=there_is.round,
        status=there_is.status,
        live=there_is.live,
        rings=bool(there_is.times),
        opening=opening_times(there_is.terms),
    )
