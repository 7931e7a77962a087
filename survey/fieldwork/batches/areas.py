"""Areas as a clerk types them: by the first letters of their names, by code, with a count where one is asked for."""

import re
from collections.abc import Mapping
from typing import Any

from survey.questionnaire.definition import Question
from survey.questionnaire.kinds.area import OPTIONS, AreaKind

Slip = tuple[str, Mapping[str, Any]]
"""A code and its values, see `notation.Slip`."""

_NAMES = tuple((code, " ".join(text.say("en").casefold().split())) for code, text in OPTIONS)
_COUNT = re.compile(r"(.*\D)\s*(\d{1,4})")


def find_area(letters: str) -> str | Slip:
    """Returns the code of the one area whose name begins so; of several, all are named.

    A whole name goes before longer ones, the first letters of a name before those of a later word.
    """
    sought = " ".join(letters.casefold().split())
    by_code = [code for code, _ in OPTIONS if code.casefold() == sought]
    whole = [code for code, name in _NAMES if name == sought]
    first = [code for code, name in _NAMES if name.startswith(sought)]
    later = [code for code, name in _NAMES if f" {sought}" in name]
    found = by_code or whole or first or later
    if len(found) == 1:
        return found[0]
    if not found:
        return "not_an_area", {"letters": letters}
    return "several_areas", {"areas": [text for code, text in OPTIONS if code in found]}


def read_areas(question: Question, words: str) -> str | list[str] | dict[str, int | None] | Slip:
    """Returns an area, a list or area → count, as the question takes them; a Slip where something is wrong."""
    if not AreaKind.takes_several(question):
        return ("only_one", {}) if "," in words else find_area(words)
    found: dict[str, int | None] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[,;\n]", words))):
        counted = _COUNT.fullmatch(part) if question.counted else None
        code = find_area(counted[1] if counted else part)
        if isinstance(code, tuple):
            return code
        if code in found:
            return "twice", {"code": part}
        if question.counted and (counted is None or int(counted[2]) < 1):
            return "count_missing", {"letters": part}
        found[code] = int(counted[2]) if counted else None
    limit = question.limit or len(OPTIONS)
    if len(found) > limit:
        return "more_than", {"limit": limit}
    return found if question.counted else list(found)
