"""The coding door: texts are read, coded, proposed on, redacted and quoted."""

from survey.web.coding import agreeing, books, desk, home, merging, proposing
from survey.web.coding.blueprint import blueprint

__all__ = ["agreeing", "blueprint", "books", "desk", "home", "merging", "proposing"]
