"""What is done to an event on its page: the poster, its end, a new kiosk link."""

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user

from survey.config import shipped_folder
from survey.consultations import actions as consultations
from survey.fieldwork.events import actions
from survey.fieldwork.events.poster import poster
from survey.web.kiosk.planning.blueprint import blueprint
from survey.web.kiosk.planning.events import address, found_event, officers, poster_languages
from survey.web.kiosk.poster_words import poster_words
from survey.web.language import gettext as _
from survey.web.request import database, now, settings


@blueprint.get("/<event_id>/poster.pdf")
@officers
def print_poster(event_id: str) -> Any:
    """Gives the poster as PDF, in the language that the address asks for."""
    with database().reading() as tx:
        event = found_event(tx, event_id)
        version = actions.questionnaire(tx, event)
        about = consultations.find_round(tx, event.round)
    code = request.args.get("language", "en")
    if version is None or code not in poster_languages(version):
        abort(404)
    own = address(url_for("kiosk.at_event", code=event.code))
    words = poster_words(
        event, version, code, address=own, sponsor=settings().sponsor, telephone=about.details.telephone
    )
    answer = Response(poster(words, shipped_folder("templates") / "print", now()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="poster-{event.code}-{code}.pdf"'
    return answer


@blueprint.route("/<event_id>/end", methods=["GET", "POST"])
@officers
def end(event_id: str) -> Any:
    """Asks first, then ends an event."""
    with database().reading() as tx:
        event = found_event(tx, event_id)
    if request.method == "GET":
        return render_template("desk/events/end.html", event=event)
    with database().transaction() as tx:
        actions.end(tx, event, by=current_user.id, now=now())
    flash(_("The event has ended. What kiosks still hold is taken whenever they send it."), "success")
    return redirect(url_for(".show", event_id=event.id), 303)


@blueprint.post("/<event_id>/reopen")
@officers
def reopen(event_id: str) -> Any:
    """Takes back that an event has ended."""
    with database().transaction() as tx:
        event = found_event(tx, event_id)
        actions.reopen(tx, event, by=current_user.id, now=now())
    flash(_("The event goes on: its kiosks ask again once they have a network."), "success")
    return redirect(url_for(".show", event_id=event_id), 303)


@blueprint.route("/<event_id>/link", methods=["GET", "POST"])
@officers
def link(event_id: str) -> Any:
    """Asks first, then makes a new kiosk link."""
    with database().reading() as tx:
        event = found_event(tx, event_id)
    if request.method == "GET":
        return render_template("desk/events/link.html", event=event)
    with database().transaction() as tx:
        actions.renew_link(tx, event, by=current_user.id, now=now())
    flash(_("Here is the new kiosk link. Open it on each tablet, also to send what waits there."), "success")
    return redirect(url_for(".show", event_id=event.id), 303)
