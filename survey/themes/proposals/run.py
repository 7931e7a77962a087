"""A run of the machine over the texts of a codebook, and what was accepted of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from survey.themes.proposals.assigning import Measured, Point

LEAST_KEPT = 100
"""Thousandths; what is less likely is not kept."""


class CannotLearn(ValueError):
    """There is too little to learn from; `coded` texts are there, `least` are needed."""

    def __init__(self, coded: int, least: int) -> None:
        super().__init__(f"{coded} coded texts, at least {least} are needed")
        self.coded = coded
        self.least = least


class NotPrecise(ValueError):
    """The theme is recognised with the wanted precision from no likelihood on."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one training came to."""

    id: str
    codebook: str
    version: int
    at: datetime
    by: str
    trained_on: int
    scored: int
    last_text: int
    """The latest text that it has looked at."""
    measured: tuple[Measured, ...]
    finished_at: datetime | None

    def of(self, theme: str) -> Measured | None:
        """Returns how well a theme is recognised, by its id."""
        return next((one for one in self.measured if one.theme == theme), None)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person's word that a theme is given to all texts from a likelihood on."""

    theme: str
    run: str
    threshold: int
    precision: float
    recall: float
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Answers that say nearly the same."""

    number: int
    size: int
    different: int
    """Wordings that differ by more than case and points."""
    example: int
    """The id of one of the texts."""


def written(measured: Sequence[Measured], last_text: int) -> dict[str, Any]:
    """Writes measures as a document."""
    return {
        "last_text": last_text,
        "themes": [
            {
                "theme": one.theme,
                "there": one.there,
                "of": one.of,
                "points": [[point.least, point.right, point.given] for point in one.points],
            }
            for one in measured
        ],
    }


def read(document: Mapping[str, Any]) -> tuple[Measured, ...]:
    """Reads measures from their document."""
    return tuple(
        Measured(
            one["theme"],
            one["there"],
            one["of"],
            tuple(Point(least, right, given, one["there"]) for least, right, given in one["points"]),
        )
        for one in document["themes"]
    )
