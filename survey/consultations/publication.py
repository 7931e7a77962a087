"""How a questionnaire becomes live: drafted, proposed by one person, published by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class QuestionnaireDraft:
    """A questionnaire being worked on for a round, as its author wrote it; it has no problems."""

    round: str
    family: str
    source: str
    saved_by: str | None
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Publication:
    """A version proposed for a round, and what became of it; `version` is its hash."""

    id: int
    round: str
    family: str
    version: str
    proposed_by: str | None
    proposed_at: datetime
    published_by: str | None
    published_at: datetime | None
    withdrawn_at: datetime | None
    effects: tuple[str, ...]
    """What it changes against the version that was live, one sentence each."""

    @property
    def is_waiting(self) -> bool:
        """Says whether a second person has still to decide."""
        return self.published_at is None and self.withdrawn_at is None


class PublicationRefused(Exception):
    """A version can't be proposed or published; `code` says why.

    Codes: same_person, not_waiting, round_over, already_live, wrong_family, keys_changed (then `problems` says which).
    """

    def __init__(self, code: str, problems: Sequence[str] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.problems = tuple(problems)


def check_second_person(publication: Publication, actor: str | None) -> None:
    """Raises PublicationRefused where a proposal is already decided, or the one who proposed it would decide."""
    if not publication.is_waiting:
        raise PublicationRefused("not_waiting")
    if actor is None or publication.proposed_by == actor:
        raise PublicationRefused("same_person")
