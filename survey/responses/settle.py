"""Settling: what a submission fixes once and for all, and what can be recomputed from the frozen version."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from survey.questionnaire.definition import Channel
from survey.questionnaire.kinds import KINDS
from survey.questionnaire.version import Version


@dataclass(frozen=True, slots=True)
class Settled:
    """The answers that count, the path, and what was not asked, not answered or fell off the path."""

    answers: dict[str, Any]
    pages: list[str]
    not_asked: list[str]
    not_answered: list[str]
    off_path: dict[str, Any]
    partial: bool = False
    """True where the person stopped before the end and agreed that what was said counts."""

    def document(self) -> dict[str, Any]:
        """Returns what is written beside the answers."""
        return {
            "pages": self.pages,
            "not_asked": self.not_asked,
            "not_answered": self.not_answered,
            "off_path": self.off_path,
            **({"partial": True} if self.partial else {}),
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


def settle_partial(version: Version, answers: Mapping[str, Any], channel: Channel | str) -> Settled:
    """Settles what was said before somebody stopped; what is not sound yet waits off the path and does not count."""
    route = version.route
    path = route.walk(answers, channel)
    unsound = [
        key
        for question in version.questionnaire.questions
        if question.key in path.asked
        and (
            KINDS[question.kind].unfinished(question, answers)
            or any(
                fault.code != "required"
                for fault in KINDS[question.kind].check(question, answers, Channel(channel))
            )
        )
        for key in route.owned(question.key)
    ]
    settled = settle(version, {key: value for key, value in answers.items() if key not in unsound}, channel)
    waiting = {key: answers[key] for key in unsound if key in answers}
    return replace(settled, off_path={**settled.off_path, **waiting}, partial=True)
