"""Writing all responses of a family to a file, counted before and after."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

import orjson

from survey.columns.actions import headings, wide_rows
from survey.db.session import Transaction
from survey.exports import FORMATS
from survey.themes.variables.actions import THEMES


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
    progress: Callable[[int], object] = lambda _: None,
) -> Exported:
    """Writes one row a response, reads the file back and compares the counts; raises RowsMissing or CannotWrite.

    The file appears under its name only once it is whole; a manifest beside it says what it holds.
    """
    form = FORMATS[format_name]
    cells = headings(tx, family, THEMES)
    written = 0

    def counted() -> Iterator[list[tuple[Any, ...]]]:
        nonlocal written
        for some in wide_rows(tx, family, round_key, progress, coded=form.coded, further=THEMES):
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
    done = Exported(written, len(cells), digest, path.with_name(f"{path.name}.manifest.json"))
    done.manifest.write_bytes(_manifest(done, path.name, family, round_key, format_name))
    return done


def _manifest(done: Exported, name: str, family: str, round_key: str | None, format_name: str) -> bytes:
    told = {
        "file": name,
        "format": format_name,
        "family": family,
        "round": round_key,
        "rows": done.rows,
        "columns": done.columns,
        "sha256": done.sha256,
    }
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
