"""Reading columns: the topline of questions, the overview, the texts; what is counted is asked of a snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from survey.columns.filters import Predicate, predicate, unprompted
from survey.columns.selection import several_areas
from survey.columns.table import Table
from survey.columns.topline import Result, Summary, Sums, Tally, lay_out, summed, tallied
from survey.questionnaire.conditions import Answered, AnyOf
from survey.questionnaire.definition import Question

MANNERS = {"prompted": False, "unprompted": True}
"""The two manners of asking, in the order they are shown, and whether each is unprompted."""


@dataclass(frozen=True, slots=True)
class Words:
    """What one person wrote, and where it stands."""

    reference: str
    channel: str
    submitted_at: datetime
    words: str | None
    """As they may be seen."""
    response: str
    """The response's id."""


class Counts(Protocol):
    """What can be asked of the columns at one data mark."""

    table: Table

    def size(self, where: Predicate) -> int: ...

    def tally(self, columns: Sequence[str], where: Predicate) -> Tally: ...

    def positives(self, columns: Sequence[str], where: Predicate) -> Sums: ...

    def numbers(self, column: str, where: Predicate) -> Summary | None: ...

    def by_day(self, time_zone: str, where: Predicate) -> Sequence[tuple[date, int]]: ...

    def by_channel(self, where: Predicate) -> Mapping[str, int]: ...

    def minutes(self, where: Predicate) -> Mapping[str, tuple[int, float, float, float]]: ...


@dataclass(frozen=True, slots=True)
class Area:
    """Responses that belong to one area; a firm with sites in several counts once in each."""

    code: str
    responses: int
    sites: int
    """Sites named there; equal to the responses where each has one."""
    largest: int = 0
    """Sites of the two responses with the most there."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How many responses there are, and when, how and whence they came."""

    size: int
    by_day: tuple[tuple[date, int], ...]
    by_channel: Mapping[str, int]
    by_area: tuple[Area, ...]
    without_area: int
    counts_sites: bool
    """True where some responses stand for several sites."""


def topline(
    counts: Counts, where: Predicate, questions: Sequence[Question] | None = None
) -> tuple[Result, ...]:
    """Returns what each question comes to; one asked both prompted and unprompted gives two results."""
    table = counts.table
    wanted = table.listed if questions is None else questions
    plain = [question for question in wanted if not table.unprompted.get(question.key)]
    found = {(result.question.key, ""): result for result in _results(counts, plain, where, "")}
    apart = [question for question in wanted if table.unprompted.get(question.key)]
    for pairs in {table.unprompted[question.key] for question in apart}:
        alike = [question for question in apart if table.unprompted[question.key] == pairs]
        for manner, yes in MANNERS.items():
            here = where.also(unprompted(table, alike[0].key, yes=yes))
            for result in _results(counts, alike, here, manner):
                found[result.question.key, manner] = result
    order = [(question.key, manner) for question in wanted for manner in ("", *MANNERS)]
    return tuple(found[key] for key in order if key in found)


def _results(counts: Counts, questions: Sequence[Question], where: Predicate, manner: str) -> list[Result]:
    table = counts.table
    tally = counts.tally([name for question in questions for name in tallied(table, question)], where)
    sums = counts.positives([name for question in questions for name in summed(table, question)], where)
    return [
        lay_out(
            table,
            question,
            tally,
            sums,
            counts.numbers(question.key, where) if question.kind == "number" else None,
            manner,
        )
        for question in questions
    ]


def overview(counts: Counts, where: Predicate, time_zone: str) -> Overview:
    """Returns how many responses there are by day of a time zone, by channel and by area."""
    places = counts.table.places
    areas = _areas(counts, places, where)
    placed = predicate(AnyOf(tuple(Answered(question.key) for question in places)), counts.table)
    size = counts.size(where)
    return Overview(
        size=size,
        by_day=tuple(counts.by_day(time_zone, where)),
        by_channel=counts.by_channel(where),
        by_area=areas,
        without_area=size - counts.size(where.also(placed)),
        counts_sites=any(question.counted for question in places),
    )


def _areas(counts: Counts, places: Sequence[Question], where: Predicate) -> tuple[Area, ...]:
    found: dict[str, Area] = {}
    for result in _results(counts, places, where, ""):
        several = several_areas(result.question)
        for line in (line for block in result.blocks for line in block.lines):
            one = found.get(line.key, Area(line.key, 0, 0))
            found[line.key] = Area(
                line.key,
                one.responses + line.count,
                one.sites + (line.total if several else line.count),
                max(one.largest, line.largest if several else 0),
            )
    return tuple(found.values())


def choosable_areas(table: Table) -> tuple[str, ...]:
    """Returns the codes of the areas that responses can belong to, in the order they are shown."""
    codes: dict[str, None] = {}
    for question in table.places:
        for column in table.columns_of(question.key):
            if several_areas(question):
                codes[column.part] = None
            else:
                codes |= dict.fromkeys(key for key, _ in column.categories)
    return tuple(codes)
