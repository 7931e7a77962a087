"""The pages of a questionnaire: shown, taken, kept; the hot path of the platform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import abort, redirect, request, url_for
from markupsafe import escape

from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.definition import Channel, Page, Question
from survey.questionnaire.kinds import Fault
from survey.questionnaire.routing import Path
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.modes import mixed
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode
from survey.web.access import anyone
from survey.web.asking import pages
from survey.web.asking.taking import ORDER, Taken, take
from survey.web.language import gettext as _
from survey.web.language import language
from survey.web.request import asked, database, now, settings
from survey.web.respond import cookies, lost, rounds
from survey.web.respond.blueprint import blueprint

TEMPLATE = "respond/page.html"
CHECK = "check"
"""Where a person came from who changes an answer on the way to sending, in `?from=check`."""

THEN = "then"
"""Names the pages that such a change has opened and that are still to be shown, in `?then=this,that`."""

MEND = "mend"
"""Asks for a page with what is wrong on it, in `?mend=1`: sending was refused because of it."""

_NOTHING_TYPED = frozenset({"required", "place_missing"})
"""Faults of what is not there yet: a person who comes back later loses nothing by them."""


@dataclass(frozen=True, slots=True)
class Place:
    """A response, its version and the page that a request is about."""

    code: ReturnCode
    response: Response
    version: Version
    page: Page
    path: Path
    step: str | None


class Elsewhere(Exception):
    """The request can't go on here; holds the answer to give."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


def opened(
    tx: Transaction, round_key: str, family: str, *, to_write: bool = False
) -> tuple[ReturnCode, Response]:
    """Finds the response that this browser holds the code of; raises Elsewhere for a lost, sent or overdue one."""
    code = cookies.held_code(family)
    found = responses.open_by_code(tx, code, settings().secret_key, to_write=to_write) if code else None
    if (
        code is None
        or found is None
        or found.withdrawn_at
        or (found.round, found.family) != (round_key, family)
    ):
        raise Elsewhere(lost.page(round_key, family))
    if found.is_sent:
        raise Elsewhere(lost.already_sent(round_key, family))
    if not rounds.here().round.may_finish(now()):
        raise Elsewhere(lost.too_late(found.round))
    return code, found


def _place(
    tx: Transaction, round_key: str, family: str, page_key: str, step: str | None, *, to_write: bool
) -> Place:
    code, response = opened(tx, round_key, family, to_write=to_write)
    version = consultations.version(tx, response.version)
    page = version.questionnaire.page_by_key.get(page_key)
    if page is None:
        abort(404)
    path = version.route.walk(response.answers, response.channel)
    if not path.has(page_key):
        raise Elsewhere(redirect(url_for(".check", round_key=round_key, family=family)))
    return Place(code, response, version, page, path, step)


@blueprint.get("/c/<round_key>/<family>/pages/<page_key>")
@anyone
def page(round_key: str, family: str, page_key: str) -> Any:
    """Shows a page with the answers it has."""
    return _see(round_key, family, page_key, None)


@blueprint.get("/c/<round_key>/<family>/pages/<page_key>/order")
@anyone
def order(round_key: str, family: str, page_key: str) -> Any:
    """Shows the step in which picks are put in order."""
    return _see(round_key, family, page_key, ORDER)


@blueprint.post("/c/<round_key>/<family>/pages/<page_key>")
@anyone
def save_page(round_key: str, family: str, page_key: str) -> Any:
    """Takes a page and goes on."""
    return _take(round_key, family, page_key, None)


@blueprint.post("/c/<round_key>/<family>/pages/<page_key>/order")
@anyone
def save_order(round_key: str, family: str, page_key: str) -> Any:
    """Takes the next place of a ranking."""
    return _take(round_key, family, page_key, ORDER)


def _see(round_key: str, family: str, page_key: str, step: str | None) -> Any:
    try:
        with database().reading() as tx:
            place = _place(tx, round_key, family, page_key, step, to_write=False)
    except Elsewhere as other:
        return other.answer
    waits = any(_waits(question, place) for question in place.page.questions)
    where: dict[str, Any] = {"round_key": round_key, "family": family, "page_key": page_key}
    if step == ORDER and not waits:
        return redirect(url_for(".page", **where))
    if MEND not in request.args:
        return shown(place)
    faults = _standing_faults(place)
    if waits and not faults and step != ORDER:
        where["from"] = CHECK
        return redirect(url_for(".order", **where))
    return shown(place, faults=faults)


def _standing_faults(place: Place) -> list[tuple[Question, Fault]]:
    """Returns what is wrong with the answers that are kept for a page."""
    response = place.response
    return place.version.route.faults_on(place.page, place.path, response.answers, response.channel)


def _waits(question: Question, place: Place) -> bool:
    return f"{question.key}:placed" in place.response.answers


def _take(round_key: str, family: str, page_key: str, step: str | None) -> Any:
    posted = {name: values for name, values in request.form.lists() if name not in {"csrf_token", "go"}}
    pressed = request.form.get("go", "on")
    try:
        with database().transaction(durable=False) as tx:
            place = _place(tx, round_key, family, page_key, step, to_write=True)
            if not cookies.is_token(request.form.get("csrf_token", ""), cookies.token(place.code)):
                return shown(place, posted, stale=True), 400
            taken = take(
                place.version,
                place.page,
                place.response.answers,
                posted,
                place.response.channel,
                step=step,
                skip_rest=pressed == "skip",
            )
            later = pressed == "later" and all(fault.code in _NOTHING_TYPED for _, fault in taken.faults)
            keep(tx, place.response, taken, stay=place.page if later or taken.faults else None)
    except Elsewhere as other:
        return other.answer
    if later:
        return redirect(url_for(".saved", round_key=round_key, family=family), 303)
    if taken.faults:
        changed = replace(place, path=taken.path, response=replace(place.response, answers=taken.answers))
        return shown(changed, posted, taken.faults)
    return redirect(_next_address(round_key, family, place, taken), 303)


def keep(tx: Transaction, response: Response, taken: Taken, *, stay: Page | None = None) -> Response | None:
    """Keeps what a page gave, and where the person is going: on, or where they `stay`."""
    going = stay or taken.page
    noted = {"page": going.key if going else CHECK, **mixed(response, Channel.WEB)}
    return responses.save(tx, response, taken.answers, now(), language=language(), paradata=noted)


def _next_address(round_key: str, family: str, place: Place, taken: Taken) -> str:
    where: dict[str, Any] = {"round_key": round_key, "family": family}
    going = taken.page.key if taken.page else None
    if asked("from") == CHECK:
        opened_now = _newly_asked(place, taken)
        if taken.step != ORDER:
            going = opened_now.pop(0) if opened_now else None
        where |= {"from": CHECK} | ({THEN: ",".join(opened_now)} if opened_now else {}) if going else {}
    if going is None:
        return url_for(".check", **where)
    return url_for(".order" if taken.step == ORDER else ".page", **where, page_key=going)


def _newly_asked(place: Place, taken: Taken) -> list[str]:
    """Returns the keys of pages that changes on the way to sending have opened, in order, without this one."""
    before = {one.key for one in place.path.pages} - set(asked(THEN).split(","))
    return [one.key for one in taken.path.pages if one.key not in before and one.key != place.page.key]


def shown(
    place: Place,
    posted: Mapping[str, Sequence[str]] | None = None,
    faults: Sequence[tuple[Question, Fault]] = (),
    *,
    stale: bool = False,
) -> str:
    """Returns a page as this person is to see it."""
    slots = {"token": cookies.token(place.code), "back": _back_address(place), "kept": _kept()}
    if place.path.pages[0] is not place.page:
        slots["return_code"] = place.code.shown
    if facts := _facts(place):
        slots["facts"] = facts
    if stale:
        slots["stale"] = str(
            escape(_("Your answers are still here. Press the button once more to save them."))
        )
    return pages.show(
        pages.Showing(
            TEMPLATE,
            place.version,
            place.page,
            place.response,
            place.path,
            place.step,
            posted,
            faults,
            slots,
            mode=Channel.WEB,
        )
    )


def _facts(place: Place) -> str:
    """Returns what the round tells beside the question on priorities, as paragraphs."""
    if place.step == ORDER or not any(one.key == QUESTION for one in place.page.questions):
        return ""
    told = rounds.here().round.details.facts.replace("\r", "").split("\n\n")
    return "".join(f'<p class="govuk-body">{escape(one.strip())}</p>' for one in told if one.strip())


def _kept() -> str:
    """Returns what the address says of the way to sending, to go on with it in another language."""
    said = {name: asked(name) for name in ("from", THEN) if asked(name)}
    return str(escape(f"&{urlencode(said)}")) if said else ""


def _back_address(place: Place) -> str:
    base = f"/c/{place.response.round}/{place.response.family}"
    if place.step == ORDER:
        return f"{base}/pages/{place.page.key}"
    if asked("from") == CHECK:
        return f"{base}/check"
    before = place.path.before(place.page.key)
    return f"{base}/pages/{before.key}" if before else base
