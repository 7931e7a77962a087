"""Questions to the columns as they stand at one data mark."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any, Protocol

from survey.columns.aggregates import (
    UNKNOWN,
    CrossMargins,
    Margins,
    ballots_sql,
    crossings,
    grouping_sql,
    in_parts,
    margins,
)
from survey.columns.blocks import Block
from survey.columns.cells import Cell, cells
from survey.columns.crossing import Crossing
from survey.columns.filters import Predicate, quoted
from survey.columns.further import NOTHING_DECIDED, Decided, seen
from survey.columns.joined import with_generated
from survey.columns.laying import block
from survey.columns.reading import Words
from survey.columns.table import CHANNELS, Table, categories
from survey.columns.topline import Summary
from survey.columns.weighing import Answers, Weight
from survey.statistics.estimates import Quartiles

ROWS = 10_000
"""Wide rows read at a time."""

Code = int


class Cursor(Protocol):
    """What runs a statement of the column store."""

    def execute(self, query: str, parameters: Any = ...) -> Any: ...


class Held(Protocol):
    """The columns that a snapshot reads."""

    table: Table
    names: dict[str, Code]

    def in_round(self, round_key: str | None) -> Predicate: ...

    def at_events(self, codes: Sequence[str]) -> Predicate: ...


class Snapshot:
    """Questions to the columns as they stood at one data mark."""

    def __init__(self, store: Held, cursor: Cursor) -> None:
        self.store = store
        self.table = store.table
        self._cursor = cursor
        self._kept: dict[tuple[str, str], Margins] = {}
        self.mark: int = self._one("SELECT mark FROM state", {})[0]

    def size(self, where: Predicate) -> int:
        """Counts responses."""
        count: int = self._one(f"SELECT count(*) FROM responses WHERE {where.sql}", where.parameters)[0]
        return count

    def references(self, where: Predicate) -> set[str]:
        """Returns the references of responses; they open nothing."""
        return {
            reference
            for (reference,) in self._all(
                f"SELECT reference FROM responses WHERE {where.sql}", where.parameters
            )
        }

    def tally(self, columns: Sequence[str], where: Predicate) -> dict[str, dict[Code, int]]:
        """Counts responses by code in each of the columns."""
        found = self._margins(columns, where)
        return {name: {code: cell.responses for code, cell in found[name].items()} for name in columns}

    def cells(
        self, questions: Sequence[str], where: Predicate
    ) -> list[tuple[tuple[Code, ...], Answers, int]]:
        """Counts responses by what they answered to some questions of one choice each: codes, answers, responses.

        A question that no version asks has no code and an empty answer, as has one without an answer of substance.
        """
        known = [name for name in questions if name in self.table.codes]
        keys = {name: categories(self.table.column_by_name[name]) for name in known}
        names = "".join(f"{quoted(name)}, " for name in known)
        found = self._all(
            f"SELECT {names}count(*) FROM responses WHERE {where.sql} GROUP BY ALL", where.parameters
        )
        listed = []
        for *codes, count in found:
            said = {name: keys[name][code] for name, code in zip(known, codes, strict=True) if code >= 0}
            listed.append((tuple(codes), tuple(said.get(name, "") for name in questions), count))
        return listed

    def weigh_up(self, columns: Sequence[str], where: Predicate) -> dict[str, dict[Code, Weight]]:
        """Adds up the weights of responses by code in each of the columns; needs a weighted reading."""
        found = self._margins(columns, where)
        return {
            name: {code: Weight(cell.weight, cell.squares) for code, cell in found[name].items()}
            for name in columns
        }

    def _margins(self, columns: Sequence[str], where: Predicate) -> Margins:
        """Counts and weighs the columns, each of them once in the life of this snapshot."""
        kept = self._kept.setdefault((where.sql, repr(sorted(where.parameters.items()))), {})
        missing = [name for name in dict.fromkeys(columns) if name not in kept]
        for part in in_parts(
            sorted(missing, key=lambda name: self.table.spans.get(name, 0)), self.table.spans
        ):
            kept.update(margins(part, self._arrays(grouping_sql(part, where), where)))
        return kept

    def cross(
        self, columns: Sequence[str], by: str, where: Predicate
    ) -> dict[str, dict[tuple[Code, Code], Crossing]]:
        """Counts and weighs responses by code in each of the columns within each code of another."""
        found: CrossMargins = {}
        for part in in_parts(columns, self.table.spans, self.table.spans.get(by, UNKNOWN)):
            found.update(crossings(by, part, self._arrays(grouping_sql([by, *part], where), where)))
        return found

    def ballots(self, columns: Sequence[str], where: Predicate) -> list[tuple[int, ...]]:
        """Returns the different ballots of a ranking: the rank of each option, how many gave it, and their weight."""
        return self._all(ballots_sql(columns, where), where.parameters)

    def positives(self, columns: Sequence[str], where: Predicate) -> dict[str, tuple[int, int, int]]:
        """Returns for each column how many responses are above nought, what they add up to, and the two largest.

        The two largest are told of columns of counts alone; elsewhere each is one.
        """
        if not columns:
            return {}
        counts = {name for name in columns if self.table.column_by_name[name].type == "count"}
        sums = ", ".join(
            f"count_if({quoted(name)} > 0), coalesce(sum({quoted(name)}) FILTER ({quoted(name)} > 0), 0), "
            + (f"coalesce(list_sum(max({quoted(name)}, 2)), 0)" if name in counts else "0")
            for name in columns
        )
        values = self._one(f"SELECT {sums} FROM responses WHERE {where.sql}", where.parameters)
        return {
            name: (values[3 * place], int(values[3 * place + 1]), int(values[3 * place + 2]))
            for place, name in enumerate(columns)
        }

    def numbers(self, column: str, where: Predicate) -> Summary | None:
        """Sums up a column of numbers; None where there is none."""
        name = quoted(column)
        count, mean, found = self._one(
            f"SELECT count({name}), avg({name}), quantile_cont({name}, [0, 0.25, 0.5, 0.75, 1]) "
            f"FROM responses WHERE {where.sql}",
            where.parameters,
        )
        return Summary(mean, Quartiles(*found)) if count else None

    def by_day(self, time_zone: str, where: Predicate) -> list[tuple[Any, int]]:
        """Counts submissions by calendar day of a time zone, earliest first; days without any are left out."""
        return self._all(
            "SELECT ((submitted_at AT TIME ZONE 'UTC') AT TIME ZONE $zone)::DATE AS day, count(*) "
            f"FROM responses WHERE {where.sql} GROUP BY day ORDER BY day",
            {**where.parameters, "zone": time_zone},
        )

    def by_channel(self, where: Predicate) -> dict[str, int]:
        """Counts responses by channel; channels without any are left out."""
        found = self._all(
            f"SELECT channel, count(*) FROM responses WHERE {where.sql} GROUP BY 1", where.parameters
        )
        return {CHANNELS[code].value: count for code, count in found}

    def minutes(self, where: Predicate) -> dict[str, tuple[int, float, float, float]]:
        """Returns channel → (responses, lower quartile, median, upper quartile) of minutes from start to sending."""
        took = "epoch(submitted_at - started_at) / 60"
        found = self._all(
            f"SELECT channel, count(*), quantile_cont({took}, [0.25, 0.5, 0.75]) FROM responses "
            f"WHERE {where.sql} GROUP BY 1",
            where.parameters,
        )
        return {CHANNELS[code].value: (count, *quartiles) for code, count, quartiles in found}

    def by_round(self) -> dict[str, int]:
        """Counts the responses that count by round; rounds without any are left out."""
        names = {code: name for name, code in self.store.names.items()}
        return {
            names[code]: count
            for code, count in self._all(
                "SELECT round, count(*) FROM responses WHERE NOT excluded GROUP BY 1", {}
            )
        }

    def words(
        self,
        column: str,
        where: Predicate,
        find: str,
        page: int,
        size: int,
        decided: Decided = NOTHING_DECIDED,
    ) -> tuple[int, list[Words]]:
        """Counts the texts of a column that hold what is looked for, in any case; reads one page, newest first.

        Personal details are masked, but for what was `decided` may be seen.
        """
        sought = "AND contains(lower(words), lower($find))" if find else ""
        tables = f"texts JOIN responses USING (id) WHERE field = $field {sought} AND ({where.sql})"
        field = self.table.text_columns.index(self.table.column_by_name[column])
        given: dict[str, Any] = {**where.parameters, "field": field, **({"find": find} if find else {})}
        (count,) = self._one(f"SELECT count(*) FROM {tables}", given)
        rows = self._all(
            f"SELECT id::VARCHAR, reference, channel, submitted_at, words FROM {tables} "
            f"ORDER BY submitted_at DESC, id LIMIT {int(size)} OFFSET {int(page - 1) * int(size)}",
            given,
        )
        return count, [
            Words(
                reference,
                CHANNELS[channel].value,
                at.replace(tzinfo=UTC),
                seen(words, decided, of, column),
                of,
            )
            for of, reference, channel, at, words in rows
        ]

    def wide(self, *, reference: bool = True, weight: bool = False) -> tuple[Cell, ...]:
        """Returns the columns of wide rows; see `cells`."""
        names = sorted(self.store.names, key=lambda name: self.store.names[name])
        return cells(self.table, names, reference=reference, weight=weight)

    def rows(
        self,
        where: Predicate,
        wide: Sequence[Cell] | None = None,
        *,
        coded: bool = False,
        decided: Decided = NOTHING_DECIDED,
    ) -> Iterator[Block]:
        """Reads responses as wide rows, in the order they were taken over, some thousand at a time.

        With `coded` a column of codes is left as it is; else each code is put in words. Personal details in what
        people wrote are masked, but for what was `decided` may be seen.
        """
        wide = self.wide() if wide is None else wide
        wanted = ", ".join(f"{cell.expression} AS c{place}" for place, cell in enumerate(wide))
        (last,) = self._one("SELECT coalesce(max(rowid), -1) FROM responses", {})
        for start in range(0, last + 1, ROWS):
            place = f"rowid BETWEEN {start} AND {start + ROWS - 1}"
            found = self._arrays(
                f"WITH part AS MATERIALIZED (SELECT rowid AS place, * FROM responses WHERE {place} AND ({where.sql})), "
                "written AS (SELECT id, map(list(field), list(texts.words)) AS words, bool_or(look) AS look "
                "FROM texts WHERE id IN (SELECT id FROM part) GROUP BY id) "
                f"SELECT id::VARCHAR AS id, look, {wanted} FROM part LEFT JOIN written USING (id) ORDER BY place",
                where,
            )
            if len(found["id"]):
                yield block(wide, found, coded=coded, decided=decided)

    def _one(self, sql: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._run(sql, parameters).fetchone()
        assert row is not None, "an aggregate without a row"  # noqa: S101  a statement without GROUP BY gives one row
        return row

    def _arrays(self, sql: str, where: Predicate) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._run(sql, where.parameters).fetchnumpy()
        return found

    def _all(self, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._run(sql, parameters).fetchall()
        return found

    def _run(self, sql: str, parameters: Mapping[str, Any]) -> Any:
        return self._cursor.execute(with_generated(sql, self.table.generated), dict(parameters))
