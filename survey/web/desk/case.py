"""The call that a request is about, with its response; only its own clerk sees it, and only while it goes on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, redirect, render_template, url_for
from flask_login import current_user

from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Call, Outcome
from survey.fieldwork.calls.progress import Step, steps
from survey.questionnaire.routing import Path
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.web.request import now


@dataclass(frozen=True)
class Case:
    """A call and all that it is about."""

    call: Call
    response: Response
    version: Version
    round: Round

    @cached_property
    def path(self) -> Path:
        """The path of the answers so far."""
        return self.version.route.walk(self.response.answers, self.response.channel)

    @property
    def spoken(self) -> str:
        """The language of the interview, one of those in which the questionnaire is written."""
        written = self.version.questionnaire.languages
        return self.response.language if self.response.language in written else written[0]

    def steps(self, here: str | None) -> tuple[Step, ...]:
        """Lists every question as it stands; see `survey.fieldwork.calls.progress.steps`."""
        response = self.response
        return steps(
            self.version, self.path, response.answers, response.channel, here=here, hidden=self.call.hidden
        )


class Elsewhere(Exception):
    """The request can't go on here; holds the answer to give."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


def own_call(tx: Transaction, call_id: str) -> Call:
    """Returns a call of the clerk who asks; 404 for anybody else's."""
    try:
        call = actions.find(tx, call_id)
    except actions.UnknownCall:
        abort(404)
    if call.clerk != current_user.id:
        abort(404)
    return call


def of_call(tx: Transaction, call: Call, *, to_write: bool = False) -> Case:
    """Returns what a call is about; 410 where it was erased."""
    response = responses.find(tx, call.response, to_write=to_write) if call.response else None
    if response is None:
        abort(410)
    version = consultations.version(tx, response.version)
    return Case(call, response, version, consultations.find_round(tx, response.round))


def going_on(tx: Transaction, call_id: str, *, to_write: bool = False) -> Case:
    """Returns a call that goes on, with a draft that may be finished; raises Elsewhere."""
    call = own_call(tx, call_id)
    if not call.is_open:
        raise Elsewhere(redirect(url_for(where_ended(call), call_id=call_id), 303))
    case = of_call(tx, call, to_write=to_write)
    why = why_over(case)
    if why:
        raise Elsewhere(render_template("desk/over.html", case=case, code=None, why=why))
    return case


def where_ended(call: Call) -> str:
    """Names the view of a call that has ended."""
    return ".read_back" if call.outcome is Outcome.COMPLETE else ".ended"


def why_over(case: Case) -> str:
    """Says why a call can't go on although nobody ended it: the caller did something on the web, or time ran out."""
    if case.response.withdrawn_at:
        return "withdrawn"
    if case.response.is_sent:
        return "sent"
    return "" if case.round.may_finish(now()) else "late"
