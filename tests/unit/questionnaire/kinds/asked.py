"""Questions in a few words, for tests of their kinds, and strings that break careless programs."""

from typing import Any

from survey.questionnaire.definition import Choice, Question, Row
from tests.unit.questionnaire.made import text

NAUGHTY = (
    "",
    " ",
    "\u00a0\u2003",
    "null",
    "undefined",
    "~dont_know ",
    "~",
    "0x1F",
    "1e9",
    "NaN",
    "-0",
    "１２３",
    "٣",
    "1/0",
    "=1+1",
    "@SUM(A1)",
    "'; DROP TABLE responses; --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "[[borough]]",
    "%s%n",
    "\x00",
    "\x07\x1b[31m",
    "\r\n\r\nSet-Cookie: a=b",
    "../../etc/passwd",
    "Ω≈ç√∫",
    "👩‍👩‍👧‍👦",
    "ﷺ",
    "אבג עבודה",
    "\u202etest\u202c",
    "z̶̡a̷l̴g̵o̷",
    "\ufeffbom",
    "a" * 100_000,
    "9" * 5_000,
)
"""Written for these tests: the sorts of string that public lists of naughty strings collect."""


def choice(key: str, **fields: Any) -> Choice:
    """A choice named by its key."""
    return Choice(key, text(key.capitalize()), **fields)


def asked(kind: str, *choices: Choice | str, **fields: Any) -> Question:
    """A question `q` of a kind; choices and rows may be given by key alone."""
    rows = tuple(Row(key, text(key.capitalize())) for key in fields.pop("rows", ()))
    listed = tuple(choice(one) if isinstance(one, str) else one for one in choices)
    return Question("q", kind, text("What?"), choices=listed, rows=rows, **fields)


def codes(faults: list[Any]) -> list[tuple[str, str]]:
    """Returns the code and field of each fault."""
    return [(fault.code, fault.field) for fault in faults]
