"""The chart of a measure by month: this year's bars, last year's line, and what the target allows a month."""

from dataclasses import dataclass
from decimal import Decimal

from survey.indicators.measures.figures import Figures
from survey.indicators.years import MONTH_NAMES, Year
from survey.priorities.performance.line import Line, shown

WIDTH, HEIGHT = 640, 260
LEFT, BOTTOM, TOP = 44, 30, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: its name, figures of both years, and where it is drawn."""

    name: str
    current: Decimal | None
    previous: Decimal | None
    x: float
    y: float
    width: float
    height: float
    previous_y: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the drawing needs; positions in units of the view box."""

    bars: tuple[Bar, ...]
    most: Decimal
    target: Decimal | None
    """A month's part of what the target allows in the year."""
    target_y: float | None

    @property
    def path(self) -> str:
        """Returns last year's line as the points of a polyline."""
        return " ".join(
            f"{bar.x + bar.width / 2:.1f},{bar.previous_y:.1f}"
            for bar in self.bars
            if bar.previous_y is not None
        )

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Returns the figures as the rows of a table: month, last year, this year."""
        return [(bar.name, _said(bar.previous), _said(bar.current)) for bar in self.bars]


def chart_of(figures: Figures, line: Line, year: Year) -> Chart | None:
    """Draws a measure by month; None where no month is known."""
    pairs = [
        (figures.over(line.measure, [month]).value, figures.over(line.measure, [before]).value)
        for month, before in zip(year.months, year.before.months, strict=True)
    ]
    known = [value for pair in pairs for value in pair if value is not None]
    if not known:
        return None
    target = _of_a_month(line)
    most = max([*known, target or Decimal(0), Decimal(1)])
    step = (WIDTH - LEFT) / 12
    bars = []
    for place, (month, (current, previous)) in enumerate(zip(year.months, pairs, strict=True)):
        y = _y(current, most) if current is not None else _y(Decimal(0), most)
        bars.append(
            Bar(
                name=f"{MONTH_NAMES[int(month[4:]) - 1][:3]} {month[:4]}",
                current=current,
                previous=previous,
                x=round(LEFT + place * step + step * 0.15, 1),
                y=y,
                width=round(step * 0.7, 1),
                height=round(HEIGHT - BOTTOM - y, 1),
                previous_y=None if previous is None else _y(previous, most),
            )
        )
    return Chart(tuple(bars), most, target, None if target is None else _y(target, most))


def _of_a_month(line: Line) -> Decimal | None:
    """Shares the bound of a target out among the months; a rate or share has none by month."""
    if line.bound is None or not line.measure.kind.is_counted:
        return None
    months = len(line.so_far) or 12
    return line.bound / months


def _y(value: Decimal, most: Decimal) -> float:
    return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * float(value / most), 1)


def _said(value: Decimal | None) -> str:
    return "–" if value is None else shown(value)
