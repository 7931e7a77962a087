"""The kiosk's few addresses: its shell, the worker that keeps it, what it takes along, and what it sends."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from survey.fieldwork.events import actions
from survey.fieldwork.events.event import Event, Mistyped, opens
from survey.fieldwork.events.item import ItemRefused, Outcome, read_id
from survey.web.access import anyone
from survey.web.kiosk import own_telephone
from survey.web.kiosk.pack import event_part, questionnaire_part, shell
from survey.web.request import database, now, settings

blueprint = Blueprint("kiosk", __name__)
own_telephone.hang(blueprint)

SCOPE = "/kiosk/"
"""Where the worker looks after requests; also the address under which it keeps the shell."""

FILES = (
    "kiosk.css",
    "kiosk.js",
    "icon.svg",
    "fonts/source-sans-3-latin.woff2",
    "fonts/source-sans-3-latin-ext.woff2",
)

MOST_ITEMS = 50
"""Responses in one request; a kiosk sends ten."""

REFUSALS = {
    "not_an_id": "The response has no proper number.",
    "not_opened": "The response can’t be opened: it was damaged on the tablet, or sealed for another event.",
    "not_read": "What is in the response can’t be read.",
    "unknown_version": "The response belongs to a questionnaire that this consultation does not know.",
    "not_sound": "The answers don’t agree with the questionnaire’s own checks.",
}
"""What staff at the tablet are told of a response that could not be taken; staff pages are in English."""

LINK_VOID = "This kiosk link is no longer good: open the event’s new link on this tablet."


@blueprint.get(SCOPE)
@anyone
def start() -> Any:
    """Gives the shell, for the worker to keep."""
    return shell()


@blueprint.get(f"{SCOPE}<code>")
@anyone
def kiosk(code: str) -> Any:  # noqa: ARG001  the script reads it from the address
    """Gives the shell; which event it is for, and whether it may ask there, the script finds out."""
    return shell()


@blueprint.get(f"{SCOPE}worker.js")
@anyone
def worker() -> Any:
    """Gives the worker with the files that it keeps; where any of them changes, so does the worker."""
    asset: Callable[[str], str] = current_app.jinja_env.globals["asset"]  # type: ignore[assignment]  # as Jinja keeps it
    files = [SCOPE, *(asset(name) for name in FILES)]
    name = sha256((shell() + "".join(files)).encode()).hexdigest()[:16]
    built = Path(current_app.static_folder or "") / asset("kiosk_worker.js").rpartition("/static/")[2]
    head = f"const NAME = {json.dumps(f'kiosk-{name}')};\nconst FILES = {json.dumps(files)};\n"
    return Response(head + built.read_text(), mimetype="text/javascript")


@blueprint.get(f"{SCOPE}<code>/pack")
@anyone
def pack(code: str) -> Any:
    """Gives a kiosk what it asks by, or says why nothing is asked now."""
    moment = now()
    with database().reading() as tx:
        event = _event(tx, code)
        if event is None:
            return _shut()
        version = actions.questionnaire(tx, event)
        state = actions.kiosk_state(tx, event, moment)
    held: dict[str, Any] = {
        "event": event_part(event),
        "state": state.value,
        "now": int(moment.timestamp() * 1000),
    }
    if version is not None and state is actions.KioskState.OPEN:
        offered = current_app.extensions["survey_languages"]()
        held |= questionnaire_part(version, offered)
    return jsonify(held)


def _event(tx: Any, code: str) -> Event | None:
    """Returns the event that a kiosk was opened for; None where its token is not that of the event's link."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    found = actions.find_by_code(tx, code)
    if scheme != "Bearer" or found is None or isinstance(found, Mistyped):
        return None
    return found if opens(found, token, settings().secret_key) else None


def _shut() -> Any:
    return jsonify({"message": LINK_VOID}), 403


@blueprint.post(f"{SCOPE}<code>/responses")
@anyone
def take(code: str) -> Any:
    """Takes what a kiosk kept, each item in a transaction of its own, and tells what became of each.

    An event that has ended takes them all the same: they were given in good faith, however long ago.
    """
    posted = request.get_json(silent=True)
    items = posted.get("items") if isinstance(posted, dict) else None
    sent = posted.get("now") if isinstance(posted, dict) else None
    if not isinstance(items, list) or len(items) > MOST_ITEMS or type(sent) is not int:
        return jsonify({"message": "a list of items and the time are expected"}), 400
    with database().reading() as tx:
        event = _event(tx, code)
    if event is None:
        return _shut()
    return jsonify({"items": [_taken(event, item, sent) for item in items]})


def _taken(event: Event, item: Any, sent: int) -> dict[str, str]:
    held = item if isinstance(item, dict) else {}
    about = {"id": str(held.get("id", ""))}
    try:
        named = read_id(held.get("id"))
        with database().transaction() as tx:
            outcome = actions.receive(
                tx,
                event,
                named,
                str(held.get("envelope", "")),
                sent=sent,
                secrets=[settings().secret_key],
                now=now(),
            )
    except actions.ItemKnown:
        outcome = Outcome.KNOWN
    except ItemRefused as fault:
        current_app.logger.warning("a kiosk's response was refused: %s", fault.code)
        return {
            **about,
            "outcome": Outcome.REFUSED.value,
            "code": fault.code,
            "message": REFUSALS[fault.code],
        }
    return {**about, "outcome": outcome.value}
