"""The deeds done to a response: start, save, submit, correct, withdraw."""

import os
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random, SystemRandom
from statistics import median
from typing import Any
from uuid import UUID

from survey.db import installation
from survey.db.session import Transaction
from survey.questionnaire.definition import ROTATIONS, Channel, Questionnaire
from survey.questionnaire.version import Version
from survey.responses import reference, store
from survey.responses.completion import STILL_ANSWERING, Completion, Stopped, completion
from survey.responses.counting import store as counting
from survey.responses.response import PARTIAL, Response, Revision
from survey.responses.return_code import ReturnCode
from survey.responses.settle import Settled, settle, settle_partial
from survey.responses.store import ReferenceTakenError

__all__ = ["ReferenceTakenError"]

ENOUGH_FOR_A_MEDIAN = 20
"""Completed responses below which the start page names no time."""

_TRIES = 5
_CHANCE = SystemRandom()


@dataclass(frozen=True, slots=True)
class Refused:
    """A submission that was not taken: the first page that can't be left as it is."""

    page: str


def new_id(now_ms: int | None = None, entropy: bytes | None = None) -> str:
    """Mints a UUIDv7 (RFC 9562): 48 bits of milliseconds, then 74 bits at random."""
    moment = (time.time_ns() // 1_000_000 if now_ms is None else now_ms) & ((1 << 48) - 1)
    chance = int.from_bytes(os.urandom(10) if entropy is None else entropy, "big")
    value = (
        (moment << 80)
        | (0x7 << 76)
        | ((chance >> 62 & 0xFFF) << 64)
        | (0b10 << 62)
        | (chance & ((1 << 62) - 1))
    )
    return str(UUID(int=value))


def start(
    tx: Transaction,
    version: Version,
    round_key: str,
    *,
    channel: Channel,
    language: str,
    secret: str,
    now: datetime,
    chance: Random = _CHANCE,
) -> tuple[Response, ReturnCode]:
    """Begins a response; the return code is given back here and never again."""
    for _ in range(_TRIES):
        code = ReturnCode.mint(chance)
        try:
            response = start_under(
                tx,
                version,
                round_key,
                reference=code.reference,
                code_hash=code.hashed(secret),
                channel=channel,
                language=language,
                rotation=chance.randrange(ROTATIONS),
                now=now,
            )
        except ReferenceTakenError:
            continue
        return response, code
    raise RuntimeError("no free reference was found; the source of chance is broken")


def start_under(
    tx: Transaction,
    version: Version,
    round_key: str,
    *,
    reference: str,
    code_hash: str,
    channel: Channel,
    language: str,
    now: datetime,
    rotation: int = 0,
) -> Response:
    """Begins a response under a reference and a code made earlier, such as a printed form's.

    Raises ReferenceTakenError where there is a response under either.
    """
    response = Response(
        id=new_id(),
        reference=reference,
        round=round_key,
        family=version.questionnaire.family,
        version=version.hash,
        channel=channel,
        language=language,
        rotation=rotation,
        answers={},
        started_at=now,
        saved_at=now,
        submitted_at=None,
        withdrawn_at=None,
        revision=0,
        paradata={},
    )
    store.add(tx, response, code_hash)
    return response


def known_references(tx: Transaction, references: Collection[str]) -> set[str]:
    """Returns those of the references that name a response already."""
    return store.known_references(tx, references)


def open_by_code(
    tx: Transaction, code: ReturnCode, secret: str, *, to_write: bool = False
) -> Response | None:
    """Finds the response that a return code opens; with `to_write`, other writers of it wait until this one is done."""
    return store.by_code(tx, code.hashed(secret), to_write=to_write and tx.writes)


def find(tx: Transaction, response_id: str, *, to_write: bool = False) -> Response | None:
    """Finds a response by id, for staff; `to_write` as in `open_by_code`."""
    return store.by_id(tx, response_id, to_write=to_write and tx.writes)


def find_all(tx: Transaction, response_ids: Collection[str]) -> Mapping[str, Response]:
    """Returns id → response for those that there are, for lists that staff see."""
    return {found.id: found for found in store.by_ids(tx, response_ids)}


def sent_among(tx: Transaction, response_ids: Sequence[str]) -> set[str]:
    """Returns those of the ids whose response counts: it was sent and not withdrawn."""
    return store.sent_among(tx, response_ids)


def find_by_reference(tx: Transaction, typed: str) -> Response | None:
    """Finds a response by its reference as somebody typed it, for staff."""
    symbols = reference.read(typed)
    return store.by_reference(tx, symbols) if symbols else None


def save(
    tx: Transaction,
    response: Response,
    answers: Mapping[str, Any],
    now: datetime,
    *,
    language: str | None = None,
    paradata: Mapping[str, Any] | None = None,
) -> Response | None:
    """Keeps the answers of a draft; None where it was sent meanwhile."""
    changed = replace(
        response,
        answers=answers,
        saved_at=now,
        language=language or response.language,
        paradata={**response.paradata, **(paradata or {})},
    )
    return changed if store.save(tx, changed) else None


def submit(tx: Transaction, response: Response, version: Version, now: datetime) -> Response | Refused:
    """Settles and sends a response; pressing again gives the same response and changes nothing.

    Refused names the first page with a fault, where there is one.
    """
    if response.is_sent:
        return response
    route = version.route
    path = route.walk(response.answers, response.channel)
    page = route.first_open_page(path, response.answers, response.channel)
    if page is not None:
        return Refused(page.key)
    settled = settle(version, response.answers, response.channel)
    if store.submit(tx, response, settled, now):
        return replace(response, answers=settled.answers, submitted_at=now, saved_at=now)
    sent = store.by_id(tx, response.id)
    if sent is None:
        raise LookupError("the response is gone")
    return sent


def submit_partial(tx: Transaction, response: Response, version: Version, now: datetime) -> Response | None:
    """Sends what was said before somebody stopped, who agreed to it; its return code makes it a draft again.

    None where nothing was answered that counts, or where the response is a draft no more.
    """
    settled = settle_partial(version, response.answers, response.channel)
    cut_short = replace(response, paradata={**response.paradata, PARTIAL: True})
    if not settled.answers or not store.submit(tx, cut_short, settled, now):
        return None
    return replace(cut_short, answers=settled.answers, submitted_at=now, saved_at=now)


def take_up(tx: Transaction, response: Response, now: datetime) -> Response:
    """Makes a partial response a draft again, with all that was ever answered; returns any other as it is."""
    return (store.take_up(tx, response, now) or response) if response.is_partial else response


def correct(
    tx: Transaction,
    response: Response,
    version: Version,
    answers: Mapping[str, Any],
    *,
    by: str,
    reason: str,
    now: datetime,
) -> None:
    """Replaces the answers of a sent response; the earlier ones stay readable as a revision."""
    settling = settle_partial if response.is_partial else settle  # what was cut short stays so
    store.correct(tx, response, settling(version, answers, response.channel), by=by, reason=reason, now=now)


def history(tx: Transaction, response_id: str) -> tuple[Revision, ...]:
    """Returns the answers of a response as they stood before each correction, oldest first."""
    return tuple(
        Revision(row.number, row.answers, row.replaced_at, row.replaced_by, row.reason)
        for row in store.revisions(tx, response_id)
    )


def store_keyed(
    tx: Transaction,
    response: Response,
    version: Version,
    answers: Mapping[str, Any],
    *,
    as_written: Mapping[str, Any],
    paradata: Mapping[str, Any],
    by: str,
    reason: str,
    now: datetime,
) -> bool:
    """Settles what was keyed from paper, where required questions may be blank; False for a withdrawn response.

    A draft is sent with it, a sent response is corrected by it. `as_written` is what the paper says although it can't
    count; it stands with what is off the path.
    """
    if response.withdrawn_at is not None:
        return False
    response = take_up(tx, response, now)
    settled = settle(version, answers, response.channel)
    settled = replace(settled, off_path={**settled.off_path, **as_written})
    if response.is_sent:
        store.correct(tx, response, settled, by=by, reason=reason, now=now)
        return True
    return store.submit(tx, replace(response, paradata={**response.paradata, **paradata}), settled, now)


def withdraw(tx: Transaction, response: Response, now: datetime) -> None:
    """Erases the answers of a response at the wish of its giver."""
    store.withdraw(tx, response.id, now)


def have_taken_again(tx: Transaction, response_ids: Collection[str]) -> None:
    """Has whatever is derived from responses, such as columns, made anew of them."""
    store.have_taken_again(tx, list(response_ids))


def withdrawn_since(tx: Transaction, moment: datetime) -> bool:
    """Says whether somebody withdrew a response at a moment or later."""
    return store.withdrawn_since(tx, moment)


@dataclass(frozen=True, slots=True)
class Given:
    """A whole response that was given elsewhere or is simulated."""

    round: str
    channel: Channel
    language: str
    rotation: int
    answers: Mapping[str, Any]
    started_at: datetime
    submitted_at: datetime
    paradata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A whole response settled, under a reference of its own, not yet stored."""

    response: Response
    code_hash: str
    settled: Settled


def submit_many(
    tx: Transaction, version: Version, given: Iterable[Given], *, secret: str, chance: Random = _CHANCE
) -> int:
    """Settles and stores whole responses, each by the same rule as one that was answered page by page.

    Raises ReferenceTakenError.
    """
    return submit_prepared(tx, [prepare(version, one, secret=secret, chance=chance) for one in given])


def submit_prepared(tx: Transaction, prepared: Iterable[Prepared]) -> int:
    """Stores responses that were settled outside the transaction, so that it holds others up for a moment only.

    Raises ReferenceTakenError, which among hundreds of thousands of responses is no longer rare: prepare them anew.
    """
    return store.add_sent(tx, [(one.response, one.code_hash, one.settled) for one in prepared])


def prepare(version: Version, one: Given, *, secret: str, chance: Random = _CHANCE) -> Prepared:
    """Settles a whole response and mints its reference and code."""
    code = ReturnCode.mint(chance)
    response = Response(
        id=new_id(int(one.started_at.timestamp() * 1000), chance.randbytes(10)),
        reference=code.reference,
        round=one.round,
        family=version.questionnaire.family,
        version=version.hash,
        channel=one.channel,
        language=one.language,
        rotation=one.rotation,
        answers={},
        started_at=one.started_at,
        saved_at=one.submitted_at,
        submitted_at=one.submitted_at,
        withdrawn_at=None,
        revision=0,
        paradata=one.paradata,
    )
    return Prepared(response, code.hashed(secret), settle(version, one.answers, one.channel))


def settled_since(
    tx: Transaction, mark: int, after_id: str, limit: int, *, counted: bool = False
) -> Sequence[Any]:
    """Returns rows for the columns of results: submitted or withdrawn after (mark, id); see `store.settled_since`."""
    return store.settled_since(tx, mark, after_id, limit, counted=counted)


def settled_of(tx: Transaction, response_ids: Iterable[str], *, counted: bool = False) -> Sequence[Any]:
    """Returns rows for the columns of results of some responses, as `settled_since` does."""
    return store.settled_of(tx, response_ids, counted=counted)


def epoch(tx: Transaction) -> str:
    """Returns the epoch of the data: where it differs, whatever was derived from them is built anew."""
    return installation.epoch(tx)


def median_minutes(tx: Transaction, round_key: str, family: str) -> int | None:
    """Returns the median time of completed web responses in whole minutes, at least 1; None while there are few."""
    times = counting.submitted_marks(tx, round_key, family, limit=1000)
    if len(times) < ENOUGH_FOR_A_MEDIAN:
        return None
    return max(1, round(median((done - begun).total_seconds() for begun, done in times) / 60))


def counts(tx: Transaction, round_key: str) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Returns (family, channel) → (submitted, drafts) of a round."""
    return counting.counts(tx, round_key)


def completion_of(
    tx: Transaction,
    round_key: str,
    questionnaire: Questionnaire,
    channels: Collection[Channel],
    now: datetime,
) -> Completion:
    """Returns how many began by these channels, where they stopped and how many sent."""
    asked = (round_key, questionnaire.family, sorted(channel.value for channel in channels))
    left: dict[str | None, int] = {}
    under_way = 0
    for page, is_left, number in counting.stopped(tx, *asked, now - STILL_ANSWERING):
        if is_left:
            left[page] = left.get(page, 0) + number
        else:
            under_way += number
    pages = [page.key for section in questionnaire.sections for page in section.pages]
    return completion(pages, counting.sent(tx, *asked), Stopped(left, under_way))


def erase_drafts(tx: Transaction, round_key: str) -> int:
    """Erases what unsent responses of a round answer, once nobody may finish them; returns how many there were.

    What stays is when each was begun, by which way, and the page on which it stopped.
    """
    return store.erase_drafts(tx, round_key)
