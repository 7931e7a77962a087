"""Save and come back: the code, the way back in, and leaving nothing behind."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from survey.consultations import actions as consultations
from survey.fieldwork.paper import actions as paper
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses import return_code
from survey.responses.response import Response
from survey.responses.return_code import Mistyped, ReturnCode
from survey.web.access import anyone
from survey.web.asking.taking import ORDER, take
from survey.web.language import gettext as _
from survey.web.language import language
from survey.web.request import database, now, settings
from survey.web.respond import cookies, lost, rounds
from survey.web.respond.answering import Elsewhere, keep, opened
from survey.web.respond.blueprint import blueprint

KEPT = "kept."
"""Begins the names of fields that a page without its code carries on."""

_WRONG_CODES = parse("20 per hour")
_limiter = MovingWindowRateLimiter(MemoryStorage())


@blueprint.get("/c/<round_key>/<family>/saved")
@anyone
def saved(round_key: str, family: str) -> Any:
    """Shows the return code, to note down, and until when it is good."""
    try:
        with database().reading() as tx:
            code, response = opened(tx, round_key, family)
    except Elsewhere as other:
        return other.answer
    return render_template(
        "respond/saved.html",
        code=code.shown,
        round=rounds.round_of(response.round).round,
        family=family,
        token=cookies.token(code),
        page_key=response.paradata.get("page"),
    )


@blueprint.get("/return")
@anyone
def return_page() -> Any:
    """Asks for a return code."""
    return _ask()


def _ask(fault: str = "", typed: str = "", status: int = 200) -> Any:
    kept = [(name, value) for name, value in request.form.items(multi=True) if name.startswith(KEPT)]
    came_from = request.form.get("came_from", "")
    page = render_template(
        "respond/return.html",
        fault=fault,
        typed=typed,
        token=cookies.start_token("return"),
        kept=kept,
        came_from=came_from,
    )
    return page, status


@blueprint.post("/return")
@anyone
def go_back() -> Any:
    """Opens a response by its return code and goes on where the person stopped."""
    typed = request.form.get("code", "")
    if too_many_tries():
        return _ask(too_many_words(), status=429)
    code = return_code.read(typed)
    if isinstance(code, Mistyped):
        return _ask(slip_words(code), typed)
    with database().reading() as tx:
        found = responses.open_by_code(tx, code, settings().secret_key)
        slip = None if found else paper.form_with_slip(tx, code, settings().secret_key)
    if slip:
        found = _begun(code)
    if found is None or found.withdrawn_at:
        count_wrong_code()
        return _ask(_("No answers go with this code. Check each sign, or call us."), typed)
    if rounds.round_of(found.round).round.may_finish(now()):
        found = _taken_up(code, found)
    elif not found.is_sent:
        return lost.too_late(found.round)
    return _opened(code, found)


def _begun(code: ReturnCode) -> Response | None:
    """Begins a response under the code on the slip of a printed form; None once its round has ended."""
    with database().transaction() as tx:
        return paper.begin_from_slip(
            tx, code, channel=Channel.WEB, language=language(), secret=settings().secret_key, now=now()
        )


def _taken_up(code: ReturnCode, found: Response) -> Response:
    """Makes a response that was sent before its end, after a call broke off, a draft again."""
    if not found.is_partial:
        return found
    with database().transaction() as tx:
        fresh = responses.open_by_code(tx, code, settings().secret_key, to_write=True) or found
        return responses.take_up(tx, fresh, now())


def _opened(code: ReturnCode, found: Response) -> Any:
    where: dict[str, Any] = {"round_key": found.round, "family": found.family}
    if found.is_sent:
        answer = make_response(redirect(url_for(".sent", **where), 303))
        cookies.hold_sent(answer, found.round, found.family, code)
        return answer
    page = _stopped_at(_take_kept(code, found))
    target = url_for(".page", **where, page_key=page) if page else url_for(".check", **where)
    answer = make_response(redirect(target, 303))
    cookies.hold(answer, found.round, found.family, code)
    return answer


def _stopped_at(found: Response) -> str | None:
    """Returns the key of the page that comes next for a person; None where all were seen."""
    with database().reading() as tx:
        version = consultations.version(tx, found.version)
    path = version.route.walk(found.answers, found.channel)
    page = found.paradata.get("page")
    if page is None:
        return path.pages[0].key
    return page if path.has(page) else None


def _take_kept(code: ReturnCode, found: Response) -> Response:
    """Takes the page that was posted when the browser had lost its code; returns the response as it is then."""
    posted: dict[str, list[str]] = {}
    for name, value in request.form.items(multi=True):
        if name.startswith(KEPT):
            posted.setdefault(name.removeprefix(KEPT), []).append(value)
    prefix = f"/c/{found.round}/{found.family}/pages/"
    came_from = request.form.get("came_from", "")
    if not posted or not came_from.startswith(prefix):
        return found
    with database().transaction() as tx:
        fresh = responses.open_by_code(tx, code, settings().secret_key, to_write=True) or found
        version = consultations.version(tx, fresh.version)
        page = version.questionnaire.page_by_key.get(came_from.removeprefix(prefix).partition("/")[0])
        if page is None or not fresh.is_open:
            return fresh
        step = ORDER if came_from.endswith(f"/{ORDER}") else None
        taken = take(version, page, fresh.answers, posted, fresh.channel, step=step)
        return keep(tx, fresh, taken, stay=page if taken.faults or taken.step else None) or fresh


def too_many_tries() -> bool:
    """Says whether so many wrong codes came from this address that no more are looked up."""
    return not _limiter.test(_WRONG_CODES, request.remote_addr or "unknown")


def too_many_words() -> str:
    """Says so to whoever tries."""
    return _("Too many wrong codes were tried from here. Wait an hour, or call us.")


def count_wrong_code() -> None:
    """Counts a code that opens nothing."""
    _limiter.hit(_WRONG_CODES, request.remote_addr or "unknown")


def slip_words(code: Mistyped) -> str:
    """Says what is wrong with a code that was mistyped."""
    sentences = {
        "empty": _("Write your return code: four groups of letters and numbers"),
        "strange": _("A return code never holds %(signs)s. Check each sign", signs=" ".join(code.signs[:5])),
        "length": _(
            "A return code has %(right)s signs and this has %(length)s. Check whether one is missing or doubled",
            right=return_code.LENGTH,
            length=code.length,
        ),
        "swapped": _("Two neighbouring signs look swapped. Check the code again"),
        "unsound": _("One sign is wrong. Check the code again"),
    }
    return sentences[code.why]


@blueprint.post("/c/<round_key>/<family>/leave")
@anyone
def leave(round_key: str, family: str) -> Any:
    """Takes back all that this browser holds; the answers stay, and the code opens them."""
    answer = make_response(redirect(url_for(".left"), 303))
    cookies.forget(answer, round_key, family)
    return answer


@blueprint.get("/left")
@anyone
def left() -> Any:
    """Says that nothing is left in this browser."""
    return render_template("respond/left.html")
