"""Reads the fields of a document one at a time, and notes each that can't be taken."""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from survey.questionnaire.definition import NO_TEXT, Text
from survey.questionnaire.source import Source

KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""What names sections, pages, questions, choices and rows."""

LARGEST_NUMBER = 10**12
"""The largest number that a document may hold; beyond, exports and other readers lose digits."""

_Read = TypeVar("_Read")


def is_number(value: Any) -> bool:
    """Says whether a value is a whole number that every reader of the document can hold."""
    return type(value) is int and abs(value) <= LARGEST_NUMBER


def unknown(name: str, known: list[str], what: str) -> str:
    """Says that a name isn't known, and which was meant or which there are."""
    near = get_close_matches(name, known, n=1)
    mend = f"did you mean ‘{near[0]}’?" if near else f"known are {', '.join(known)}."
    return f"No {what} is called ‘{name}’; {mend}"


class Fields:
    """Reads fields of mappings; what can't be taken is noted in the source and read as if it weren't there."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.language = "en"
        """The first language, in which plain texts stand."""

    def mapping(self, data: Any, path: str, allowed: tuple[str, ...]) -> bool:
        """Says whether this is a mapping, and complains of fields that it can't have."""
        if not isinstance(data, dict):
            self.complain(path, "not_a_mapping", "Fields are expected here, each as ‘name: value’.")
            return False
        for name in data:
            if name not in allowed:
                self.complain(
                    f"{path}/{name}".lstrip("/"), "unknown_field", unknown(name, list(allowed), "field")
                )
        return True

    def items(
        self,
        data: Mapping[str, Any],
        name: str,
        path: str,
        read: Callable[[Any, str], _Read | None],
        *,
        needed: bool = False,
    ) -> tuple[_Read, ...]:
        """Reads a list, item by item."""
        here = f"{path}/{name}".lstrip("/")
        held = data.get(name)
        if held is None or held == []:
            if needed:
                self.complain(here, "missing", f"‘{name}’ is missing or empty.")
            return ()
        if not isinstance(held, list):
            self.complain(here, "not_a_list", "A list is expected here, each item behind a dash.")
            return ()
        found = [read(item, f"{here}/{place}") for place, item in enumerate(held)]
        return tuple(item for item in found if item is not None)

    def key(self, data: Mapping[str, Any], name: str, path: str) -> str:
        """Reads what names a thing."""
        value = data.get(name)
        if not isinstance(value, str) or not KEY.fullmatch(value):
            mend = "write lower-case letters, digits and _, a letter first" + (
                "; put it in quotation marks" if isinstance(value, bool) else ""
            )
            self.complain(f"{path}/{name}".lstrip("/"), "bad_key", f"{value!r} can’t be a key: {mend}.")
            return str(value or "")
        return value

    def text(self, data: Mapping[str, Any], name: str, path: str, *, needed: bool = False) -> Text:
        """Reads a text: words in the first language, or a mapping from language to words."""
        here = f"{path}/{name}".lstrip("/")
        value = data.get(name)
        if isinstance(value, dict):
            strange = [language for language, words in value.items() if not isinstance(words, str)]
            for language in strange:
                self.complain(
                    f"{here}/{language}", "not_text", "A text is expected; put it in quotation marks."
                )
            said = {
                language: words.strip()
                for language, words in value.items()
                if isinstance(words, str) and words.strip()
            }
            first = {self.language: said[self.language]} if self.language in said else {}
            return self._needed(Text({**first, **said}), here, needed)  # the canonical form sorts by code
        if value is None:
            return self._needed(NO_TEXT, here, needed)
        if isinstance(value, (bool, list)):
            self.complain(here, "not_text", "A text is expected; put it in quotation marks.")
            return NO_TEXT
        return self._needed(Text({self.language: str(value).strip()}), here, needed)

    def _needed(self, text: Text, path: str, needed: bool) -> Text:
        if needed and not text:
            self.complain(path, "missing_text", "A text is missing here.")
        return text or NO_TEXT

    def string(self, data: Mapping[str, Any], name: str, path: str) -> str:
        """Reads words that people who answer never see."""
        value = data.get(name, "")
        if isinstance(value, str):
            return value
        self.complain(f"{path}/{name}", "not_text", "A text is expected; put it in quotation marks.")
        return ""

    def strings(self, data: Mapping[str, Any], name: str, path: str, *, needed: bool = False) -> list[str]:
        """Reads a list of words, each once."""
        held = data.get(name, [])
        if isinstance(held, list) and all(isinstance(item, str) for item in held) and (held or not needed):
            return list(dict.fromkeys(held))
        self.complain(f"{path}/{name}".lstrip("/"), "not_a_list", "A list of words is expected here.")
        return []

    def flag(self, data: Mapping[str, Any], name: str, path: str) -> bool:
        """Reads true or false; false where nothing is written."""
        value = data.get(name, False)
        if not isinstance(value, bool):
            self.complain(f"{path}/{name}", "not_a_flag", "Write true or false.")
        return value is True

    def number(self, data: Mapping[str, Any], name: str, path: str) -> int | None:
        """Reads a whole number; None where there is none."""
        value = data.get(name)
        if value is not None and not is_number(value):
            self.complain(f"{path}/{name}", "not_a_number", "Write a whole number.")
            return None
        return value

    def complain(self, path: str, code: str, message: str) -> None:
        """Notes a problem at a path."""
        self.source.complain(path, code, message)
