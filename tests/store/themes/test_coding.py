"""Coding: one text after the other, who and when kept; a second coder is blind; redaction is decided by people."""

from datetime import timedelta

import pytest

from survey.accounts.roles import Role
from survey.contacts.personal import masked
from survey.db.session import Database
from survey.questionnaire.version import Version
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions
from survey.themes.coding.coding import CodingRefused, Order, Outcome, Turn
from survey.themes.redaction import actions as redaction
from survey.themes.texts import actions as texts
from tests.store.themes.written import NOW, codebook, coded, colleague, text_of, wordy, wrote


@pytest.fixture
def version(database: Database) -> Version:
    return wordy(database)


@pytest.fixture
def by(database: Database, version: Version) -> str:
    return colleague(database, "Analyst")


@pytest.fixture
def book(database: Database, by: str) -> Codebook:
    return codebook(database, by, "Noise", "Fear")


def take(
    database: Database, book: Codebook, coder: str, order: Order = Order.CHANCE, after: int = 0
) -> int | None:
    with database.transaction() as tx:
        return actions.take(tx, codebooks.find(tx, book.id), coder, order, NOW + timedelta(minutes=after))


def test_two_coders_are_given_different_texts(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    wrote(database, version, "One thing", "Another thing")
    other = colleague(database, "Clerk", Role.CLERK)
    first, second = take(database, book, by), take(database, book, other)
    assert {first, second} == {1, 2}
    assert take(database, book, by) == first, "and keeps it until it is decided on"


def test_a_text_left_alone_goes_to_whoever_asks_next(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    wrote(database, version, "One thing")
    take(database, book, by)
    other = colleague(database, "Clerk", Role.CLERK)
    assert take(database, book, other) is None
    assert take(database, book, other, after=21) is not None


def test_every_decision_keeps_who_and_when(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    (response,) = wrote(database, version, "The noise scares me")
    text_id = text_of(database, response)
    coded(database, book, text_id, "Noise", "Fear", by=by, note="both at once")
    with database.reading() as tx:
        (one,) = actions.codings(tx, [text_id]).values()
    assert (one.coder, one.at, one.version, one.note) == (by, NOW, book.version, "both at once")
    assert set(one.themes) == {theme.id for theme in book.open}


def test_a_decision_that_was_replaced_stays_readable(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    (response,) = wrote(database, version, "The noise")
    text_id = text_of(database, response)
    coded(database, book, text_id, "Fear", by=by)
    coded(database, book, text_id, "Noise", by=by)
    with database.reading() as tx:
        (earlier,) = actions.earlier(tx, text_id)
        assert texts.row_of(tx, text_id).marks == "|noise|"
    assert [book.by_id[one].name for one in earlier.themes] == ["Fear"]


def test_none_and_unclear_are_decisions_too(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    none, unclear, _waiting = wrote(database, version, "Bananas", "Hmpf", "Later")
    coded(database, book, text_of(database, none), by=by)
    with database.transaction() as tx:
        its = codebooks.find(tx, book.id)
        actions.code(tx, its, text_of(database, unclear), Turn.FIRST, Outcome.UNCLEAR, (), coder=by, now=NOW)
        first, _second = actions.progress(tx, its)
    assert (first.texts, first.coded, first.none, first.unclear, first.waiting) == (3, 2, 1, 1, 1)


@pytest.mark.parametrize("themes", [[], ["no such theme"]])
def test_themes_that_are_not_there_are_refused(
    database: Database, version: Version, book: Codebook, by: str, themes: list[str]
) -> None:
    (response,) = wrote(database, version, "The noise")
    text_id = text_of(database, response)
    with database.transaction() as tx, pytest.raises(CodingRefused):
        actions.code(tx, book, text_id, Turn.FIRST, Outcome.THEMES, themes, coder=by, now=NOW)


def test_equal_answers_are_coded_at_one_stroke_where_a_coder_says_so(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    responses = wrote(
        database, version, "Stop the noise", "STOP THE NOISE!", "stop the noise.", "Stop the music"
    )
    assert coded(database, book, text_of(database, responses[0]), "Noise", by=by, with_alike=True) == 3
    with database.reading() as tx:
        first, _ = actions.progress(tx, book)
    assert first.coded == 3


def test_equal_answers_that_a_person_coded_keep_what_was_decided(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    one, other = wrote(database, version, "Stop the noise", "Stop the noise")
    coded(database, book, text_of(database, one), "Fear", by=by)
    coded(database, book, text_of(database, other), "Noise", by=by, with_alike=True)
    with database.reading() as tx:
        assert texts.row_of(tx, text_of(database, one)).marks == "|fear|"


def test_answers_of_one_person_are_seen_together(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    (response,) = wrote(
        database, version, "The noise", first_what="Patrol", second_why="Ring me on 07700 900123"
    )
    with database.reading() as tx:
        desk = actions.at_desk(tx, book, text_of(database, response), Turn.FIRST, {})
    assert {one.entry: one.words for one in desk.others} == {
        "first_what": "Patrol",
        "second_why": "Ring me on [telephone number]",
    }


def test_texts_of_a_split_theme_come_back(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    (response,) = wrote(database, version, "I am afraid at home")
    text_id = text_of(database, response)
    coded(database, book, text_id, "Fear", by=by)
    with database.transaction() as tx:
        (fear,) = (theme.id for theme in book.open if theme.name == "Fear")
        book = codebooks.split(tx, book.id, fear, [("At home", ""), ("Outside", "")], by=by, now=NOW)
    assert take(database, book, by, Order.SPLIT) == text_id
    coded(database, book, text_id, "At home", by=by)
    assert take(database, book, by, Order.SPLIT) is None


def sampled(database: Database, book: Codebook, by: str, percent: int = 100) -> Codebook:
    with database.transaction() as tx:
        return actions.set_sample(tx, codebooks.find(tx, book.id), percent, by=by, now=NOW)


def test_a_second_coder_gets_what_another_coded_first(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    book = sampled(database, book, by)
    (response,) = wrote(database, version, "The noise")
    text_id = text_of(database, response)
    coded(database, book, text_id, "Noise", by=by)
    other = colleague(database, "Clerk", Role.CLERK)
    with database.reading() as tx:
        assert actions.take_second(tx, book, by) is None
        assert actions.take_second(tx, book, other) == text_id


def test_a_second_coder_is_blind(database: Database, version: Version, book: Codebook, by: str) -> None:
    book = sampled(database, book, by)
    (response,) = wrote(database, version, "The noise")
    text_id = text_of(database, response)
    coded(database, book, text_id, "Noise", by=by)
    with database.reading() as tx:
        desk = actions.at_desk(tx, book, text_id, Turn.SECOND, {"noise": 90})
    assert (desk.before, desk.proposed) == (None, {})


def test_who_coded_first_can_not_be_second(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    book = sampled(database, book, by)
    (response,) = wrote(database, version, "The noise")
    coded(database, book, text_of(database, response), "Noise", by=by)
    with pytest.raises(CodingRefused, match="own_text"):
        coded(database, book, text_of(database, response), "Noise", by=by, turn=Turn.SECOND)


def test_results_keep_the_first_decision_until_a_difference_is_settled(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    book = sampled(database, book, by)
    (response,) = wrote(database, version, "The noise")
    text_id = text_of(database, response)
    other = colleague(database, "Clerk", Role.CLERK)
    coded(database, book, text_id, "Noise", by=by)
    coded(database, book, text_id, "Fear", by=other, turn=Turn.SECOND)
    with database.reading() as tx:
        assert texts.row_of(tx, text_id).marks == "|noise|"
        assert actions.waiting_for_second(tx, book) == (0, 0, 1, 0)
    coded(database, book, text_id, "Fear", by=by, turn=Turn.SETTLED)
    with database.reading() as tx:
        assert texts.row_of(tx, text_id).marks == "|fear|"
        assert actions.waiting_for_second(tx, book) == (0, 0, 0, 1)


def test_a_sample_takes_its_share_by_chance(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    for response in wrote(database, version, *(f"Noise number {number}" for number in range(40))):
        coded(database, book, text_of(database, response), "Noise", by=by)
    with database.reading() as tx:
        tenth = actions.waiting_for_second(tx, book)[0]
    assert 0 < tenth < 15
    with database.reading() as tx:
        book = codebooks.find(tx, book.id)
    sampled(database, book, by, 0)
    with database.reading() as tx:
        assert actions.waiting_for_second(tx, book)[0] == 0


def test_an_analyst_releases_what_is_no_detail(database: Database, version: Version, by: str) -> None:
    (response,) = wrote(database, version, "The 020 7946 0123 line is yours")
    text_id = text_of(database, response)
    with database.transaction() as tx:
        full = redaction.open_in_full(tx, text_id, by, NOW)
        (one,) = full.found
        redaction.release(tx, text_id, one.start, one.end, by, NOW)
    with database.reading() as tx:
        decided = redaction.decided(tx)
        (shown,) = texts.written(tx, [texts.row_of(tx, text_id)], decided)
    assert (shown.words, shown.details) == ("The 020 7946 0123 line is yours", 0)


def test_an_analyst_redacts_what_was_not_found(database: Database, version: Version, by: str) -> None:
    (response,) = wrote(database, version, "It is the baker, always the baker")
    text_id = text_of(database, response)
    with database.transaction() as tx:
        assert redaction.redact(tx, text_id, "the baker", by, NOW) == 2
        with pytest.raises(redaction.BadPlace):
            redaction.redact(tx, text_id, "the butcher", by, NOW)
    with database.reading() as tx:
        decided = redaction.decided(tx)
        found = texts.search(tx, decided, round_key="2026", typed="baker")
        (shown,) = texts.written(tx, [texts.row_of(tx, text_id)], decided)
    assert shown.words == "It is [redacted], always [redacted]"
    assert found.texts == ()


def test_who_looks_at_a_whole_text_is_written_down(database: Database, version: Version, by: str) -> None:
    from survey.accounts.actions import audit_listing
    from survey.accounts.audit import Filter

    (response,) = wrote(database, version, "My name is Jo")
    with database.transaction() as tx:
        redaction.open_in_full(tx, text_of(database, response), by, NOW)
    with database.reading() as tx:
        (entry,) = [
            one
            for one in audit_listing(tx, Filter(subject="texts"), 1).entries
            if one.tag.endswith("seen_in_full")
        ]
    assert (entry.actor, entry.subject_id) == (by, response.id)
    assert "Jo" not in str(entry.detail)


def test_masking_is_what_everybody_else_sees() -> None:
    assert masked("My name is Jo") == "My name is [name]"
