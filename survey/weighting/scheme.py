"""A weighting scheme: the margins to meet, and what is done about small groups, large weights and missing answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any

import orjson

from survey.statistics.raking import Bounds

BOUNDS = Bounds(0.2, 5.0)
"""No response counts for more than five, nor for less than a fifth of one."""

Answers = tuple[str, ...]
"""One answer to each question of a margin, by choice key or area code, in the order of its questions."""


class Missing(StrEnum):
    """What is done with people who did not say which category of a margin they belong to."""

    PROPORTIONATE = "proportionate"
    """They are taken to be spread like those who did: this margin leaves their weight alone."""
    OWN = "own"
    """They are a category of their own, which keeps the share that it has among those who answered."""


@dataclass(frozen=True, slots=True)
class Category:
    """A group of the population whose size is known."""

    key: str
    label: str
    population: float
    answers: frozenset[Answers]
    """The combinations of answers that put somebody into it."""
    place: tuple[float, ...]
    """Where it lies among the others: a group too small to be weighted joins the nearest."""


@dataclass(frozen=True, slots=True)
class Margin:
    """The sizes of groups that make up the population, from one source."""

    key: str
    label: str
    questions: tuple[str, ...]
    categories: tuple[Category, ...]
    source: str
    """Where the sizes are from, and of what date."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the responses of one family are weighted; frozen, and named by a hash of all that it holds."""

    family: str
    name: str
    population: str
    """Whom the weighted figures speak of, in words."""
    margins: tuple[Margin, ...]
    left_out: Mapping[str, frozenset[str]]
    """Question to the answers of people who are not of the population; they get no weight."""
    bounds: Bounds = BOUNDS
    fewest: int = 20
    """Responses below which a category joins another."""
    missing: Missing = Missing.PROPORTIONATE

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that decide a weight, each once."""
        named = [question for margin in self.margins for question in margin.questions]
        return tuple(dict.fromkeys([*named, *self.left_out]))

    @property
    def hash(self) -> str:
        """SHA-256 of the scheme, in hexadecimal: equal schemes have equal names."""
        return sha256(orjson.dumps(self.document(), option=orjson.OPT_SORT_KEYS)).hexdigest()

    def document(self) -> dict[str, Any]:
        """Returns all that the scheme holds, as plain values."""
        return {
            "family": self.family,
            "name": self.name,
            "population": self.population,
            "margins": [
                {
                    "key": margin.key,
                    "questions": list(margin.questions),
                    "source": margin.source,
                    "categories": [
                        {"key": one.key, "population": one.population, "answers": sorted(one.answers)}
                        for one in margin.categories
                    ],
                }
                for margin in self.margins
            ],
            "left_out": {question: sorted(answers) for question, answers in self.left_out.items()},
            "bounds": [self.bounds.lowest, self.bounds.highest],
            "fewest": self.fewest,
            "missing": self.missing.value,
        }


def joined(
    categories: Sequence[Category], cases: Sequence[float], fewest: int
) -> tuple[tuple[int, ...], ...]:
    """Returns the categories as groups of places, each with enough cases and with a population of its own.

    `cases` are the responses in each category. The smallest joins the group nearest to it, until all are large
    enough or one is left; a category with neither people nor cases is left out.
    """
    groups = [[place] for place, one in enumerate(categories) if one.population > 0 or cases[place] > 0]

    def is_short(group: Sequence[int]) -> bool:
        people = sum(categories[place].population for place in group)
        return sum(cases[place] for place in group) < fewest or people <= 0

    def size(group: Sequence[int]) -> float:
        return sum(cases[place] for place in group)

    while len(groups) > 1:
        short = [group for group in groups if is_short(group)]
        if not short:
            break
        smallest = min(short, key=lambda group: (size(group), group))
        groups.remove(smallest)
        nearest = min(groups, key=lambda group: (_distance(categories, smallest, group), size(group)))
        nearest.extend(smallest)
    return tuple(tuple(sorted(group)) for group in sorted(groups, key=min))


def _distance(categories: Sequence[Category], one: Sequence[int], other: Sequence[int]) -> float:
    return min(
        sum((a - b) ** 2 for a, b in zip(categories[here].place, categories[there].place, strict=True))
        for here in one
        for there in other
    )
