"""'Your response': where it stands, opened by the return code alone, and taking it back."""

from dataclasses import dataclass
from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.withdrawal import actions
from survey.indicators.areas import name_of
from survey.priorities.ledger.decision import Outcome
from survey.questionnaire.version import Version
from survey.responses import reference, return_code
from survey.responses.response import Response
from survey.responses.return_code import Mistyped, ReturnCode
from survey.summaries.following.actions import follow
from survey.summaries.following.trail import Trail
from survey.summaries.local.addresses import slug_of
from survey.web.access import anyone
from survey.web.language import gettext as _
from survey.web.language import later
from survey.web.request import database, now, settings
from survey.web.respond import cookies
from survey.web.respond.blueprint import blueprint
from survey.web.respond.returning import count_wrong_code, slip_words, too_many_tries, too_many_words

HOME = "/your-response"

OUTCOMES = {
    Outcome.ADOPTED: later("It was taken up."),
    Outcome.ADAPTED: later("It was taken up in another form."),
    Outcome.NOT_ADOPTED: later("It was not taken up."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a response stands; `version` is None for a form on paper that nobody has keyed."""

    code: ReturnCode
    response: Response | None
    round: Round | None = None
    version: Version | None = None
    trail: Trail | None = None
    """What became of what the answers put first."""

    @property
    def reference(self) -> str:
        """Returns the reference as people read it."""
        return reference.shown(self.code.reference)

    @property
    def may_go_on(self) -> bool:
        """Whether the answers can still be finished by their giver."""
        return bool(self.round and self.response and self.response.is_open and self.round.may_finish(now()))


@blueprint.get(HOME)
@anyone
def your_response() -> Any:
    """Asks for the return code."""
    return _ask()


@blueprint.post(HOME)
@anyone
def find_response() -> Any:
    """Looks a return code up, and leads to where the response stands."""
    typed = request.form.get("code", "")
    if too_many_tries():
        return _ask(too_many_words(), status=429)
    code = return_code.read(typed)
    if isinstance(code, Mistyped):
        return _ask(slip_words(code), typed)
    with database().reading() as tx:
        standing = _look_up(tx, code)
    if standing is None:
        count_wrong_code()
        return _ask(_("No answers go with this code. Check each sign, or call us."), typed)
    answer = make_response(redirect(url_for(".standing"), 303))
    cookies.hold_for_a_look(answer, code, HOME)
    return answer


def _ask(fault: str = "", typed: str = "", status: int = 200) -> Any:
    token = cookies.start_token("your-response")
    return render_template("respond/your_response.html", fault=fault, typed=typed, token=token), status


@blueprint.get(f"{HOME}/about")
@anyone
def standing() -> Any:
    """Tells where a response stands, without its answers."""
    found = _held()
    if found is None:
        return redirect(HOME)
    trail = found.trail
    return render_template(
        "respond/standing.html",
        standing=found,
        trail=trail,
        area_name=name_of(trail.area) if trail else "",
        plan_of=name_of(trail.plan_of) if trail else "",
        slug=slug_of(trail.plan_of) if trail else "",
        outcomes=OUTCOMES,
    )


@blueprint.get(f"{HOME}/withdraw")
@anyone
def ask_to_withdraw() -> Any:
    """Asks whether it is meant: what is withdrawn can't be brought back."""
    found = _held()
    if found is None or (found.response and found.response.withdrawn_at):
        return redirect(url_for(".standing"))
    return render_template("respond/withdraw.html", standing=found, token=cookies.token(found.code))


@blueprint.post(f"{HOME}/withdraw")
@anyone
def withdraw() -> Any:
    """Takes a response back: its answers are erased before this answers."""
    code = cookies.code_for_a_look()
    if code is None or not cookies.is_token(request.form.get("csrf_token", ""), cookies.token(code)):
        return redirect(HOME, 303)
    with database().transaction() as tx:
        found = actions.find(tx, code, settings().secret_key, now(), to_write=True)
        if found:
            actions.withdraw(tx, found, by=None, now=now())
    answer = make_response(redirect(url_for(".standing"), 303))
    if found:
        cookies.forget(answer, found.round, found.family)
    return answer


def _held() -> Standing | None:
    code = cookies.code_for_a_look()
    if code is None:
        return None
    with database().reading() as tx:
        return _look_up(tx, code)


def _look_up(tx: Transaction, code: ReturnCode) -> Standing | None:
    found = actions.find(tx, code, settings().secret_key, now())
    if found is None:
        on_paper = actions.stands_on_paper(tx, code, settings().secret_key)
        return Standing(code, None) if on_paper else None
    about = consultations.find_round(tx, found.round)
    version = consultations.version(tx, found.version)
    return Standing(code, found, about, version, follow(tx, found, version))
