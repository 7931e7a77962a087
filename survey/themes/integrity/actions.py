"""What is done for the integrity report: responses looked at by the published rules, figures side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

import orjson

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.columns.weighing import Weighing
from survey.consultations import actions as consultations
from survey.db.session import Database, Transaction
from survey.fieldwork.reading.text import text_entries, texts_in
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.responses.exclusions import actions as exclusions
from survey.responses.exclusions.exclusion import Exclusion
from survey.themes.integrity import store
from survey.themes.integrity.beside import beside
from survey.themes.integrity.signals import Facts, flagged, rules

READ_AT_ONCE = 10_000

FLAGGED = "flagged"
"""Names the rule that a response gathered enough points to be flagged."""


@dataclass(frozen=True, slots=True)
class Report:
    """One look at the responses of a questionnaire: by which rules, and what came of it."""

    id: str
    round: str
    family: str
    at: datetime
    by: str
    rules: Mapping[str, Any]
    figures: Mapping[str, Any]
    """looked_at, flagged, met (rule → responses), and what `beside` gives."""


def facts_of(tx: Transaction, round_key: str, family: str) -> list[Facts]:
    """Reads what the rules look at of every response that counts."""
    found: list[Facts] = []
    shapes: dict[str, tuple[Version, tuple[str, ...], frozenset[str]]] = {}
    mark, after = 0, ""
    while rows := responses.settled_since(tx, mark, after, READ_AT_ONCE):
        mark, after = rows[-1].change_mark, rows[-1].id
        for row in rows:
            counts = row.submitted_at is not None and row.withdrawn_at is None
            if not counts or (row.round, row.family) != (round_key, family):
                continue
            if row.version not in shapes:
                shapes[row.version] = _shape(consultations.version(tx, row.version))
            found.append(_facts(row, *shapes[row.version][1:]))
        if len(rows) < READ_AT_ONCE:
            break
    return found


def _shape(version: Version) -> tuple[Version, tuple[str, ...], frozenset[str]]:
    areas = frozenset(one.key for one in version.questionnaire.questions if one.kind == "area")
    return version, text_entries(version), areas


def _facts(row: Any, entries: Sequence[str], areas: frozenset[str]) -> Facts:
    answers = orjson.loads(row.answers)
    texts = texts_in(entries, answers)
    took = (row.submitted_at - row.started_at).total_seconds() if row.channel == Channel.WEB else None
    rest = {key: value for key, value in answers.items() if key not in entries}
    return Facts(row.id, row.submitted_at, took, rest, tuple(texts.values()), areas)


def look(
    database: Database,
    round_key: str,
    family: str,
    by: str,
    now: datetime,
    weighing: Weighing | None = None,
) -> Report:
    """Looks at all responses of a questionnaire, keeps which are flagged and the figures with and without them.

    With a `weighing` the figures are kept by weight as well.
    """
    with database.reading() as tx:
        facts = facts_of(tx, round_key, family)
    found = flagged(facts)
    figures = {
        "looked_at": found.looked_at,
        "flagged": len(found.responses),
        "met": dict(found.met),
        **beside(facts, found.responses, weighing),
    }
    report = Report(str(uuid4()), round_key, family, now, by, rules(), figures)
    with database.transaction() as tx:
        store.add(
            tx,
            {
                "id": report.id,
                "round": round_key,
                "family": family,
                "at": now,
                "by": by,
                "rules": dict(report.rules),
                "figures": dict(report.figures),
            },
        )
        store.forget_flags(tx, [report.id], round_key, family)
        store.flag(tx, report.id, found.responses)
        detail = {"family": family, "looked_at": found.looked_at, "flagged": len(found.responses)}
        record(tx, by, tag(by, "integrity:looked"), round_key, detail, now)
    return report


def met(tx: Transaction, report: Report) -> Mapping[str, Sequence[str]]:
    """Returns rule → the flagged responses that met it, and under FLAGGED all of them; none left out already."""
    standing = exclusions.standing(tx)
    found: dict[str, list[str]] = {}
    for response, its in sorted(flags(tx, report).items()):
        if response not in standing:
            for rule in (FLAGGED, *its):
                found.setdefault(rule, []).append(response)
    return found


def says(report: Report, rule: str) -> str:
    """Returns a rule as it was published in a report, with its thresholds."""
    if rule == FLAGGED:
        return f"At least {report.rules['flagged_at']} points by the rules of the integrity report."
    return " ".join(str(report.rules["rules"][rule]["says"]).split())


def exclude(tx: Transaction, report: Report, rule: str, *, reason: str, by: str, now: datetime) -> Exclusion:
    """Leaves out of results the flagged responses that met a rule of a report; raises ExclusionRefused."""
    ids = met(tx, report).get(rule, ())
    return exclusions.exclude(
        tx,
        report.round,
        report.family,
        ids,
        rule=rule,
        says=says(report, rule),
        reason=reason,
        by=by,
        now=now,
    )


def latest(tx: Transaction, round_key: str, family: str) -> Report | None:
    """Returns the last report on a questionnaire of a round; None before the first."""
    row = store.latest(tx, round_key, family)
    if row is None:
        return None
    return Report(row.id, row.round, row.family, row.at, row.by, row.rules, row.figures)


def flags(tx: Transaction, report: Report) -> Mapping[str, tuple[str, ...]]:
    """Returns response → the rules that flagged it, as long as no later report was made."""
    return store.flagged(tx, report.id)
