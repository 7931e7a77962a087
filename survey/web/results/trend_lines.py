"""Trend lines: the shares of a question's answers over consultations, one small drawing an answer.

A line runs between two consultations that follow each other and have a share each. It breaks where a consultation did
not ask the question, where it was answered by too few to carry a share, did not offer the answer, or may not be seen.
Points stand at the whole per cents of the table beside, so that a drawing never tells more than its table.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from survey.web.language import gettext, later

WIDTH, LOW, HIGH = 240, 140, 164
"""Units of the view box, about as many as on a phone; the second height has room for words below the signs."""

LEFT, RIGHT, TOP, FLOOR = 48, 20, 30, 118
"""Where the first and the last round stand from the edges, and the heights of the top and of nought."""

MOST_ROUNDS = 5
"""Consultations that one drawing has room for; the latest are drawn, the table has all."""

MOST_ANSWERS = 6
"""Answers that are drawn of one question; the table has all."""

LETTER = 7
"""Units that a letter below the line takes up."""

SCALES = (0.1, 0.25, 0.5, 0.75, 1.0)
"""What the top of a drawing can stand for."""

NOT_ASKED, NOT_OFFERED = later("not asked"), later("not offered")
TOO_FEW, NOT_SHOWN = later("too few"), later("not shown")


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer in one consultation; shares from 0 to 1, None where there is none, and then why."""

    share: float | None
    weighted: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """One consultation of a trend: its key and name, and in words, how many answered or why there is nothing."""

    key: str
    name: str
    base: str
    recoded: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a consultation stands below the line, and why it has no point."""

    x: float
    sign: str
    name: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One share."""

    x: float
    y: float
    said: str
    recoded: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One answer, drawn; lines as the points of polylines."""

    label: str
    described: str
    slots: tuple[Slot, ...]
    points: tuple[Point, ...]
    lines: tuple[str, ...]
    weighted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the drawings of one question need; every answer on one scale."""

    panels: tuple[Panel, ...]
    top: str
    moments: tuple[tuple[str, Moment], ...]
    """What is written below the lines → the consultation that it stands for."""
    answers_left_out: int
    rounds_left_out: int

    @property
    def height(self) -> int:
        """Returns the height of the view box: words about gaps take room below the signs."""
        return HIGH if any(slot.why for panel in self.panels for slot in panel.slots) else LOW

    @property
    def is_weighted(self) -> bool:
        """Says whether weighted shares are drawn, too."""
        return any(panel.weighted for panel in self.panels)


def drawn(moments: Sequence[Moment], answers: Sequence[tuple[str, Sequence[Reading]]]) -> Drawing | None:
    """Draws answers, as (label, a reading for each moment), the earliest moment first; None where no line runs."""
    late = moments[-MOST_ROUNDS:]
    readings = [(label, tuple(its[-MOST_ROUNDS:])) for label, its in answers]
    if not any(_runs(its, attrgetter("share")) for _, its in readings):
        return None
    chosen = _largest(readings)
    top = _top(chosen)
    signs = _signs(late)
    return Drawing(
        panels=tuple(_panel(label, its, late, signs, top) for label, its in chosen),
        top=f"{top:.0%}",
        moments=tuple(zip(signs, late, strict=True)),
        answers_left_out=len(readings) - len(chosen),
        rounds_left_out=len(moments) - len(late),
    )


Answer = tuple[str, tuple[Reading, ...]]


def _largest(readings: Sequence[Answer]) -> Sequence[Answer]:
    """Returns all answers, or the largest of the last consultation, in the order of the questionnaire."""
    largest = sorted(readings, key=lambda one: [-(its.share or 0) for its in reversed(one[1])])[:MOST_ANSWERS]
    return [one for one in readings if one in largest]


def _top(readings: Sequence[Answer]) -> float:
    shares = [share for _, its in readings for one in its for share in (one.share, one.weighted)]
    most = max((round(share, 2) for share in shares if share is not None), default=0)
    return next((scale for scale in SCALES if most <= scale), SCALES[-1])


def _signs(moments: Sequence[Moment]) -> list[str]:
    """Returns what is written below each point: its consultation's key, or where one is too long, numbers for all."""
    room = _step(len(moments)) // LETTER
    keys = [one.key for one in moments]
    if any(len(key) + 1 > room for key in keys):
        keys = [str(place) for place in range(1, len(moments) + 1)]
    return [f"{key}†" if one.recoded else key for key, one in zip(keys, moments, strict=True)]


def _panel(
    label: str, readings: Sequence[Reading], moments: Sequence[Moment], signs: Sequence[str], top: float
) -> Panel:
    step = _step(len(moments))
    across = [LEFT + place * step for place in range(len(moments))]

    def lines(measure: Callable[[Reading], float | None]) -> tuple[str, ...]:
        return tuple(
            " ".join(f"{across[place]:g},{_y(measure(readings[place]) or 0, top):g}" for place in run)
            for run in _runs(readings, measure)
        )

    return Panel(
        label,
        _described(label, readings, moments),
        tuple(
            Slot(x, sign, moment.name, tuple(one.why.split()))
            for x, sign, moment, one in zip(across, signs, moments, readings, strict=True)
        ),
        tuple(
            Point(x, _y(one.share, top), f"{one.share:.0%}", moment.recoded)
            for x, moment, one in zip(across, moments, readings, strict=True)
            if one.share is not None
        ),
        lines(attrgetter("share")),
        lines(attrgetter("weighted")),
    )


def _step(count: int) -> float:
    return round((WIDTH - LEFT - RIGHT) / max(count - 1, 1), 1)


def _y(share: float, top: float) -> float:
    return round(FLOOR - (FLOOR - TOP) * round(share, 2) / top, 1)


def _runs(readings: Sequence[Reading], measure: Callable[[Reading], float | None]) -> list[list[int]]:
    """Returns the places of readings that follow each other without a gap, two or more at a time."""
    found: list[list[int]] = []
    for before, here in pairwise(range(len(readings))):
        if measure(readings[before]) is None or measure(readings[here]) is None:
            continue
        if found and found[-1][-1] == before:
            found[-1].append(here)
        else:
            found.append([before, here])
    return found


def _described(label: str, readings: Sequence[Reading], moments: Sequence[Moment]) -> str:
    """Says what the drawing shows, for whoever can't see it."""
    return gettext(
        "Line chart of ‘%(answer)s’: %(shares)s. The table has the same figures.",
        answer=label,
        shares="; ".join(_told(readings, moments)),
    )


def _told(readings: Sequence[Reading], moments: Sequence[Moment]) -> Iterator[str]:
    for one, moment in zip(readings, moments, strict=True):
        said = one.why if one.share is None else f"{one.share:.0%}"
        recoded = gettext(" (recoded)") if moment.recoded else ""
        yield f"{moment.name}{recoded} {said}".strip()
