"""What became of one person's priorities."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from survey.priorities.ledger.decision import Outcome
from survey.priorities.ledger.plan import Entry, Plan
from survey.priorities.performance.line import Line, Verdict
from survey.questionnaire.definition import Text
from survey.summaries.figures.figures import Figures

JUDGED = frozenset({Verdict.ACHIEVED, Verdict.MISSED})
"""Until the year is over there is nothing to tell of a target."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One of the priorities that somebody named; what is not published yet is None or empty."""

    label: Text
    place: int
    """1 for the first."""
    here: int | None
    """How many in the person's borough named it; None where that is not published or was left out."""
    in_london: int | None
    outcome: Outcome | None
    reason: str = ""
    we_will: str = ""
    targets: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    """How the targets went, such as 'Total robbery: 7 offences or -2.6%: target missed'."""


@dataclass(frozen=True, slots=True)
class Trail:
    """All that can be told so far of what somebody asked for."""

    area: str
    """The person's borough; London where the answers belong to none, or to several."""
    plan_of: str
    """Whose plan is followed: the borough's, or London's where the borough has published none."""
    is_published: bool
    """Whether the figures that the answers went into are published."""
    year: str
    """Of the plan, such as 2027/28; empty where none is published."""
    followed: tuple[Followed, ...]


def trail(
    area: str,
    plan_of: str,
    named: Sequence[tuple[str, Text]],
    figures: Figures | None,
    plan: Plan | None,
    lines: Mapping[str, Line],
) -> Trail:
    """Puts together what became of the priorities that somebody named, the first first.

    `lines` are the year's results by measure, of the area whose plan is followed.
    """
    entries = {one.key: one for one in plan.entries} if plan else {}
    return Trail(
        area,
        plan_of,
        figures is not None,
        str(plan.year) if plan else "",
        tuple(
            _followed(place, key, label, area, figures, entries.get(key), lines)
            for place, (key, label) in enumerate(named, 1)
        ),
    )


def _followed(
    place: int,
    key: str,
    label: Text,
    area: str,
    figures: Figures | None,
    entry: Entry | None,
    lines: Mapping[str, Line],
) -> Followed:
    here: Mapping[str, Any] = figures.area(area)["lines"].get(key, {}) if figures else {}
    count = here.get("count")
    if entry is None:
        return Followed(label, place, count, _in_london(figures, key), None)
    went = (lines[one.measure] for one in entry.targets if one.measure in lines)
    return Followed(
        label,
        place,
        count,
        _in_london(figures, key),
        entry.outcome,
        entry.reason,
        entry.we_will,
        entry.target_words,
        tuple(line.words for line in went if line.verdict in JUDGED),
    )


def _in_london(figures: Figures | None, key: str) -> int | None:
    table = figures.table("priorities") if figures else None
    lines = table["lines"] if table else ()
    found: int | None = next((line["count"] for line in lines if line["key"] == key), None)
    return found
