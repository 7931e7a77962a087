"""The summary's own words in each language: read from `words/<language>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal

FOLDER = Path(__file__).with_name("words")
FIRST = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@dataclass(frozen=True)
class Words:
    """The words in one language; a message without a translation is said in English."""

    language: str
    by_key: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Returns a message with its values; KeyError where there is none."""
        return self.by_key[key].format(**values)

    def has(self, key: str) -> bool:
        """Says whether there is such a message."""
        return key in self.by_key

    @property
    def is_mirrored(self) -> bool:
        """Says whether the language is written from right to left."""
        return self.language in RIGHT_TO_LEFT

    def day(self, written: str) -> str:
        """Writes a day, given as ISO 8601; what is no such day stays as it is."""
        try:
            return format_date(date.fromisoformat(written[:10]), "d MMMM y", locale=self._locale)
        except ValueError:
            return written

    def number(self, value: int) -> str:
        """Writes a whole number."""
        return format_decimal(value, locale=self._locale)

    def share(self, value: float | None) -> str:
        """Writes a share, 0 to 1, as a whole percentage, halves upwards; a dash for one that is hidden."""
        return self.say("few") if value is None else f"{percentage(value)}%"

    @property
    def _locale(self) -> str:
        return "en_GB" if self.language == FIRST else self.language


def percentage(share: float) -> int:
    """Returns a share as a whole percentage, halves upwards; every format of a summary rounds by this."""
    return int(share * 100 + 0.5 + 1e-9)


def languages() -> tuple[str, ...]:
    """Returns the languages that a summary is written in, English first."""
    others = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != FIRST)
    return (FIRST, *others)


@cache
def words_in(language: str) -> Words:
    """Returns the words of a language; English for one that has none."""
    code = language if language in languages() else FIRST
    return Words(code, {**_read(FIRST), **_read(code)})


def _read(language: str) -> dict[str, str]:
    held = yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8"))
    return {key: str(words) for key, words in held.items()}
