"""A sample as read from a file: what each person answered, and how they were drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from survey.indicators.benchmarks.layout import Layout
from survey.indicators.benchmarks.parts import Part
from survey.indicators.sheet import Sheet, Unreadable, cells_of
from survey.statistics.design import Design, Numbers

NO_ANSWER = -1

FEWEST_CASES = 2


@dataclass(frozen=True)
class Sample:
    """All interviews of a survey; each sequence has one entry for each."""

    answers: Mapping[str, Sequence[Sequence[int]]]
    """Part → for each of its places the code of the answer, by the order of its categories, or NO_ANSWER."""
    begun: Sequence[float]
    """Weights as the design has them: one over the chance to be asked, in any unit."""
    strata: Sequence[int] = ()
    clusters: Sequence[int] = ()
    populations: Sequence[float] = ()
    """How many there are to draw from in each stratum; empty where that makes no difference."""
    weights: Sequence[float] = ()
    """Weights after the margins of the population were met; those begun with where none could be."""
    margins: Sequence[Sequence[int]] = ()
    """Of each margin that was met, the category of each interview."""
    categories: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Part → the keys that its codes stand for."""

    @property
    def size(self) -> int:
        """How many interviews there are."""
        return len(self.begun)

    @property
    def design(self) -> Design:
        """How they were drawn."""
        return Design(
            strata=np.array(self.strata) if self.strata else None,
            clusters=np.array(self.clusters) if self.clusters else None,
            populations=np.array(self.populations) if self.populations else None,
        )

    def codes(self, part: str) -> Numbers:
        """Returns the answers to a part, shape (places, interviews)."""
        return np.array(self.answers[part], dtype=int)

    def keys(self, part: str) -> list[str]:
        """Returns the answers to a part by their keys, empty where there is none; of a ranking the first choices."""
        known = self.categories[part]
        return ["" if code == NO_ANSWER else known[code] for code in self.answers[part][0]]

    def document(self) -> dict[str, Any]:
        """Returns it as it is kept."""
        return {
            "answers": {part: [list(place) for place in places] for part, places in self.answers.items()},
            "categories": {part: list(keys) for part, keys in self.categories.items()},
            "margins": [list(one) for one in self.margins],
            **{name: list(getattr(self, name)) for name in _PLAIN},
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Sample":
        """Reads it back."""
        return cls(**document)


_PLAIN = ("begun", "strata", "clusters", "populations", "weights")


def read(sheet: Sheet, layout: Layout, parts: Sequence[Part]) -> Sample:
    """Reads the interviews of a file under a layout; raises Unreadable."""
    known = {part.key: part for part in parts}
    answers: dict[str, list[list[int]]] = {key: [[] for _ in its] for key, its in layout.columns.items()}
    drawn: dict[str, list[str]] = {role: [] for role, header in layout.design.items() if header}
    weights = []
    codes: dict[tuple[str, str], int] = {}
    for line, cells in cells_of(sheet):
        for key, headers in layout.columns.items():
            for place, header in enumerate(headers):
                pair = (key, cells[header])
                if pair not in codes:
                    codes[pair] = _code(cells[header], known[key], layout)
                answers[key][place].append(codes[pair])
        for role, said in drawn.items():
            said.append(cells[layout.design[role]])
        header = layout.design.get("weight", "")
        weights.append(_weight(cells[header], line, header) if header else 1.0)
    if len(weights) < FEWEST_CASES:
        raise Unreadable("too_few_cases")
    strata, _ = _numbered(drawn.get("stratum"))
    clusters, _ = _numbered(drawn.get("cluster"))
    return Sample(
        answers=answers,
        begun=weights,
        strata=strata,
        clusters=clusters,
        populations=_populations(drawn, strata, sheet, layout),
        categories={key: known[key].keys for key in layout.columns},
    )


def _code(written: str, part: Part, layout: Layout) -> int:
    said = layout.values.get(part.key, {})
    answer = said[written] if written in said else part.answer_for(written) if written else None
    return part.keys.index(answer) if answer in part.keys else NO_ANSWER


def _weight(written: str, line: int, header: str) -> float:
    try:
        found = float(written.replace(",", ""))
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise Unreadable("no_weight", line, header, written)
    return found


def _numbered(written: Sequence[str] | None) -> tuple[list[int], list[str]]:
    """Numbers names in the order in which they first stand in the file."""
    known: dict[str, int] = {}
    numbers = [known.setdefault(one, len(known)) for one in written or ()]
    return numbers, list(known)


def _populations(
    drawn: Mapping[str, Sequence[str]], strata: Sequence[int], sheet: Sheet, layout: Layout
) -> list[float]:
    """Returns how many there are in each stratum, as its first interview has it."""
    if "population" not in drawn:
        return []
    found: dict[int, float] = {}
    for at, written in enumerate(drawn["population"]):
        found.setdefault(
            strata[at] if strata else 0,
            _weight(written, sheet.lines[at], layout.design["population"]),
        )
    return [found[one] for one in sorted(found)]
