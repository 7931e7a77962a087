"""Check your answers, send them, and what comes after."""

from dataclasses import dataclass
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for

from survey.consultations import actions as consultations
from survey.contacts import actions as contacts
from survey.db.session import Transaction
from survey.questionnaire.conditions import holds
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode
from survey.summaries.informing import actions as informing
from survey.web.access import anyone
from survey.web.asking import pages
from survey.web.language import day_and_time, language
from survey.web.language import gettext as _
from survey.web.request import database, now, settings
from survey.web.respond import cookies, lost, rounds
from survey.web.respond.answering import CHECK, MEND, Elsewhere, opened
from survey.web.respond.blueprint import blueprint


@blueprint.get("/c/<round_key>/<family>/check")
@anyone
def check(round_key: str, family: str) -> Any:
    """Shows all answers, each with a way to change it."""
    try:
        with database().reading() as tx:
            code, response = opened(tx, round_key, family)
            version = consultations.version(tx, response.version)
    except Elsewhere as other:
        return other.answer
    path = version.route.walk(response.answers, response.channel)
    base = f"/c/{round_key}/{family}/pages"
    open_page = version.route.first_open_page(path, response.answers, response.channel)
    return pages.summary(
        ("check", round_key),
        lambda state: render_template(
            "respond/check.html",
            questionnaire=version.questionnaire,
            round_key=round_key,
            family=family,
            state=state,
        ),
        version,
        path,
        response.answers,
        response.channel,
        {
            "token": cookies.token(code),
            "code": code.shown,
            "last": f"{base}/{path.pages[-1].key}",
            "open_page": f"{base}/{open_page.key}" if open_page else "",
        },
    )


@blueprint.post("/c/<round_key>/<family>/check")
@anyone
def send(round_key: str, family: str) -> Any:
    """Sends the answers; shown as sent only after they are on disk."""
    try:
        with database().transaction() as tx:
            code, response = opened(tx, round_key, family, to_write=True)
            if not cookies.is_token(request.form.get("csrf_token", ""), cookies.token(code)):
                return redirect(url_for(".check", round_key=round_key, family=family), 303)
            outcome = responses.submit(tx, response, consultations.version(tx, response.version), now())
    except Elsewhere as other:
        return _sent_before(round_key, family) or other.answer
    if isinstance(outcome, responses.Refused):
        where = url_for(".page", round_key=round_key, family=family, page_key=outcome.page)
        return redirect(f"{where}?from={CHECK}&{MEND}=1", 303)
    return _confirmed(round_key, family, code)


def _sent_before(round_key: str, family: str) -> Any:
    """Answers a second press like the first."""
    code = cookies.held_code(family)
    if code is None:
        return None
    with database().reading() as tx:
        found = responses.open_by_code(tx, code, settings().secret_key)
    return _confirmed(round_key, family, code) if found and found.is_sent and not found.withdrawn_at else None


def _confirmed(round_key: str, family: str, code: ReturnCode) -> Any:
    answer = make_response(redirect(url_for(".sent", round_key=round_key, family=family), 303))
    cookies.hold_sent(answer, round_key, family, code)
    return answer


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A response that was sent, with what its confirmation tells."""

    code: ReturnCode
    response: Response
    version: Version

    def sections(self) -> Any:
        """Returns the answers in words."""
        path = self.version.route.walk(self.response.answers, self.response.channel)
        return pages.in_words(self.version, path, self.response.answers, language())

    def may_keep_informed(self) -> bool:
        """Says whether this person is offered to be told what came of it."""
        offer = self.version.questionnaire.keep_informed
        told = offer is not None and settings().may_tell
        return (
            told and offer is not None and holds(offer.show_if, self.response.answers, self.response.channel)
        )


def _confirmation(tx: Transaction, family: str) -> Confirmed | None:
    code = cookies.held_code(family)
    found = responses.open_by_code(tx, code, settings().secret_key) if code else None
    if code is None or found is None or not found.is_sent or found.withdrawn_at or found.family != family:
        return None
    return Confirmed(code, found, consultations.version(tx, found.version))


@blueprint.get("/c/<round_key>/<family>/sent")
@anyone
def sent(round_key: str, family: str) -> Any:
    """Confirms: the reference, the answers to keep, what happens next."""
    return _show_sent(round_key, family)


def _show_sent(round_key: str, family: str, *, fault: str = "", email: str = "", kept: bool = False) -> Any:
    with database().reading() as tx:
        confirmed = _confirmation(tx, family)
    if confirmed is None:
        return lost.page(round_key, family)
    version, response = confirmed.version, confirmed.response
    known = rounds.round_of(round_key).round
    offer = version.questionnaire.keep_informed if confirmed.may_keep_informed() else None
    return pages.summary(
        None if fault else ("sent", known, offer is not None, kept),
        lambda state: render_template(
            "respond/sent.html",
            round=known,
            family=family,
            questionnaire=version.questionnaire,
            offer=offer,
            spoken=language(),
            fault=fault,
            email=email,
            kept=kept,
            state=state,
        ),
        version,
        version.route.walk(response.answers, response.channel),
        response.answers,
        response.channel,
        {
            "token": cookies.token(confirmed.code),
            "code": confirmed.code.shown,
            "reference": reference.shown(response.reference),
            "sent_at": day_and_time(response.submitted_at) if response.submitted_at else "",
        },
    )


@blueprint.get("/c/<round_key>/<family>/copy")
@anyone
def copy(round_key: str, family: str) -> Any:
    """Gives the answers as plain text to keep."""
    with database().reading() as tx:
        confirmed = _confirmation(tx, family)
    if confirmed is None:
        return redirect(url_for(".sent", round_key=round_key, family=family))
    text = render_template(
        "respond/copy.txt",
        round=rounds.round_of(round_key).round,
        reference=reference.shown(confirmed.response.reference),
        sent_at=confirmed.response.submitted_at,
        sections=confirmed.sections(),
        questionnaire=confirmed.version.questionnaire,
        spoken=language(),
    )
    answer = make_response(text)
    answer.mimetype = "text/plain"
    answer.headers["Content-Disposition"] = 'attachment; filename="have-your-say.txt"'
    return answer


@blueprint.post("/c/<round_key>/<family>/keep-informed")
@anyone
def keep_informed(round_key: str, family: str) -> Any:
    """Keeps an address apart from every answer; nothing of the response goes with it."""
    with database().reading() as tx:
        confirmed = _confirmation(tx, family)
    if confirmed is None:
        return lost.page(round_key, family)
    token = cookies.token(confirmed.code)
    if not cookies.is_token(request.form.get("csrf_token", ""), token) or not confirmed.may_keep_informed():
        abort(400)
    email = request.form.get("email", "")
    fault = contacts.email_fault(email)
    if fault:
        words = {
            "missing": _("Write your email address, or leave this page as it is"),
            "not_an_email": _("Write an email address such as name@example.org"),
        }
        return _show_sent(round_key, family, fault=words[fault], email=email)
    today = now().astimezone(settings().time_zone).date()
    with database().transaction() as tx:
        informing.ask(tx, round_key, email, language(), [settings().secret_key], today)
    return _show_sent(round_key, family, kept=True)
