"""A serving process ends with the one that began it: alone it would hold the port, and nobody could stop it."""

import os
import signal
from threading import Event, Thread

EVERY_S = 1.0


def end_with(parent: int, stop: Event | None = None) -> Thread:
    """Starts the thread that ends this process, in good order, once its parent is no longer that one."""
    thread = Thread(target=_watch, args=(parent, stop or Event()), name="orphans", daemon=True)
    thread.start()
    return thread


def _watch(parent: int, stop: Event) -> None:
    while not stop.wait(EVERY_S):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
