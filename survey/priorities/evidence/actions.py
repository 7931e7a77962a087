"""What is done with evidence: kept, listed, read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.db.session import Transaction
from survey.priorities.evidence import store
from survey.priorities.evidence.evidence import Evidence


class UnknownEvidence(LookupError):
    """No evidence goes by this id."""


def keep_evidence(
    tx: Transaction,
    *,
    round_key: str,
    family: str,
    question: str,
    title: str,
    whose: str,
    tables: Sequence[Mapping[str, Any]],
    selection: Mapping[str, Any],
    data_mark: int,
    data_at: datetime,
    actor: str,
    now: datetime,
) -> Evidence:
    """Freezes a table of results as it stands; the deed is written to the audit trail."""
    kept = Evidence(
        id=str(uuid4()),
        round=round_key,
        family=family,
        question=question,
        title=title,
        whose=whose,
        tables=tables,
        selection=selection,
        data_mark=data_mark,
        data_at=data_at,
        taken_at=now,
        taken_by=actor,
    )
    store.add(tx, kept)
    detail = {"round": round_key, "family": family, "question": question, "selection": dict(selection)}
    record(tx, actor, tag(actor, "evidence:kept"), kept.id, detail, now)
    return kept


def all_evidence(tx: Transaction) -> tuple[Evidence, ...]:
    """Returns all evidence, newest first."""
    return store.all_of(tx)


def find_evidence(tx: Transaction, evidence_id: str) -> Evidence:
    """Returns one piece of evidence; raises UnknownEvidence."""
    found = store.find(tx, evidence_id)
    if found is None:
        raise UnknownEvidence(evidence_id)
    return found
