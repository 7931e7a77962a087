"""Which column of a sample survey's file answers which question, and which value stands for which answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from survey.indicators.benchmarks.parts import Part, plain
from survey.indicators.sheet import Sheet

DESIGN = ("weight", "stratum", "cluster", "population")
"""What a column can say of how people were drawn; `population` is how many there are to draw from in a stratum."""

_KNOWN: Mapping[str, frozenset[str]] = {
    "weight": frozenset({"weight", "designweight", "baseweight", "wt", "pw"}),
    "stratum": frozenset({"stratum", "strata"}),
    "cluster": frozenset({"cluster", "psu", "samplepoint"}),
    "population": frozenset({"fpc", "population", "stratumpopulation"}),
}

MOST_VALUES = 80
"""Values of one column that a person is asked to place; a column with more holds no answers from a list."""


class LayoutRefused(ValueError):
    """A file can't be read like this; `code` says why, `field` which question or what of the design.

    Codes: unknown (no column is headed like this), twice, nothing (no question has a column), too_many_values,
    no_answer (a value stands for an answer that the question does not offer).
    """

    def __init__(self, code: str, field: str = "", words: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.words = words[:80]


@dataclass(frozen=True, slots=True)
class Layout:
    """What a person said of a file."""

    columns: Mapping[str, tuple[str, ...]]
    """Part → the headers of its columns; of a ranking the first choice's first."""
    design: Mapping[str, str] = field(default_factory=dict)
    """One of DESIGN → header, where there is one."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Part → as written → the answer's key, empty for 'gave no answer'."""

    def document(self) -> dict[str, Any]:
        """Returns it as it is kept."""
        return {
            "columns": {part: list(headers) for part, headers in self.columns.items()},
            "design": dict(self.design),
            "values": {part: dict(values) for part, values in self.values.items()},
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Layout":
        """Reads it back."""
        columns = {part: tuple(headers) for part, headers in document["columns"].items()}
        return cls(columns, document["design"], document["values"])


def check(layout: Layout, headers: Sequence[str], parts: Sequence[Part]) -> None:
    """Raises LayoutRefused where a layout doesn't fit the headers and questions."""
    named = [(part, header) for part, its in layout.columns.items() for header in its]
    if not named:
        raise LayoutRefused("nothing")
    known = {part.key: part for part in parts}
    seen: set[str] = set()
    for what, header in [*named, *((role, header) for role, header in layout.design.items() if header)]:
        if header not in headers or what not in {*known, *DESIGN}:
            raise LayoutRefused("unknown", what, header)
        # strata are often the boroughs themselves; anything else that stands for two things is a slip
        if header in seen and what != "stratum":
            raise LayoutRefused("twice", what, header)
        seen.add(header)
    for key, values in layout.values.items():
        for written, answer in values.items():
            if answer and answer not in known[key].keys:
                raise LayoutRefused("no_answer", key, written)


def proposed(headers: Sequence[str], parts: Sequence[Part]) -> Layout:
    """Returns what headers say by themselves: a question's key or words, of a ranking with 1, 2, 3 behind."""
    by_words = {plain(header): header for header in reversed(headers) if plain(header)}
    columns = {}
    for part in parts:
        if part.places == 1:
            names = [plain(part.key), *([] if part.row else [plain(part.question.text.say("en"))])]
            its = [by_words[name] for name in names if name in by_words][:1]
        else:
            numbered = [f"{plain(part.key)}{place}" for place in range(1, part.places + 1)]
            its = [by_words[name] for name in numbered if name in by_words]
        if its:
            columns[part.key] = tuple(its)
    taken = {header for its in columns.values() for header in its}
    design = {
        role: header
        for role, names in _KNOWN.items()
        for header in headers
        if plain(header) in names and header not in taken
    }
    return Layout(columns, design)


def unplaced(sheet: Sheet, layout: Layout, parts: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    """Returns part → the values in its columns that are neither an answer's key nor its words, nor were placed.

    Raises LayoutRefused for a column whose values can't be a list of answers.
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in parts:
        its = dict.fromkeys(_written(sheet, layout.columns.get(part.key, ())))
        placed = layout.values.get(part.key, {})
        left = tuple(one for one in its if one not in placed and part.answer_for(one) is None)
        if len(left) > MOST_VALUES:
            raise LayoutRefused("too_many_values", part.key, left[0])
        if left:
            found[part.key] = left
    return found


def _written(sheet: Sheet, headers: Sequence[str]) -> Iterator[str]:
    places = [sheet.headers.index(header) for header in headers]
    for row in sheet.rows:
        yield from (row[place] for place in places if place < len(row) and row[place])


def fingerprint(headers: Sequence[str]) -> str:
    """Names a set of headers, so that next year's file is known again; hexadecimal SHA-256."""
    return sha256("\n".join(sorted(plain(header) for header in headers)).encode()).hexdigest()
