"""What has to be left out of a line that is published for every area and for all of them together.

Each answer is a row of its own: how many gave it in each area, out of a base that is published too, and how many gave
it in London. Responses of no area are counted in London alone, so they are one more part, which is never shown. With
one sum to a row, the range that remains to a hidden count can be written down, and needs no linear program: the sum of
all hidden counts is known, none is below nought, and none is above its base. Source: Hundepool et al. (2012),
'Statistical disclosure control', section 4.2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from survey.columns.disclosure import Rules

REST = ""
"""Stands for responses of no area."""


@dataclass(frozen=True, slots=True)
class Part:
    """How many in one area gave an answer, and out of how many."""

    count: int
    base: int


def is_small(part: Part, rules: Rules) -> bool:
    """Says whether so few gave the answer, or so few did not, that it would tell of single people."""
    others = part.base - part.count
    return 0 < part.count < rules.threshold or 0 < others < rules.threshold


def left_out(parts: Mapping[str, Part], rules: Rules, *, adds_up: bool = True) -> frozenset[str]:
    """Returns the areas whose count is left out, REST always among them.

    `adds_up` says whether the sum of all parts is known; where it is not, nothing follows from what is shown.
    """
    sensitive = {area for area, part in parts.items() if area != REST and is_small(part, rules)}
    hidden = sensitive | {REST}
    if not adds_up or not sensitive:
        return frozenset(hidden)
    shown = sorted((area for area in parts if area not in hidden), key=lambda area: (parts[area].count, area))
    for area in shown:
        if _is_enough(parts, hidden, sensitive, rules):
            break
        hidden.add(area)
    return frozenset(hidden)


def _is_enough(parts: Mapping[str, Part], hidden: set[str], sensitive: set[str], rules: Rules) -> bool:
    return all(high - low >= rules.threshold - 1 for low, high in ranges(parts, hidden, sorted(sensitive)))


def ranges(parts: Mapping[str, Part], hidden: set[str], of: Sequence[str]) -> list[tuple[int, int]]:
    """Returns the least and the most that some hidden counts can be, for whoever knows all that is shown."""
    its = [parts[area] for area in hidden if area in parts]
    known = sum(part.count for part in its)
    room = sum(part.base for part in its)
    return [(max(0, known - (room - parts[area].base)), min(parts[area].base, known)) for area in of]
