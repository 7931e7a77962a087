"""How people lean: for each question known here, the wheel that their answer is drawn by."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar, Protocol

from survey.demonstration.truths import Year
from survey.demonstration.wheel import Wheel


class Mind(Protocol):
    """What one person or firm thinks, question by question; None where a question is not known."""

    is_firm: ClassVar[bool]

    def leaning(self, key: str) -> Wheel[str] | None:
        """Returns the wheel of choices for a question, or for `grid.row`."""
        ...

    def chances(self, key: str) -> Mapping[str, float] | None:
        """Returns choice → the chance that it is ticked, for a question that takes several."""
        ...

    def place(self) -> str:
        """Returns the code of the area that this is about."""
        ...

    def places(self) -> Mapping[str, int]:
        """Returns area code → number of sites there."""
        ...


Leaning = Callable[[Any, Year], Wheel[str]]
"""From a person or firm and the year to a wheel; the same wheel for everybody who leans alike."""

SAFE = ("very_safe", "fairly_safe", "neither", "fairly_unsafe", "very_unsafe")
AGREED = ("strongly_agree", "tend_to_agree", "neither", "tend_to_disagree", "strongly_disagree")
CONTENT = ("very_satisfied", "fairly_satisfied", "neither", "fairly_dissatisfied", "very_dissatisfied")

_UPPER = (0.36, 0.64)
_LOWER = (0.30, 0.44, 0.26)


def five_points(scale: tuple[str, ...], share: float) -> Wheel[str]:
    """Returns a wheel of a five-point scale of which the two upper points together have a share."""
    return _five_points(scale, round(min(0.98, max(0.02, share)), 4))


@cache
def _five_points(scale: tuple[str, ...], share: float) -> Wheel[str]:
    parts = [share * part for part in _UPPER] + [(1 - share) * part for part in _LOWER]
    return Wheel(dict(zip(scale, parts, strict=True)))


def yes_or_no(share: float) -> Wheel[str]:
    """Returns a wheel on which 'yes' has a share."""
    return _yes_or_no(round(share, 4))


@cache
def _yes_or_no(share: float) -> Wheel[str]:
    return Wheel({"yes": share, "no": 1 - share})
