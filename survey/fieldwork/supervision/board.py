"""How the desk stands: who is on the line, what was finished by hour and clerk, how long it took, how calls ended."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

from survey.fieldwork.calls.call import Call, Outcome
from survey.questionnaire.definition import Text

COUNTED = frozenset({Outcome.COMPLETE, Outcome.PARTIAL})
"""The outcomes of a call whose answers count."""


@dataclass(frozen=True, slots=True)
class Ongoing:
    """A call that goes on: with whom, since when, and at which section; never what was answered."""

    call: str
    clerk: str
    since: datetime
    section: Text | None
    """None before the first question and at the end."""


@dataclass(frozen=True, slots=True)
class Hour:
    """The interviews that were completed in one hour of the day."""

    begins: datetime
    by_clerk: Counter[str]

    @property
    def all(self) -> int:
        """How many clerks together completed."""
        return self.by_clerk.total()


@dataclass(frozen=True, slots=True)
class Day:
    """What came of the calls of a day."""

    clerks: tuple[str, ...]
    """Whoever took a call, by who took the most."""
    hours: tuple[Hour, ...]
    """From the first hour with a completed interview to the last."""
    completed: Counter[str]
    """By clerk."""
    minutes: float | None
    """The median length of completed interviews; None where there is none."""
    minutes_of: dict[str, float]
    """The same by clerk."""
    outcomes: Counter[Outcome]

    @property
    def calls(self) -> int:
        """How many calls have ended."""
        return self.outcomes.total()


def day_of(calls: Iterable[Call], zone: ZoneInfo) -> Day:
    """Counts the calls of a day that have ended; hours are those of the clocks in `zone`."""
    ended = [(call, call.ended_at, call.outcome) for call in calls if call.ended_at and call.outcome]
    taken = Counter(call.clerk for call, _, _ in ended)
    lengths: dict[str, list[float]] = {}
    by_hour: dict[datetime, Counter[str]] = {}
    for call, at, outcome in ended:
        if outcome is Outcome.COMPLETE:
            lengths.setdefault(call.clerk, []).append((at - call.started_at).total_seconds() / 60)
            hour = at.astimezone(zone).replace(minute=0, second=0, microsecond=0)
            by_hour.setdefault(hour, Counter())[call.clerk] += 1
    every = [minutes for found in lengths.values() for minutes in found]
    return Day(
        clerks=tuple(clerk for clerk, _ in sorted(taken.items(), key=lambda one: (-one[1], one[0]))),
        hours=tuple(Hour(hour, by_hour[hour]) for hour in sorted(by_hour)),
        completed=Counter({clerk: len(found) for clerk, found in lengths.items()}),
        minutes=median(every) if every else None,
        minutes_of={clerk: median(found) for clerk, found in lengths.items()},
        outcomes=Counter(outcome for _, _, outcome in ended),
    )
