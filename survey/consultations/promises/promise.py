"""A promise, what became of it step by step, and where it stands on a day."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit


class What(StrEnum):
    """What can become of a promise."""

    KEPT = "kept"
    LATE = "late"
    """It comes later than it should: a reason, and a new day."""
    DROPPED = "dropped"
    """It can't be kept: a reason."""


class Standing(StrEnum):
    """Where a promise stands; it follows from the steps and the day, and is stored nowhere."""

    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    """Its day is over and nobody has said why."""
    EXPLAINED = "explained"
    """It is late, with a reason and a new day."""
    DROPPED = "dropped"


class PromiseRefused(ValueError):
    """A deed does not fit a promise; `code` says why, `field` what it concerns."""

    def __init__(self, code: str, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that became of a promise; steps are added and never changed."""

    what: What
    words: str
    link: str
    due_on: date | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised in a round; one from before days were kept has none."""

    id: str
    round: str
    text: str
    due_on: date | None
    made_at: datetime
    made_by: str
    steps: tuple[Step, ...] = ()

    @property
    def last(self) -> Step | None:
        """What became of it last."""
        return self.steps[-1] if self.steps else None

    @property
    def now_due_on(self) -> date | None:
        """The day that was named last."""
        return next((step.due_on for step in reversed(self.steps) if step.due_on), self.due_on)

    @property
    def is_settled(self) -> bool:
        """Says whether nothing more can become of it."""
        return self.last is not None and self.last.what is not What.LATE

    def was_late(self, kept_on: date) -> bool:
        """Says whether it was kept after the day that was first named; `kept_on` is the day on the place's calendar."""
        return self.due_on is not None and kept_on > self.due_on

    def standing(self, today: date) -> Standing:
        """Returns where it stands; one whose new day is over too is late again."""
        if self.last is not None and self.last.what is What.KEPT:
            return Standing.KEPT
        if self.last is not None and self.last.what is What.DROPPED:
            return Standing.DROPPED
        if self.now_due_on is not None and today > self.now_due_on:
            return Standing.LATE
        return Standing.EXPLAINED if self.last is not None else Standing.OPEN


def check(text: str, due_on: date | None) -> None:
    """Raises PromiseRefused for a promise without words or without a day."""
    if not text.strip():
        raise PromiseRefused("text_missing", "text")
    if due_on is None:
        raise PromiseRefused("day_missing", "due_on")


def check_step(promise: Promise, step: Step) -> None:
    """Raises PromiseRefused for a step that does not fit: settled, link, reason or day."""
    if promise.is_settled:
        raise PromiseRefused("settled")
    if step.what is What.KEPT and not is_link(step.link):
        raise PromiseRefused("link_missing", "link")
    if step.what is not What.KEPT and not step.words.strip():
        raise PromiseRefused("reason_missing", "words")
    before = promise.now_due_on
    if step.what is What.LATE and (step.due_on is None or (before is not None and step.due_on <= before)):
        raise PromiseRefused("not_later", "due_on")


def is_link(link: str) -> bool:
    """Says whether something can be read at an address: on these pages (`/results`) or elsewhere on the web."""
    if link.startswith("/") and not link.startswith("//"):
        return link.isprintable() and " " not in link and "\\" not in link
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and link.isprintable() and " " not in link
