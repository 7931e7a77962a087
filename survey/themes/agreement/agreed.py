"""How far two coders of a codebook agree, theme by theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.statistics.agreement import alpha, kappa
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding.coding import Coding, Outcome

FEW = 30
"""Texts coded twice below which a measure is little more than a guess."""


@dataclass(frozen=True, slots=True)
class OfTheme:
    """What two coders decided on one theme."""

    key: str
    name: str
    both: int
    first_only: int
    second_only: int
    neither: int
    kappa: float | None
    """None where neither ever gave it, or both always did."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders decided on the texts of the sample."""

    texts: int
    same: int
    """Texts on which both decided exactly the same."""
    alpha: float | None
    """Krippendorff's, nominal, of whole decisions: the set of themes, none or unclear."""
    themes: tuple[OfTheme, ...]

    @property
    def is_few(self) -> bool:
        """Says whether there are too few texts to tell much."""
        return self.texts < FEW


Decision = tuple[str, frozenset[str]]


def decision(codebook: Codebook, coding: Coding) -> Decision:
    """Returns a decision that can be compared: its outcome, and the keys of its themes as they count now."""
    keys = [codebook.by_id[one].key for one in coding.themes if one in codebook.by_id]
    return coding.outcome.value, frozenset(codebook.standing_for.get(key, key) for key in keys)


def agreement(codebook: Codebook, pairs: Sequence[tuple[Coding, Coding]]) -> Agreement:
    """Reckons how far first and second coders agree; theme by theme, texts that one found unclear are left out."""
    decided = [(decision(codebook, first), decision(codebook, second)) for first, second in pairs]
    clear = [pair for pair in decided if all(outcome != Outcome.UNCLEAR for outcome, _ in pair)]
    return Agreement(
        texts=len(pairs),
        same=sum(first == second for first, second in decided),
        alpha=alpha(decided),
        themes=tuple(
            _of_theme(
                theme.key, theme.name, [(theme.key in one[1], theme.key in other[1]) for one, other in clear]
            )
            for theme in codebook.counted
        ),
    )


def _of_theme(key: str, name: str, given: Sequence[tuple[bool, bool]]) -> OfTheme:
    cells: Mapping[tuple[bool, bool], int] = {
        pair: given.count(pair) for pair in ((True, True), (True, False), (False, True), (False, False))
    }
    return OfTheme(
        key,
        name,
        cells[True, True],
        cells[True, False],
        cells[False, True],
        cells[False, False],
        kappa([one for one, _ in given], [other for _, other in given]),
    )
