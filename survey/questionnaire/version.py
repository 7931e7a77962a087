"""A frozen version of a questionnaire, with what can be worked out of it once."""

from dataclasses import dataclass
from typing import Any

from survey.questionnaire.definition import Questionnaire
from survey.questionnaire.document import canonical_json, from_canonical, version_of
from survey.questionnaire.routing import Route


@dataclass(frozen=True)
class Version:
    """A questionnaire under its hash, with its route compiled."""

    hash: str
    questionnaire: Questionnaire
    route: Route

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Version":
        """Freezes a questionnaire."""
        return cls(version_of(questionnaire), questionnaire, Route(questionnaire))

    @classmethod
    def thaw(cls, document: str | bytes) -> "Version":
        """Reads a version back from its canonical JSON."""
        return cls.of(from_canonical(document))

    def __reduce__(self) -> tuple[Any, ...]:
        """Travels to another process as its document: a route is made of functions, which don't travel."""
        return Version.thaw, (canonical_json(self.questionnaire),)
