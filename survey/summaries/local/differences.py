"""What was changed between two drafts of a summary: text by text, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from survey.summaries.local.figures import Figures
from survey.summaries.local.texts import NAMES, Texts

_WORD = re.compile(r"\S+\s*")

ALIKE = 0.4
"""Texts less like each other than this, of 1, were written anew: words that both have by chance tell nothing."""

PARTS = ("performance", "plan", "answers")
"""The figures of a summary that come from elsewhere and can move on."""


class Stands(StrEnum):
    """In which of two texts words stand."""

    BOTH = "both"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that follow on each other, and where they stand."""

    words: str
    stands: Stands


@dataclass(frozen=True, slots=True)
class Changed:
    """One text that is not the same in two drafts; `name` is one of NAMES."""

    name: str
    pieces: Sequence[Piece]


def texts_between(earlier: Texts, later: Texts) -> tuple[Changed, ...]:
    """Returns the texts that differ, in the order in which they are written."""
    pairs = [(name, getattr(earlier, name), getattr(later, name)) for name in NAMES]
    return tuple(Changed(name, _pieces(before, after)) for name, before, after in pairs if before != after)


def figures_between(earlier: Figures, later: Figures) -> tuple[str, ...]:
    """Returns which of PARTS differ."""
    before, after = dict(earlier), dict(later)
    return tuple(part for part in PARTS if before[part] != after[part])


def _pieces(earlier: str, later: str) -> tuple[Piece, ...]:
    before, after = _WORD.findall(earlier), _WORD.findall(later)
    beside = SequenceMatcher(None, before, after, autojunk=False)
    if beside.ratio() < ALIKE:
        whole = Piece(earlier, Stands.EARLIER), Piece(later, Stands.LATER)
        return tuple(one for one in whole if one.words.strip())
    found: list[Piece] = []
    for deed, a, b, c, d in beside.get_opcodes():
        if deed == "equal":
            found.append(Piece("".join(before[a:b]), Stands.BOTH))
            continue
        found += [Piece("".join(before[a:b]), Stands.EARLIER)] if b > a else []
        found += [Piece("".join(after[c:d]), Stands.LATER)] if d > c else []
    return tuple(found)
