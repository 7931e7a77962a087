"""Rounds, their questionnaires, and how one goes live."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from survey.accounts.actions import audit_listing
from survey.accounts.audit import COMMAND_LINE, Filter
from survey.consultations import actions
from survey.consultations.publication import Publication, PublicationRefused
from survey.consultations.round import Details, Round, RoundRefused
from survey.db.session import Database
from survey.questionnaire.definition import Questionnaire
from survey.questionnaire.document import load_document

LONDON = ZoneInfo("Europe/London")
OPENS = datetime(2026, 9, 1, 8, tzinfo=UTC)
CLOSES = datetime(2026, 10, 1, 16, tzinfo=UTC)
BEFORE = OPENS - timedelta(days=30)
DURING = OPENS + timedelta(days=1)
AFTER = CLOSES + timedelta(days=30)
ANNE, BEN = "anne", "ben"


def source(title: str = "Have your say", family: str = "residents") -> str:
    return f"""
family: {family}
title: {title}
sections:
  - key: only
    title: Only section
    pages:
      - key: first
        title: First page
        questions:
          - {{key: safe, kind: yes_no, text: Do you feel safe?}}
"""


def questionnaire(title: str = "Have your say", family: str = "residents") -> Questionnaire:
    return load_document(source(title, family))


def planned(database: Database, key: str = "2026", details: Details | None = None) -> Round:
    with database.transaction() as tx:
        return actions.create(
            tx,
            key,
            f"Autumn {key}",
            OPENS,
            CLOSES,
            ANNE,
            BEFORE,
            grace_hours=48,
            details=details or Details(),
        )


def published(database: Database, title: str = "Have your say", family: str = "residents") -> str:
    with database.transaction() as tx:
        made = actions.publish(
            tx, "2026", questionnaire(title, family), source(title, family), COMMAND_LINE, BEFORE
        )
    return made.hash


def proposed(database: Database, title: str = "Have your say", now: datetime = BEFORE) -> Publication:
    with database.transaction() as tx:
        return actions.propose(
            tx, "2026", questionnaire(title), source(title), ["The title changes."], ANNE, now
        )


def deeds(database: Database) -> list[str]:
    with database.reading() as tx:
        return [entry.tag for entry in audit_listing(tx, Filter(), 1).entries]


def test_a_round_comes_back_as_it_was_planned(database: Database) -> None:
    told = Details(telephone="0800 100 200", freepost="FREEPOST\nHAVE YOUR SAY")
    made = planned(database, details=told)
    with database.reading() as tx:
        assert actions.find_round(tx, "2026") == made
        assert actions.rounds(tx) == (made,)


def test_one_key_names_one_round(database: Database) -> None:
    planned(database)
    with pytest.raises(actions.KeyTaken):
        planned(database)


def test_a_round_that_is_not_there_is_told(database: Database) -> None:
    with database.reading() as tx, pytest.raises(actions.UnknownRound):
        actions.find_round(tx, "1999")


def test_the_current_round_is_found(database: Database) -> None:
    made = planned(database)
    with database.reading() as tx:
        assert actions.current_round(tx, DURING) == made


def test_an_amendment_is_kept_and_told_without_its_words(database: Database) -> None:
    made = planned(database)
    changed = replace(made, name="Winter", details=Details(telephone="0800 100 200"))
    with database.transaction() as tx:
        actions.amend(tx, changed, ANNE, BEFORE)
        assert actions.find_round(tx, "2026") == changed
        (entry, *_) = audit_listing(tx, Filter(subject="consultation"), 1).entries
    assert entry.detail == {"changed": ["name", "details"]}


def test_an_amendment_that_does_not_fit_changes_nothing(database: Database) -> None:
    made = planned(database)
    with pytest.raises(RoundRefused), database.transaction() as tx:
        actions.amend(tx, replace(made, closes_at=OPENS), ANNE, BEFORE)
    with database.reading() as tx:
        assert actions.find_round(tx, "2026") == made


def test_a_round_is_extended(database: Database) -> None:
    planned(database)
    with database.transaction() as tx:
        actions.extend(tx, "2026", CLOSES + timedelta(days=7), ANNE, DURING)
        assert actions.find_round(tx, "2026").closes_at == CLOSES + timedelta(days=7)


def test_a_round_is_closed_now(database: Database) -> None:
    planned(database)
    with database.transaction() as tx:
        actions.close(tx, "2026", ANNE, DURING)
        assert actions.find_round(tx, "2026").closes_at == DURING


def test_a_copy_brings_the_live_questionnaires_as_drafts(database: Database) -> None:
    planned(database)
    published(database, "The first")
    published(database, "The second")
    published(database, "Shops", "businesses")
    with database.transaction() as tx:
        copy = actions.copy(tx, "2026", "2027", "Autumn 2027", LONDON, ANNE, AFTER)
        drafts = {draft.family: draft.source for draft in actions.drafts(tx, "2027")}
        assert actions.live_versions(tx, "2027") == {}
    assert copy.opens_at.year == 2027
    assert drafts == {"residents": source("The second"), "businesses": source("Shops", "businesses")}


def test_a_proposal_is_not_live(database: Database) -> None:
    planned(database)
    assert proposed(database).is_waiting
    with database.reading() as tx:
        assert actions.live_version(tx, "2026", "residents") is None


def test_a_second_person_publishes(database: Database) -> None:
    planned(database)
    waiting = proposed(database)
    with database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, BEFORE)
        live = actions.live_version(tx, "2026", "residents")
        kept = actions.find_publication(tx, waiting.id)
    assert live is not None
    assert live.questionnaire == questionnaire()
    assert (kept.proposed_by, kept.published_by, kept.is_waiting) == (ANNE, BEN, False)
    assert kept.effects == ("The title changes.",)


@pytest.mark.parametrize("actor", [ANNE, None])
def test_the_one_who_proposed_does_not_publish(database: Database, actor: str | None) -> None:
    planned(database)
    waiting = proposed(database)
    with pytest.raises(PublicationRefused, match="same_person"), database.transaction() as tx:
        actions.approve(tx, waiting.id, actor, BEFORE)


def test_a_proposal_is_decided_once(database: Database) -> None:
    planned(database)
    waiting = proposed(database)
    with database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, BEFORE)
    with pytest.raises(PublicationRefused, match="not_waiting"), database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, BEFORE)
    with pytest.raises(PublicationRefused, match="not_waiting"), database.transaction() as tx:
        actions.withdraw(tx, waiting.id, ANNE, BEFORE)


def test_a_withdrawn_proposal_is_not_published(database: Database) -> None:
    planned(database)
    waiting = proposed(database)
    with database.transaction() as tx:
        actions.withdraw(tx, waiting.id, ANNE, BEFORE)
    with pytest.raises(PublicationRefused, match="not_waiting"), database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, BEFORE)


def test_a_new_proposal_takes_the_place_of_one_that_waits(database: Database) -> None:
    planned(database)
    first = proposed(database, "The first")
    second = proposed(database, "The second")
    with database.reading() as tx:
        waiting = [one.id for one in actions.publications(tx, "2026") if one.is_waiting]
    assert waiting == [second.id]
    assert first.id not in waiting


def test_what_is_live_cannot_be_proposed_again(database: Database) -> None:
    planned(database)
    published(database)
    with pytest.raises(PublicationRefused, match="already_live"):
        proposed(database)


def test_nothing_is_published_once_a_round_is_over(database: Database) -> None:
    planned(database)
    with pytest.raises(PublicationRefused, match="round_over"):
        proposed(database, now=AFTER)


def test_a_proposal_that_outlived_its_round_is_not_published(database: Database) -> None:
    planned(database)
    waiting = proposed(database)
    with pytest.raises(PublicationRefused, match="round_over"), database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, AFTER)


def test_an_older_version_stays_readable(database: Database) -> None:
    planned(database)
    first = published(database, "The first")
    second = published(database, "The second")
    with database.reading() as tx:
        live = actions.live_version(tx, "2026", "residents")
        assert live is not None
        assert live.hash == second
        assert actions.version(tx, first).questionnaire.title.say("en") == "The first"
        assert [one.hash for one in actions.published_versions(tx, "residents")] == [first, second]


def test_going_back_to_an_older_version_makes_it_live_again(database: Database) -> None:
    planned(database)
    first = published(database, "The first")
    published(database, "The second")
    published(database, "The first")
    with database.reading() as tx:
        live = actions.live_version(tx, "2026", "residents")
        assert live is not None
        assert live.hash == first


def test_a_version_is_read_from_what_was_kept(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    planned(database)
    made = published(database)
    monkeypatch.setattr(actions, "_versions", {})
    with database.reading() as tx:
        assert actions.version(tx, made).questionnaire == questionnaire()
        assert actions.version(tx, made) is actions.version(tx, made)
        assert actions.source_of(tx, made) == source()


def test_a_version_that_is_not_there_is_told(database: Database) -> None:
    with database.reading() as tx, pytest.raises(actions.UnknownVersion):
        actions.version(tx, "0" * 64)


def test_publishing_ends_the_draft(database: Database) -> None:
    planned(database)
    with database.transaction() as tx:
        actions.save_draft(tx, "2026", "residents", source(), ANNE, BEFORE)
        assert actions.find_draft(tx, "2026", "residents") is not None
    waiting = proposed(database)
    with database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, BEFORE)
        assert actions.find_draft(tx, "2026", "residents") is None


def test_a_draft_worked_on_after_the_proposal_outlives_the_publishing(database: Database) -> None:
    planned(database)
    waiting = proposed(database, "The first")
    later = BEFORE + timedelta(minutes=5)
    with database.transaction() as tx:
        actions.save_draft(tx, "2026", "residents", source("The second"), ANNE, later)
        actions.approve(tx, waiting.id, BEN, later)
        kept = actions.find_draft(tx, "2026", "residents")
    assert kept is not None
    assert kept.source == source("The second")


def test_a_draft_is_replaced_and_thrown_away(database: Database) -> None:
    planned(database)
    with database.transaction() as tx:
        actions.save_draft(tx, "2026", "residents", source("The first"), ANNE, BEFORE)
        actions.save_draft(tx, "2026", "residents", source("The second"), BEN, BEFORE)
        (kept,) = actions.drafts(tx, "2026")
        assert (kept.source, kept.saved_by) == (source("The second"), BEN)
        actions.discard_draft(tx, "2026", "residents", BEN, BEFORE)
        assert actions.drafts(tx, "2026") == ()


def test_every_deed_is_written_down(database: Database) -> None:
    planned(database)
    waiting = proposed(database)
    with database.transaction() as tx:
        actions.approve(tx, waiting.id, BEN, BEFORE + timedelta(seconds=1))
    with database.transaction() as tx:
        actions.close(tx, "2026", COMMAND_LINE, DURING)
    assert deeds(database) == [
        "command:consultation:closed",
        "staff:questionnaire:published",
        "staff:questionnaire:proposed",
        "staff:consultation:created",
    ]
