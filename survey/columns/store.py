"""The column store: DuckDB in memory, one copy per family in a process that serves results. Nothing touches a disk."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC
from threading import RLock
from typing import Any

import duckdb
import numpy as np

from survey.columns.aggregates import (
    TOGETHER,
    CrossMargins,
    Margins,
    ballots_sql,
    crossings,
    grouping_sql,
    in_parts,
    margins,
)
from survey.columns.batch import Batch, marks_of, objects
from survey.columns.cells import Cell, cells
from survey.columns.crossing import Crossing
from survey.columns.encode import encoding, layout
from survey.columns.filters import Predicate, quoted
from survey.columns.further import NOTHING_DECIDED, Decided, seen
from survey.columns.reading import Words
from survey.columns.table import CHANNELS, Table, categories
from survey.columns.topline import Summary
from survey.columns.weighing import Answers, Weighing, Weight
from survey.statistics.estimates import Quartiles

MOST_THREADS = 4

ROWS = 10_000
"""Wide rows read at a time."""
HEAD = """id UUID, reference VARCHAR, version SMALLINT, round SMALLINT, channel TINYINT, language SMALLINT,
event SMALLINT, started_at TIMESTAMP, submitted_at TIMESTAMP, partial BOOLEAN"""

Code = int


class ColumnStore:
    """One family's responses as columns, with the words people wrote in a table of their own beside them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.names: dict[str, Code] = {}
        """Rounds, languages and events to their codes; it only grows."""
        self._writing = RLock()
        self._weighed: dict[str | None, tuple[str, int]] = {}
        """Rounds to the weighing and the data mark of the weights that stand."""
        self._connection = _connect()
        answers = "".join(f", {quoted(name)} {kind}" for name, kind in layout(table))
        self._connection.execute(f"CREATE TABLE responses ({HEAD}{answers}, weight FLOAT)")
        self._connection.execute("CREATE TABLE texts (id UUID, field SMALLINT, words VARCHAR)")
        self._connection.execute("CREATE TABLE state (mark BIGINT)")
        self._connection.execute("INSERT INTO state VALUES (0)")

    def take(self, batch: Batch, gone: Sequence[str], mark: int, *, fresh: bool = False) -> None:
        """Puts in new and changed responses, takes out those that no longer count, and sets the data mark, all at once.

        With `fresh` no response of the batch is there yet, so that nothing is looked for.
        """
        with self._writing:
            cursor = self._connection.cursor()
            cursor.execute("BEGIN")
            try:
                if not fresh:
                    _take_out(cursor, [*batch.ids, *gone])
                for version, part in batch.by_version().items():
                    self._put_in(cursor, version, part)
                cursor.execute("UPDATE state SET mark = $mark", {"mark": mark})
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()

    def _put_in(self, cursor: duckdb.DuckDBPyConnection, version: str, part: Batch) -> None:
        how = encoding(self.table, version)
        marks = {f"k{place}": marks_of(part, key) for place, key in enumerate(how.marks)}
        cursor.register("incoming", {**self._columns_of(version, part), **marks})
        taken_along = "".join(f", {name}" for name in marks)
        columns = "".join(f", {quoted(name)}" for name, _ in how.columns)
        values = "".join(f", {expression}" for _, expression in how.columns)
        head = "id, reference, version, round, channel, language, event, started_at, submitted_at, partial"
        cursor.execute(
            f"INSERT INTO responses ({head}{columns}) SELECT {head}{values} FROM ("
            "SELECT id::UUID AS id, reference, version, round, channel, language, event, "
            "make_timestamp(started_at) AS started_at, make_timestamp(submitted_at) AS submitted_at, "
            "json_extract_string(settled, '$.partial') IS NOT NULL AS partial, "
            "json_extract_string(answers, $paths) AS v, json_extract_string(settled, '$.not_asked') AS missed"
            f"{taken_along} FROM incoming)",
            {"paths": list(how.paths) or ["$"]},
        )
        if how.text_paths:
            cursor.execute(
                "INSERT INTO texts SELECT id::UUID, field, words FROM ("
                "SELECT id, unnest($fields) AS field, unnest(v) AS words, unnest(a) AS absent FROM ("
                "SELECT id, json_extract_string(answers, $paths) AS v, json_extract_string(answers, $absent) AS a "
                "FROM incoming)) WHERE words IS NOT NULL AND absent IS NULL",
                {
                    "fields": [field for field, _ in how.text_paths],
                    "paths": [path for _, path in how.text_paths],
                    "absent": [f'{path}."absent"' for _, path in how.text_paths],
                },
            )
        cursor.unregister("incoming")

    def _columns_of(self, version: str, part: Batch) -> dict[str, Any]:
        code = {channel.value: place for place, channel in enumerate(CHANNELS)}
        size = len(part.ids)
        return {
            "id": objects(part.ids),
            "reference": objects(part.references),
            "version": np.full(size, self.table.versions.index(version), dtype=np.int16),
            "round": np.fromiter((self._name(one) for one in part.rounds), np.int16, size),
            "channel": np.fromiter((code[one] for one in part.channels), np.int8, size),
            "language": np.fromiter((self._name(one) for one in part.languages), np.int16, size),
            "event": np.fromiter((self._name(one) for one in part.events or [""] * size), np.int16, size),
            "started_at": np.fromiter(part.started, np.int64, size),
            "submitted_at": np.fromiter(part.submitted, np.int64, size),
            "answers": objects(part.answers),
            "settled": objects(part.settled),
        }

    def _name(self, name: str) -> Code:
        return self.names.setdefault(name, len(self.names))

    def in_round(self, round_key: str | None) -> Predicate:
        """Returns the predicate of one round's responses; of all rounds for None."""
        if round_key is None:
            return Predicate()
        return Predicate(f"round = {self.names.get(round_key, -1)}")

    def at_events(self, codes: Sequence[str]) -> Predicate:
        """Returns the predicate of responses that came from one of these events; of all for no event."""
        known = ", ".join(str(self.names.get(code, -1)) for code in codes)
        return Predicate(f"event IN ({known})") if known else Predicate()

    @contextmanager
    def reading(self, *weighings: Weighing) -> Iterator["Snapshot"]:
        """Opens a view of the columns that stays as it is while others catch up, rounds weighted as asked."""
        cursor = self._connection.cursor()
        try:
            # Weights are written and read under one lock: no response may come in between without one.
            with self._writing if weighings else nullcontext():
                for weighing in weighings:
                    self._weigh(weighing)
                cursor.execute("BEGIN")
                snapshot = Snapshot(self, cursor)
            yield snapshot
        finally:
            cursor.execute("ROLLBACK")
            cursor.close()

    def _weigh(self, weighing: Weighing) -> None:
        """Gives the responses of a round their weights, unless they have them of this data mark."""
        with self.reading() as snapshot:
            if self._weighed.get(weighing.round) == (weighing.name, snapshot.mark):
                return
            mark = snapshot.mark
            coded = snapshot.cells(weighing.questions, self.in_round(weighing.round))
        cells: dict[Answers, int] = {}
        for _, answers, count in coded:
            cells[answers] = cells.get(answers, 0) + count
        weights = weighing.by(cells)
        names = [quoted(name) for name in weighing.questions if name in self.table.codes]
        cursor = self._connection.cursor()
        lookup = {
            f"k{place}": np.array([codes[place] for codes, _, _ in coded]) for place in range(len(names))
        }
        cursor.register("lookup", {**lookup, "w": np.array([weights[answers] for _, answers, _ in coded])})
        tests = "".join(f" AND {name} = lookup.k{place}" for place, name in enumerate(names))
        its = self.in_round(weighing.round).sql
        cursor.execute(f"UPDATE responses SET weight = lookup.w FROM lookup WHERE {its}{tests}")
        cursor.unregister("lookup")
        cursor.close()
        self._weighed[weighing.round] = (weighing.name, mark)

    def empty(self) -> None:
        """Takes everything out, so that the same columns can carry the next batch."""
        with self._writing:
            self._connection.execute("TRUNCATE responses")
            self._connection.execute("TRUNCATE texts")

    def close(self) -> None:
        """Gives the memory back."""
        with self._writing:
            self._connection.close()


class Snapshot:
    """Questions to the columns as they stood at one data mark."""

    def __init__(self, store: ColumnStore, cursor: duckdb.DuckDBPyConnection) -> None:
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
        for part in in_parts([name for name in dict.fromkeys(columns) if name not in kept]):
            kept.update(margins(part, self._arrays(grouping_sql(part, where), where)))
        return kept

    def cross(
        self, columns: Sequence[str], by: str, where: Predicate
    ) -> dict[str, dict[tuple[Code, Code], Crossing]]:
        """Counts and weighs responses by code in each of the columns within each code of another."""
        found: CrossMargins = {}
        for part in in_parts(columns, TOGETHER - 1):
            found.update(crossings(by, part, self._arrays(grouping_sql([by, *part], where), where)))
        return found

    def ballots(self, columns: Sequence[str], where: Predicate) -> list[tuple[int, ...]]:
        """Returns the different ballots of a ranking: the rank of each option, how many gave it, and their weight."""
        return self._all(ballots_sql(columns, where), where.parameters)

    def positives(self, columns: Sequence[str], where: Predicate) -> dict[str, tuple[int, int]]:
        """Returns for each column how many responses are above nought, and what they add up to."""
        if not columns:
            return {}
        sums = ", ".join(
            f"count_if({quoted(name)} > 0), coalesce(sum({quoted(name)}) FILTER ({quoted(name)} > 0), 0)"
            for name in columns
        )
        values = self._one(f"SELECT {sums} FROM responses WHERE {where.sql}", where.parameters)
        return {name: (values[2 * place], int(values[2 * place + 1])) for place, name in enumerate(columns)}

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
        """Counts responses by round; rounds without any are left out."""
        names = {code: name for name, code in self.store.names.items()}
        return {
            names[code]: count
            for code, count in self._all("SELECT round, count(*) FROM responses GROUP BY 1", {})
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
    ) -> Iterator[list[tuple[Any, ...]]]:
        """Reads responses as wide rows, in the order they were taken over, some thousand at a time.

        With `coded` a column of codes is left as it is; else each code is put in words. Personal details in what
        people wrote are masked, but for what was `decided` may be seen.
        """
        wide = self.wide() if wide is None else wide
        wanted = ", ".join(cell.expression for cell in wide)
        (last,) = self._one("SELECT coalesce(max(rowid), -1) FROM responses", {})
        for start in range(0, last + 1, ROWS):
            place = f"rowid BETWEEN {start} AND {start + ROWS - 1}"
            found = self._all(
                f"WITH part AS MATERIALIZED (SELECT rowid AS place, * FROM responses WHERE {place} AND ({where.sql})), "
                "written AS (SELECT id, map(list(field), list(texts.words)) AS words "
                "FROM texts WHERE id IN (SELECT id FROM part) GROUP BY id) "
                f"SELECT id::VARCHAR, {wanted} FROM part LEFT JOIN written USING (id) ORDER BY place",
                where.parameters,
            )
            ids, *held = zip(*found, strict=True) if found else ((), *((),) * len(wide))
            columns = [
                [seen(words, decided, of, cell.heading) for of, words in zip(ids, values, strict=True)]
                if cell.written
                else values
                if coded and cell.is_coded
                else cell.read(values)
                for cell, values in zip(wide, held, strict=True)
            ]
            yield list(zip(*columns, strict=True))

    def _one(self, sql: str, parameters: Mapping[str, Any]) -> tuple[Any, ...]:
        row = self._cursor.execute(sql, dict(parameters)).fetchone()
        assert row is not None, "an aggregate without a row"  # noqa: S101  a statement without GROUP BY gives one row
        return row

    def _arrays(self, sql: str, where: Predicate) -> Mapping[str, Any]:
        return self._cursor.execute(sql, dict(where.parameters)).fetchnumpy()

    def _all(self, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        return self._cursor.execute(sql, dict(parameters)).fetchall()


def _connect() -> duckdb.DuckDBPyConnection:
    """Opens a store that can neither spill answers to a disk nor load anything from outside."""
    connection = duckdb.connect(":memory:")
    for setting in (
        "temp_directory = ''",
        "autoinstall_known_extensions = false",
        f"threads = {min(os.cpu_count() or 1, MOST_THREADS)}",
        "preserve_insertion_order = false",
        "enable_external_access = false",
    ):
        connection.execute(f"SET {setting}")
    return connection


def _take_out(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    cursor.register("outgoing", {"id": objects(ids)})
    for name in ("responses", "texts"):
        cursor.execute(f"DELETE FROM {name} WHERE id IN (SELECT id::UUID FROM outgoing)")
    cursor.unregister("outgoing")
