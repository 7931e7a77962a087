"""What weights are to columns: something that tells, from how many gave which answers, what each of them counts for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Answers = tuple[str, ...]
"""One answer to each of the questions that decide a weight; empty where none of substance was given."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the responses of a round are weighted, all of them at once, whatever a table then selects."""

    name: str
    """Names the scheme: the same name at the same data mark gives the same weights."""
    round: str | None
    questions: tuple[str, ...]
    by: Callable[[Mapping[Answers, int]], Mapping[Answers, float]]
    """Told how many gave which answers, tells the weight of each such response."""
    everything: bool = False
    """Says whether responses that are left out of results are weighted, too."""


class Weight(NamedTuple):
    """Weights added up, and their squares, from which the effective number of responses follows."""

    total: float
    squares: float
