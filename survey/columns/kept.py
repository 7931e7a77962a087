"""Aggregates that were reckoned once for a data mark."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

Reckoned = TypeVar("Reckoned")

KEPT = 64
"""Aggregates kept of one data mark."""


class Kept:
    """Aggregates of the latest data marks, the least lately used thrown out first."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: OrderedDict[tuple[object, ...], Any] = OrderedDict()

    def get(self, key: tuple[object, ...], reckon: Callable[[], Reckoned]) -> Reckoned:
        """Returns what was kept under a key, else reckons and keeps it."""
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                found: Reckoned = self._found[key]
                return found
        value = reckon()
        with self._lock:
            self._found[key] = value
            while len(self._found) > KEPT:
                self._found.popitem(last=False)
        return value
