"""The table of the report: priorities by method of consultation, whys at the place that each has in a ranking."""

import pytest

from survey.columns import actions as columns
from survey.columns.filters import Predicate
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from survey.themes.codebook.asking import places_asked, together
from survey.themes.codebook.codebook import Codebook
from survey.themes.variables.actions import THEMES
from survey.themes.variables.reasons import Priority, asked_about, priorities
from tests.builders import sent, version_from
from tests.store.themes.written import KINGSTON, WORDY, codebook, coded, colleague, gather, text_of, wordy


def table(database: Database, book: Codebook) -> dict[str, Priority]:
    version = version_from(WORDY)
    books = [(book, places_asked(version.questionnaire, book.entries))]
    with database.reading() as tx:
        copy = columns.build(tx, further=THEMES)
    with copy.stores["residents"].reading() as snapshot:
        ranking = asked_about(snapshot.table, books)
        assert ranking is not None
        found = priorities(snapshot, ranking, books, Predicate())
    copy.close()
    return {one.key: one for one in found}


@pytest.fixture
def book(database: Database) -> Codebook:
    """Twelve people put noise first and say why; six of them put drugs second and say why; all but two are coded."""
    version = wordy(database)
    by = colleague(database, "Analyst")
    book = codebook(database, by, "Sleep", "Fear")
    for number in range(12):
        answers = {"borough": KINGSTON, "top": ["noise"], "first_why": f"I can not sleep {number}"}
        if number % 2:
            answers |= {"top": ["noise", "drugs"], "second_why": f"I am afraid {number}"}
        channel = Channel.TELEPHONE if number < 4 else Channel.WEB
        response = sent(database, version, answers, channel=channel, seed=number)
        gather(database)
        if number < 10:
            coded(database, book, text_of(database, response), "Sleep", by=by)
            if number % 2:
                coded(database, book, text_of(database, response, "second_why"), "Fear", by=by)
    return book


def test_every_priority_stands_by_method_of_consultation(database: Database, book: Codebook) -> None:
    found = table(database, book)
    assert list(found) == ["noise", "drugs", "other"]
    assert (found["noise"].by_channel, found["noise"].total) == ({"telephone": 4, "web": 8}, 12)
    assert found["other"].said == ()


def test_whys_belong_to_the_priority_at_whose_place_they_were_asked(
    database: Database, book: Codebook
) -> None:
    (noise,), (drugs,) = (table(database, book)[key].said for key in ("noise", "drugs"))
    assert (noise.base, noise.not_coded, [(one.name, one.count, one.share) for one in noise.themes]) == (
        10, 2, [("Sleep", 10, 1.0)],
    )  # fmt: skip
    assert (drugs.base, drugs.not_coded, [(one.name, one.count) for one in drugs.themes]) == (
        5,
        1,
        [("Fear", 5)],
    )


def test_each_priority_names_the_variable_that_tells_the_same_by_any_group(
    database: Database, book: Codebook
) -> None:
    found = table(database, book)
    assert [said.variable for said in found["noise"].said] == ["why~themes~noise"]


def test_few_texts_have_counts_and_no_shares(database: Database, book: Codebook) -> None:
    (drugs,) = table(database, book)["drugs"].said
    assert [one.share for one in drugs.themes] == [None]


def test_questions_of_a_page_on_a_place_are_known_by_what_the_page_says() -> None:
    questionnaire = version_from(WORDY).questionnaire
    assert places_asked(questionnaire, ("first_why", "second_why", "top")) == {
        "first_why": ("top", 1),
        "second_why": ("top", 2),
    }
    assert [(one.key, one.entries, one.ranking) for one in together(questionnaire)] == [
        ("why", ("first_why", "second_why"), "top"),
        ("first_what", ("first_what",), "top"),
    ]
