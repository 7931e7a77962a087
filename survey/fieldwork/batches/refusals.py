"""Why something can't be done with a bundle: codes and values, never sentences."""

from collections.abc import Mapping
from typing import Any


class BatchRefused(ValueError):
    """A bundle can't be registered or counted like this; `code` says why, `field` where."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(code)
        self.code = code
        self.field = field


class CantKey(Exception):
    """A form can't be keyed here and now; `code` says why: each has a sentence of its own."""

    def __init__(self, code: str, values: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.values = values or {}


class NotYours(Exception):
    """The form is not, or not any more, in the hands of whoever asks."""
