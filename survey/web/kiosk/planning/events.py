"""The list of events, a new one, one in full, and changes to it."""

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_login import current_user
from markupsafe import Markup

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event, EventRefused, Limits, kiosk_token
from survey.fieldwork.events.poster import inline_square
from survey.places.london import LONDON
from survey.web.access import staff
from survey.web.kiosk.planning.blueprint import blueprint
from survey.web.kiosk.planning.forms import EventForm
from survey.web.language import gettext as _
from survey.web.language import later, name_of
from survey.web.request import database, now, settings

officers = staff(Role.SUPERVISOR, Role.ENGAGEMENT)

AUDIENCES = {
    "residents": later("Residents’ questionnaire"),
    "businesses": later("Businesses’ questionnaire"),
    "postcard": later("Postcard: three questions"),
}


def audience(family: str) -> str:
    """Names a questionnaire as staff speak of it."""
    return str(AUDIENCES.get(family, family))


def address(path: str) -> str:
    """Returns an address that people can follow from elsewhere."""
    return (settings().public_url or request.url_root.rstrip("/")) + path


@blueprint.get("")
@officers
def home() -> Any:
    """Lists the events of the current round in the boroughs that the person plans for."""
    with database().reading() as tx:
        current = consultations.current_round(tx, now())
        areas = current_user.event_areas
        found = actions.listing(tx, current.key, None if areas is None else sorted(areas)) if current else []
    return render_template(
        "desk/events/list.html",
        round=current,
        standings=found,
        audience=audience,
        areas=LONDON.by_code,
        today=_today(),
    )


def _today() -> Any:
    return now().astimezone(settings().time_zone).date()


def limits(tx: Transaction, about: Round) -> Limits:
    """Returns what the plans of the person signed in are held to."""
    families = consultations.live_versions(tx, about.key)
    return Limits(about, tuple(families), current_user.event_areas, _today(), settings().time_zone)


@blueprint.route("/new", methods=["GET", "POST"])
@officers
def new() -> Any:
    """Plans an event."""
    with database().reading() as tx:
        current = consultations.current_round(tx, now())
        held = limits(tx, current) if current else None
    form = EventForm()
    form.offer(
        [(family, audience(family)) for family in held.families] if held else [], current_user.event_areas
    )
    if held and request.method == "POST":
        planned = form.plan()
        try:
            with database().transaction() as tx:
                made = actions.plan(
                    tx, planned, held, by=current_user.id, secrets=[settings().secret_key], now=now()
                )
        except EventRefused as fault:
            form.blame(fault.faults)
        else:
            flash(_("The event is planned. Here are its poster and its kiosk link."), "success")
            return redirect(url_for(".show", event_id=made.id), 303)
    elif held and len(held.families) == 1:
        form.family.data = held.families[0]  # type: ignore[index]  # made as a tuple above
    return render_template("desk/events/edit.html", form=form, event=None, round=current)


def found_event(tx: Transaction, event_id: str) -> Event:
    """Returns an event that the person plans for; 404 else, so that nothing is told."""
    try:
        event = actions.find(tx, event_id)
    except actions.UnknownEvent:
        abort(404)
    if current_user.event_areas is not None and event.plan.area not in current_user.event_areas:
        abort(404)
    return event


@blueprint.get("/<event_id>")
@officers
def show(event_id: str) -> Any:
    """Shows an event: what it needs on the day, and what came from it."""
    with database().reading() as tx:
        event = found_event(tx, event_id)
        stands = actions.standing(tx, event)
        about = consultations.find_round(tx, event.round)
        version = actions.questionnaire(tx, event)
    kiosk = f"{address(url_for('kiosk.kiosk', code=event.code))}#{kiosk_token(event, settings().secret_key)}"
    own = address(url_for("kiosk.at_event", code=event.code))
    return render_template(
        "desk/events/show.html",
        event=event,
        plan=event.plan,
        stands=stands,
        status=event.status(_today()),
        round=about,
        audience=audience,
        area=LONDON.by_code[event.plan.area].name,
        kiosk=kiosk,
        kiosk_code=Markup(inline_square(kiosk)),  # noqa: S704  drawn by segno
        own=own,
        own_code=Markup(inline_square(own)),  # noqa: S704  as above
        languages=[(code, name_of(code)) for code in poster_languages(version)],
        sees_results=Role.ANALYST in current_user.roles,
    )


def poster_languages(version: Any) -> list[str]:
    """Returns the languages in which both the questionnaire and this installation speak."""
    offered = current_app.extensions["survey_languages"]()
    return [code for code in version.questionnaire.languages if code in offered] if version else []


@blueprint.route("/<event_id>/edit", methods=["GET", "POST"])
@officers
def edit(event_id: str) -> Any:
    """Changes what was planned."""
    with database().reading() as tx:
        event = found_event(tx, event_id)
        held = limits(tx, consultations.find_round(tx, event.round))
    form = EventForm()
    form.offer([(family, audience(family)) for family in held.families], current_user.event_areas)
    if request.method == "GET":
        form.show(event.plan)
        return render_template("desk/events/edit.html", form=form, event=event, round=held.round)
    planned = form.plan()
    try:
        with database().transaction() as tx:
            actions.change(tx, event, planned, held, by=current_user.id, now=now())
    except EventRefused as fault:
        form.blame(fault.faults)
        return render_template("desk/events/edit.html", form=form, event=event, round=held.round)
    flash(_("The event is changed. Print the poster anew where it shows something else."), "success")
    return redirect(url_for(".show", event_id=event.id), 303)
