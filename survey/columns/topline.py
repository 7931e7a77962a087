"""Toplines: what a question comes to, laid out from counts of codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from survey.columns.codes import ABSENCE_OF_CODE, UNREAD, status_of
from survey.columns.table import Table, categories
from survey.config import LIMITS
from survey.questionnaire.definition import Absence, Question, Text
from survey.questionnaire.kinds.kind import Column
from survey.questionnaire.kinds.ranking import places_of
from survey.statistics.estimates import Quartiles, share
from survey.statistics.ranking import borda_from_counts

SMALLEST_BASE = LIMITS.smallest_base
"""Unweighted responses below which a table gives counts and no shares."""

Tally = Mapping[str, Mapping[int, int]]
"""Column name to code to responses."""

Sums = Mapping[str, tuple[int, int, int]]
"""Column name to (responses above nought, what they add up to, what the two largest add up to)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the numbers that were given come to."""

    mean: float
    quartiles: Quartiles


@dataclass(frozen=True, slots=True)
class Line:
    """One answer of a table."""

    key: str
    label: Text
    count: int
    """Responses that gave this answer; of a ranking, in any place."""
    places: tuple[int, ...] = ()
    """Of a ranking: responses that gave it first, second, and so on."""
    points: int = 0
    """Of a ranking: Borda points; with three places 3, 2 and 1."""
    total: int = 0
    """Of counted areas: what the counts add up to, such as premises."""
    largest: int = 0
    """Of counted areas: what the two largest counts add up to."""


@dataclass(frozen=True, slots=True)
class Block:
    """One table under one base: a question, or one row of a grid."""

    key: str
    label: Text
    base: int
    """Responses with an answer of substance."""
    absences: Mapping[Absence, int]
    unread: int
    """Answers that no version's choices explain; nothing is dropped in silence."""
    lines: tuple[Line, ...]

    @property
    def has_shares(self) -> bool:
        """Says whether the base carries shares."""
        return self.base >= SMALLEST_BASE

    def share_of(self, count: int) -> float | None:
        """Returns a count as a share of the base, 0 to 1; None where the base is too small."""
        return share(count, self.base) if self.has_shares else None


@dataclass(frozen=True, slots=True)
class Result:
    """What one question comes to for a selection of responses."""

    question: Question
    manner: str
    """`prompted` or `unprompted` where a channel asks without naming the choices, else empty."""
    blocks: tuple[Block, ...]
    summary: Summary | None = None
    texts: tuple[tuple[str, int], ...] = ()
    """Columns of words that belong to the question, and how many were written."""

    @property
    def base(self) -> int:
        """The largest base of the question's tables."""
        return max((block.base for block in self.blocks), default=0)

    @property
    def places(self) -> int:
        """How many places a ranking has; none for other kinds."""
        return places_of(self.question) if self.question.kind == "ranking" else 0


def tallied(table: Table, question: Question) -> tuple[str, ...]:
    """Names the columns whose codes have to be counted; flags and counts share their absences, so one will do."""
    names: list[str] = []
    shared = False
    for column in table.columns_of(question.key):
        if column.type in {"flag", "count"}:
            if not shared:
                names.append(column.name)
            shared = True
        else:
            names.append(status_of(column.name) if column.type == "number" else column.name)
    return tuple(names)


def summed(table: Table, question: Question) -> tuple[str, ...]:
    """Names the columns of which responses above nought have to be counted and added up."""
    return tuple(column.name for column in table.columns_of(question.key) if column.type in {"flag", "count"})


def lay_out(
    table: Table,
    question: Question,
    tally: Tally,
    sums: Sums,
    summary: Summary | None = None,
    manner: str = "",
) -> Result:
    """Lays out a question from the counts of its columns."""
    columns = table.columns_of(question.key)
    answers = [column for column in columns if ":" not in column.name]
    texts = tuple((column.name, tally[column.name].get(0, 0)) for column in columns if column.type == "text")
    return Result(question, manner, _blocks(question, answers, tally, sums), summary, texts)


def _blocks(question: Question, columns: Sequence[Column], tally: Tally, sums: Sums) -> tuple[Block, ...]:
    if not columns:
        return ()
    kind = columns[0].type
    if kind == "category":
        return tuple(_block(column, tally[column.name], _category_lines(column, tally)) for column in columns)
    if kind == "rank":
        counts = tally[columns[0].name]
        return (_block(columns[0], counts, _rank_lines(question, columns, tally), question.text),)
    if kind in {"flag", "count"}:
        lines = tuple(
            Line(
                column.part,
                column.label,
                sums[column.name][0],
                total=sums[column.name][1],
                largest=sums[column.name][2],
            )
            for column in columns
        )
        return (_block(columns[0], tally[columns[0].name], lines, question.text),)
    name = status_of(columns[0].name) if kind == "number" else columns[0].name
    return (_block(columns[0], tally[name], ()),)


def _block(
    column: Column, counts: Mapping[int, int], lines: tuple[Line, ...], label: Text | None = None
) -> Block:
    return Block(
        key=column.part if label is None else "",
        label=label or column.label,
        base=sum(count for code, count in counts.items() if code >= 0),
        absences={absence: counts.get(code, 0) for code, absence in ABSENCE_OF_CODE.items()},
        unread=counts.get(UNREAD, 0),
        lines=lines,
    )


def _category_lines(column: Column, tally: Tally) -> tuple[Line, ...]:
    counts = tally[column.name]
    labels = dict(column.categories)
    return tuple(Line(key, labels[key], counts.get(code, 0)) for code, key in enumerate(categories(column)))


def _rank_lines(question: Question, columns: Sequence[Column], tally: Tally) -> tuple[Line, ...]:
    places = places_of(question)
    lines = []
    for column in columns:
        counts = tuple(tally[column.name].get(place, 0) for place in range(1, places + 1))
        points = int(borda_from_counts(np.array([counts]), best=places)[0])
        lines.append(Line(column.part, column.label, sum(counts), counts, points))
    return tuple(lines)
