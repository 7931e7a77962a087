"""A year's results of one area: every measure that has a figure or a target, then the types of recorded crime."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from survey.indicators.measures.figures import Figures
from survey.indicators.measures.measure import Kind, Measure, Term
from survey.indicators.years import Year
from survey.priorities.performance.line import Line
from survey.priorities.targets.target import Wanted


@dataclass(frozen=True, slots=True)
class Results:
    """The lines of one area and year as they are known now, or as they were published."""

    area: str
    year: Year
    lines: tuple[Line, ...]
    edition: int = 0
    """Which publication this is, from 1; 0 for figures that were not published."""
    published_at: datetime | None = None
    published_by: str = ""
    note: str = ""
    """Why a later edition was made; empty for the first."""

    @property
    def with_targets(self) -> tuple[Line, ...]:
        """Returns the lines that have a target."""
        return tuple(one for one in self.lines if one.wanted is not None)

    @property
    def is_whole(self) -> bool:
        """Says whether some line has figures, and all that have any have them for the whole year."""
        return bool(self.lines) and not any(one.so_far for one in self.lines)

    @property
    def by_key(self) -> Mapping[str, Line]:
        """Finds a line by the key of its measure."""
        return {one.measure.key: one for one in self.lines}


@dataclass(frozen=True, slots=True)
class Revised:
    """A published line, and how its figures stand by now."""

    published: Line
    now: Line


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said of an area's year: the published results where there are any, else those known now."""

    results: Results
    revised: tuple[Revised, ...] = ()
    """Published lines whose figures a later extract or entry changed; what was published stays."""

    @property
    def is_published(self) -> bool:
        """Says whether the results were published."""
        return self.results.edition > 0


def reckon(
    figures: Figures, year: Year, measures: Sequence[Measure], targets: Mapping[str, Wanted]
) -> Results:
    """Puts a year's results together from all that is known of an area."""
    lines = [_line(figures, year, one, targets.get(one.key)) for one in measures]
    kept = [one for one in lines if one.wanted is not None or one.current is not None]
    counted = {one.measure.category for one in kept}
    types = [
        _line(figures, year, crime_type(category), None)
        for category in figures.recorded.categories(year)
        if category not in counted
    ]
    return Results(figures.area, year, (*kept, *(one for one in types if one.current is not None)))


def crime_type(category: str) -> Measure:
    """Returns the measure of a type of recorded crime by itself, named as the file names it."""
    name = category.capitalize() if category.isupper() else category
    return Measure(f"type:{category}", name, Kind.COUNT, (Term(category=category),))


def _line(figures: Figures, year: Year, measure: Measure, wanted: Wanted | None) -> Line:
    current, previous = figures.in_year(measure, year), figures.in_year(measure, year.before)
    months: tuple[str, ...] = ()
    if current.value is None and (months := figures.known_months(measure, year)):
        current = figures.over(measure, months)
        previous = figures.over(measure, [_a_year_before(month) for month in months])
    sources = figures.sources(current, previous)
    return Line(measure, previous.value, current.value, wanted, months, sources)


def _a_year_before(month: str) -> str:
    return f"{int(month[:4]) - 1}{month[4:]}"


def revised(published: Results, now: Results) -> Iterator[Revised]:
    """Yields the published lines whose figures are others by now."""
    for one in published.lines:
        its = now.by_key.get(one.measure.key)
        if its is not None and (its.previous, its.current) != (one.previous, one.current):
            yield Revised(one, its)


def head_lines(results: Iterable[Line]) -> tuple[Line, ...]:
    """Returns what a summary shows: the lines with a target, else those of defined measures, else all."""
    lines = tuple(results)
    for some in (
        tuple(one for one in lines if one.wanted is not None),
        tuple(one for one in lines if not one.measure.key.startswith("type:")),
    ):
        if some:
            return some
    return lines
