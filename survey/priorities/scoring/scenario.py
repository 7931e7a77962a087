"""A scenario: whose voice counts how much, in points, under a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from survey.priorities.grounds.ground import SCORED, Source

MOST_POINTS = 100
LONGEST_NAME = 80

EVEN: Mapping[Source, float] = MappingProxyType(dict.fromkeys(SCORED, 10.0))
"""Where nobody has saved a scenario, every criterion has the same weight."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Weights as they were saved; saving again under the name makes a new one and keeps this."""

    id: int
    round: str
    name: str
    points: Mapping[Source, float]
    note: str
    """Why these weights."""
    saved_at: datetime
    saved_by: str


class ScenarioRefused(ValueError):
    """Weights can't be saved; `code` says why, `field` what it concerns.

    Codes: name_missing, too_long, bad_points, no_points.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


def check(name: str, points: Mapping[Source, float]) -> None:
    """Raises ScenarioRefused for weights that can't be."""
    if not name.strip():
        raise ScenarioRefused("name_missing", "name")
    if len(name) > LONGEST_NAME:
        raise ScenarioRefused("too_long", "name")
    for source, value in points.items():
        if source not in SCORED or not 0 <= value <= MOST_POINTS:
            raise ScenarioRefused("bad_points", source.value)
    if not any(points.values()):
        raise ScenarioRefused("no_points", "name")
