"""Which languages a reviewer has signed in full, as the pages go by it."""

from threading import Lock
from time import monotonic

from flask import Flask

from survey.consultations.languages import actions
from survey.consultations.languages.catalogue import digests
from survey.consultations.languages.signature import fully_read
from survey.db.session import DatabaseUnavailable
from survey.web.request import state_of

FRESH_S = 5.0
"""How long a process may go by what it knows of signatures; one that is withdrawn is out everywhere after this."""


class Signed:
    """The languages that a reviewer has signed in full, asked for anew every few seconds while pages are wanted."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._languages: frozenset[str] = frozenset()
        self._read_at = -FRESH_S
        self._lock = Lock()

    def __call__(self) -> frozenset[str]:
        """Returns what was known last; asks nobody."""
        return self._languages

    def refresh(self) -> None:
        """Asks the database where that was not done lately; one that is down leaves what was known."""
        if monotonic() - self._read_at <= FRESH_S or not self._lock.acquire(blocking=False):
            return
        try:
            self._read_at = monotonic()
            with state_of(self._app).database.reading() as tx:
                self._languages = fully_read(actions.signatures(tx), digests())
        except DatabaseUnavailable:
            pass
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Has the next request ask anew, as after a signature in this process."""
        self._read_at = -FRESH_S
