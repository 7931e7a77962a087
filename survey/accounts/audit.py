"""The audit trail: who did what to which, and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

COMMAND_LINE = "command-line"
"""The actor of a deed done by the `survey` command."""

_TAG = re.compile(r"[a-z_]+:[a-z_]+:[a-z_]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed; `tag` is `source:subject:action`, such as `staff:user:added`."""

    id: int
    at: datetime
    actor: str | None
    actor_name: str
    tag: str
    subject_id: str | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which deeds to list; an empty field lets all pass. `subject` is the middle of the tag."""

    actor: str = ""
    subject: str = ""
    subject_id: str = ""
    since: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of deeds, newest first, and how many there are in all."""

    entries: tuple[Entry, ...]
    total: int
    page: int
    page_size: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.page_size))


def tag(actor: str | None, deed: str) -> str:
    """Puts the source before `subject:action`: staff, command (the command line) or system (nobody)."""
    source = "system" if actor is None else "command" if actor == COMMAND_LINE else "staff"
    return f"{source}:{deed}"


def check_tag(written: str) -> str:
    """Returns the tag; raises ValueError where it is not `source:subject:action`."""
    if not _TAG.fullmatch(written):
        raise ValueError(f"an audit tag is source:subject:action in small letters, not {written!r}")
    return written
