"""Laying out what the column store gave as blocks of wide rows, cell by cell as `cells` names them."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from survey.columns.blocks import Block, Part
from survey.columns.cells import Cell
from survey.columns.further import Decided, seen_all

MOST_KEYS = 2**62
"""How many combinations of codes a whole number tells apart."""


def block(wide: Sequence[Cell], found: Mapping[str, Any], *, coded: bool, decided: Decided) -> Block:
    """Lays out arrays, one for each cell (`c0`, `c1` and so on) beside `id` and `look` of the responses.

    Cells of codes of one question stand together, so that each combination of answers is put in words once.
    """
    parts: list[Part] = []
    listed = [(cell, np.ma.asarray(found[f"c{place}"])) for place, cell in enumerate(wide)]
    for (_, kind), group in groupby(listed, key=lambda one: _together(*one)):
        its = list(group)
        if kind == "codes":
            parts.extend(_codes(its, coded=coded))
        elif kind == "written":
            looks = np.ma.filled(np.ma.asarray(found["look"]), fill_value=False)
            parts.extend(_written(cell, values, looks, found["id"], decided) for cell, values in its)
        else:
            parts.append(Part.each(list(zip(*(values.tolist() for _, values in its), strict=True))))
    return Block(tuple(parts))


def _together(cell: Cell, values: Any) -> tuple[str, str]:
    """Returns what adjacent cells that are laid out together have alike: what they hold and, of codes, the question."""
    question = cell.heading.partition(".")[0].partition(":")[0]
    if cell.written:
        return question, "written"
    whole = values.dtype.kind in "iu" and not np.ma.is_masked(values)
    return (question, "codes") if whole else ("", "each")


def _codes(its: Sequence[tuple[Cell, Any]], *, coded: bool) -> Iterator[Part]:
    """Yields parts of adjacent cells whose codes one whole number tells apart."""
    waiting: list[tuple[Cell, Any]] = []
    keys: Any = 0
    size = 1
    for cell, values in its:
        low = int(values.min())
        span = int(values.max()) - low + 1
        if waiting and size * span > MOST_KEYS:
            yield _shared(waiting, keys, coded=coded)
            waiting, keys, size = [], 0, 1
        keys = keys * span + (np.ma.getdata(values).astype(np.int64) - low)
        size *= span
        waiting.append((cell, values))
    yield _shared(waiting, keys, coded=coded)


def _shared(its: Sequence[tuple[Cell, Any]], keys: Any, *, coded: bool) -> Part:
    _, first, places = np.unique(keys, return_index=True, return_inverse=True)
    columns = []
    for cell, values in its:
        codes = np.ma.getdata(values)[first].tolist()
        columns.append(codes if coded and cell.is_coded else cell.read(codes))
    return Part(list(zip(*columns, strict=True)), places.tolist())


def _written(cell: Cell, values: Any, looks: Any, ids: Any, decided: Decided) -> Part:
    """Lays out words, personal details masked; whoever wrote none shares a place."""
    rows = np.flatnonzero(~np.ma.getmaskarray(values))
    words = np.ma.getdata(values)[rows].tolist()
    its_ids = np.ma.getdata(ids)[rows].tolist()
    seen = seen_all(words, looks[rows].tolist(), decided, its_ids, cell.heading)
    places = np.zeros(len(values), dtype=np.int64)
    places[rows] = np.arange(1, len(rows) + 1)
    return Part([(None,), *zip(seen, strict=True)], places.tolist())
