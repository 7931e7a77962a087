"""Long work on a codebook, done beside the requests: training, accepting, grouping; its pages say how far it is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Thread
from typing import Any

from flask import current_app

PATIENCE_S = 3.0
"""How long the request that began a piece of work waits for it, before a page says how far it is."""

_log = logging.getLogger(__name__)


@dataclass
class Work:
    """One piece of work in this process."""

    what: str
    done: int = 0
    of: int = 0
    failure: Exception | None = None
    came_to: Any = None
    thread: Thread | None = None

    @property
    def is_running(self) -> bool:
        """Says whether it still goes on."""
        return self.thread is not None and self.thread.is_alive()

    def told(self, done: int, of: int) -> None:
        """Keeps how far it has come."""
        self.done, self.of = done, of


def work_on(codebook_id: str) -> Work | None:
    """Returns the work that goes on, or went on last, on a codebook in this process."""
    found: Work | None = _works().get(codebook_id)
    return found


def _works() -> dict[str, Work]:
    works: dict[str, Work] = current_app.extensions.setdefault("survey_coding_works", {})
    return works


def begin(codebook_id: str, what: str, deed: Callable[[Callable[[int, int], object]], Any]) -> Work:
    """Begins a piece of work and waits for it a little; while one goes on, that one is returned."""
    before = work_on(codebook_id)
    if before is not None and before.is_running:
        return before
    work = _works()[codebook_id] = Work(what)

    def run() -> None:
        try:
            work.came_to = deed(work.told)
        except Exception as fault:
            work.failure = fault  # for the page that asks; a thread has nobody else to tell
            if not isinstance(fault, ValueError):  # what can't be learnt or reached is an answer, not a fault
                _log.exception("work on a codebook broke off")

    work.thread = Thread(target=run, name=f"coding-{what}", daemon=True)
    work.thread.start()
    work.thread.join(PATIENCE_S)
    return work
