"""How many begin, where they stop and how many send: what an analyst tells of a questionnaire's completion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

STILL_ANSWERING = timedelta(hours=1)
"""A draft that was saved within this time may still be in somebody's hands and has not been left."""

AT_THE_END = "check"
"""Stands for the page on which all answers are checked, in a draft's note of where its giver is."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """Drafts by where they stopped: page key (None where nothing was saved yet) → how many."""

    left: Mapping[str | None, int]
    under_way: int
    """Drafts that were saved only just now, on whatever page."""


@dataclass(frozen=True, slots=True)
class Step:
    """One page: how many came to it, and how many left the questionnaire there."""

    page: str
    reached: int
    left: int

    @property
    def share_left(self) -> float | None:
        """The share, 0 to 1, of those who came to it that left there; None where nobody came."""
        return self.left / self.reached if self.reached else None


@dataclass(frozen=True, slots=True)
class Completion:
    """Begun, sent and left, page by page; drafts of pages that are no more stand in `elsewhere`."""

    sent: int
    under_way: int
    steps: tuple[Step, ...]
    elsewhere: int

    @property
    def left(self) -> int:
        """How many left, on whatever page."""
        return sum(step.left for step in self.steps) + self.elsewhere

    @property
    def rate(self) -> float | None:
        """The share, 0 to 1, that sent, of those who sent or left (AAPOR's completion rate); None of nobody."""
        ended = self.sent + self.left
        return self.sent / ended if ended else None


def completion(pages: Sequence[str], sent: int, stopped: Stopped) -> Completion:
    """Lays out who left where; `pages` are the questionnaire's page keys in order.

    Whoever sent, or left on a later page, has come to a page, also where the route led past it.
    """
    places = [*pages, AT_THE_END]
    left = dict.fromkeys(places, 0)
    elsewhere = 0
    for page, number in stopped.left.items():
        if page is None:
            left[places[0]] += number
        elif page in left:
            left[page] += number
        else:
            elsewhere += number
    steps = []
    still = sent + sum(left.values())
    for page in places:
        steps.append(Step(page, still, left[page]))
        still -= left[page]
    return Completion(sent, stopped.under_way, tuple(steps), elsewhere)
