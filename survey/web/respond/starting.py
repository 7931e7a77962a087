"""The first pages: what the consultation is, and the start of each questionnaire."""

from collections.abc import Callable
from typing import Any

from flask import current_app, redirect, render_template, request, url_for

from survey.fieldwork.events import actions as events
from survey.questionnaire.definition import Channel
from survey.questionnaire.library import HANDED_OUT
from survey.responses import actions as responses
from survey.web.access import anyone
from survey.web.language import language
from survey.web.request import database, now, settings
from survey.web.respond import by_event, cookies, rounds
from survey.web.respond.blueprint import blueprint

SHORT_ADDRESSES = {"residents": "/haveyoursay", "businesses": "/haveyoursay-businesses"}
"""The addresses on posters; they answer for the current round."""

TRAP = "website"
"""A field that people don't see and programs fill in."""

MOST_COMING = 5
"""Events told of on the first page; the page of all ways to take part has the others."""

MOST_KEPT = 200
"""First pages kept in one process; each is some twenty thousand characters."""


@blueprint.get("/")
@anyone
def home() -> Any:
    """What the consultation is, when, for whom, and how to take part."""
    known = rounds.current()
    status = known.round.status(now()) if known else None
    offered = known.live.items() if known else ()
    live = {family: version for family, version in offered if family not in HANDED_OUT}
    versions = tuple((family, version.hash) for family, version in live.items())
    today = now().astimezone(settings().time_zone).date()
    told = (known.round, known.coming, known.promises) if known else None
    return _kept(
        ("home", language(), told, status, versions, today),
        lambda: render_template(
            "respond/home.html",
            round=known.round if known else None,
            status=status,
            live=live,
            addresses=SHORT_ADDRESSES,
            coming=known.coming[:MOST_COMING] if known else (),
            promises=known.promises if known else (),
            today=today,
        ),
    )


def _kept(key: tuple[Any, ...], render: Callable[[], str]) -> str:
    """Renders a page that is the same for everybody of whom the key is the same, once."""
    pages: dict[tuple[Any, ...], str] = current_app.extensions["survey_first_pages"]
    found = pages.get(key)
    if found is None:
        if len(pages) >= MOST_KEPT:
            pages.clear()
        found = pages[key] = render()
    return found


@blueprint.get("/haveyoursay")
@anyone
def residents() -> Any:
    """The residents' questionnaire of the current round."""
    return _current("residents")


@blueprint.get("/haveyoursay-businesses")
@anyone
def businesses() -> Any:
    """The businesses' questionnaire of the current round."""
    return _current("businesses")


def _current(family: str) -> Any:
    known = rounds.current()
    if known is None or family not in known.live:
        return render_template("respond/nothing_yet.html"), 404
    return _start_page(known, family)


@blueprint.get("/c/<round_key>/<family>")
@anyone
def start_page(round_key: str, family: str) -> Any:
    """The start page of one questionnaire of one round."""
    return _start_page(rounds.round_of(round_key), family)


def _start_page(known: rounds.Known, family: str, *, trapped: bool = False) -> Any:
    version = rounds.live_version(known, family)
    status = known.round.status(now())
    minutes = rounds.median_minutes(known.round.key, family)
    unfinished = cookies.has_note(family)
    event = by_event.carried(known.round.key)
    about = (event.code, event.plan.name) if event else None
    return _kept(
        ("start", language(), known.round, status, version.hash, minutes, unfinished, trapped, about),
        lambda: render_template(
            "respond/start.html",
            round=known.round,
            status=status,
            questionnaire=version.questionnaire,
            spoken=language(),
            minutes=minutes,
            unfinished=unfinished,
            token=cookies.start_token(family),
            trap=TRAP,
            trapped=trapped,
            event=event,
        ),
    )


@blueprint.post("/c/<round_key>/<family>/start")
@anyone
def start(round_key: str, family: str) -> Any:
    """Begins a response and shows its first page."""
    known = rounds.round_of(round_key)
    version = rounds.live_version(known, family)
    if not known.round.is_open(now()):
        return redirect(url_for(".start_page", round_key=round_key, family=family), 303)
    if request.form.get(TRAP):
        return _start_page(known, family, trapped=True), 400
    event = by_event.carried(round_key)
    with database().transaction(durable=False) as tx:  # nothing was said yet that a power cut could lose
        response, code = responses.start(
            tx,
            version,
            round_key,
            channel=Channel.WEB,
            language=language(),
            secret=settings().secret_key,
            now=now(),
        )
        if event is not None:
            events.join(tx, event, response, now())
    first = version.route.walk({}, response.channel).pages[0]
    answer = redirect(url_for(".page", round_key=round_key, family=family, page_key=first.key), 303)
    cookies.hold(answer, round_key, family, code)  # type: ignore[arg-type]  # Flask's redirect is a Response
    return answer
