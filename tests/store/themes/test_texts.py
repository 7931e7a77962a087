"""Texts are gathered from every answer, found by words, and told apart by language; personal details never enter."""

import pytest
from sqlalchemy import text

from survey.db.session import Database
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.themes.texts import actions
from survey.themes.texts.text import Found
from tests.builders import sent
from tests.store.themes.written import KINGSTON, NOW, gather, text_of, wordy, wrote


@pytest.fixture
def version(database: Database) -> Version:
    return wordy(database)


def found(database: Database, typed: str, **more: object) -> Found:
    with database.reading() as tx:
        return actions.search(tx, {}, round_key="2026", typed=typed, **more)  # type: ignore[arg-type]


def words_found(database: Database, typed: str, **more: object) -> list[str]:
    return [one.words for one in found(database, typed, **more).texts]


def test_every_place_for_words_is_gathered(database: Database, version: Version) -> None:
    answers = {
        "borough": KINGSTON, "top": ["other", "noise"], "top:other": "Dogs", "first_why": "They bark",
        "first_what": "Leads", "second_why": "Loud",
    }  # fmt: skip
    response = sent(database, version, answers)
    gather(database)
    with database.reading() as tx:
        rows = actions.of_response(tx, response.id)
    assert {row.entry for row in rows} == {"top:other", "first_why", "first_what", "second_why"}


def test_gathering_twice_takes_nothing_twice(database: Database, version: Version) -> None:
    wrote(database, version, "Because of the noise")
    with database.transaction() as tx:
        assert actions.catch_up(tx).texts == 0


def test_it_says_how_far_behind_it_is(database: Database, version: Version) -> None:
    sent(database, version, {"top": ["noise"], "first_why": "Loud"})
    with database.reading() as tx:
        behind = actions.lag(tx)
    gather(database)
    with database.reading() as tx:
        assert (behind, actions.lag(tx)) == (1, 0)


def test_texts_are_found_by_the_beginnings_of_words(database: Database, version: Version) -> None:
    wrote(database, version, "The music is too loud", "Nobody comes when we ring")
    assert words_found(database, "mus lou") == ["The music is too loud"]


def test_capitals_and_accents_make_no_difference(database: Database, version: Version) -> None:
    wrote(database, version, "The café is noisy")
    assert words_found(database, "CAFÉ") == ["The café is noisy"]


def test_the_newest_stand_first_and_the_rest_follows(database: Database, version: Version) -> None:
    wrote(database, version, *(f"Noise number {number} at night" for number in range(5)))
    first = found(database, "noise", limit=2)
    rest = found(database, "noise", limit=3, before=first.texts[-1].id)
    assert (first.count, first.more, rest.more) == (5, True, False)
    assert [one.id for one in (*first.texts, *rest.texts)] == sorted(
        (one.id for one in (*first.texts, *rest.texts)), reverse=True
    )


@pytest.mark.parametrize("typed", ['"', "' OR 1=1 --", "a AND", "NEAR(", "*", "words:x", "& | !", "\\"])
def test_signs_of_a_query_are_no_operators(database: Database, version: Version, typed: str) -> None:
    wrote(database, version, "Plain words")
    found(database, typed)


def test_personal_details_are_not_in_the_index(database: Database, version: Version) -> None:
    wrote(database, version, "Ring me on 07700 900123 about the noise")
    assert words_found(database, "900123") == []
    assert words_found(database, "noise") == ["Ring me on [telephone number] about the noise"]


def test_what_was_withdrawn_is_found_no_more(database: Database, version: Version) -> None:
    (response,) = wrote(database, version, "Because of the noise")
    with database.transaction() as tx:
        responses.withdraw(tx, response, NOW)
    assert words_found(database, "noise") == []
    gather(database)
    with database.reading() as tx:
        left = tx.connection.execute(text("SELECT count(*) FROM text_words")).scalar()
    assert left == 0


def test_a_response_that_is_erased_takes_its_words_along(database: Database, version: Version) -> None:
    (response,) = wrote(database, version, "Because of the noise")
    with database.transaction() as tx:
        tx.connection.execute(text("DELETE FROM responses WHERE id = :id"), {"id": response.id})
    with database.reading() as tx:
        assert tx.connection.execute(text("SELECT count(*) FROM text_words")).scalar() == 0


def test_a_corrected_text_is_a_new_one(database: Database, version: Version) -> None:
    (response,) = wrote(database, version, "Because of the noise")
    before = text_of(database, response)
    with database.transaction() as tx:
        fresh = responses.find(tx, response.id, to_write=True)
        assert fresh is not None
        answers = {**fresh.answers, "first_why": "Because of the nose"}
        responses.correct(tx, fresh, version, answers, by="somebody", reason="misheard", now=NOW)
    gather(database)
    assert words_found(database, "noise") == []
    assert words_found(database, "nose") == ["Because of the nose"]
    assert text_of(database, response) >= before


def test_a_correction_elsewhere_leaves_a_text_as_it_is(database: Database, version: Version) -> None:
    (response,) = wrote(database, version, "Because of the noise")
    before = text_of(database, response)
    with database.transaction() as tx:
        fresh = responses.find(tx, response.id, to_write=True)
        assert fresh is not None
        answers = {**fresh.answers, "top": ["noise"]}
        responses.correct(tx, fresh, version, answers, by="somebody", reason="misheard", now=NOW)
    gather(database)
    assert text_of(database, response) == before


def test_equal_texts_are_counted(database: Database, version: Version) -> None:
    first, *_ = wrote(database, version, "Stop the noise!", "stop the NOISE", "Stop the music")
    with database.reading() as tx:
        assert actions.count_same(tx, actions.row_of(tx, text_of(database, first))) == 2


def test_languages_are_told_apart(database: Database, version: Version) -> None:
    wrote(
        database,
        version,
        "There is loud music every night",
        "Mae angen mwy o heddlu ar y strydoedd",
        "Muzyka jest za głośna w nocy",
    )
    with database.transaction() as tx:
        actions.find_languages(tx)
        assert actions.languages(tx, "2026") == {"en": 1, "cy": 1, "pl": 1}
