"""Signals that a response may not be one person's own, by published rules with thresholds; they delete nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from survey.themes.proposals.alike import groups

SHIPPED = Path(__file__).with_name("rules.yaml")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules look at of one response."""

    id: str
    sent: datetime
    seconds: float | None
    """From beginning to end, on the web; None elsewhere."""
    answers: Mapping[str, Any]
    """All answers but texts."""
    texts: tuple[str, ...]
    areas: frozenset[str] = frozenset()
    """Keys of questions that ask for an area."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """Which rules each flagged response met, and how many met each rule at all."""

    responses: Mapping[str, tuple[str, ...]]
    met: Mapping[str, int]
    looked_at: int


@cache
def rules(path: Path = SHIPPED) -> Mapping[str, Any]:
    """Reads the published rules."""
    held: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return held


def flagged(facts: Sequence[Facts], published: Mapping[str, Any] | None = None) -> Flagged:
    """Looks at all responses of a questionnaire together and returns those that gather enough points."""
    by = published or rules()
    its = by["rules"]
    looks = {
        "fast": _fast(facts, its["fast"]),
        "straight": _straight(facts, its["straight"]),
        "same_text": _same_text(facts, its["same_text"]),
        "same_answers": _same_answers(facts, its["same_answers"]),
        "burst": _burst(facts, its["burst"]),
        "implausible": _implausible(facts, its["implausible"]),
    }
    found = {}
    for place, one in enumerate(facts):
        met = tuple(name for name, places in looks.items() if place in places)
        if sum(its[name]["points"] for name in met) >= by["flagged_at"]:
            found[one.id] = met
    return Flagged(found, {name: len(places) for name, places in looks.items()}, len(facts))


def _fast(facts: Sequence[Facts], rule: Mapping[str, Any]) -> set[int]:
    timed = [one.seconds for one in facts if one.seconds is not None]
    if not timed:
        return set()
    least = rule["share"] * median(timed)
    return {place for place, one in enumerate(facts) if one.seconds is not None and one.seconds < least}


def _straight(facts: Sequence[Facts], rule: Mapping[str, Any]) -> set[int]:
    found = set()
    for place, one in enumerate(facts):
        grids = [held for held in one.answers.values() if isinstance(held, dict) and "absent" not in held]
        given = [[value for value in grid.values() if isinstance(value, str)] for grid in grids]
        if sum(map(len, given)) >= rule["rows"] and all(len(set(values)) <= 1 for values in given):
            found.add(place)
    return found


def _same_text(facts: Sequence[Facts], rule: Mapping[str, Any]) -> set[int]:
    whose = [(place, words) for place, one in enumerate(facts) for words in one.texts]
    found: set[int] = set()
    for group in groups([words for _, words in whose], rule["alike"], rule["fewest_words"]):
        places = {whose[at][0] for at in group}
        if len(places) > rule["least"]:
            found |= places
    return found


def _same_answers(facts: Sequence[Facts], rule: Mapping[str, Any]) -> set[int]:
    def said(one: Facts) -> str | None:
        held = {key: value for key, value in one.answers.items() if key not in one.areas}
        return repr(sorted(held.items())) if len(held) >= rule["fewest_answers"] else None

    prints = [said(one) for one in facts]
    counted = Counter(one for one in prints if one is not None)
    return {place for place, one in enumerate(prints) if one is not None and counted[one] > rule["least"]}


def _burst(facts: Sequence[Facts], rule: Mapping[str, Any]) -> set[int]:
    hours = Counter(one.sent.replace(minute=0, second=0, microsecond=0) for one in facts)
    if not hours:
        return set()
    most = max(rule["least"], rule["times"] * median(hours.values()))
    busy = {hour for hour, count in hours.items() if count >= most}
    return {
        place
        for place, one in enumerate(facts)
        if one.sent.replace(minute=0, second=0, microsecond=0) in busy
    }


def _implausible(facts: Sequence[Facts], rule: Mapping[str, Any]) -> set[int]:
    def has(held: Any, wanted: Sequence[str]) -> bool:
        return any(one in wanted for one in held) if isinstance(held, list) else held in wanted

    return {
        place
        for place, one in enumerate(facts)
        if any(
            all(has(one.answers.get(key, ""), wanted) for key, wanted in pair.items())
            for pair in rule["pairs"]
        )
    }


def precision_and_recall(found: set[str], planted: set[str]) -> tuple[float, float]:
    """Returns how many of what was found was planted, and how many of what was planted was found; 0 to 1."""
    right = len(found & planted)
    return (right / len(found) if found else 0.0), (right / len(planted) if planted else 0.0)
