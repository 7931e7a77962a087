"""Somebody who reads every edition and knows how such figures hang together, and solves for what was left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, vstack

Name = tuple[str, ...]
WHOLE, REST = "E12000007", ""


@dataclass
class Outsider:
    """Knows the counts that were shown, edition by edition, and nothing else; counts never fell."""

    shown: Sequence[Mapping[Name, int]]
    names: Sequence[Sequence[Name]]
    """What there is to count in each edition, whether it was shown or not."""
    most: Mapping[str, int]
    """How many answers one person can give to a question; 1 where exactly one."""
    several: bool = False
    """Says whether somebody can belong to several areas, and counts in each."""

    def __post_init__(self) -> None:
        self.at = {(e, name): at for at, (e, name) in enumerate(self._all())}
        self._rows: list[tuple[dict[int, float], float, float]] = []
        for edition in range(len(self.names)):
            self._areas(edition)
            self._tables(edition)
            self._ways(edition)
            for name in self.names[edition]:
                if edition and (edition - 1, name) in self.at:
                    self._know({(edition, name): 1, (edition - 1, name): -1}, 0, np.inf)
        self.programme = self._programme()
        self.bounds = [self._bounds(e, name) for e, name in self._all()]

    def _all(self) -> list[tuple[int, Name]]:
        return [(edition, name) for edition, names in enumerate(self.names) for name in names]

    def _bounds(self, edition: int, name: Name) -> tuple[float, float | None]:
        known = self.shown[edition].get(name)
        return (0, None) if known is None else (known, known)

    def _know(self, terms: Mapping[tuple[int, Name], float], low: float, high: float) -> None:
        self._rows.append(({self.at[one]: factor for one, factor in terms.items()}, low, high))

    def _has(self, edition: int, *prefix: str) -> list[Name]:
        return [name for name in self.names[edition] if name[:-1] == prefix]

    def _sum(self, edition: int, total: Name, parts: Sequence[Name], *, more: bool = False) -> None:
        self._know({(edition, total): -1, **{(edition, one): 1 for one in parts}}, 0, np.inf if more else 0)

    def _within(self, edition: int, part: Name, whole: Name, times: float = 1) -> None:
        self._know({(edition, whole): times, (edition, part): -1}, 0, np.inf)

    def _areas(self, edition: int) -> None:
        sizes = [name for name in self._has(edition, "size") if name[1] != WHOLE]
        self._sum(edition, ("size", WHOLE), sizes, more=self.several)
        bases = self._has(edition, "base")
        for table in self._tables_of(edition, "priorities") if bases else []:
            if table[2] == "unprompted":
                continue
            self._sum(edition, table, bases, more=self.several)
            for answer in self._has(edition, "answer", *table[1:]):
                self._sum(
                    edition, answer, [("line", area, answer[-1]) for _, area in bases], more=self.several
                )
        for _, area in bases:
            self._within(edition, ("base", area), ("size", area))
            self._named(edition, "priorities", ("base", area), self._has(edition, "line", area))

    def _tables_of(self, edition: int, question: str) -> list[Name]:
        return [name for name in self.names[edition] if name[:2] == ("table", question)]

    def _named(self, edition: int, question: str, base: Name, lines: Sequence[Name]) -> None:
        """Everybody gives at least one answer, each once, and so many at most."""
        for line in lines:
            self._within(edition, line, base)
        terms = {(edition, line): 1.0 for line in lines}
        self._know({**terms, (edition, base): -1}, 0, 0 if self.most[question] == 1 else np.inf)
        self._know({**terms, (edition, base): -self.most[question]}, -np.inf, 0)

    def _tables(self, edition: int) -> None:
        for table in [name for name in self.names[edition] if name[0] == "table"]:
            self._within(edition, table, ("size", WHOLE))
            self._named(edition, table[1], table, self._has(edition, "answer", *table[1:]))
            firsts = self._has(edition, "first", *table[1:])
            if firsts:
                self._sum(edition, table, firsts)
                for first in firsts:
                    self._within(edition, first, ("answer", *first[1:]))

    def _ways(self, edition: int) -> None:
        channels = self._has(edition, "channel")
        if not channels:
            return
        self._sum(edition, ("size", WHOLE), channels)
        for table in self._tables_of(edition, "priorities"):
            manner = "unprompted" if table[2] == "unprompted" else "prompted"
            methods = self._has(edition, "method", manner)
            self._sum(edition, table, methods)
            for method in methods:
                self._within(edition, method, ("channel", method[-1]))
                self._named(edition, "priorities", method, self._has(edition, "chosen", manner, method[-1]))
            for answer in self._has(edition, "answer", *table[1:]):
                self._sum(edition, answer, [("chosen", manner, one[-1], answer[-1]) for one in methods])

    def _programme(self) -> dict[str, Any]:
        entries = [
            (row, at, factor) for row, (terms, _, _) in enumerate(self._rows) for at, factor in terms.items()
        ]
        rows, columns, factors = zip(*entries, strict=True)
        left = csr_array((factors, (rows, columns)), shape=(len(self._rows), len(self.at)))
        low, high = (np.array([one[place] for one in self._rows]) for place in (1, 2))
        same = low == high
        falls, rises = ~same & np.isfinite(high), ~same & np.isfinite(low)
        return {
            "A_eq": left[np.flatnonzero(same)],
            "b_eq": high[same],
            "A_ub": vstack([left[np.flatnonzero(falls)], -left[np.flatnonzero(rises)]], format="csr"),
            "b_ub": np.concatenate([high[falls], -low[rises]]),
        }

    def range(self, edition: int, name: Name) -> tuple[float, float]:
        """What a count can have been, as far as the outsider can tell."""
        found = []
        for sign in (1, -1):
            goal = np.zeros(len(self.at))
            goal[self.at[edition, name]] = sign
            solved = linprog(goal, **self.programme, bounds=self.bounds, method="highs")
            assert solved.status in {0, 3}, solved.message
            found.append(sign * solved.fun if solved.status == 0 else np.inf)
        return found[0], found[1]
