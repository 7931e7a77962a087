"""The blueprint that the views of this door hang on, and what holds for all of them."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, request

from survey.web.respond import rounds

blueprint = Blueprint("respond", __name__)


@blueprint.before_request
def refuse_forms_of_other_sites() -> None:
    """Refuses what another site posts: it could slip its own return code to a visitor and read what they write."""
    if request.method == "POST" and _comes_from_elsewhere():
        abort(400)


def _comes_from_elsewhere() -> bool:
    """Goes by what browsers say of a form's page; `Sec-Fetch-Site` holds behind any proxy, older ones send Origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


@blueprint.before_request
def look_up_the_round() -> None:
    """Finds the round first: a lookup inside a transaction would hold two connections at once."""
    key = (request.view_args or {}).get("round_key")
    if key is not None:
        g.known_round = rounds.round_of(key)
