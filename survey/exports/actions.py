"""Writing responses of a family to a file, counted before and after."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

import orjson

from survey.columns.actions import View, where
from survey.columns.blocks import Block
from survey.columns.cells import Cell
from survey.columns.further import Decided
from survey.columns.selection import Selection
from survey.columns.wide.actions import headings, wide_rows
from survey.consultations import actions as consultations
from survey.db.session import Transaction
from survey.exports import FORMATS
from survey.exports.format import Format
from survey.responses.exclusions import actions as exclusions
from survey.themes.variables.actions import THEMES

Progress = Callable[[int], object]
"""Told how many responses were written, or looked through, so far."""


class RowsMissing(Exception):
    """The file, read back, does not hold as many rows as were written."""

    def __init__(self, written: int, found: int) -> None:
        super().__init__(f"{written} rows were written, {found} were read back")
        self.written = written
        self.found = found


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did."""

    rows: int
    columns: int
    sha256: str
    """Of the file, in hexadecimal."""
    manifest: Path
    """A small file beside it that says what it holds."""


def export(
    tx: Transaction,
    family: str,
    round_key: str | None,
    format_name: str,
    path: Path,
    *,
    mark: bool = False,
    everything: bool = False,
    progress: Progress = lambda _: None,
) -> Exported:
    """Writes one row a response, reads the file back and compares the counts; raises RowsMissing or CannotWrite.

    With `everything` the responses that are left out of results are in it, told apart by a column. The file appears
    under its name only once it is whole; a manifest beside it says what it holds.
    """
    form = FORMATS[format_name]
    cells = headings(tx, family, THEMES)
    rows = wide_rows(tx, family, round_key, progress, coded=form.coded, further=THEMES, everything=everything)
    about = {"family": family, "round": round_key, **left_out(tx, family, round_key, everything=everything)}
    return _written(form, path, cells, rows, about, mark=mark)


def export_view(
    view: View,
    selection: Selection,
    form: Format,
    path: Path,
    wide: Sequence[Cell],
    decided: Decided,
    about: Mapping[str, Any],
    *,
    mark: bool = False,
    progress: Progress = lambda _: None,
) -> Exported:
    """Writes the responses that a view selects, as `export` does; raises also RowsMissing where some did not come.

    `about` goes into the manifest, together with the data mark and its time.
    """
    predicate = where(view.snapshot, selection)
    size = view.snapshot.size(predicate)

    def told() -> Iterator[Block]:
        seen = 0
        for some in view.snapshot.rows(predicate, wide, coded=form.coded, decided=decided):
            yield some
            seen += len(some)
            progress(seen)
        if seen != size:
            raise RowsMissing(size, seen)

    held = {
        "family": view.snapshot.table.family,
        "round": selection.round,
        "data_mark": view.mark,
        "data_at": view.caught_up_at.isoformat(),
        **about,
    }
    return _written(form, path, wide, told(), held, mark=mark)


def left_out(tx: Transaction, family: str, round_key: str | None, *, everything: bool) -> dict[str, Any]:
    """Returns what a manifest says of the responses that are left out of results by a decision."""
    rounds = [round_key] if round_key else [one.key for one in consultations.rounds(tx)]
    standing = [one for key in rounds for one in exclusions.history(tx, key, family) if one.stands]
    told = [{"rule": one.rule, "says": one.says, "responses": one.responses} for one in standing]
    return {"holds_those_left_out": everything, "left_out": told}


def manifest_of(path: Path) -> Path:
    """Returns where the manifest of a file stands."""
    return path.with_name(f"{path.name}.manifest.json")


def _written(
    form: Format,
    path: Path,
    cells: Sequence[Cell],
    rows: Iterator[Block],
    about: Mapping[str, Any],
    *,
    mark: bool,
) -> Exported:
    """Writes a file under another name, counts it, and gives it its own with a manifest beside it."""
    written = 0

    def counted() -> Iterator[Block]:
        nonlocal written
        for some in rows:
            written += len(some)
            yield some

    partial = path.with_name(path.name + ".part")
    try:
        form.write(partial, cells, counted(), mark=mark)
        found = form.count(partial)
        if found != written:
            raise RowsMissing(written, found)
        with partial.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    done = Exported(written, len(cells), digest, manifest_of(path))
    told = {"file": path.name, "format": form.name, **about, "rows": done.rows, "columns": done.columns}
    lines = orjson.dumps({**told, "sha256": digest}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    done.manifest.write_bytes(lines)
    return done
