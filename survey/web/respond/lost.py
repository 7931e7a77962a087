"""What a person sees who can't go on here: the browser lost the code, the answers were sent, the time is over."""

from typing import Any

from flask import render_template, request

from survey.web.errors import posted_fields
from survey.web.respond import rounds


def page(round_key: str, family: str) -> Any:
    """Asks for the return code and carries what was posted, so that nothing typed is lost."""
    known = rounds.round_of(round_key)
    rounds.live_version(known, family)
    carried = posted_fields() if request.method == "POST" else []
    kept = [(name, value) for name, value in carried if name != "go"]
    return (
        render_template(
            "respond/lost.html", kept=kept, came_from=request.path, round=known.round, family=family
        ),
        400 if kept else 200,
    )


def already_sent(round_key: str, family: str) -> Any:
    """Says that the answers were sent; shows none of them."""
    return render_template("respond/already_sent.html", round_key=round_key, family=family)


def too_late(round_key: str) -> Any:
    """Says that the round is over, and how to reach the authority all the same."""
    return render_template("respond/too_late.html", round=rounds.round_of(round_key).round), 410
