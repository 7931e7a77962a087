"""Brings a database to the shape that this version of the code knows."""

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from survey.db.installation import found, is_founded
from survey.db.session import Database


def migrate(database: Database, scripts: Path, now: datetime) -> bool:
    """Runs the migrations that are missing and founds a new installation; returns whether anything was done."""
    if is_current(database, scripts):
        return False
    config = _config(scripts)
    with database.transaction() as tx:
        config.attributes["connection"] = tx.connection
        command.upgrade(config, "head")
        if not is_founded(tx):
            found(tx, now)
    return True


def is_current(database: Database, scripts: Path) -> bool:
    """Says whether every migration has run."""
    head = ScriptDirectory.from_config(_config(scripts)).get_current_head()
    with database.reading() as tx:
        return MigrationContext.configure(tx.connection).get_current_revision() == head


def _config(scripts: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return config
