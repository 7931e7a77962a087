"""Watches over columns in a thread of its own, so that memory nobody looks at is given back."""

from collections.abc import Sequence
from threading import Event, Thread, current_thread
from typing import Protocol
from weakref import ref


class Watched(Protocol):
    """What is dropped when nobody looks."""

    def drop_if_idle(self) -> bool: ...


def end(closing: Event, watchers: Sequence[Thread]) -> None:
    """Ends the threads that watch: left running, they would hold on to the column store as the process ends."""
    closing.set()
    for watcher in watchers:
        if watcher is not current_thread():
            watcher.join(1)


def watch(watched: "ref[Watched]", closing: Event, idle_s: float) -> None:
    """Waits until the columns are idle, closed or gone; holds them by a weak reference, so that they can go."""
    while not closing.wait(idle_s / 4):
        columns = watched()
        if columns is None or columns.drop_if_idle():
            return
        del columns
