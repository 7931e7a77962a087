"""What is done with scores: scenarios saved, candidates of an area scored under one of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import Source
from survey.priorities.planning import actions as planning
from survey.priorities.scoring import store
from survey.priorities.scoring.gaps import SideBySide, side_by_side
from survey.priorities.scoring.scenario import EVEN, Scenario, check
from survey.priorities.scoring.score import Matrix, Score, matrix, scores
from survey.priorities.scoring.sensitivity import Flip, acceptability, flips


@dataclass(frozen=True)
class Scored:
    """The candidates of an area under a scenario, the highest first, and how much hangs on its weights."""

    table: Matrix
    points: Mapping[Source, float]
    ranked: tuple[Score, ...]
    accepted: Mapping[int, float]
    """Candidate → share of the reasonable weightings under which it is among the first, 0 to 1."""
    flips: tuple[Flip, ...]
    beside: tuple[SideBySide, ...]


def scenarios(tx: Transaction, round_key: str) -> tuple[Scenario, ...]:
    """Returns the scenarios of a planning round, each as it was saved last."""
    latest = {one.name: one for one in store.of_round(tx, round_key)}
    return tuple(latest.values())


def saved(tx: Transaction, round_key: str) -> tuple[Scenario, ...]:
    """Returns every scenario as it was ever saved, the oldest first."""
    return store.of_round(tx, round_key)


def save(
    tx: Transaction,
    round_key: str,
    name: str,
    points: Mapping[Source, float],
    note: str,
    actor: str,
    now: datetime,
) -> Scenario:
    """Saves weights under a name; what the name stood for before stays readable. Raises ScenarioRefused."""
    planning.find(tx, round_key)
    check(name, points)
    made = store.add(tx, round_key, name.strip(), points, note.strip(), actor, now)
    record(tx, actor, tag(actor, "scenario:saved"), round_key, {"name": name.strip()}, now)
    return next(one for one in store.of_round(tx, round_key) if one.id == made)


def score(tx: Transaction, round_key: str, area: str, scenario: Scenario | None) -> Scored:
    """Scores the candidates of an area; without a scenario every criterion has the same weight."""
    table = matrix(planning.candidates(tx, round_key, area), grounds.standing_in(tx, round_key, area))
    points = scenario.points if scenario else EVEN
    ranked = scores(table, points)
    return Scored(
        table,
        points,
        ranked,
        acceptability(table, planning.find(tx, round_key).top),
        flips(table, ranked, points),
        side_by_side(table),
    )
