"""The form's own words in each language that it can be printed in: read from `words/<language>.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).with_name("words")

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})


@dataclass(frozen=True)
class Words:
    """The words in one language; a language without a file gets English."""

    language: str
    by_key: Mapping[str, str]

    def say(self, key: str, **values: object) -> str:
        """Returns a sentence with its values; KeyError where there is none."""
        return self.by_key[key].format(**values) if values else self.by_key[key]

    def quoted(self, words: str) -> str:
        """Puts words in the quotation marks of the language."""
        return self.by_key["quoted"].format(words=words)

    def either(self, parts: Sequence[str]) -> str:
        """Joins parts by commas and 'or'."""
        return self._joined(parts, "or")

    def both(self, parts: Sequence[str]) -> str:
        """Joins parts by commas and 'and'."""
        return self._joined(parts, "and")

    def _joined(self, parts: Sequence[str], by: str) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{self.by_key['comma'].join(parts[:-1])} {self.by_key[by]} {parts[-1]}"


def languages() -> list[str]:
    """Returns the languages in which a form can be printed."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def words_in(language: str) -> Words:
    """Returns the words of a language, English for one that has none."""
    path = FOLDER / f"{language}.yaml"
    held = yaml.safe_load((path if path.is_file() else FOLDER / "en.yaml").read_text(encoding="utf-8"))
    return Words(language if path.is_file() else "en", {key: str(words) for key, words in held.items()})


def direction(language: str) -> str:
    """Returns `rtl` for a language written from right to left, else `ltr`."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
