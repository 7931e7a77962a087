"""Risk words: which texts are read first, and which words in them are the reason."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

SHIPPED = Path(__file__).with_name("risk_words.yaml")

KINDS = ("self_harm", "child", "hurt", "threat", "weapon")
"""What risk words may be about, the gravest first."""

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'"})
_BETWEEN = r"[\W_]+"
_SOME_WORDS = rf"(?:{_BETWEEN}\w[\w']*){{0,4}}?"


class BadRiskWords(ValueError):
    """The file of risk words has another form; the message says where."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that were found, and what they may be about; `start` and `end` count characters of the text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RiskWords:
    """All lines, ready to be looked for; `patterns` in the order of KINDS."""

    patterns: Mapping[str, re.Pattern[str]]

    def signs(self, text: str) -> tuple[Sign, ...]:
        """Returns what is found, in the order of the text; of two that overlap the one that begins first."""
        plain = text.translate(_APOSTROPHES)  # one character for one, so that places stay right
        found = [
            Sign(kind, match.start(), match.end())
            for kind, pattern in self.patterns.items()
            for match in pattern.finditer(plain)
        ]
        apart: list[Sign] = []
        for sign in sorted(found, key=lambda one: (one.start, -one.end)):
            if not apart or sign.start >= apart[-1].end:
                apart.append(sign)
        return tuple(apart)

    def rank(self, text: str) -> int:
        """Returns how grave the gravest words are: as many as there are kinds, down to 1; 0 where there are none."""
        plain = text.translate(_APOSTROPHES)
        for place, pattern in enumerate(self.patterns.values()):
            if pattern.search(plain):
                return len(self.patterns) - place
        return 0


def kind_of(rank: int) -> str | None:
    """Returns what words of a rank may be about; None for 0."""
    return KINDS[len(KINDS) - rank] if 0 < rank <= len(KINDS) else None


def in_pieces(text: str, signs: tuple[Sign, ...]) -> tuple[tuple[str, str | None], ...]:
    """Cuts a text into (words, kind of the sign that they are, or None); joined they give the text."""
    pieces: list[tuple[str, str | None]] = []
    at = 0
    for sign in signs:
        pieces += [(text[at : sign.start], None), (text[sign.start : sign.end], sign.kind)]
        at = sign.end
    return tuple(piece for piece in [*pieces, (text[at:], None)] if piece[0])


@cache
def risk_words(path: Path = SHIPPED) -> RiskWords:
    """Reads the file of risk words; raises BadRiskWords."""
    held = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(held, dict) or tuple(held) != KINDS:
        raise BadRiskWords(f"{path.name} needs these kinds in this order: {', '.join(KINDS)}")
    return RiskWords({kind: _pattern(path.name, kind, held[kind]) for kind in KINDS})


def _pattern(name: str, kind: str, by_language: Any) -> re.Pattern[str]:
    if not isinstance(by_language, dict):
        raise BadRiskWords(f"{name}: ‘{kind}’ needs lines by language")
    lines = [line for listed in by_language.values() for line in listed]
    wrong = next((line for line in lines if not isinstance(line, str) or not line.strip(" …*/()")), None)
    if wrong is not None or not lines:
        raise BadRiskWords(f"{name}: ‘{kind}’ has a line without words: {wrong!r}")
    return re.compile(r"(?<![\w])(?:" + "|".join(map(_line, lines)) + r")(?!\w)", re.IGNORECASE)


def _line(written: str) -> str:
    """Writes one line as a regular expression; see the head of the file for its signs."""
    parts: list[str] = []
    for piece in written.translate(_APOSTROPHES).split():
        before = _BETWEEN if parts else ""
        if piece == "…":
            parts.append(_SOME_WORDS)
        elif piece.startswith("(") and piece.endswith(")"):
            parts.append(f"(?:{before}{_word(piece[1:-1])})?")
        else:
            parts.append(before + _word(piece))
    return "".join(parts)


def _word(piece: str) -> str:
    def one(written: str) -> str:
        words = _BETWEEN.join(re.escape(part) for part in written.rstrip("*").split("-"))
        return words + (r"\w*" if written.endswith("*") else "")

    return "(?:" + "|".join(one(written) for written in piece.split("/")) + ")"
