"""What a view may ask of the request: the database, the settings, the time."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import current_app

from survey.config import Settings
from survey.db.session import Database


@dataclass(frozen=True, slots=True)
class State:
    """What one application holds for as long as it lives."""

    settings: Settings
    database: Database


def _state() -> State:
    state: State = current_app.extensions["survey"]
    return state


def database() -> Database:
    """Returns the database of this application."""
    return _state().database


def settings() -> Settings:
    """Returns the settings of this application."""
    return _state().settings


def now() -> datetime:
    """Returns the time, in UTC; the one clock of the web layer."""
    return datetime.now(UTC)
