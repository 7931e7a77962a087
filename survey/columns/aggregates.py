"""Aggregates of many columns in one pass over the responses, written as SQL that the column store runs."""

from collections.abc import Iterable, Sequence
from typing import Any

from survey.columns.crossing import Crossing
from survey.columns.filters import Predicate, quoted
from survey.columns.weighing import Weight

WEIGHED = "coalesce(sum(weight), 0), coalesce(sum(weight * weight), 0)"


def weighing_sql(columns: Sequence[str], where: Predicate) -> str:
    """Writes what adds up weights by the code of each column, one grouping set a column."""
    names = [quoted(name) for name in columns]
    sets = ", ".join(f"({name})" for name in names)
    wanted = ", ".join(names)
    return f"SELECT {wanted}, {WEIGHED} FROM responses WHERE {where.sql} GROUP BY GROUPING SETS ({sets})"


def weights_in(columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, dict[int, Weight]]:
    """Reads column name → code → weights from what `weighing_sql` gave; a row has the code of one column alone."""
    found: dict[str, dict[int, Weight]] = {name: {} for name in columns}
    for *codes, total, squares in rows:
        place = _only(codes)
        found[columns[place]][codes[place]] = Weight(total, squares)
    return found


def crossing_sql(columns: Sequence[str], by: str, where: Predicate) -> str:
    """Writes what counts and weighs responses by the code of each column within each code of another."""
    group = quoted(by)
    names = [quoted(name) for name in columns]
    sets = ", ".join(f"({group}, {name})" for name in names)
    wanted = ", ".join([group, *names, "count(*)", WEIGHED])
    return f"SELECT {wanted} FROM responses WHERE {where.sql} GROUP BY GROUPING SETS ({sets})"


def cells_in(
    columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> dict[str, dict[tuple[int, int], Crossing]]:
    """Reads column name → (group, code) → responses from what `crossing_sql` gave."""
    found: dict[str, dict[tuple[int, int], Crossing]] = {name: {} for name in columns}
    for group, *codes, responses, weight, squares in rows:
        place = _only(codes)
        found[columns[place]][group, codes[place]] = Crossing(responses, weight, squares)
    return found


def ballots_sql(columns: Sequence[str], where: Predicate) -> str:
    """Writes what counts and weighs equal ballots, given the columns of ranks of one question."""
    names = ", ".join(quoted(name) for name in columns)
    given = f"({where.sql}) AND {quoted(columns[0])} >= 0"
    return f"SELECT {names}, count(*), coalesce(sum(weight), 0) FROM responses WHERE {given} GROUP BY ALL"


def _only(codes: Sequence[int | None]) -> int:
    return next(place for place, code in enumerate(codes) if code is not None)
