"""Leaving responses out of results, and counting them again; nothing is deleted, and every decision is kept."""

from collections.abc import Collection
from datetime import datetime

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.responses import actions as responses
from survey.responses.exclusions import store
from survey.responses.exclusions.exclusion import Exclusion, ExclusionRefused, reason_of
from survey.responses.response import Response


def exclude(
    tx: Transaction,
    round_key: str,
    family: str,
    response_ids: Collection[str],
    *,
    rule: str,
    says: str,
    reason: str,
    by: str,
    now: datetime,
) -> Exclusion:
    """Leaves out the responses that met a published rule, which is kept as it reads now; raises ExclusionRefused.

    Responses that come later are not held to it until somebody decides again.
    """
    kept = reason_of(reason)
    if not response_ids:
        raise ExclusionRefused("nobody")
    values = {"id": responses.new_id(), "round": round_key, "family": family, "rule": rule, "says": says}
    store.add(tx, {**values, "reason": kept, "by": by, "at": now}, sorted(response_ids))
    responses.have_taken_again(tx, response_ids)
    detail = {"family": family, "rule": rule, "responses": len(response_ids), "reason": kept}
    record(tx, by, tag(by, "responses:left_out"), values["id"], detail, now)
    return _found(tx, values["id"])


def exclude_one(tx: Transaction, response: Response, *, reason: str, by: str, now: datetime) -> Exclusion:
    """Leaves out one response that somebody names; raises ExclusionRefused."""
    return exclude(
        tx,
        response.round,
        response.family,
        [response.id],
        rule="",
        says=response.reference,
        reason=reason,
        by=by,
        now=now,
    )


def lift(tx: Transaction, exclusion_id: str, *, because: str, by: str, now: datetime) -> Exclusion:
    """Has the responses of a decision count again, unless another leaves them out; raises ExclusionRefused."""
    kept = reason_of(because)
    if not store.lift(tx, exclusion_id, by, kept, now):
        raise ExclusionRefused("lifted")
    responses.have_taken_again(tx, store.responses_of(tx, exclusion_id))
    record(tx, by, tag(by, "responses:counted_again"), exclusion_id, {"reason": kept}, now)
    return _found(tx, exclusion_id)


def standing(tx: Transaction) -> frozenset[str]:
    """Returns the ids of all responses that are left out."""
    return store.standing(tx)


def history(tx: Transaction, round_key: str, family: str) -> tuple[Exclusion, ...]:
    """Returns every decision on a questionnaire of a round, lifted ones too, the latest first."""
    return store.all_of(tx, round_key, family)


def find(tx: Transaction, exclusion_id: str) -> Exclusion | None:
    """Finds a decision."""
    return store.find(tx, exclusion_id)


def _found(tx: Transaction, exclusion_id: str) -> Exclusion:
    found = store.find(tx, exclusion_id)
    if found is None:
        raise LookupError("the decision is gone")
    return found
