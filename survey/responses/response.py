"""A response: a draft while somebody answers, sent once it is settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.questionnaire.definition import Channel

PARTIAL = "partial"
"""The paradata that say that a response counts although its giver stopped before the end."""


@dataclass(frozen=True, slots=True)
class Response:
    """One row of answers; `answers` holds everything given so far, or the settled answers once it was sent."""

    id: str
    reference: str
    round: str
    family: str
    version: str
    channel: Channel
    language: str
    rotation: int
    answers: Mapping[str, Any]
    started_at: datetime
    saved_at: datetime
    submitted_at: datetime | None
    withdrawn_at: datetime | None
    revision: int
    paradata: Mapping[str, Any]

    @property
    def is_sent(self) -> bool:
        """Says whether the response was submitted."""
        return self.submitted_at is not None

    @property
    def is_open(self) -> bool:
        """Says whether the response can still be answered."""
        return self.submitted_at is None and self.withdrawn_at is None

    @property
    def is_partial(self) -> bool:
        """Says whether the response was sent before its end; the return code opens it as a draft again."""
        return self.is_sent and self.paradata.get(PARTIAL) is True


@dataclass(frozen=True, slots=True)
class Revision:
    """Answers as they stood before a correction, and who replaced them, when and why."""

    number: int
    """How many corrections came before these answers."""
    answers: Mapping[str, Any]
    replaced_at: datetime
    replaced_by: str
    reason: str
