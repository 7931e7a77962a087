"""What a view may ask of the request: the database, the settings, the time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Flask, current_app, request

from survey.config import Settings
from survey.db.session import Database


@dataclass(frozen=True, slots=True)
class State:
    """What one application holds for as long as it lives."""

    settings: Settings
    database: Database


def state_of(app: Flask) -> State:
    """Returns what an application holds, for use while it is put together."""
    state: State = app.extensions["survey"]
    return state


def database() -> Database:
    """Returns the database of this application."""
    return state_of(current_app).database


def settings() -> Settings:
    """Returns the settings of this application."""
    return state_of(current_app).settings


def asked(name: str) -> str:
    """Returns what the address asks under a name, else nothing."""
    return request.args[name] if name in request.args else ""  # noqa: SIM401  `get` makes an exception of a miss


def now() -> datetime:
    """Returns the time, in UTC; the one clock of the web layer."""
    return datetime.now(UTC)
