"""What is done at the telephone desk; each deed of a call is written to the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.fieldwork.calls import store
from survey.fieldwork.calls.call import Call, Outcome
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.modes import mixed
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode


class UnknownCall(LookupError):
    """No call goes by this id."""


def begin(
    tx: Transaction,
    version: Version,
    round_key: str,
    *,
    clerk: str,
    language: str,
    secret: str,
    now: datetime,
) -> tuple[Call, Response, ReturnCode]:
    """Begins a call with a new response; the return code is given back here and never again."""
    response, code = responses.start(
        tx,
        version,
        round_key,
        channel=Channel.TELEPHONE,
        language=language,
        secret=secret,
        now=now,
    )
    return _open(tx, response, clerk, "started", now), response, code


def resume(tx: Transaction, response: Response, *, clerk: str, now: datetime) -> Call:
    """Begins a call that goes on with a draft, whichever way it was begun.

    An earlier call about it that never ended does so now as broken off: whoever holds the code is on this line.
    """
    for left_open in store.open_calls_about(tx, response.id):
        break_off(tx, left_open, now)
    added = mixed(response, Channel.TELEPHONE)
    if added:
        responses.save(tx, response, response.answers, response.saved_at, paradata=added)
    return _open(tx, response, clerk, "resumed", now)


def _open(tx: Transaction, response: Response, clerk: str, deed: str, now: datetime) -> Call:
    call = Call(str(uuid4()), response.id, clerk, now)
    store.insert_call(tx, call)
    detail = {"round": response.round, "family": response.family, "reference": response.reference}
    record(tx, clerk, tag(clerk, f"call:{deed}"), call.id, detail, now)
    return call


def find(tx: Transaction, call_id: str) -> Call:
    """Returns a call; raises UnknownCall."""
    found = store.find_call(tx, call_id)
    if found is None:
        raise UnknownCall(call_id)
    return found


def privacy_read(tx: Transaction, call: Call, now: datetime) -> Call:
    """Keeps when the privacy line was read to the caller; reading it again changes nothing."""
    if call.privacy_read_at:
        return call
    store.note_privacy(tx, call.id, now)
    return replace(call, privacy_read_at=now)


def save(
    tx: Transaction, response: Response, answers: Mapping[str, Any], page: str, now: datetime
) -> Response | None:
    """Keeps what was keyed and the page that comes next; None where the response was sent meanwhile."""
    return responses.save(
        tx, response, answers, now, paradata={"page": page, **mixed(response, Channel.TELEPHONE)}
    )


def submit(
    tx: Transaction, call: Call, response: Response, version: Version, now: datetime
) -> Response | responses.Refused:
    """Sends the response and ends the call as complete; pressing again changes nothing."""
    outcome = responses.submit(tx, response, version, now)
    if isinstance(outcome, Response):
        _end(tx, call, Outcome.COMPLETE, "submitted", now)
    return outcome


def break_off(tx: Transaction, call: Call, now: datetime) -> None:
    """Ends a call that did not get to its end; the draft stays, and its return code opens it."""
    _end(tx, call, Outcome.BROKEN_OFF, "broken_off", now)


def refuse(tx: Transaction, call: Call, now: datetime) -> None:
    """Ends the call of somebody who did not want to begin."""
    _end(tx, call, Outcome.REFUSED, "refused", now)


def _end(tx: Transaction, call: Call, outcome: Outcome, deed: str, now: datetime) -> None:
    if store.end_call(tx, call.id, outcome, now):
        record(tx, call.clerk, tag(call.clerk, f"call:{deed}"), call.id, {"outcome": outcome.value}, now)


@dataclass(frozen=True, slots=True)
class Taken:
    """A call with the response that it was about, for a list; None once that was erased."""

    call: Call
    response: Response | None


def calls_of(tx: Transaction, clerk: str, since: datetime) -> tuple[Taken, ...]:
    """Returns the calls of one clerk since a moment, newest first; one that never ended is always there."""
    found = store.calls_of(tx, clerk, since)
    about = responses.find_all(tx, {call.response for call in found if call.response})
    return tuple(Taken(call, about.get(call.response or "")) for call in found)
