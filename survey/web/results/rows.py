"""All responses of a selection as one file; taking it is written to the audit trail."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from flask import Blueprint, Response, abort, request, stream_with_context
from flask_login import current_user

from survey.accounts.actions import record
from survey.accounts.roles import Role
from survey.columns.actions import where
from survey.columns.cells import cells
from survey.exports import FORMATS
from survey.web.access import staff
from survey.web.request import database, now
from survey.web.results.choosing import address_of
from survey.web.results.pages import opened


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.post("/staff/results/<family>/responses.csv")(responses_file)


@staff(Role.ANALYST)
def responses_file(family: str) -> Any:
    """Streams every response of the selection, one a row; a file that would be short breaks off instead."""
    form = FORMATS["csv"]
    with ExitStack() as stack:
        page = stack.enter_context(opened(family))
        size, selection = page.size(), page.selection
        if page.view is None or size == 0:
            abort(404)
        with database().transaction() as tx:
            detail = {"family": family, "format": form.name, "rows": size, "selection": address_of(selection)}
            record(tx, current_user.id, "staff:export:responses", selection.round, detail, now())
        snapshot = page.view.snapshot
        rows = _counted(snapshot.rows(where(snapshot, selection)), size)
        body = _closing(stack.pop_all(), form.write(cells(page.table), rows, mark="bom" in request.form))
    name = f"{family}-{selection.round or 'all'}.{form.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Rows": str(size)}
    return Response(stream_with_context(body), content_type=form.media_type, headers=headers)


def _counted(rows: Iterator[list[tuple[Any, ...]]], size: int) -> Iterator[list[tuple[Any, ...]]]:
    """Passes rows on and raises RuntimeError where there were fewer, or more, than were counted before."""
    seen = 0
    for some in rows:
        seen += len(some)
        yield some
    if seen != size:
        raise RuntimeError(f"{size} responses were counted, {seen} were written")


def _closing(stack: ExitStack, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Keeps the snapshot open until the last piece is out."""
    with stack:
        yield from pieces
