"""The column store: DuckDB in memory, one copy per family in a process that serves results. Nothing touches a disk."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from threading import RLock
from typing import Any

import duckdb
import numpy as np

from survey.columns.batch import Batch, marks_of, objects
from survey.columns.counting import counting
from survey.columns.encode import encoding, layout
from survey.columns.filters import Predicate, quoted
from survey.columns.snapshot import Snapshot
from survey.columns.table import CHANNELS, Table
from survey.columns.weighing import Answers, Weighing
from survey.contacts.personal import WORTH_A_LOOK

MOST_THREADS = 4

COUNTED_STRAIGHT = 20
"""Bits of a combination of codes up to which the store counts in an array, where it would reckon a hash by default
from 12 on."""

HEAD = """id UUID, reference VARCHAR, version SMALLINT, round SMALLINT, channel TINYINT, language SMALLINT,
event SMALLINT, started_at TIMESTAMP, submitted_at TIMESTAMP, partial BOOLEAN, excluded BOOLEAN"""

Code = int


class ColumnStore:
    """One family's responses as columns, with the words people wrote in a table of their own beside them."""

    def __init__(self, table: Table, *, threads: int | None = None) -> None:
        self.table = table
        self.names: dict[str, Code] = {}
        """Rounds, languages and events to their codes; it only grows."""
        self._writing = RLock()
        self._weighed: dict[str | None, tuple[str, int]] = {}
        """Rounds to the weighing and the data mark of the weights that stand."""
        self._connection = _connect(threads or min(os.cpu_count() or 1, MOST_THREADS))
        answers = "".join(f", {quoted(name)} {kind}" for name, kind in layout(table))
        self._connection.execute(f"CREATE TABLE responses ({HEAD}{answers}, weight FLOAT)")
        self._connection.execute("CREATE TABLE texts (id UUID, field SMALLINT, words VARCHAR, look BOOLEAN)")
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
        head = "id, reference, version, round, channel, language, event, started_at, submitted_at, partial, excluded"
        cursor.execute(
            f"INSERT INTO responses ({head}{columns}) SELECT {head}{values} FROM ("
            "SELECT id::UUID AS id, reference, version, round, channel, language, event, "
            "make_timestamp(started_at) AS started_at, make_timestamp(submitted_at) AS submitted_at, "
            "json_extract_string(settled, '$.partial') IS NOT NULL AS partial, excluded, "
            "json_extract_string(answers, $paths) AS v, json_extract_string(settled, '$.not_asked') AS missed"
            f"{taken_along} FROM incoming)",
            {"paths": list(how.paths) or ["$"]},
        )
        if how.text_paths:
            cursor.execute(
                "INSERT INTO texts SELECT id::UUID, field, words, regexp_matches(words, $worth) FROM ("
                "SELECT id, unnest($fields) AS field, unnest(v) AS words, unnest(a) AS absent FROM ("
                "SELECT id, json_extract_string(answers, $paths) AS v, json_extract_string(answers, $absent) AS a "
                "FROM incoming)) WHERE words IS NOT NULL AND absent IS NULL",
                {
                    "worth": WORTH_A_LOOK,
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
            "excluded": np.array(part.excluded or [False] * size, dtype=bool),
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
    def reading(self, *weighings: Weighing) -> Iterator[Snapshot]:
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
            its = self.in_round(weighing.round).also(counting(everything=weighing.everything))
            coded = snapshot.cells(weighing.questions, its)
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
        cursor.execute(f"UPDATE responses SET weight = lookup.w FROM lookup WHERE ({its.sql}){tests}")
        cursor.unregister("lookup")
        cursor.close()
        self._weighed[weighing.round] = (weighing.name, mark)

    def close(self) -> None:
        """Gives the memory back."""
        with self._writing:
            self._connection.close()


def _connect(threads: int) -> duckdb.DuckDBPyConnection:
    """Opens a store that can neither spill answers to a disk nor load anything from outside."""
    connection = duckdb.connect(":memory:")
    for setting in (
        "temp_directory = ''",
        "autoinstall_known_extensions = false",
        f"threads = {threads}",
        "preserve_insertion_order = false",
        f"perfect_ht_threshold = {COUNTED_STRAIGHT}",
        "enable_external_access = false",
    ):
        connection.execute(f"SET {setting}")
    return connection


def _take_out(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> None:
    cursor.register("outgoing", {"id": objects(ids)})
    for name in ("responses", "texts"):
        cursor.execute(f"DELETE FROM {name} WHERE id IN (SELECT id::UUID FROM outgoing)")
    cursor.unregister("outgoing")
