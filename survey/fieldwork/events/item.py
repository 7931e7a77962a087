"""What a kiosk sends: one response, sealed, and what is told of it in return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson

from survey.questionnaire.definition import ROTATIONS, Channel
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.version import Version
from survey.responses import return_code
from survey.responses.return_code import ReturnCode

LONGEST_WAIT = timedelta(days=400)
"""A wait longer than this is a clock set anew; the response is taken all the same."""

LONGEST_TALK = timedelta(hours=4)


class Outcome(StrEnum):
    """What became of an item."""

    STORED = "stored"
    KNOWN = "known"
    """It was stored before; this copy changed nothing."""
    REFUSED = "refused"


class ItemRefused(ValueError):
    """An item that can't be taken; `code` says why.

    not_an_id, not_opened (damaged, or sealed for another event), not_read (not a response), unknown_version, not_sound.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Item:
    """One response as a kiosk wrote it down; moments by the kiosk's clock, in milliseconds since 1970."""

    version: str
    language: str
    rotation: int
    answers: Mapping[str, Any]
    code: ReturnCode | None
    began: int
    finished: int


def read_id(written: Any) -> str:
    """Reads the id that a kiosk minted; raises ItemRefused."""
    try:
        if isinstance(written, str) and str(UUID(written)) == written:
            return written
    except ValueError:
        pass
    raise ItemRefused("not_an_id")


def read_item(words: bytes) -> Item:
    """Reads an opened envelope; raises ItemRefused."""
    try:
        held = orjson.loads(words)
        code = return_code.read(held["code"])
        item = Item(
            version=held["version"],
            language=held["language"],
            rotation=held["rotation"],
            answers=held["answers"],
            code=code if isinstance(code, ReturnCode) else None,
            began=held["began"],
            finished=held["finished"],
        )
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise ItemRefused("not_read") from fault
    words_are = isinstance(item.version, str) and isinstance(item.language, str)
    numbers_are = type(item.began) is int and type(item.finished) is int
    turns = type(item.rotation) is int and 0 <= item.rotation < ROTATIONS
    if not (words_are and numbers_are and turns and isinstance(item.answers, dict)):
        raise ItemRefused("not_read")
    return item


def judge(version: Version, answers: Mapping[str, Any]) -> None:
    """Holds answers to the checks of their kinds, whatever the kiosk made of them; raises ItemRefused."""
    known = {
        key for question in version.questionnaire.questions for key in KINDS[question.kind].keys(question)
    }
    if not set(answers) <= known:
        raise ItemRefused("not_sound")
    try:
        path = version.route.walk(answers, Channel.EVENT)
        open_page = version.route.first_open_page(path, answers, Channel.EVENT)
    except (TypeError, ValueError, KeyError, AttributeError) as fault:  # values of no shape that a kind knows
        raise ItemRefused("not_sound") from fault
    if open_page is not None:
        raise ItemRefused("not_sound")


@dataclass(frozen=True, slots=True)
class Timing:
    """When a response was taken, told from the server's clock; the kiosk's clock may be wrong by any time."""

    taken_at: datetime | None
    """None where the kiosk's clock was set anew in between."""
    lasted: timedelta
    offset_s: int
    """How far the kiosk's clock was ahead when it sent, in seconds."""


def timing(item: Item, sent: int, now: datetime) -> Timing:
    """Works out when a response was taken: how long it waited is the difference of two readings of one clock.

    `sent` is the kiosk's clock as it sent, in milliseconds.
    """
    waited_ms = sent - item.finished
    is_told = 0 <= waited_ms <= LONGEST_WAIT.total_seconds() * 1000
    lasted_ms = min(max(item.finished - item.began, 0), int(LONGEST_TALK.total_seconds() * 1000))
    return Timing(
        taken_at=now - timedelta(milliseconds=waited_ms) if is_told else None,
        lasted=timedelta(milliseconds=lasted_ms),
        offset_s=_bounded(round(sent / 1000 - now.timestamp())),
    )


def _bounded(seconds: int) -> int:
    """Keeps within what every database holds as a whole number."""
    return max(-(2**31) + 1, min(seconds, 2**31 - 1))
