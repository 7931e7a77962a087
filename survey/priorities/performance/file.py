"""A year's results as a table of plain cells, for files."""

from collections.abc import Sequence
from decimal import Decimal

from survey.indicators.areas import name_of
from survey.priorities.performance.line import Line
from survey.priorities.performance.results import Standing
from survey.priorities.targets.target import in_words

HEAD = (
    "area_code",
    "area",
    "year",
    "measure",
    "crime_type",
    "unit",
    "previous",
    "current",
    "change",
    "pct_change",
    "target",
    "result",
    "in_words",
    "status",
    "months",
    "source",
)


def rows(standing: Standing) -> list[Sequence[object]]:
    """Returns one row a line, under HEAD: exact numbers, the percentage to one decimal, empty where there is none."""
    results = standing.results
    status = f"published, edition {results.edition}" if results.edition else "not published"
    return [
        (
            results.area if results.area.startswith("E") else "",
            name_of(results.area),
            str(results.year),
            one.measure.name,
            one.measure.category,
            _unit(one),
            *(_cell(value) for value in (one.previous, one.current, one.change, one.percent)),
            in_words(one.wanted, one.measure) if one.wanted else "",
            one.verdict_words,
            one.words,
            status,
            f"{one.so_far[0]}-{one.so_far[-1]}" if one.so_far else "",
            "; ".join(one.sources),
        )
        for one in results.lines
    ]


def _unit(line: Line) -> str:
    return {"share": "per cent", "gap": "percentage points", "words": ""}.get(
        line.measure.kind.value, line.measure.many
    )


def _cell(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
