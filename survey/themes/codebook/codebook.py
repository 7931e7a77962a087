"""A codebook: the themes of one question, or of several that ask the same, and how they became what they are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from survey.themes.texts.looks import plain

LONGEST_KEY = 40
LONGEST_NAME = 120
LONGEST_WORDS = 600
MOST_THEMES = 200

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")

LEFT_OVER = "left_over"
"""Stands among the marks that come of proposals for a text to which no accepted theme was given."""


class CodebookRefused(ValueError):
    """A change can't be made; `code` says why, `values` what its sentence needs."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme; one that was merged or split has ended, and says what it became."""

    id: str
    key: str
    name: str
    definition: str = ""
    example: str = ""
    parent: str | None = None
    """Id of the theme above it."""
    position: int = 0
    ended_at: datetime | None = None
    became: tuple[str, ...] = ()
    """Ids: one where it was merged, several where it was split, none where it was only taken out of use."""

    @property
    def is_open(self) -> bool:
        """Says whether coders can choose it."""
        return self.ended_at is None


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a codebook: what was done, by whom, when, and the version it made."""

    version: int
    at: datetime
    by: str
    what: str
    """made, copied, imported, added, changed, merged, split or ended."""
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Codebook:
    """The themes for the texts of some questions of a round."""

    id: str
    round: str
    family: str
    key: str
    title: str
    entries: tuple[str, ...]
    """Keys of the answers that it is for."""
    version: int
    themes: tuple[Theme, ...]
    """All that ever were, in their order."""
    sample_percent: int = 10
    """Of a hundred coded texts, how many a second coder reads."""

    @cached_property
    def by_id(self) -> Mapping[str, Theme]:
        """Finds a theme by its id."""
        return {theme.id: theme for theme in self.themes}

    @cached_property
    def by_key(self) -> Mapping[str, Theme]:
        """Finds a theme by its key."""
        return {theme.key: theme for theme in self.themes}

    @cached_property
    def open(self) -> tuple[Theme, ...]:
        """The themes that can be chosen, each behind its parent."""
        standing = [theme for theme in self.themes if theme.is_open]
        ids = {theme.id for theme in standing}
        found: list[Theme] = []

        def put(theme: Theme) -> None:
            found.append(theme)
            for one in standing:
                if one.parent == theme.id:
                    put(one)

        for theme in standing:
            if theme.parent not in ids:
                put(theme)
        return tuple(found)

    @cached_property
    def standing_for(self) -> Mapping[str, str]:
        """Key of every theme → the key under which its texts count now: merged themes count as what they became."""
        return {theme.key: self._now(theme).key for theme in self.themes}

    def _now(self, theme: Theme) -> Theme:
        seen = {theme.id}
        while not theme.is_open and len(theme.became) == 1 and theme.became[0] not in seen:
            theme = self.by_id[theme.became[0]]
            seen.add(theme.id)
        return theme

    @cached_property
    def counted(self) -> tuple[Theme, ...]:
        """The themes that texts count under: the open ones, and those split or ended that texts may still have."""
        keys = set(self.standing_for.values())
        rest = [theme for theme in self.themes if theme.key in keys and not theme.is_open]
        return (*self.open, *rest)

    def depth(self, theme: Theme) -> int:
        """Returns how many themes stand above one."""
        above, seen = 0, {theme.id}
        while theme.parent and theme.parent in self.by_id and theme.parent not in seen:
            theme = self.by_id[theme.parent]
            seen.add(theme.id)
            above += 1
        return above

    def read(self, marks: str | None) -> tuple[str, ...]:
        """Returns the keys under which the marks of a text count now, in the order of the codebook."""
        held = {self.standing_for.get(key, key) for key in keys_in(marks)}
        return tuple(theme.key for theme in self.counted if theme.key in held)


def keys_in(marks: str | None) -> tuple[str, ...]:
    """Returns the keys of themes in the marks of a text, as they were written."""
    return tuple(key for key in (marks or "").split("|") if key and key != "?")


def marks_of(keys: Iterable[str]) -> str:
    """Writes keys of themes as marks: `|one|two|`, or nothing for none."""
    listed = sorted(set(keys))
    return f"|{'|'.join(listed)}|" if listed else ""


def key_for(name: str, taken: Iterable[str]) -> str:
    """Makes a key out of a name, unlike those that are taken."""
    base = re.sub(r"[^a-z0-9]+", "_", plain(name)).strip("_")[: LONGEST_KEY - 4]
    base = base if base and base[0].isalpha() else f"t_{base}".rstrip("_")
    used = {*taken, LEFT_OVER}
    if base not in used:
        return base
    return next(one for number in range(2, 1000) if (one := f"{base}_{number}") not in used)


def check_words(name: str, definition: str, example: str) -> None:
    """Raises CodebookRefused for a theme without a name or with too many words."""
    if not name.strip():
        raise CodebookRefused("no_name")
    if len(name) > LONGEST_NAME:
        raise CodebookRefused("name_too_long", most=LONGEST_NAME)
    if max(len(definition), len(example)) > LONGEST_WORDS:
        raise CodebookRefused("too_long", most=LONGEST_WORDS)


def check_parent(codebook: Codebook, theme_id: str | None, parent: str | None) -> None:
    """Raises CodebookRefused for a parent that is not there, or that stands below the theme itself."""
    seen = set()
    while parent is not None:
        if parent == theme_id or parent in seen:
            raise CodebookRefused("under_itself")
        seen.add(parent)
        if parent not in codebook.by_id:
            raise CodebookRefused("no_parent")
        parent = codebook.by_id[parent].parent


def check_new_name(codebook: Codebook, name: str, but: Sequence[str] = ()) -> None:
    """Raises CodebookRefused where an open theme has the name already; `but` names themes that may have it."""
    if any(plain(one.name) == plain(name) and one.is_open and one.id not in but for one in codebook.themes):
        raise CodebookRefused("name_taken", name=name)
    if len(codebook.themes) >= MOST_THEMES:
        raise CodebookRefused("too_many", most=MOST_THEMES)
