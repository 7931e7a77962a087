"""What is done with columns: built, caught up, read, dropped when nobody looks."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, TypeVar
from weakref import finalize, ref

from survey.columns.counting import counting, counts
from survey.columns.filters import Predicate, predicate, whole
from survey.columns.further import NOTHING, Decided, Further, FurtherQuestion, Made
from survey.columns.kept import Kept
from survey.columns.selection import Selection
from survey.columns.snapshot import Snapshot
from survey.columns.store import ColumnStore
from survey.columns.table import Table, table_of
from survey.columns.taking import batch_of
from survey.columns.watching import end, watch
from survey.columns.weighing import Weighing
from survey.consultations.actions import published_versions
from survey.db.installation import renew_epoch
from survey.db.session import Database, Transaction
from survey.fieldwork.events.actions import codes_of
from survey.questionnaire.definition import Questionnaire
from survey.responses.actions import epoch, settled_of, settled_since
from survey.responses.exclusions.actions import standing

FRESH_S = 2.0
"""How old columns may be before the next reader has them caught up; new responses are promised within 5 seconds."""

IDLE_S = 15 * 60
"""After how long without a reader the memory is given back."""

BATCH = 8_192
"""Responses taken over at a time: of more a process keeps a hundred megabytes that it needs no more."""

LATEST = -1
"""Asks a source of further variables for its latest mark alone."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Reckoned = TypeVar("Reckoned")
Progress = Callable[[int], object]
"""Told how many responses were taken over so far."""

_log = logging.getLogger(__name__)


class NeedsRebuild(Exception):
    """The data were restored, or a version came up that the columns have no room for."""


@dataclass
class Copy:
    """The columns of every family, as this process holds them."""

    epoch: str
    further: Further = NOTHING
    stores: dict[str, ColumnStore] = field(default_factory=dict)
    variables: dict[str, tuple[FurtherQuestion, ...]] = field(default_factory=dict)
    """Family → the further variables that its columns have."""
    mark: int = 0
    after_id: str = ""
    taken: int = 0
    """Responses that were read from the database so far."""
    caught_up_at: datetime = _EPOCH
    excluded: frozenset[str] = frozenset()
    """Responses that are left out of results by a decision."""
    events: dict[str, str] = field(default_factory=dict)
    """Response → code of the event that it came from."""
    further_mark: int = 0
    """Up to which change mark it holds what was made of texts."""

    @property
    def seen(self) -> int:
        """The latest change mark of all that it holds."""
        return max(self.mark, self.further_mark)

    def close(self) -> None:
        """Gives the memory back."""
        for store in self.stores.values():
            store.close()


def build(tx: Transaction, progress: Progress = lambda _: None, further: Further = NOTHING) -> Copy:
    """Builds the columns of all families from settled answers, and from what was made of them."""
    copy = Copy(epoch(tx), further)
    # Asked for first: what is made of a text meanwhile is taken over again, never passed over.
    further_mark, _ = further.changed_since(tx, LATEST)
    _take_all(tx, copy, progress, fresh=True)
    copy.further_mark = further_mark
    return copy


def have_rebuilt(tx: Transaction) -> None:
    """Has every serving process build its columns anew at its next look."""
    renew_epoch(tx)


def catch_up(tx: Transaction, copy: Copy) -> int:
    """Takes over what changed since, corrections and withdrawals included; returns how many. Raises NeedsRebuild."""
    if epoch(tx) != copy.epoch:
        raise NeedsRebuild
    if any(copy.further.questions(tx, family) != had for family, had in copy.variables.items()):
        raise NeedsRebuild
    before = copy.taken
    _take_all(tx, copy, lambda _: None, fresh=False)
    while _take_again(tx, copy):
        pass
    return copy.taken - before


def _take_again(tx: Transaction, copy: Copy) -> bool:
    """Takes over anew the responses of which something was made; says whether there may be more."""
    mark, ids = copy.further.changed_since(tx, copy.further_mark)
    if mark == copy.further_mark:
        return False
    copy.further_mark = mark
    rows = settled_of(tx, ids, counted=True)
    for family, its_rows in _by_family(tx, copy, rows).items():
        _into(copy, family, its_rows, copy.further.made(tx, ids), fresh=False)
    return True


def _take_all(tx: Transaction, copy: Copy, progress: Progress, *, fresh: bool) -> None:
    """Reads batch after batch; while one is encoded, which needs no interpreter, the next is read."""
    now = datetime.now(UTC)
    mark, after_id = copy.mark, copy.after_id
    with ThreadPoolExecutor(1, "columns-encoding") as encoder:
        encoding: Future[None] | None = None
        while True:
            rows = settled_since(tx, mark, after_id, BATCH, counted=True)
            if encoding is not None:
                encoding.result()
                progress(copy.taken)
            if rows:
                by_family = _by_family(tx, copy, rows)
                made = copy.further.made(tx, [row.id for row in rows])
                encoding = encoder.submit(_take, copy, by_family, rows[-1], made, fresh=fresh)
                mark, after_id = rows[-1].change_mark, rows[-1].id
            if len(rows) < BATCH:
                break
    if rows and encoding is not None:
        encoding.result()
        progress(copy.taken)
    copy.caught_up_at = now


def _by_family(tx: Transaction, copy: Copy, rows: Sequence[Any]) -> Mapping[str, Sequence[Any]]:
    """Sorts rows by family and sees that each has columns; raises NeedsRebuild where one has no room for a version."""
    copy.excluded = standing(tx)  # asked for after the rows: whoever decides later gives them a new mark
    copy.events.update(codes_of(tx, [row.id for row in rows]))
    by_family: dict[str, list[Any]] = {}
    for row in rows:
        by_family.setdefault(row.family, []).append(row)
    for family, its_rows in by_family.items():
        if family not in copy.stores:
            copy.variables[family] = copy.further.questions(tx, family)
            copy.stores[family] = ColumnStore(table_of(family, _named(tx, family), copy.variables[family]))
        if not {row.version for row in its_rows} <= set(copy.stores[family].table.versions):
            raise NeedsRebuild
    return by_family


def _take(
    copy: Copy, by_family: Mapping[str, Sequence[Any]], last: Any, made: Mapping[str, Made], *, fresh: bool
) -> None:
    """Hands rows to the stores of their families."""
    copy.mark, copy.after_id = last.change_mark, last.id
    for family, rows in by_family.items():
        _into(copy, family, rows, made, fresh=fresh)
        copy.taken += len(rows)


def _into(copy: Copy, family: str, rows: Sequence[Any], made: Mapping[str, Made], *, fresh: bool) -> None:
    store = copy.stores[family]
    those = [row for row in rows if counts(row)]
    gone = [row.id for row in rows if not counts(row)]
    store.take(batch_of(those, made, copy.events, copy.excluded), gone, copy.seen, fresh=fresh)


def table_for(tx: Transaction, family: str, further: Further) -> Table:
    """Returns the columns for every version that a family ever had, and for what was made of its texts."""
    return table_of(family, _named(tx, family), further.questions(tx, family))


def _named(tx: Transaction, family: str) -> list[tuple[str, Questionnaire]]:
    return [(version.hash, version.questionnaire) for version in published_versions(tx, family)]


def where(snapshot: Snapshot, selection: Selection) -> Predicate:
    """Returns the predicate of a selection."""
    in_round = snapshot.store.in_round(selection.round).also(whole() if selection.whole else Predicate())
    in_round = in_round.also(snapshot.store.at_events(selection.events))
    in_round = in_round.also(counting(everything=selection.everything))
    return in_round.also(predicate(selection.condition(snapshot.table), snapshot.table))


@dataclass(frozen=True, slots=True)
class View:
    """What a page reads: a snapshot of one family, and what it may say of its age."""

    snapshot: Snapshot
    caught_up_at: datetime
    keep: Kept

    @property
    def mark(self) -> int:
        """The data mark; another process catches up to it before it answers for the same page."""
        return self.snapshot.mark

    def reckoned(self, name: str, selection: Selection, reckon: Callable[[Predicate], Reckoned]) -> Reckoned:
        """Returns an aggregate of a selection, reckoned once for a data mark."""
        family = self.snapshot.table.family
        return self.keep.get(
            (family, self.mark, name, selection.key), lambda: reckon(where(self.snapshot, selection))
        )


class Columns:
    """The columns of one process: built at the first look, caught up before each, dropped when nobody looks."""

    def __init__(
        self,
        database: Database,
        *,
        idle_s: float = IDLE_S,
        fresh_s: float = FRESH_S,
        further: Further = NOTHING,
    ) -> None:
        self._database = database
        self._further = further
        self._idle_s = idle_s
        self._fresh_s = fresh_s
        self._lock = Lock()
        self._catching_up = Lock()
        self._copy: Copy | None = None
        self._builder: Thread | None = None
        self._watchers: list[Thread] = []
        self._closing = Event()
        self._checked = 0.0
        self._used = monotonic()
        self._kept = Kept()
        self._failure: Exception | None = None
        self.taken = 0
        """Responses taken over by the build that runs."""
        self._end = finalize(self, end, self._closing, self._watchers)

    def ready(self, patience_s: float, mark: int = 0) -> bool:
        """Has the columns built and caught up, at least to a mark; says whether they can be read within the patience.

        Raises what the build raised, once.
        """
        self._used = monotonic()
        copy = self._copy
        if copy is not None:
            self._follow(copy, mark)
        if self._copy is None:
            self._begin().join(patience_s)
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure
        return self._copy is not None

    @contextmanager
    def view(self, family: str, *weighings: Weighing) -> Iterator[View | None]:
        """Opens a view of one family, rounds weighted as asked; None where it has no responses. Call `ready` first."""
        copy = self._copy
        if copy is None or family not in copy.stores:
            yield None
            return
        with copy.stores[family].reading(*weighings) as snapshot:
            yield View(snapshot, copy.caught_up_at, self._kept)

    def families(self) -> Mapping[str, Mapping[str, int]]:
        """Returns family to round to responses."""
        found: dict[str, Mapping[str, int]] = {}
        for family, store in (self._copy.stores if self._copy else {}).items():
            with store.reading() as snapshot:
                found[family] = snapshot.by_round()
        return found

    def decided(self) -> Decided:
        """Returns what people decided may be seen of texts, as it stands now."""
        with self._database.reading() as tx:
            return self._further.decided(tx)

    def drop(self) -> None:
        """Gives the memory back; the next look builds anew."""
        with self._lock:
            copy, self._copy = self._copy, None
        self._kept = Kept()
        if copy is not None:
            copy.close()

    def close(self) -> None:
        """Stops watching and gives the memory back."""
        self._end()
        self.drop()

    def _follow(self, copy: Copy, mark: int) -> None:
        if self._is_fresh() and copy.seen >= mark:
            return
        with self._catching_up:
            if self._is_fresh() and copy.seen >= mark:
                return
            try:
                began = monotonic()
                with self._database.reading() as tx:
                    catch_up(tx, copy)
                self._checked = began
            except NeedsRebuild:
                self.drop()

    def _is_fresh(self) -> bool:
        return monotonic() - self._checked <= self._fresh_s

    def _begin(self) -> Thread:
        with self._lock:
            if self._builder is None or not self._builder.is_alive():
                self.taken = 0
                self._builder = Thread(target=self._build, name="columns", daemon=True)
                self._builder.start()
            return self._builder

    def _build(self) -> None:
        began = monotonic()
        try:
            with self._database.reading() as tx:
                copy = build(tx, self._told, self._further)
        except Exception as fault:
            self._failure = fault  # for the reader who waits; a thread has nobody else to tell
            return
        with self._lock:
            self._copy = copy
            self._checked = began
        _log.info("columns built: %d responses in %.1f s", copy.taken, monotonic() - began)
        if not any(watcher.is_alive() for watcher in self._watchers):
            watching = (ref(self), self._closing, self._idle_s)
            watcher = Thread(target=watch, args=watching, name="columns-watch", daemon=True)
            self._watchers[:] = [watcher]
            watcher.start()

    def _told(self, taken: int) -> None:
        self.taken = taken

    def drop_if_idle(self) -> bool:
        """Gives the memory back where nobody has looked for long enough; says whether nothing is held any more."""
        if monotonic() - self._used > self._idle_s:
            self.drop()
        return self._copy is None
