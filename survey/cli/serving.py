"""Setting up an installation, and serving it."""

import os
import socket
from typing import Any

import click

from survey.cli.group import Failure
from survey.cli.installation import now, opened
from survey.config import shipped_folder
from survey.db.migrate import migrate

BLOCKING_THREADS = 2
"""Requests that one process handles at a time: more only take turns at Python's lock, and waiting grows (see
docs/performance.md); with one alone a long page of results would hold up everybody."""


@click.command()
def init() -> None:
    """Sets up the database, or brings it to this version.

    \b
    Example:
      survey init
    """
    with opened(set_up=False) as installation:
        done = migrate(installation.database, shipped_folder("migrations"), now())
        place = installation.database.url.render_as_string(hide_password=True)
    click.echo(f"{'Set up' if done else 'Nothing to do: already set up'}: {place}")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on."
)
@click.option(
    "--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Serving processes."
)
def serve(host: str, port: int, workers: int) -> None:
    """Serves the pages until Ctrl-C; logs one line a request, without addresses, fields or people.

    \b
    Examples:
      survey serve --port 8000
      SURVEY_DATABASE_URL=postgresql:///survey survey serve --workers 4
    """
    with opened() as installation:
        if installation.database.is_sqlite and workers > 1:
            raise Failure("SQLite takes one serving process: leave out --workers, or use PostgreSQL")
    _check_port(host, port)
    _serve(host, port, workers)


def _check_port(host: str, port: int) -> None:
    """Raises Failure for a port that can't be had, before any process is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            reason = os.strerror(fault.errno) if fault.errno else str(fault)
            raise Failure(f"can't listen on {host}:{port} ({reason}): try another --port") from fault


def _serve(host: str, port: int, workers: int) -> None:
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(f"Have your say is at {address} (Ctrl-C ends)", err=False)
    server("survey.app:serving", host, port, workers).serve()


def server(target: str, host: str, port: int, workers: int = 1) -> Any:
    """Returns a server of the WSGI application that the function `target` builds, as we run ours."""
    from granian import Granian  # noqa: PLC0415  only this command needs the server, and to load it takes time
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    return Granian(
        target=target,
        factory=True,
        interface=Interfaces.WSGI,
        address=host,
        port=port,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_access=False,
        respawn_failed_workers=workers > 1,
        workers_kill_timeout=10,
        log_level=LogLevels.error,  # its own news of starting and stopping; ours is told above and per request
    )
