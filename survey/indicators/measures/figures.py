"""What a measure comes to in an area: in a year, in part of one, and month by month; with where it is from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from survey.indicators.areas import residents_of
from survey.indicators.crime.extract import Extract, Recorded
from survey.indicators.measures.measure import Measure, Term, value_of
from survey.indicators.measures.series import Point, in_year
from survey.indicators.years import Year


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value over some months, and the extracts and entries that it rests on."""

    value: Decimal | None
    extracts: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Figures:
    """All that is known of an area."""

    area: str
    recorded: Recorded
    extracts: Mapping[int, Extract] = field(default_factory=dict)
    points: Mapping[str, Mapping[str, Point]] = field(default_factory=dict)
    """Series → period → the value that stands."""

    def over(self, measure: Measure, months: Sequence[str]) -> Figure:
        """Returns a measure over some months, of recorded crime and monthly series alone."""
        extracts: set[int] = set()
        used: list[Point] = []

        def figure(term: Term) -> Decimal | None:
            if not term.series:
                total = self.recorded.total((term.category, term.subcategory), months)
                extracts.update(total.extracts)
                return Decimal(total.count) if total.is_whole else None
            its = self.points.get(term.series, {})
            if not measure.kind.is_counted or any(month not in its for month in months):
                return None
            used.extend(its[month] for month in months)
            return sum((its[month].value for month in months), Decimal(0))

        value = value_of(measure, figure, residents_of(self.area))
        return Figure(value, tuple(sorted(extracts)), tuple(used))

    def in_year(self, measure: Measure, year: Year) -> Figure:
        """Returns a measure over a whole year."""
        extracts: set[int] = set()
        used: list[Point] = []

        def figure(term: Term) -> Decimal | None:
            if not term.series:
                total = self.recorded.total((term.category, term.subcategory), year.months)
                extracts.update(total.extracts)
                return Decimal(total.count) if total.is_whole else None
            its = self.points.get(term.series, {})
            used.extend(one for period, one in its.items() if period in {str(year), *year.months})
            values = {period: one.value for period, one in its.items()}
            return in_year(values, year, counted=measure.kind.is_counted)

        value = value_of(measure, figure, residents_of(self.area))
        return Figure(value, tuple(sorted(extracts)), tuple(used))

    def known_months(self, measure: Measure, year: Year) -> tuple[str, ...]:
        """Returns the months of a year, from April on and without a gap, for which a measure is known."""
        known: list[str] = []
        for month in year.months:
            if self.over(measure, [month]).value is None:
                break
            known.append(month)
        return tuple(known)

    def sources(self, *figures: Figure) -> tuple[str, ...]:
        """Returns where figures are from, each with its date, in words."""
        extracts = sorted({one for figure in figures for one in figure.extracts})
        said = [f"{self.extracts[one].source}, extract of {self.extracts[one].taken_on}" for one in extracts]
        points = [f"{one.source}, {one.as_of}" for figure in figures for one in figure.points]
        return tuple(dict.fromkeys([*said, *points]))
