"""What is done with the ledger: decisions written, evidence considered, plans put forward, approved, published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import actions as consultations
from survey.consultations.round import Status
from survey.db.session import Transaction
from survey.indicators.areas import SET_FOR
from survey.indicators.measures import actions as measures
from survey.priorities.equality import actions as equality
from survey.priorities.grounds import actions as grounds
from survey.priorities.grounds.ground import SOURCE_NAMES, Ground
from survey.priorities.grounds.words import figure_words
from survey.priorities.ledger import store
from survey.priorities.ledger.decision import Decision, DecisionRefused, Said, check
from survey.priorities.ledger.plan import Entry, Plan, Told
from survey.priorities.ledger.steps import Deed, State, Step, StepRefused, check_next, proposer, state
from survey.priorities.planning import actions as planning
from survey.priorities.planning.planning import Candidate
from survey.priorities.register import actions as register
from survey.priorities.targets import actions as targets
from survey.priorities.targets.target import Wanted, in_words
from survey.priorities.targets.target import check as check_target

MOST_COMMENT = 3000


# Reading


def steps(tx: Transaction, round_key: str, area: str) -> tuple[Step, ...]:
    """Returns what was done with an area's plan, in that order."""
    return store.steps_of(tx, round_key).get(area, ())


def states(tx: Transaction, round_key: str) -> dict[str, State]:
    """Returns area → where its plan stands, for London and every borough."""
    found = store.steps_of(tx, round_key)
    return {area: state(found.get(area, ())) for area in SET_FOR}


def decisions(tx: Transaction, round_key: str, area: str) -> dict[int, Decision]:
    """Returns candidate → the decision that stands."""
    return {one.candidate: one for one in store.decisions_of(tx, round_key, area)}


def history(tx: Transaction, round_key: str, area: str) -> tuple[Decision, ...]:
    """Returns every decision that was ever written for an area, in that order."""
    return store.decisions_of(tx, round_key, area)


def plan(tx: Transaction, round_key: str, area: str) -> Plan | None:
    """Returns the plan that an area has published, the latest edition; None where there is none."""
    return next(iter(store.plans_of(tx, round_key, area)), None)


def editions(tx: Transaction, round_key: str, area: str) -> tuple[Plan, ...]:
    """Returns every plan that an area has published, the latest first."""
    return store.plans_of(tx, round_key, area)


def published(tx: Transaction, round_key: str) -> dict[str, int]:
    """Returns area → latest edition of what a planning round has published."""
    return store.published(tx, round_key)


def draft(tx: Transaction, round_key: str, area: str) -> Plan:
    """Returns an area's decisions as they stand now, as a plan of edition 0; raises UnknownPlanning."""
    about = planning.find(tx, round_key)
    standing = decisions(tx, round_key, area)
    pieces = grounds.standing_in(tx, round_key, area)
    names = {one.key: one for one in measures.measures(tx)}
    entries = [
        _entry(one, standing[one.id], [piece for piece in pieces if piece.said.candidate == one.id], names)
        for one in planning.candidates(tx, round_key, area)
        if one.id in standing
    ]
    return Plan(round_key, area, about.year, about.looks_back_on, tuple(entries))


def _entry(
    candidate: Candidate, decision: Decision, pieces: Sequence[Ground], names: Mapping[str, Any]
) -> Entry:
    said = decision.said
    return Entry(
        candidate.id,
        candidate.key,
        candidate.name,
        said.outcome,
        said.reason,
        said.you_said,
        said.we_will,
        said.owner,
        said.due,
        said.targets,
        tuple(in_words(one, names[one.measure]) for one in said.targets),
        tuple(
            Told(
                SOURCE_NAMES[one.said.source],
                figure_words(one.said),
                one.said.origin,
                one.said.as_of,
                one.said.link,
            )
            for one in pieces
        ),
    )


# Deciding


def decide(
    tx: Transaction, round_key: str, area: str, candidate: int, said: Said, actor: str, now: datetime
) -> None:
    """Writes a decision on a candidate, in place of what stood; the earlier one stays readable.

    Raises DecisionRefused, TargetRefused, UnknownCandidate, UnknownMeasure.
    """
    if area not in SET_FOR:
        raise DecisionRefused("not_set_for", "area")
    found = planning.find_candidate(tx, round_key, candidate)
    if not found.stands or found.area not in {"", area}:
        raise DecisionRefused("no_candidate", "candidate")
    if state(steps(tx, round_key, area)).is_in_hand:
        raise DecisionRefused("in_hand")
    check(said)
    for one in said.targets:
        check_target(one, measures.find_measure(tx, one.measure), area)
    standing = decisions(tx, round_key, area).get(candidate)
    if standing is not None and standing.said == said:
        return
    store.add_decision(tx, round_key, area, candidate, said, actor, now)
    detail = {"area": area, "candidate": found.name, "outcome": said.outcome.value}
    record(tx, actor, tag(actor, "decision:written"), round_key, detail, now)


def consider(tx: Transaction, round_key: str, area: str, actor: str, now: datetime) -> int:
    """Writes down that somebody considered all that stands for an area; returns how many pieces were new to them."""
    its = [one.id for one in grounds.standing_in(tx, round_key, area)]
    known = {row.ground for row in store.considered(tx, round_key, area) if row.by == actor}
    new = [one for one in its if one not in known]
    if new:
        store.consider(tx, round_key, area, new, actor, now)
        detail = {"area": area, "pieces": len(new)}
        record(tx, actor, tag(actor, "evidence:considered"), round_key, detail, now)
    return len(new)


def considered(tx: Transaction, round_key: str, area: str) -> dict[int, dict[str, datetime]]:
    """Returns piece of evidence → person → when they considered it."""
    found: dict[int, dict[str, datetime]] = {}
    for row in store.considered(tx, round_key, area):
        found.setdefault(row.ground, {})[row.by] = row.at
    return found


# The way of a plan


def propose(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Puts an area's plan forward; raises StepRefused, UnknownPlanning."""
    its = steps(tx, round_key, area)
    check_next(its, Deed.PROPOSED)
    about = planning.find(tx, round_key)
    standing = _current(tx, round_key, area)
    undecided = [one.name for one in planning.candidates(tx, round_key, area) if one.id not in standing]
    if undecided:
        raise StepRefused("undecided", undecided)
    taken_up = [one for one in standing.values() if one.said.outcome.is_taken_up]
    if not taken_up:
        raise StepRefused("nothing_adopted")
    if len(taken_up) > about.top:
        raise StepRefused("too_many", [str(about.top)])
    before = next((one for one in reversed(its) if one.deed is Deed.PUBLISHED), None)
    if before and set(before.decisions) == {one.id for one in standing.values()}:
        raise StepRefused("nothing_new")
    _step(tx, round_key, area, Deed.PROPOSED, comment, actor, now)


def review(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Says that a plan was looked through and can go to be approved; raises StepRefused."""
    its = steps(tx, round_key, area)
    check_next(its, Deed.REVIEWED)
    if actor == proposer(its):
        raise StepRefused("second_person")
    _step(tx, round_key, area, Deed.REVIEWED, comment, actor, now)


def send_back(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Returns a plan to whoever wrote it, with comments; raises StepRefused."""
    check_next(steps(tx, round_key, area), Deed.RETURNED)
    if not comment.strip():
        raise StepRefused("comment_missing")
    _step(tx, round_key, area, Deed.RETURNED, comment, actor, now)


def approve(tx: Transaction, round_key: str, area: str, comment: str, actor: str, now: datetime) -> None:
    """Approves a plan that others wrote; raises StepRefused for what stands in the way, all of it by `hindrances`."""
    its = steps(tx, round_key, area)
    check_next(its, Deed.APPROVED)
    found = hindrances(tx, round_key, area, actor, now)
    if found:
        raise found[0]
    _step(tx, round_key, area, Deed.APPROVED, comment, actor, now)


def hindrances(
    tx: Transaction, round_key: str, area: str, actor: str, now: datetime
) -> tuple[StepRefused, ...]:
    """Returns all that keeps somebody from approving an area's plan: of the round, the evidence and the person."""
    found = []
    if consultations.find_round(tx, round_key).status(now) is not Status.CLOSED:
        found.append(StepRefused("round_not_closed"))
    unread = register.unread(tx, round_key, area)
    if unread:
        found.append(StepRefused("unread", [str(unread)]))
    if equality.current(tx, round_key, area) is None:
        found.append(StepRefused("no_statement"))
    writers = {one.written_by for one in _current(tx, round_key, area).values()}
    if actor in {*writers, proposer(steps(tx, round_key, area))}:
        found.append(StepRefused("second_person"))
    seen = considered(tx, round_key, area)
    left = [one for one in grounds.standing_in(tx, round_key, area) if actor not in seen.get(one.id, {})]
    if left:
        found.append(StepRefused("not_considered", [str(len(left))]))
    return tuple(found)


def publish(tx: Transaction, round_key: str, area: str, actor: str, now: datetime) -> Plan:
    """Publishes an approved plan: it is frozen, and its targets stand; raises StepRefused."""
    its = steps(tx, round_key, area)
    check_next(its, Deed.PUBLISHED)
    before = plan(tx, round_key, area)
    made = replace(
        draft(tx, round_key, area),
        edition=before.edition + 1 if before else 1,
        published_at=now,
        published_by=actor,
        approved_by=its[-1].by,
    )
    store.add_plan(tx, made)
    _set_targets(tx, made, before, actor, now)
    _step(tx, round_key, area, Deed.PUBLISHED, "", actor, now)
    return made


def _set_targets(tx: Transaction, made: Plan, before: Plan | None, actor: str, now: datetime) -> None:
    wanted: list[Wanted] = [one for entry in made.adopted for one in entry.targets]
    gone = {one.measure for entry in before.adopted for one in entry.targets} if before else set()
    for measure in sorted(gone - {one.measure for one in wanted}):
        targets.withdraw(tx, made.area, made.year, measure, actor, now)
    for one in wanted:
        targets.set_target(tx, made.area, made.year, one, actor, now)


def _current(tx: Transaction, round_key: str, area: str) -> dict[int, Decision]:
    """Returns the decisions on candidates that stand."""
    its = {one.id for one in planning.candidates(tx, round_key, area)}
    return {key: one for key, one in decisions(tx, round_key, area).items() if key in its}


def _step(
    tx: Transaction, round_key: str, area: str, deed: Deed, comment: str, actor: str, now: datetime
) -> None:
    about = sorted(one.id for one in _current(tx, round_key, area).values())
    store.add_step(tx, round_key, area, deed, comment.strip()[:MOST_COMMENT], about, actor, now)
    record(tx, actor, tag(actor, f"plan:{deed.value}"), round_key, {"area": area}, now)
