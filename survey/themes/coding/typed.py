"""What a coder types: numbers of the list, beginnings of names, and signs; all of it without the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass

from survey.themes.codebook.codebook import Codebook
from survey.themes.coding.coding import Outcome
from survey.themes.texts.looks import plain

NONE_SIGNS, UNCLEAR_SIGNS = frozenset({"n", "0", "none"}), frozenset({"u", "?", "unclear"})
ALIKE, SKIP = frozenset({"*", "all"}), frozenset({"-", "skip"})


class NotUnderstood(ValueError):
    """A word is neither a number of the list nor the beginning of exactly one theme's name."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and ticked, put together."""

    themes: tuple[str, ...]
    """Ids."""
    outcome: Outcome | None
    """None where nothing was said at all."""
    with_alike: bool = False
    skips: bool = False


def read(codebook: Codebook, typed: str, ticked: Sequence[str] = (), pressed: str = "") -> Typed:
    """Reads what a coder said: `typed` words, `ticked` themes by id, and which button was `pressed`.

    Raises NotUnderstood.
    """
    words = typed.replace(",", " ").casefold().split()
    themes = list(ticked)
    outcome = {"none": Outcome.NONE, "unclear": Outcome.UNCLEAR}.get(pressed)
    for word in words:
        if word in NONE_SIGNS:
            outcome = Outcome.NONE
        elif word in UNCLEAR_SIGNS:
            outcome = Outcome.UNCLEAR
        elif word not in ALIKE | SKIP:
            themes.append(_theme(codebook, word))
    if outcome is None and themes:
        outcome = Outcome.THEMES
    return Typed(
        themes=tuple(dict.fromkeys(themes)),
        outcome=outcome,
        with_alike=bool(ALIKE & set(words)) or pressed == "alike",
        skips=bool(SKIP & set(words)) or pressed == "skip",
    )


def _theme(codebook: Codebook, word: str) -> str:
    if word.isdecimal():
        number = int(word)
        if 0 < number <= len(codebook.open):
            return codebook.open[number - 1].id
        raise NotUnderstood(word)
    sought = plain(word)
    whole = [theme for theme in codebook.open if plain(theme.name) == sought]
    begins = whole or [theme for theme in codebook.open if plain(theme.name).startswith(sought)]
    if not sought or len(begins) != 1:
        raise NotUnderstood(word)
    return begins[0].id
