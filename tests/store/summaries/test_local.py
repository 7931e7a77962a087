"""Local Policing Summaries: drafted from data, approved by a second person, frozen once published."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.indicators.areas import SET_FOR
from survey.places.london import WHOLE
from survey.questionnaire.document import load_document
from survey.summaries.figures import store as public_figures
from survey.summaries.figures.figures import Figures as Public
from survey.summaries.local import actions
from survey.summaries.local.steps import State, StepRefused
from survey.summaries.local.texts import Texts
from tests import recorded_crime
from tests.builders import sent, version_from
from tests.local_summaries import (
    HOUSE,
    NOW,
    TEXTS,
    approved,
    contents,
    corrected,
    document,
    publish,
    published,
    with_figures,
    with_plan,
    written,
)
from tests.planning import APPROVER, KINGSTON, REVIEWER, ROUND, THREE, WRITER, planned

BARNET = "E09000003"


def test_a_draft_is_filled_from_results_plan_and_public_figures(database: Database) -> None:
    with_plan(database)
    with_figures(database)
    with database.transaction() as tx:
        figures = actions.fill(tx, ROUND, KINGSTON, WRITER, NOW).figures
    assert figures["performance"] is not None
    assert figures["performance"]["year"] == "2009/10"
    assert figures["plan"] is not None
    assert [one["targets"] for one in figures["plan"]["promises"]] == [
        ["2.5% reduction in residential burglary"]
    ]
    assert [one["name"] for one in figures["plan"]["left_out"]] == [
        "Robbery and phone theft",
        "Drug dealing and drug use",
    ]
    assert figures["answers"] is not None
    (voice,) = figures["answers"]["voices"]
    assert [(one["key"], one["weighted"], one["london_weighted"]) for one in voice["priorities"]] == [
        ("burglary", 0.571, 0.48),
        ("robbery", 0.291, 0.42),
        ("drugs", None, 0.1),
    ]
    assert (voice["size"], voice["base"], voice["london_base"]) == (125, 120, 400)


def test_a_summary_lacks_what_it_lacks_until_it_can_be_proposed(database: Database) -> None:
    planned(database)
    with database.transaction() as tx:
        draft = actions.fill(tx, ROUND, KINGSTON, WRITER, NOW)
        assert [gap.code for gap in actions.gaps(tx, draft)] == ["texts_missing", "no_plan", "no_answers"]
        with pytest.raises(StepRefused, match="texts_missing"):
            actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)


def test_nobody_approves_what_they_wrote_or_proposed(database: Database) -> None:
    with_plan(database)
    with_figures(database)
    written(database)
    with database.transaction() as tx:
        actions.propose(tx, ROUND, KINGSTON, "", REVIEWER, NOW)
        for one in (WRITER, REVIEWER):
            with pytest.raises(StepRefused, match="second_person"):
                actions.approve(tx, ROUND, KINGSTON, "", one, NOW)
        actions.approve(tx, ROUND, KINGSTON, "", APPROVER, NOW)
        assert actions.states(tx, ROUND)[KINGSTON] is State.APPROVED


def test_what_is_in_hand_is_not_changed_meanwhile(database: Database) -> None:
    with_plan(database)
    with_figures(database)
    written(database)
    approved(database)
    with database.transaction() as tx:
        for deed in (
            lambda: actions.write(tx, ROUND, KINGSTON, TEXTS, WRITER, NOW),
            lambda: actions.fill(tx, ROUND, KINGSTON, WRITER, NOW),
        ):
            with pytest.raises(StepRefused, match="in_hand"):
                deed()


def test_a_summary_is_returned_with_a_word(database: Database) -> None:
    with_plan(database)
    with_figures(database)
    written(database)
    with database.transaction() as tx:
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
        with pytest.raises(StepRefused, match="comment_missing"):
            actions.send_back(tx, ROUND, KINGSTON, " ", APPROVER, NOW)
        actions.send_back(tx, ROUND, KINGSTON, "Say who pays", APPROVER, NOW)
        assert actions.states(tx, ROUND)[KINGSTON] is State.DRAFT
        assert actions.steps(tx, ROUND, KINGSTON)[-1].comment == "Say who pays"


def test_only_what_is_approved_is_published(database: Database) -> None:
    with_plan(database)
    with_figures(database)
    written(database)
    with database.reading() as tx, pytest.raises(StepRefused, match="not_now"):
        actions.prepare(tx, ROUND, KINGSTON, HOUSE, APPROVER, NOW)


def test_a_published_edition_stays_byte_for_byte_whatever_changes(database: Database) -> None:
    edition = published(database)
    before = contents(database, edition)
    changed = {**document(), "size": 500}
    with database.transaction() as tx:
        more = Public(ROUND, "residents", 2, changed, {}, 2, NOW, "", "More came by post", NOW, WRITER)
        public_figures.add(tx, more)
        source = THREE.replace("title: Have your say", "title: Have your say again")
        consultations.create(tx, "2010", "The next", NOW, NOW + timedelta(weeks=9), None, NOW)
        consultations.publish(tx, "2010", load_document(source), source, None, NOW)
    sent(database, version_from(THREE), {"borough": KINGSTON, "priorities": ["drugs"]}, round_key=ROUND)
    recorded_crime.take_in(database, recorded_crime.file_of("Kingston upon Thames"))
    with database.reading() as tx:
        (kept,) = actions.editions(tx, KINGSTON)
        assert actions.gather(tx, ROUND, KINGSTON) != kept.figures
    assert kept == edition
    assert contents(database, kept) == before


def test_every_file_has_its_checksum(database: Database) -> None:
    edition = published(database)
    with database.reading() as tx:
        for name in actions.sizes(tx, edition):
            file = actions.file(tx, edition, name)
            assert file is not None
            assert file.sha256 == sha256(file.content).hexdigest()


def test_a_correction_is_a_further_edition_with_a_note(database: Database) -> None:
    first = published(database)
    before = contents(database, first)
    written(database, replace(TEXTS, teams="Each ward has two teams."))
    with database.transaction() as tx, pytest.raises(StepRefused, match="note_missing"):
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)
    second = corrected(database)
    assert (second.edition, second.note) == (2, "The number of teams was wrong.")
    assert b"The number of teams was wrong." in contents(database, second)["en.html"]
    assert contents(database, first) == before
    with database.reading() as tx:
        assert [one.edition for one in actions.editions(tx, KINGSTON)] == [2, 1]


def test_an_edition_without_any_change_is_refused(database: Database) -> None:
    published(database)
    written(database, replace(TEXTS, note="Nothing really"))
    with database.transaction() as tx, pytest.raises(StepRefused, match="nothing_new"):
        actions.propose(tx, ROUND, KINGSTON, "", WRITER, NOW)


def test_all_areas_are_drafted_in_one_go_and_begun_again_safely(sqlite_database: Database) -> None:
    with_plan(sqlite_database)
    told: list[tuple[int, int]] = []
    found = actions.draft_all(
        sqlite_database,
        ROUND,
        actor=APPROVER,
        now=NOW,
        progress=lambda done, of: told.append((done, of)),
    )
    assert found.made == len(SET_FOR) == 33
    assert told[-1] == (33, 33)
    again = actions.draft_all(sqlite_database, ROUND, actor=APPROVER, now=NOW)
    assert (again.made, again.renewed, again.as_they_were) == (0, 0, 33)
    with_figures(sqlite_database)
    assert actions.draft_all(sqlite_database, ROUND, actor=APPROVER, now=NOW).renewed == 33


def test_boroughs_take_the_first_message_from_londons_draft(sqlite_database: Database) -> None:
    planned(sqlite_database)
    with sqlite_database.transaction() as tx:
        actions.fill(tx, ROUND, WHOLE, WRITER, NOW)
        actions.write(tx, ROUND, WHOLE, TEXTS, WRITER, NOW)
        texts = actions.fill(tx, ROUND, BARNET, WRITER, NOW).texts
    assert (texts.first_message, texts.strategic) == (TEXTS.first_message, TEXTS.strategic)
    assert texts.second_message == ""


def test_all_that_are_approved_are_published_in_one_go(sqlite_database: Database) -> None:
    with_plan(sqlite_database)
    with_figures(sqlite_database)
    written(sqlite_database)
    approved(sqlite_database)
    later = NOW + timedelta(hours=1)
    assert actions.publish_all(sqlite_database, ROUND, HOUSE, actor=APPROVER, now=later) == 1
    assert actions.publish_all(sqlite_database, ROUND, HOUSE, actor=APPROVER, now=later) == 0


def test_what_was_changed_after_it_was_made_ready_is_not_published(sqlite_database: Database) -> None:
    with_plan(sqlite_database)
    with_figures(sqlite_database)
    written(sqlite_database)
    approved(sqlite_database)
    with sqlite_database.reading() as tx:
        ready = actions.prepare(tx, ROUND, KINGSTON, HOUSE, APPROVER, NOW)
    publish(sqlite_database)
    with sqlite_database.transaction() as tx, pytest.raises(StepRefused, match="not_now"):
        actions.publish(tx, ready)


def test_a_new_years_draft_begins_with_last_years_texts(sqlite_database: Database) -> None:
    published(sqlite_database)
    with sqlite_database.reading() as tx:
        found = actions.store.latest_texts(tx, KINGSTON)
    assert found == Texts.of(TEXTS.document())
