"""Builders: simulated responses to what ships, or to a questionnaire of one's own."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from math import sqrt
from zoneinfo import ZoneInfo

from survey.demonstration.moments import Window
from survey.demonstration.simulation import Simulation, simulated
from survey.demonstration.truths import THIS_YEAR, Year
from survey.questionnaire.version import Version
from survey.responses.actions import Given
from tests.builders import shipped

LONDON_TIME = ZoneInfo("Europe/London")
OPENS = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
CLOSES = datetime(2026, 7, 13, 16, 0, tzinfo=UTC)
WINDOW = Window(OPENS, CLOSES, CLOSES, LONDON_TIME)

MANY = 5000


@cache
def many(family: str, year: Year = THIS_YEAR) -> Sequence[Given]:
    """Simulates enough responses for shares to be told."""
    return some(shipped(family), MANY, year=year)


def some(
    version: Version, number: int, *, seed: int = 1, window: Window = WINDOW, year: Year = THIS_YEAR
) -> Sequence[Given]:
    """Simulates a few responses."""
    return tuple(simulated(Simulation(version, "2026", window, number, seed, year)))


def is_near(count: int, base: int, share: float) -> bool:
    """Says whether a count could come from a share: four standard errors, which chance exceeds once in 16,000."""
    return abs(count / base - share) < 4 * sqrt(share * (1 - share) / base) + 1e-9


def chosen(one: Given, key: str) -> str | None:
    """Returns the choice that was made; None for any absence."""
    value = one.answers.get(key)
    return value if isinstance(value, str) else None
