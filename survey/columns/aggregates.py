"""Aggregates of many columns, written as SQL that the column store runs, and read from what it gives.

Counting a column by its codes costs about the same for one column as for a few that are grouped together, so columns
are grouped some at a time and each one's counts are added up from the groups: a fifth of the time of a pass each.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from survey.columns.crossing import Crossing
from survey.columns.filters import Predicate, quoted
from survey.statistics.estimates import Numbers

TOGETHER = 12
"""The most columns that are grouped at once."""

MOST_GROUPS = 100_000
"""As many columns are grouped at once as have at most so many combinations of codes: of more there are too many groups,
of fewer the responses are gone through too often."""

UNKNOWN = 10
"""How many codes a column may hold that is not one of the answers, such as that of the channel."""

RESPONSES, WEIGHTS, SQUARES = "#", "#weights", "#squares"
"""Names of what is added up; no question's column can have such a name."""

Margins = dict[str, dict[int, Crossing]]
"""Column name → code → the responses that hold it."""

CrossMargins = dict[str, dict[tuple[int, int], Crossing]]
"""Column name → (code of the group, code) → the responses that hold both."""


def in_parts(columns: Sequence[str], codes: Mapping[str, int], beside: int = 1) -> Iterator[Sequence[str]]:
    """Cuts columns into parts that are grouped together; `codes` says how many each may hold.

    `beside` is how many a column holds that is grouped with each part.
    """
    part: list[str] = []
    groups = beside
    for name in columns:
        if part and (len(part) == TOGETHER or groups * codes.get(name, UNKNOWN) > MOST_GROUPS):
            yield part
            part, groups = [], beside
        part.append(name)
        groups *= codes.get(name, UNKNOWN)
    if part:
        yield part


def grouping_sql(columns: Sequence[str], where: Predicate) -> str:
    """Writes what counts and weighs the responses of each combination of codes."""
    names = ", ".join(quoted(name) for name in columns)
    sums = f'count(*) AS "{RESPONSES}", sum(weight) AS "{WEIGHTS}", sum(weight * weight) AS "{SQUARES}"'
    return f"SELECT {names}, {sums} FROM responses WHERE {where.sql} GROUP BY ALL"


def margins(columns: Sequence[str], groups: Mapping[str, Any]) -> Margins:
    """Returns what each column comes to; `groups` is what `grouping_sql` gave, name → values, a row a group."""
    sums = _sums(groups)
    found: Margins = {}
    for name in columns:
        codes, known = _codes(groups[name])
        found[name] = dict(_added_up(codes, [one[known] for one in sums]))
    return found


def crossings(by: str, columns: Sequence[str], groups: Mapping[str, Any]) -> CrossMargins:
    """Returns what each column comes to within each code of another, from groups of all of them."""
    sums = _sums(groups)
    across, has_group = _codes(groups[by], whole=True)
    found: CrossMargins = {}
    for name in columns:
        codes, has_code = _codes(groups[name], whole=True)
        known = has_group & has_code
        held, group = codes[known], across[known]
        low = int(held.min(initial=0))
        span = int(held.max(initial=0)) - low + 1
        pairs = _added_up(group * span + (held - low), [one[known] for one in sums])
        found[name] = {(pair // span, pair % span + low): cell for pair, cell in pairs}
    return found


def _codes(values: Any, *, whole: bool = False) -> tuple[Numbers, Numbers]:
    """Returns codes as whole numbers, and which of the groups have one; `whole` keeps places for those without."""
    known = ~np.ma.getmaskarray(values)
    codes = np.asarray(np.ma.getdata(values), dtype=np.int64)
    return (codes if whole else codes[known]), known


def _sums(groups: Mapping[str, Any]) -> list[Numbers]:
    return [
        np.ma.filled(np.ma.masked_invalid(np.ma.asarray(groups[name], dtype=np.float64)), 0.0)
        for name in (RESPONSES, WEIGHTS, SQUARES)
    ]


def _added_up(codes: Numbers, sums: Sequence[Numbers]) -> Iterator[tuple[int, Crossing]]:
    """Adds up the groups of each code; yields (code, sums) in the order of the codes."""
    if not len(codes):
        return
    low = int(codes.min())
    responses, weights, squares = (np.bincount(codes - low, weights=one) for one in sums)
    for place in np.flatnonzero(responses):
        cell = Crossing(round(responses[place]), float(weights[place]), float(squares[place]))
        yield int(place) + low, cell


def ballots_sql(columns: Sequence[str], where: Predicate) -> str:
    """Writes what counts and weighs equal ballots, given the columns of ranks of one question."""
    names = ", ".join(quoted(name) for name in columns)
    given = f"({where.sql}) AND {quoted(columns[0])} >= 0"
    return f"SELECT {names}, count(*), coalesce(sum(weight), 0) FROM responses WHERE {given} GROUP BY ALL"
