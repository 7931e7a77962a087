"""What is done with rounds and questionnaires; every deed is written to the audit trail."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from survey.accounts.actions import record
from survey.accounts.audit import tag
from survey.consultations import round as rules
from survey.consultations import store
from survey.consultations.promises import actions as promises
from survey.consultations.publication import (
    Publication,
    PublicationRefused,
    QuestionnaireDraft,
    check_second_person,
)
from survey.consultations.round import NO_DETAILS, Details, Round, Status
from survey.consultations.store import KeyTaken
from survey.db.session import Transaction
from survey.questionnaire.definition import Questionnaire
from survey.questionnaire.document import canonical_json
from survey.questionnaire.version import Version

__all__ = ["KeyTaken"]

_versions: dict[str, Version] = {}
"""Versions read so far; they are frozen and named by their content, so that one is good for ever."""


class UnknownRound(LookupError):
    """No round goes by this key."""


class UnknownVersion(LookupError):
    """No version is kept under this hash."""


class UnknownPublication(LookupError):
    """No publication goes by this id."""


# Reading


def rounds(tx: Transaction) -> tuple[Round, ...]:
    """Returns every round, the latest first."""
    return store.all_rounds(tx)


def find_round(tx: Transaction, key: str) -> Round:
    """Returns a round by its key; raises UnknownRound."""
    found = store.find_round(tx, key) if rules.KEY.fullmatch(key) else None
    if found is None:
        raise UnknownRound(key)
    return found


def current_round(tx: Transaction, now: datetime) -> Round | None:
    """Returns the round that people mean: the one that runs, else the nearest in time; None where there is none."""
    return rules.current(store.all_rounds(tx), now)


def is_open(one: Round, now: datetime) -> bool:
    """Says whether somebody may begin to answer."""
    return one.is_open(now)


def may_finish(one: Round, now: datetime) -> bool:
    """Says whether somebody who has begun may go on and send."""
    return one.may_finish(now)


def version(tx: Transaction, version_hash: str) -> Version:
    """Returns a frozen version, read once a process; raises UnknownVersion."""
    known = _versions.get(version_hash)
    if known is not None:
        return known
    document = store.find_document(tx, version_hash)
    if document is None:
        raise UnknownVersion(version_hash)
    return _versions.setdefault(version_hash, Version.thaw(document))


def source_of(tx: Transaction, version_hash: str) -> str:
    """Returns a version as its author wrote it; raises UnknownVersion."""
    found = store.find_source(tx, version_hash)
    if found is None:
        raise UnknownVersion(version_hash)
    return found


def live_version(tx: Transaction, round_key: str, family: str) -> Version | None:
    """Returns the version of a family that newcomers to a round answer."""
    found = store.live_hash(tx, round_key, family)
    return version(tx, found) if found else None


def live_versions(tx: Transaction, round_key: str) -> Mapping[str, Version]:
    """Returns family → live version for every questionnaire of a round."""
    return {family: version(tx, found) for family, found in store.live_hashes(tx, round_key).items()}


def published_versions(tx: Transaction, family: str) -> tuple[Version, ...]:
    """Returns every version of a family that was ever live, in any round, oldest first."""
    return tuple(version(tx, found) for found in store.published_hashes(tx, family))


def publications(tx: Transaction, round_key: str) -> tuple[Publication, ...]:
    """Returns the publications and proposals of a round, newest first."""
    return store.publications_of(tx, round_key)


def find_publication(tx: Transaction, publication_id: int) -> Publication:
    """Returns a publication by its id; raises UnknownPublication."""
    found = store.find_publication(tx, publication_id)
    if found is None:
        raise UnknownPublication(publication_id)
    return found


def drafts(tx: Transaction, round_key: str) -> tuple[QuestionnaireDraft, ...]:
    """Returns the questionnaires being worked on for a round."""
    return store.drafts_of(tx, round_key)


def find_draft(tx: Transaction, round_key: str, family: str) -> QuestionnaireDraft | None:
    """Returns the draft of a family in a round."""
    return store.find_draft(tx, round_key, family)


# Rounds


def create(
    tx: Transaction,
    key: str,
    name: str,
    opens_at: datetime,
    closes_at: datetime,
    actor: str | None,
    now: datetime,
    *,
    grace_hours: int = rules.DEFAULT_GRACE_HOURS,
    details: Details = NO_DETAILS,
) -> Round:
    """Plans a round; raises RoundRefused, KeyTaken."""
    new = Round(key, name, opens_at, closes_at, grace_hours, details)
    rules.check(new)
    store.insert_round(tx, new, now)
    record(tx, actor, tag(actor, "consultation:created"), key, _dates(new), now)
    return new


def copy(
    tx: Transaction,
    source_key: str,
    key: str,
    name: str,
    zone: ZoneInfo,
    actor: str | None,
    now: datetime,
) -> Round:
    """Plans a round like another, a year later, its live questionnaires as drafts.

    Raises UnknownRound, RoundRefused, KeyTaken.
    """
    new = rules.copied(find_round(tx, source_key), key, name, zone)
    rules.check(new)
    store.insert_round(tx, new, now)
    for family, found in store.live_hashes(tx, source_key).items():
        source = source_of(tx, found)
        store.write_draft(tx, QuestionnaireDraft(key, family, source, actor, now))
    days = (new.closes_at - find_round(tx, source_key).closes_at).days
    promises.renew(tx, source_key, key, days, actor, now)
    record(tx, actor, tag(actor, "consultation:copied"), key, {"from": source_key, **_dates(new)}, now)
    return new


def amend(tx: Transaction, changed: Round, actor: str | None, now: datetime) -> Round:
    """Keeps a round's new name, dates or details; raises RoundRefused, UnknownRound.

    Once a round has opened its dates change by `extend` and `close` alone.
    """
    before = find_round(tx, changed.key)
    rules.check_amendment(before, changed, now)
    store.update_round(tx, changed)
    fields = ("name", "opens_at", "closes_at", "grace_hours", "details")
    touched = [name for name in fields if getattr(before, name) != getattr(changed, name)]
    record(tx, actor, tag(actor, "consultation:amended"), changed.key, {"changed": touched}, now)
    return changed


def extend(tx: Transaction, key: str, closes_at: datetime, actor: str | None, now: datetime) -> Round:
    """Lets a round run longer; a closed one opens again. Raises RoundRefused, UnknownRound."""
    before = find_round(tx, key)
    changed = rules.extended(before, closes_at, now)
    store.update_round(tx, changed)
    detail = {"from": before.closes_at.isoformat(), "to": changed.closes_at.isoformat()}
    record(tx, actor, tag(actor, "consultation:extended"), key, detail, now)
    return changed


def close(tx: Transaction, key: str, actor: str | None, now: datetime) -> Round:
    """Closes an open round to newcomers now; the grace time begins. Raises RoundRefused, UnknownRound."""
    before = find_round(tx, key)
    changed = rules.closed(before, now)
    store.update_round(tx, changed)
    record(tx, actor, tag(actor, "consultation:closed"), key, {"from": before.closes_at.isoformat()}, now)
    return changed


# Questionnaires


def save_draft(
    tx: Transaction, round_key: str, family: str, source: str, actor: str | None, now: datetime
) -> None:
    """Keeps a questionnaire being worked on; the caller has checked that it has no problems."""
    find_round(tx, round_key)
    store.write_draft(tx, QuestionnaireDraft(round_key, family, source, actor, now))
    record(tx, actor, tag(actor, "questionnaire:drafted"), round_key, {"family": family}, now)


def discard_draft(tx: Transaction, round_key: str, family: str, actor: str | None, now: datetime) -> None:
    """Throws a draft away; the live version stays."""
    store.delete_draft(tx, round_key, family)
    record(tx, actor, tag(actor, "questionnaire:discarded"), round_key, {"family": family}, now)


def propose(
    tx: Transaction,
    round_key: str,
    questionnaire: Questionnaire,
    source: str,
    effects: Sequence[str],
    actor: str | None,
    now: datetime,
) -> Publication:
    """Puts a questionnaire forward for a second person to publish; an earlier proposal is withdrawn.

    Raises PublicationRefused, UnknownRound.
    """
    proposed = _freeze(tx, round_key, questionnaire, source, now)
    store.withdraw_waiting(tx, round_key, questionnaire.family, now)
    made = store.insert_publication(tx, round_key, questionnaire.family, proposed.hash, effects, actor, now)
    detail = {"family": questionnaire.family, "version": proposed.hash}
    record(tx, actor, tag(actor, "questionnaire:proposed"), round_key, detail, now)
    return find_publication(tx, made)


def approve(tx: Transaction, publication_id: int, actor: str | None, now: datetime) -> Publication:
    """Publishes what somebody else proposed; newcomers get it from now on, whoever has begun keeps theirs.

    Raises PublicationRefused, UnknownPublication.
    """
    found = find_publication(tx, publication_id)
    check_second_person(found, actor)
    _check_round(find_round(tx, found.round), now)
    if not store.update_publication(tx, publication_id, published_by=actor, published_at=now):
        raise PublicationRefused("not_waiting")
    _drop_draft_of(tx, found)
    detail = {"family": found.family, "version": found.version, "proposed_by": found.proposed_by}
    record(tx, actor, tag(actor, "questionnaire:published"), found.round, detail, now)
    return replace(found, published_by=actor, published_at=now)


def withdraw(tx: Transaction, publication_id: int, actor: str | None, now: datetime) -> None:
    """Takes a proposal back; the draft stays. Raises PublicationRefused, UnknownPublication."""
    found = find_publication(tx, publication_id)
    if not store.update_publication(tx, publication_id, withdrawn_at=now):
        raise PublicationRefused("not_waiting")
    detail = {"family": found.family, "version": found.version}
    record(tx, actor, tag(actor, "questionnaire:withdrawn"), found.round, detail, now)


def publish(
    tx: Transaction,
    round_key: str,
    questionnaire: Questionnaire,
    source: str,
    actor: str | None,
    now: datetime,
) -> Version:
    """Publishes without a second person: for the command line, whose user could change the database anyway.

    Raises PublicationRefused, UnknownRound.
    """
    live = _freeze(tx, round_key, questionnaire, source, now)
    store.withdraw_waiting(tx, round_key, questionnaire.family, now)
    store.insert_publication(tx, round_key, questionnaire.family, live.hash, (), actor, now, publish=True)
    store.delete_draft(tx, round_key, questionnaire.family)
    detail = {"family": questionnaire.family, "version": live.hash}
    record(tx, actor, tag(actor, "questionnaire:published"), round_key, detail, now)
    return live


def _freeze(
    tx: Transaction, round_key: str, questionnaire: Questionnaire, source: str, now: datetime
) -> Version:
    """Keeps a questionnaire as a version, where it may become live in the round."""
    _check_round(find_round(tx, round_key), now)
    frozen = Version.of(questionnaire)
    if store.live_hash(tx, round_key, questionnaire.family) == frozen.hash:
        raise PublicationRefused("already_live")
    document = canonical_json(questionnaire).decode()
    store.keep_version(tx, frozen.hash, questionnaire.family, document, source, now)
    return _versions.setdefault(frozen.hash, frozen)


def _drop_draft_of(tx: Transaction, published: Publication) -> None:
    """Throws away the draft that was proposed; one that was worked on since stays."""
    draft = store.find_draft(tx, published.round, published.family)
    if draft and draft.saved_at <= published.proposed_at:
        store.delete_draft(tx, published.round, published.family)


def _check_round(found: Round, now: datetime) -> None:
    if found.status(now) is Status.CLOSED:
        raise PublicationRefused("round_over")


def _dates(one: Round) -> dict[str, str]:
    return {"opens_at": one.opens_at.isoformat(), "closes_at": one.closes_at.isoformat()}
