"""The coding door: texts are read, coded, proposed on, redacted and quoted."""

from survey.web.coding import (
    agreeing,
    books,
    desk,
    excluding,
    finding,
    home,
    in_full,
    integrity,
    merging,
    placing,
    proposing,
    quoting,
)
from survey.web.coding.blueprint import blueprint

PARTS = (
    home,
    books,
    merging,
    desk,
    agreeing,
    proposing,
    finding,
    in_full,
    quoting,
    placing,
    integrity,
    excluding,
)
"""The files that hang their views on the door."""

__all__ = ["PARTS", "blueprint"]
