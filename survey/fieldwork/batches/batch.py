"""A bundle of forms, a form in it, a keying of the form, and where two keyings differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from survey.questionnaire.definition import Channel


class Turn(StrEnum):
    """Which keying of a form."""

    FIRST = "first"
    SECOND = "second"


class Decision(StrEnum):
    """What a supervisor says of a form whose person has answered in another way, too."""

    PAPER = "paper"
    """The paper counts: it corrects what was answered before."""
    EARLIER = "earlier"
    """What was answered before stays; the paper does not count."""


class Wrong(StrEnum):
    """Which keying was wrong where two differ."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Batch:
    """One bundle."""

    id: str
    number: int
    """What is written on the bundle."""
    round: str
    family: str
    channel: Channel
    received_on: date
    forms: int
    """How many forms were counted."""
    note: str
    sample_percent: int
    limit_permille: int
    registered_by: str
    registered_at: datetime
    doubled_at: datetime | None = None
    """When so many errors were found that every form is keyed again."""
    signed_off_by: str | None = None
    signed_off_at: datetime | None = None
    report: Mapping[str, Any] | None = None
    """Once signed off: what came of it, without any answer."""

    @property
    def is_open(self) -> bool:
        """Says whether work on the bundle goes on."""
        return self.signed_off_at is None


@dataclass(frozen=True, slots=True)
class BundledForm:
    """One form of a bundle; its serial becomes the reference of the response."""

    id: str
    batch: str
    place: int
    """Its place in the bundle, from 1, in the order of keying."""
    serial: str
    version: str
    language: str
    return_code_hash: str | None = None
    """Of a form that was printed without a serial and got one at keying; printed forms keep theirs elsewhere."""
    minted: bool = False
    chosen: bool = False
    """True where it is keyed again."""
    clash: str | None = None
    """The response that the same person has already given in another way."""
    decision: Decision | None = None
    response: str | None = None


@dataclass(frozen=True, slots=True)
class Keying:
    """One form as one clerk keyed it."""

    form: str
    turn: Turn
    clerk: str
    started_at: datetime
    saved_at: datetime
    finished_at: datetime | None
    typed: Mapping[str, str]
    """Field → what was typed; empty once the bundle was signed off."""
    compared: tuple[str, ...] = ()
    """Of a finished second keying: the fields that count for the rate of errors."""

    @property
    def is_finished(self) -> bool:
        """Says whether the clerk has got to the end of the form."""
        return self.finished_at is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two keyings of a form differ."""

    form: str
    field: str
    first: str
    second: str
    right: str | None = None
    """What stands on the paper, once somebody has looked."""
    wrong: Wrong | None = None

    @property
    def is_open(self) -> bool:
        """Says whether nobody has had the third look yet."""
        return self.wrong is None
