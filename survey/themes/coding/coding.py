"""What a coder decides on one text, and how far the coding of a question has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from survey.columns.further import UNCLEAR
from survey.themes.codebook.codebook import Codebook, marks_of
from survey.themes.texts.text import Written


class Turn(StrEnum):
    """Who codes a text: the first coder, a second one who does not see what the first decided, or who settles it."""

    FIRST = "first"
    SECOND = "second"
    SETTLED = "settled"


class Outcome(StrEnum):
    """What came of reading a text."""

    THEMES = "themes"
    NONE = "none"
    """It has none of the themes."""
    UNCLEAR = "unclear"
    """Nobody can tell what is meant."""


class Order(StrEnum):
    """Which text comes next."""

    DOUBT = "doubt"
    """The one on which the machine is least sure."""
    CHANCE = "chance"
    SPLIT = "split"
    """One whose theme was split since."""


NOT_WANTED, WANTED, AGREED, DIFFERS, SETTLED = range(5)
"""How a text stands with its second coder."""

LONGEST_NOTE = 400


class CodingRefused(ValueError):
    """A text can't be coded so; `code` says why: nothing_chosen, no_theme, not_in_sample, own_text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Coding:
    """One coder's decision on one text."""

    text: int
    turn: Turn
    coder: str
    at: datetime
    version: int
    """Of the codebook, as it stood."""
    outcome: Outcome
    themes: tuple[str, ...]
    """Ids."""
    note: str = ""


@dataclass(frozen=True)
class Desk:
    """A text in a coder's hands, with what stands around it."""

    text: Written
    codebook: Codebook
    others: tuple[Written, ...]
    """What the same person wrote elsewhere."""
    before: Coding | None
    """What this coder, or whoever had the text in this turn, decided on it before."""
    proposed: Mapping[str, int]
    """Key of a theme → how likely the machine holds it, in per cent; empty in a second turn, which is blind."""
    alike: int
    """How many other answers to the question say the same word for word."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one question has come."""

    entry: str
    texts: int
    coded: int
    none: int
    unclear: int

    @property
    def waiting(self) -> int:
        """Texts that nobody has coded."""
        return self.texts - self.coded

    @property
    def share(self) -> float:
        """Coded texts as a share of all, 0 to 1."""
        return self.coded / self.texts if self.texts else 0.0


def marks_for(codebook: Codebook, outcome: Outcome, themes: Sequence[str]) -> str:
    """Writes a decision as the marks of a text."""
    if outcome is Outcome.UNCLEAR:
        return UNCLEAR
    return marks_of(codebook.by_id[one].key for one in themes) if outcome is Outcome.THEMES else ""


def check(codebook: Codebook, outcome: Outcome, themes: Sequence[str]) -> None:
    """Raises CodingRefused for themes that can't be chosen, or none where some are meant."""
    if outcome is Outcome.THEMES and not themes:
        raise CodingRefused("nothing_chosen")
    if any(one not in codebook.by_id or not codebook.by_id[one].is_open for one in themes):
        raise CodingRefused("no_theme")
