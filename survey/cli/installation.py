"""The installation that a command works on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from survey.cli.group import Failure
from survey.config import Settings, shipped_folder
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.migrate import is_current
from survey.db.session import Database


@dataclass(frozen=True, slots=True)
class Installation:
    """The settings and the database of one installation."""

    settings: Settings
    database: Database

    def round(self, key: str | None) -> Round:
        """Returns the round of a `--round` option, the current one by default; raises Failure."""
        with self.database.reading() as tx:
            if key is None:
                found = consultations.current_round(tx, now())
                if found is None:
                    raise Failure("there is no consultation yet: plan one with 'survey consultation create'")
                return found
            try:
                return consultations.find_round(tx, key)
            except consultations.UnknownRound:
                known = ", ".join(one.key for one in consultations.rounds(tx)) or "none yet"
                raise Failure(f"no consultation is called {key!r} (there are: {known})") from None


def now() -> datetime:
    """Returns the time, in UTC; the one clock of the commands."""
    return datetime.now(UTC)


@contextmanager
def opened(*, set_up: bool = True) -> Iterator[Installation]:
    """Opens the installation that the environment names; raises Failure where it is not set up and should be."""
    settings = Settings.load()
    database = Database(settings.database_url)
    gc.freeze()  # what was loaded stays: to look through it again and again takes a fifth of the time of a file
    try:
        if set_up and not is_current(database, shipped_folder("migrations")):
            raise Failure("the database is not set up for this version: run 'survey init'")
        yield Installation(settings, database)
    finally:
        gc.unfreeze()
        database.close()
