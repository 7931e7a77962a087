"""What a supervisor sees and does: the board of the desk, what to look at, answers put right with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.fieldwork.batches.closing import actions as batches
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.calls.actions import Taken
from survey.fieldwork.calls.call import Call, Outcome
from survey.fieldwork.supervision import store
from survey.fieldwork.supervision.board import Day, Ongoing, day_of
from survey.fieldwork.supervision.interview import Interview
from survey.fieldwork.supervision.speed import TooFast, too_fast
from survey.fieldwork.supervision.straight import StraightLine, straight_lines
from survey.fieldwork.supervision.unlike import Unlike, unlike_all_others
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.modes import MODES
from survey.responses.response import Response

LONGEST_NOTE = 400
LONGEST_REASON = 400

_EVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """The telephone desk at this moment."""

    ongoing: tuple[Ongoing, ...]
    """Oldest first."""
    day: Day


def desk(tx: Transaction, since: datetime, zone: ZoneInfo) -> Desk:
    """Returns how the desk stands; `since` is when today began where the consultation is held."""
    found = calls.all_calls(tx, since)
    return Desk(
        tuple(_ongoing(tx, one) for one in found if one.call.is_open),
        day_of((one.call for one in found if one.call.started_at >= since), zone),
    )


def _ongoing(tx: Transaction, taken: Taken) -> Ongoing:
    call, response = taken.call, taken.response
    section = None
    if response is not None:
        questionnaire = consultations.version(tx, response.version).questionnaire
        page = str(response.paradata.get("page", ""))
        section = questionnaire.section_of[page].title if page in questionnaire.page_by_key else None
    return Ongoing(call.id, call.clerk, call.started_at, section)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at what a flag points to."""

    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Quality:
    """What is worth a look in a round, and what has been looked at."""

    interviews: int
    by_telephone: int
    fast: tuple[TooFast, ...]
    straight: tuple[StraightLine, ...]
    unlike: tuple[Unlike, ...]
    looks: Mapping[str, tuple[Look, ...]]
    """Flag → who looked, oldest first; flags are named by `name_of`."""


def name_of(flag: TooFast | StraightLine | Unlike) -> str:
    """Names a flag, alike however often it is reckoned."""
    match flag:
        case TooFast():
            return f"fast {flag.interview.key}"
        case StraightLine():
            return f"straight {flag.interview.key} {flag.question.key}"
        case Unlike():
            return f"unlike {flag.clerk} {flag.family} {flag.question.key} {flag.part}".rstrip()


def quality(tx: Transaction, round_key: str) -> Quality:
    """Reckons every flag of a round anew from its interviews by telephone and its keyed forms."""
    interviews, versions = _interviews(tx, round_key)
    return Quality(
        interviews=len(interviews),
        by_telephone=sum(one.key.startswith("call:") for one in interviews),
        fast=too_fast(interviews),
        straight=straight_lines(interviews, versions),
        unlike=unlike_all_others(interviews, versions),
        looks=_looks(tx),
    )


def _looks(tx: Transaction) -> dict[str, tuple[Look, ...]]:
    looks: dict[str, tuple[Look, ...]] = {}
    for row in store.looks(tx):
        looks[row.flag] = (*looks.get(row.flag, ()), Look(row.looked_by, row.looked_at, row.note))
    return looks


def _interviews(tx: Transaction, round_key: str) -> tuple[list[Interview], dict[str, Version]]:
    """Returns the finished interviews and keyed forms of a round, with the versions that they need."""
    found: list[Interview] = []
    taken = calls.all_calls(tx, _EVER)
    goes: dict[str | None, int] = {}
    for one in taken:
        goes[one.call.response] = goes.get(one.call.response, 0) + 1
    for one in taken:
        response = one.response
        done = one.call.outcome is Outcome.COMPLETE and one.call.ended_at
        if response and done and response.round == round_key and response.is_sent:
            in_one_go = goes[response.id] == 1 and MODES not in response.paradata
            seconds = (done - one.call.started_at).total_seconds() if in_one_go else None
            found.append(_interview(f"call:{one.call.id}", response, one.call.clerk, done, seconds))
    forms = batches.keyed_forms(tx, round_key)
    about = responses.find_all(tx, {form.response for form in forms})
    for form in forms:
        keyed = about.get(form.response)
        if keyed and keyed.is_sent and not keyed.withdrawn_at:
            took = (form.finished_at - form.started_at).total_seconds()
            found.append(_interview(f"form:{form.form}", keyed, form.clerk, form.finished_at, took))
    return found, {one: consultations.version(tx, one) for one in {held.version for held in found}}


def _interview(key: str, response: Response, clerk: str, at: datetime, seconds: float | None) -> Interview:
    return Interview(
        key=key,
        response=response.id,
        clerk=clerk,
        channel=response.channel,
        version=response.version,
        at=at,
        seconds=seconds,
        answered=len({entry.partition(":")[0] for entry in response.answers}),
        answers=response.answers,
    )


def look(tx: Transaction, flag: str, by: str, note: str, now: datetime) -> None:
    """Keeps that somebody looked at what a flag points to, and what they found; the flag stays, marked."""
    store.add_look(tx, str(uuid4()), flag, by, note.strip()[:LONGEST_NOTE], now)
    record(tx, by, tag(by, "quality:looked_at"), None, {"flag": flag}, now)


@dataclass(frozen=True, slots=True)
class Summary:
    """A call without its answers, for whoever follows a flag."""

    call: Call
    response: Response | None
    version: Version | None


def summary(tx: Transaction, call_id: str) -> Summary:
    """Returns what is known of a call; raises UnknownCall."""
    call = calls.find(tx, call_id)
    response = responses.find(tx, call.response) if call.response else None
    return Summary(call, response, consultations.version(tx, response.version) if response else None)


def whose(tx: Transaction, response: Response) -> tuple[str, ...]:
    """Returns the ids of the clerks who took a response by telephone or keyed it from paper, without repetition."""
    clerks = [one.call.clerk for one in calls.all_calls(tx, _EVER) if one.call.response == response.id]
    clerks += [one.clerk for one in batches.keyed_forms(tx, response.round) if one.response == response.id]
    return tuple(dict.fromkeys(clerks))


class CantCorrect(Exception):
    """The correction was not taken; `code` says why: reason_missing, not_sent, withdrawn, meanwhile, nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def open_for_correction(tx: Transaction, response: Response, by: str, now: datetime) -> None:
    """Writes down that somebody opened the answers of a response; raises CantCorrect where they can't be corrected."""
    _check(response)
    record(tx, by, tag(by, "response:opened"), response.id, {"reference": response.reference}, now)


def correct(
    tx: Transaction,
    response: Response,
    version: Version,
    answers: Mapping[str, Any],
    *,
    seen: int,
    by: str,
    reason: str,
    now: datetime,
) -> None:
    """Puts answers right; the earlier ones stay as a revision with who, when and why. Raises CantCorrect.

    `seen` is the revision that the supervisor had on screen, and `response` was read to write in this transaction.
    """
    _check(response)
    if response.revision != seen:
        raise CantCorrect("meanwhile")
    if not reason.strip():
        raise CantCorrect("reason_missing")
    if dict(answers) == dict(response.answers):
        raise CantCorrect("nothing")
    why = reason.strip()[:LONGEST_REASON]
    responses.correct(tx, response, version, answers, by=by, reason=why, now=now)
    detail = {"reference": response.reference, "questions": _changed(response.answers, answers)}
    record(tx, by, tag(by, "response:corrected"), response.id, detail, now)


def _check(response: Response) -> None:
    if response.withdrawn_at:
        raise CantCorrect("withdrawn")
    if not response.is_sent:
        raise CantCorrect("not_sent")


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    keys: Iterable[str] = before.keys() | after.keys()
    return sorted({key.partition(":")[0] for key in keys if before.get(key) != after.get(key)})
