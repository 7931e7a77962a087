"""Reading all responses of a family as wide rows, batch by batch."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from survey.columns.actions import Progress, table_for
from survey.columns.batch import Batch
from survey.columns.blocks import Block
from survey.columns.cells import Cell, cells
from survey.columns.counting import counting, counts
from survey.columns.filters import Predicate
from survey.columns.further import NOTHING, Decided, Further
from survey.columns.store import ColumnStore
from survey.columns.table import Table
from survey.columns.taking import batch_of
from survey.db.session import Transaction
from survey.fieldwork.events.actions import codes_of
from survey.responses.actions import settled_since
from survey.responses.exclusions.actions import standing

WIDE_BATCH = 12_288
"""Responses that are made into wide rows at a time: fewer cost less memory and more time."""


def wide_rows(
    tx: Transaction,
    family: str,
    round_key: str | None,
    progress: Progress = lambda _: None,
    *,
    coded: bool = False,
    further: Further = NOTHING,
    everything: bool = False,
) -> Iterator[Block]:
    """Reads all responses of a family that count as wide rows (see `cells`), batch by batch and in flat memory.

    With `everything` those left out by a decision are read, too. `progress` is told how many responses, of any
    family, were looked through. Personal details in texts are masked, but for what was decided may be seen.
    """
    table = table_for(tx, family, further)
    decided = further.decided(tx)
    which = counting(everything=everything)
    with ThreadPoolExecutor(1, "columns-encoding") as encoder:
        encoding: Future[ColumnStore] | None = None
        for batch, seen in _batches(tx, family, round_key, further):
            # The next is encoded, which needs no interpreter, while the rows of the last one are written.
            following = encoder.submit(_held, table, batch)
            if encoding is not None:
                yield from _emptied(encoding.result(), which, coded=coded, decided=decided)
            encoding = following
            progress(seen)
        if encoding is not None:
            yield from _emptied(encoding.result(), which, coded=coded, decided=decided)


def _batches(
    tx: Transaction, family: str, round_key: str | None, further: Further
) -> Iterator[tuple[Batch, int]]:
    """Reads what was sent and not withdrawn, with how many of any family were looked through."""
    mark, after_id, seen = 0, "", 0
    while rows := settled_since(tx, mark, after_id, WIDE_BATCH, counted=True):
        mark, after_id = rows[-1].change_mark, rows[-1].id
        seen += len(rows)
        its = [row for row in rows if row.family == family and counts(row) and round_key in {None, row.round}]
        ids = [row.id for row in its]
        made, events = (further.made(tx, ids), codes_of(tx, ids)) if ids else ({}, {})
        yield batch_of(its, made, events, standing(tx)), seen
        if len(rows) < WIDE_BATCH:
            return


def _held(table: Table, batch: Batch) -> ColumnStore:
    """Puts a batch into columns of its own, whose memory goes with them."""
    store = ColumnStore(table, threads=1)
    store.take(batch, [], 0, fresh=True)
    return store


def _emptied(store: ColumnStore, which: Predicate, *, coded: bool, decided: Decided) -> Iterator[Block]:
    with store.reading() as snapshot:
        yield from snapshot.rows(which, coded=coded, decided=decided)
    store.close()


def headings(tx: Transaction, family: str, further: Further = NOTHING) -> tuple[Cell, ...]:
    """Returns the columns of a family's wide rows."""
    return cells(table_for(tx, family, further))
