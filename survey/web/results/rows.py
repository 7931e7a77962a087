"""All responses of a selection as one file, and the codebook; taking responses is written to the audit trail."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkstemp
from typing import Any, BinaryIO

import orjson
from flask import Blueprint, Response, abort, redirect, request, stream_with_context, url_for
from flask_login import current_user

from survey.accounts.actions import record
from survey.accounts.roles import Role
from survey.columns.actions import where
from survey.columns.blocks import Block
from survey.columns.cells import Cell, cells
from survey.exports import FORMATS, CannotWrite, Format, codebook
from survey.exports import actions as exports
from survey.exports.comma_separated import CommaSeparated, table_lines
from survey.web.access import staff
from survey.web.request import database, now, settings
from survey.web.results import words
from survey.web.results.blueprint import columns
from survey.web.results.choosing import address_of
from survey.web.results.pages import ResultsPage, opened, show
from survey.web.runner import begin

MOST_STREAMED = 20_000
"""Responses up to which a file is sent as it is written; a larger one is made as a job."""

PIECE = 1 << 16
"""Bytes of a file sent at a time."""


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.post("/staff/results/<family>/responses.<suffix>")(responses_file)
    blueprint.get("/staff/results/<family>/manifest.json")(manifest_file)
    blueprint.get("/staff/results/<family>/codebook")(codebook_page)
    blueprint.get("/staff/results/<family>/codebook.csv")(codebook_file)


@staff(Role.ANALYST)
def responses_file(family: str, suffix: str) -> Any:
    """Gives every response of the selection, one a row.

    A file that would be short is not handed over, or breaks off.
    """
    form = FORMATS.get(suffix) or abort(404)
    with ExitStack() as stack:
        page = stack.enter_context(opened(family))
        size = page.size()
        if page.view is None or size == 0:
            abort(404)
        _audited(page, form, size)
        if size > MOST_STREAMED:
            return _as_job(page, form, size)
        wide = _wide(page)
        rows = _counted(
            page.view.snapshot.rows(
                where(page.view.snapshot, page.selection), wide, coded=form.coded, decided=columns().decided()
            ),
            size,
        )
        body = _pieces(form, wide, rows, size)
        headers = {
            "Content-Disposition": f'attachment; filename="{_name(page, form)}"',
            "X-Rows": str(size),
        }
        sent = stream_with_context(_closing(stack.pop_all(), body))
    return Response(sent, content_type=form.media_type, headers=headers)


def _as_job(page: ResultsPage, form: Format, size: int) -> Any:
    """Has a large file made beside the requests; the page of the job says how far it is."""
    parameters = {
        "family": page.family,
        "format": form.name,
        "selection": page.selection.document(),
        "reference": _administers(),
        "weight": page.report is not None,
        "mark": "bom" in request.form,
        "rows": size,
        "name": _name(page, form),
        "about": _about(page),
    }
    job = begin(
        "responses",
        parameters,
        about=f"{page.whose}, {form.label}",
        role=Role.ADMINISTRATOR if _administers() else Role.ANALYST,
        back=page.address("overview"),
    )
    return redirect(url_for("jobs.one", job_id=job.id), 303)


def _about(page: ResultsPage) -> dict[str, Any]:
    """Returns what a manifest says of a selection, its counts and times aside."""
    return {
        "whose": page.whose,
        "selection": address_of(page.selection),
        "weighting": words.weighting(page.report) if page.report else None,
        "counted": str(words.COUNTED),
        **_left_out(page),
        "versions": [one[:12] for one in page.table.versions],
    }


@staff(Role.ANALYST)
def manifest_file(family: str) -> Any:
    """Gives the manifest of the files of a selection: how many rows and columns they hold, and what they rest on."""
    with opened(family) as page:
        if page.view is None:
            abort(404)
        wide = _wide(page)
        told = {
            "family": family,
            "round": page.selection.round,
            "data_mark": page.view.mark,
            "data_at": page.view.caught_up_at.isoformat(),
            **_about(page),
            "rows": page.size(),
            "columns": len(wide),
            "headings": [cell.heading for cell in wide],
        }
    response = Response(orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    response.content_type = "application/json"
    name = f"{family}-{told['round'] or 'all'}.manifest.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _left_out(page: ResultsPage) -> dict[str, Any]:
    selection = page.selection
    with database().reading() as tx:
        return exports.left_out(tx, page.family, selection.round, everything=selection.everything)


def _name(page: ResultsPage, form: Format) -> str:
    return f"{page.family}-{page.selection.round or 'all'}.{form.suffix}"


def _administers() -> bool:
    return Role.ADMINISTRATOR in {grant.role for grant in current_user.user.grants}


def _audited(page: ResultsPage, form: Format, size: int) -> None:
    selection = page.selection
    detail = {"family": page.family, "format": form.name, "rows": size, "selection": address_of(selection)}
    with database().transaction() as tx:
        record(tx, current_user.id, "staff:export:responses", selection.round, detail, now())


def _wide(page: ResultsPage) -> tuple[Cell, ...]:
    """Returns the columns of a file: the reference for administrators alone, the weight where there are weights."""
    assert page.view is not None, "nobody has answered"  # noqa: S101  views ask first
    return page.view.snapshot.wide(reference=_administers(), weight=page.report is not None)


def _pieces(form: Format, wide: tuple[Cell, ...], rows: Iterator[Block], size: int) -> Iterator[bytes]:
    """Writes a file piece by piece where its format allows, else whole and counted before its first piece is sent."""
    if isinstance(form, CommaSeparated):
        return form.pieces(wide, rows, mark="bom" in request.form)
    handle, name = mkstemp(suffix=f".{form.suffix}", dir=settings().instance)
    os.close(handle)
    path = Path(name)
    try:
        form.write(path, wide, rows)
        if form.count(path) != size:
            raise RuntimeError(f"{size} responses were counted, the file holds another number")
        return _read(path.open("rb"))
    except CannotWrite as fault:
        abort(422, str(fault))
    finally:
        # The name goes at once; the open file stays until it was sent, and nothing is left behind after a crash.
        path.unlink()


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _counted(rows: Iterator[Block], size: int) -> Iterator[Block]:
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


@staff(Role.ANALYST)
def codebook_page(family: str) -> Any:
    """Shows what each column of a file holds, and what its values mean."""
    with opened(family) as page:
        return show("results/codebook.html", page, lines=codebook.lines(cells(page.table)))


@staff(Role.ANALYST)
def codebook_file(family: str) -> Any:
    """Gives the codebook as CSV."""
    with opened(family) as page:
        lines = table_lines([codebook.HEAD, *codebook.lines(cells(page.table))])
    response = Response(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{family}-codebook.csv"'
    return response
