"""Withdrawing a response: its answers end everywhere, the fact and the date stay."""

from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.fieldwork.batches import actions as batches
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.paper import actions as paper
from survey.fieldwork.reading import actions as reading
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode


def find(
    tx: Transaction, code: ReturnCode, secret: str, now: datetime, *, to_write: bool = False
) -> Response | None:
    """Finds what a return code opens, withdrawn responses included; None for a code that opens nothing.

    A form on paper whose slip bears the code may be under way or wait to be keyed: with `to_write` it is given an
    empty response, so that it can be withdrawn before it counts. Without, see `stands_on_paper`.
    """
    found = responses.open_by_code(tx, code, secret, to_write=to_write)
    form = None if found or not to_write else paper.form_with_slip(tx, code, secret)
    if form is None:
        return found
    return paper.begin_form(tx, form, channel=Channel.PAPER, language=form.language, now=now)


def stands_on_paper(tx: Transaction, code: ReturnCode, secret: str) -> bool:
    """Says whether a code is on the slip of a printed form."""
    return paper.form_with_slip(tx, code, secret) is not None


def withdraw(tx: Transaction, response: Response, *, by: str | None, now: datetime) -> bool:
    """Erases a response at the wish of its giver; False where that was done before.

    `by` is the clerk who did it for a caller; None where people did it themselves. What stays is that there was a
    response, by which channel and when it was withdrawn.
    """
    if response.withdrawn_at is not None:
        return False
    responses.withdraw(tx, response, now)
    reading.forget(tx, response.id)
    calls.forget(tx, response.id)
    batches.forget(tx, response.id)
    batches.forget_serial(tx, response.reference)
    detail = {"channel": response.channel, "round": response.round}
    record(tx, by, tag(by, "response:withdrawn"), response.id, detail, now)
    return True
