"""Jobs: what was asked for, how far it is and what came of it; plain values, time as an argument."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from survey.db.session import Database

LEASE = timedelta(seconds=60)
"""For how long a runner that says nothing is held to be alive."""

FILES_KEPT = timedelta(days=7)
"""After how long the file of a job ends."""

MOST_ATTEMPTS = 3
"""How often a job is begun before it is told as broken."""


class State(StrEnum):
    """How a job stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Gone(StrEnum):
    """Why the file of a job is there no more."""

    OVER = "over"
    """Its time was over."""
    WITHDRAWN = "withdrawn"
    """Somebody withdrew answers that may be in it."""


class Cancelled(Exception):
    """Somebody cancelled the job, or another runner has taken it: what is not committed is dropped."""


class Refused(Exception):
    """A job can't be done, which is an answer and no fault; the words are shown to whoever asked."""


@dataclass(frozen=True, slots=True)
class ResultFile:
    """The file that came of a job."""

    name: str
    """As it is called when it is handed over."""
    media_type: str
    size: int
    """Bytes."""
    sha256: str
    """In hexadecimal."""
    rows: int | None
    """Rows of responses in it, counted on reading it back; None where it holds none."""
    until: datetime
    """When it ends."""
    gone: Gone | None = None
    gone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One job; nothing in it tells of a person who answered."""

    id: str
    kind: str
    about: str
    """What it is about, in a few words."""
    subject: str
    """What it works on; two jobs never go on for one subject. Empty where that does not matter."""
    parameters: Mapping[str, Any]
    role: str
    """Who may see and fetch it, besides having asked: its asker must still hold this role."""
    back: str
    """The address of the page on which it was asked for."""
    asked_by: str
    asked_at: datetime
    attempts: int
    started_at: datetime | None
    """When its latest attempt began."""
    lease_until: datetime | None
    done: int
    of: int
    cancel_asked_at: datetime | None
    ended_at: datetime | None
    outcome: State | None
    said: str
    """What came of it, in words."""
    file: ResultFile | None

    def state(self, now: datetime) -> State:
        """Returns how it stands: one whose runner is silent waits to be taken up again."""
        if self.outcome is not None:
            return self.outcome
        if self.lease_until is None or self.lease_until <= now:
            return State.QUEUED
        return State.RUNNING

    @property
    def has_ended(self) -> bool:
        """Says whether nothing more will come of it."""
        return self.outcome is not None

    @property
    def has_file(self) -> bool:
        """Says whether it has a file that has not ended."""
        return self.file is not None and self.file.gone is None


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a job: words for whoever asked and, where it wrote to `work.path`, how the file is called."""

    said: str
    name: str = ""
    media_type: str = ""
    rows: int | None = None
    """Rows of responses in the file; such a file ends when one of them may have been withdrawn."""


class Work:
    """A job as its deed sees it."""

    def __init__(self, job: Job, database: Database, path: Path, clock: Callable[[], datetime]) -> None:
        self.job = job
        self.database = database
        self.path = path
        """Where to write the file that comes of it, if any."""
        self.now = clock
        self.done, self.of = 0, 0
        self.is_over = False
        """Set by the runner once the job was cancelled or is another's."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What it was asked with."""
        return self.job.parameters

    def told(self, done: int, of: int | None = None) -> None:
        """Keeps how far it has come; raises Cancelled where it is to go no further."""
        self.noted(done, of)
        if self.is_over:
            raise Cancelled

    def noted(self, done: int, of: int | None = None) -> None:
        """Keeps how far it has come, and never stops: for what must not be left half done."""
        self.done, self.of = done, self.of if of is None else of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job."""

    title: str
    deed: Callable[[Work], Came]
    of: str = ""
    """What its progress counts, such as 'responses'."""
    again: bool = True
    """Says whether it may be begun again after its process died."""
    stops: bool = True
    """Says whether it can be cancelled once it has begun."""
