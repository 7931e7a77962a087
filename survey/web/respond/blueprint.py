"""The blueprint that the views of this door hang on, and what holds for all of them."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, request

from survey.web.respond import rounds

blueprint = Blueprint("respond", __name__)


@blueprint.before_request
def stand_at_the_door() -> None:
    """Refuses forms of other sites, and finds the round that the address names.

    Another site could slip its own return code to a visitor and read what they write. The round is looked up before
    any transaction: a lookup inside one would hold two connections at once.
    """
    if request.method == "POST" and _comes_from_elsewhere():
        abort(400)
    key = (request.view_args or {}).get("round_key")
    if key is not None:
        g.known_round = rounds.round_of(key)


def _comes_from_elsewhere() -> bool:
    """Goes by what browsers say of a form's page; `Sec-Fetch-Site` holds behind any proxy, older ones send Origin."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host
