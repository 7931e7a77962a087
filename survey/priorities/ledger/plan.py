"""A published plan: an area's decisions in words, frozen; what a Local Policing Summary tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.indicators.years import Year, read_year
from survey.priorities.ledger.decision import Outcome
from survey.priorities.targets.target import Wanted


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of evidence as it stood when the plan was approved."""

    source: str
    words: str
    origin: str
    as_of: str
    link: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate's decision."""

    candidate: int
    key: str
    name: str
    outcome: Outcome
    reason: str
    you_said: str
    we_will: str
    owner: str
    due: str
    targets: tuple[Wanted, ...]
    target_words: tuple[str, ...]
    """The targets as people read them, such as '4.5% reduction in serious acquisitive crime'."""
    evidence: tuple[Told, ...]

    def document(self) -> dict[str, Any]:
        """Returns the entry as plain values."""
        told = [[one.source, one.words, one.origin, one.as_of, one.link] for one in self.evidence]
        return {
            "candidate": self.candidate,
            "key": self.key,
            "name": self.name,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "you_said": self.you_said,
            "we_will": self.we_will,
            "owner": self.owner,
            "due": self.due,
            "targets": [one.document() for one in self.targets],
            "target_words": list(self.target_words),
            "evidence": told,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Entry":
        """Reads an entry back."""
        changed = {
            "outcome": Outcome(document["outcome"]),
            "targets": tuple(Wanted.of(one) for one in document["targets"]),
            "target_words": tuple(document["target_words"]),
            "evidence": tuple(Told(*one) for one in document["evidence"]),
        }
        return cls(**{**document, **changed})


@dataclass(frozen=True, slots=True)
class Plan:
    """An area's decisions of a planning round: as published (edition from 1), or as they stand (edition 0)."""

    round: str
    area: str
    year: Year
    looks_back_on: Year
    entries: tuple[Entry, ...]
    edition: int = 0
    published_at: datetime | None = None
    published_by: str = ""
    approved_by: str = ""

    @property
    def adopted(self) -> tuple[Entry, ...]:
        """Returns what was taken up, as asked for or adapted."""
        return tuple(one for one in self.entries if one.outcome.is_taken_up)

    @property
    def not_adopted(self) -> tuple[Entry, ...]:
        """Returns what was not taken up."""
        return tuple(one for one in self.entries if not one.outcome.is_taken_up)

    def document(self) -> dict[str, Any]:
        """Returns what is frozen, as plain values."""
        return {
            "year": str(self.year),
            "looks_back_on": str(self.looks_back_on),
            "entries": [one.document() for one in self.entries],
            "approved_by": self.approved_by,
        }

    @classmethod
    def of(
        cls, round_key: str, area: str, edition: int, at: datetime, by: str, document: Mapping[str, Any]
    ) -> "Plan":
        """Reads a frozen plan back."""
        return cls(
            round_key,
            area,
            read_year(document["year"]),
            read_year(document["looks_back_on"]),
            tuple(Entry.of(one) for one in document["entries"]),
            edition,
            at,
            by,
            document["approved_by"],
        )
