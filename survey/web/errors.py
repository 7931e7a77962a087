"""What a person sees when something is wrong: what happened, what was kept, what to do."""

from typing import Any

from flask import Flask, current_app, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, Unauthorized

from survey.db.session import DatabaseUnavailable
from survey.fieldwork.paper.typesetting import FontsMissing, SettingFailed

RETRY_AFTER_S = 5
"""What a 503 tells the browser to wait, in seconds."""

KNOWN = frozenset({400, 403, 404, 405, 410, 413, 429, 500, 503})
"""The statuses that have a page of their own; others use the page of their class, 400 or 500."""


def register(app: Flask) -> None:
    """Gives every error a page that needs no query."""
    app.register_error_handler(HTTPException, _say)
    app.register_error_handler(CSRFError, _ask_to_press_again)
    app.register_error_handler(Unauthorized, _ask_to_sign_in)
    app.register_error_handler(DatabaseUnavailable, _ask_to_wait)
    app.register_error_handler(FontsMissing, _ask_for_fonts)
    app.register_error_handler(SettingFailed, _ask_for_other_words)
    app.register_error_handler(Exception, _own_up)


def posted_fields(*, with_token: bool = False) -> list[tuple[str, str]]:
    """Returns what was posted, field by field, without secrets, so that a page can carry it on.

    The form's token comes along where it was not what was wrong.
    """
    hidden = ("password",) if with_token else ("csrf_token", "password")
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if not any(word in name for word in hidden)
    ]


def _say(fault: HTTPException) -> Any:
    if fault.response is not None or fault.code is None or fault.code < 400:
        return fault
    page = fault.code if fault.code in KNOWN else (400 if fault.code < 500 else 500)
    return _page(page), fault.code, _headers_of(fault)


def _headers_of(fault: HTTPException) -> dict[str, str]:
    """Keeps Allow and Retry-After, which tell a client what to do next."""
    return {name: value for name, value in fault.get_headers() if name in {"Allow", "Retry-After"}}


def _ask_to_press_again(_fault: CSRFError) -> Any:
    """A form that lost its token keeps what was typed; a sign-in page may have gone stale in a tab."""
    current_app.logger.info("form token refused: %s", request.endpoint)
    return _page(400, posted=posted_fields(), stale=True), 400


def _ask_to_sign_in(_fault: Unauthorized) -> Any:
    """A colleague whose session ended in the middle of something keeps what was typed."""
    action = request.full_path if request.query_string else request.path
    return render_template("account/signed_out.html", posted=posted_fields(), action=action), 401


def _ask_to_wait(fault: DatabaseUnavailable) -> Any:
    current_app.logger.warning("database unavailable (%s): %s", fault, request.endpoint)
    return _page(503, posted=posted_fields(with_token=True)), 503, {"Retry-After": str(RETRY_AFTER_S)}


def _ask_for_fonts(_fault: FontsMissing) -> Any:
    current_app.logger.error("the fonts for print are missing: %s", request.endpoint)
    return render_template("errors/fonts.html"), 503


def _ask_for_other_words(fault: SettingFailed) -> Any:
    """Says what can't be printed; the log keeps no word of it."""
    current_app.logger.error("a PDF can't be set (%d signs lacking): %s", len(fault.signs), request.endpoint)
    return render_template("errors/setting.html", fault=fault), 422 if fault.signs else 500


def _own_up(fault: Exception) -> Any:
    """Logs where it broke; the message of the exception may hold an answer, so its type and place alone are kept."""
    place = _last_own_frame(fault)
    current_app.logger.error("unexpected %s at %s: %s", type(fault).__name__, place, request.endpoint)
    if current_app.config.get("PROPAGATE_EXCEPTIONS"):
        raise fault
    return _page(500), InternalServerError.code


def _last_own_frame(fault: BaseException) -> str:
    trace = fault.__traceback__
    place = "unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/survey/" in code.co_filename:
            place = f"{code.co_filename.rpartition('/survey/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _page(status: int, *, posted: list[tuple[str, str]] | None = None, stale: bool = False) -> str:
    action = request.full_path if request.query_string else request.path
    return render_template(
        f"errors/{status}.html", posted=posted or [], action=action, method=request.method, stale=stale
    )
