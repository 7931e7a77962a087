"""Settling: what a submission fixes once and for all, and what can be recomputed from the frozen version."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version


@dataclass(frozen=True, slots=True)
class Settled:
    """The answers that count, the path, and what was not asked, not answered or fell off the path."""

    answers: dict[str, Any]
    pages: list[str]
    not_asked: list[str]
    not_answered: list[str]
    off_path: dict[str, Any]

    def document(self) -> dict[str, Any]:
        """Returns what is written beside the answers."""
        return {
            "pages": self.pages,
            "not_asked": self.not_asked,
            "not_answered": self.not_answered,
            "off_path": self.off_path,
        }


def settle(version: Version, answers: Mapping[str, Any], channel: Channel | str) -> Settled:
    """Settles answers along the path that they take; the same answers always settle alike."""
    route = version.route
    path = route.walk(answers, channel)
    kept = route.on_path(path, answers)
    return Settled(
        answers=kept,
        pages=[page.key for page in path.pages],
        not_asked=route.not_asked(path),
        not_answered=route.not_answered(path, kept),
        off_path=route.off_path(path, answers),
    )
