"""What the quality rules look at: one interview or keyed form, with whoever took it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.questionnaire.definition import Channel


@dataclass(frozen=True, slots=True)
class Interview:
    """A finished interview by telephone, or a form keyed from paper."""

    key: str
    """Names it among all: `call:<id>` or `form:<id>`."""
    response: str
    clerk: str
    channel: Channel
    version: str
    at: datetime
    """When it was finished."""
    seconds: float | None
    """How long it took in one go; None where it was begun in another way, or in two goes."""
    answered: int
    """Questions that got an answer, refusals included."""
    answers: Mapping[str, Any]
