"""What is done at the telephone desk; each deed of a call is written to the audit trail."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.contacts.sealing import SealBroken, seal, unseal
from survey.db.session import Transaction
from survey.fieldwork.calls import store
from survey.fieldwork.calls.call import Aid, Call, Outcome
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.modes import mixed
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode

MOST_NOTES = 4000
"""Characters of notes kept for a call."""


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


def resume(
    tx: Transaction, response: Response, *, clerk: str, now: datetime, after: Call | None = None
) -> Call:
    """Begins a call that goes on with a draft or a partial response, whichever way it was begun.

    An earlier call about it that never ended does so now as broken off: whoever holds the code is on this line.
    What was answered before is hidden from the clerk until the caller gives leave; `after` names the call with the
    same caller that has just ended, of which the clerk has heard everything.
    """
    response = responses.take_up(tx, response, now)
    for left_open in store.open_calls_about(tx, response.id):
        break_off(tx, left_open, now)
    added = mixed(response, Channel.TELEPHONE)
    if added:
        responses.save(tx, response, response.answers, response.saved_at, paradata=added)
    if after is not None and after.clerk == clerk and after.response == response.id:
        return _open(tx, response, clerk, "resumed", now, after.earlier, after.leave_given_at)
    earlier = tuple(dict.fromkeys(key.partition(":")[0] for key in response.answers))
    return _open(tx, response, clerk, "resumed", now, earlier)


def _open(
    tx: Transaction,
    response: Response,
    clerk: str,
    deed: str,
    now: datetime,
    earlier: tuple[str, ...] = (),
    leave_given_at: datetime | None = None,
) -> Call:
    call = Call(str(uuid4()), response.id, clerk, now, earlier=earlier, leave_given_at=leave_given_at)
    store.insert_call(tx, call)
    detail = {"round": response.round, "family": response.family, "reference": response.reference}
    record(tx, clerk, tag(clerk, f"call:{deed}"), call.id, detail, now)
    return call


def remember(tx: Transaction, ended: Sequence[Call]) -> int:
    """Stores calls that ended elsewhere, as a demonstration has them; returns how many."""
    for call in ended:
        store.insert_call(tx, call)
    return len(ended)


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


def help_by(tx: Transaction, call: Call, aid: Aid | None) -> None:
    """Keeps who or what stands between the caller and the clerk."""
    if aid is not call.aid:
        store.change(tx, call.id, aid=aid.value if aid else None)


def speak(tx: Transaction, call: Call, response: Response, language: str, now: datetime) -> None:
    """Keeps the language of the interview, one of those in which the questionnaire is written."""
    responses.save(tx, response, response.answers, now, language=language)
    record(tx, call.clerk, tag(call.clerk, "call:language"), call.id, {"language": language}, now)


def give_leave(tx: Transaction, call: Call, now: datetime) -> Call:
    """Keeps that the caller agreed that the clerk sees the answers given before this call; the first time stays."""
    if call.leave_given_at:
        return call
    store.change(tx, call.id, leave_given_at=now)
    record(tx, call.clerk, tag(call.clerk, "call:leave_given"), call.id, {}, now)
    return replace(call, leave_given_at=now)


def is_behind(call: Call, sequence: int) -> bool:
    """Says whether something was kept, by another window, that whoever sends this number has not seen."""
    return sequence < call.sequence


def save(
    tx: Transaction,
    call: Call,
    response: Response,
    answers: Mapping[str, Any],
    page: str,
    now: datetime,
    *,
    sequence: int,
    keyed: Collection[str] = (),
) -> Response | None:
    """Keeps what was keyed and the page where the call stands, and moves the sequence on.

    `keyed` names the questions that the caller was heard to answer: they count as earlier ones no longer. None, and
    nothing kept, where something as new was kept before, or the response was sent meanwhile.
    """
    if not store.advance(tx, call.id, sequence):
        return None
    if set(keyed) & set(call.earlier):
        store.change(tx, call.id, earlier=[key for key in call.earlier if key not in keyed])
    return responses.save(
        tx, response, answers, now, paradata={"page": page, **mixed(response, Channel.TELEPHONE)}
    )


def keep_notes(tx: Transaction, call: Call, words: str, secrets: Sequence[str], *, sequence: int) -> bool:
    """Keeps what the clerk jots down for as long as the call lasts; False where something as new was kept before."""
    if not store.advance(tx, call.id, sequence):
        return False
    kept = words[:MOST_NOTES]
    store.change(tx, call.id, notes=seal({"notes": kept}, secrets) if kept.strip() else None)
    return True


def notes_of(call: Call, secrets: Sequence[str]) -> str:
    """Returns what the clerk jotted down; nothing where the secrets were changed meanwhile."""
    try:
        return unseal(call.notes, secrets)["notes"] if call.notes else ""
    except SealBroken:
        return ""


def submit(
    tx: Transaction, call: Call, response: Response, version: Version, now: datetime
) -> Response | responses.Refused:
    """Sends the response and ends the call as complete; pressing again changes nothing."""
    outcome = responses.submit(tx, response, version, now)
    if isinstance(outcome, Response):
        _end(tx, call, Outcome.COMPLETE, "submitted", now)
    return outcome


def break_off(tx: Transaction, call: Call, now: datetime) -> None:
    """Ends a call that did not get to its end; the draft stays, counts for nothing, and its return code opens it."""
    _end(tx, call, Outcome.BROKEN_OFF, "broken_off", now)


def cut_short(tx: Transaction, call: Call, response: Response, version: Version, now: datetime) -> bool:
    """Ends a call that did not get to its end, whose caller agreed that what was said so far counts.

    The return code still opens it. False where nothing was said that could count: then it is broken off.
    """
    if not call.is_open or responses.submit_partial(tx, response, version, now) is None:
        break_off(tx, call, now)
        return False
    _end(tx, call, Outcome.PARTIAL, "partial", now)
    return True


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


def all_calls(tx: Transaction, since: datetime) -> tuple[Taken, ...]:
    """Returns the calls of all clerks since a moment, oldest first, for supervisors; see `calls_of`."""
    found = store.calls_since(tx, since)
    about = responses.find_all(tx, {call.response for call in found if call.response})
    return tuple(Taken(call, about.get(call.response or "")) for call in found)


def forget(tx: Transaction, response_id: str) -> None:
    """Erases what calls hold of a response that is withdrawn; that they were made, and when, stays."""
    store.forget(tx, response_id)
