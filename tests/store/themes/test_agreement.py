"""How far two coders agree, theme by theme; merged themes are no difference, and what differs is listed to settle."""

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.themes.agreement import actions
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.coding import actions as coding
from survey.themes.coding.coding import Turn
from tests.store.themes.written import NOW, codebook, coded, colleague, text_of, wordy, wrote

FIRST = ("Noise", "Noise", "Fear", "")
SECOND = ("Noise", "Fear", "Fear", "")


@pytest.fixture
def book(database: Database) -> Codebook:
    """Four texts, each coded twice, with one difference."""
    version = wordy(database)
    one, other = colleague(database, "Analyst"), colleague(database, "Clerk", Role.CLERK)
    book = codebook(database, one, "Noise", "Fear")
    with database.transaction() as tx:
        coding.set_sample(tx, book, 100, by=one, now=NOW)
        book = codebooks.find(tx, book.id)
    responses = wrote(database, version, "Loud", "Loud and scary", "Scary", "Bananas")
    for response, first, second in zip(responses, FIRST, SECOND, strict=True):
        text_id = text_of(database, response)
        coded(database, book, text_id, *filter(None, [first]), by=one)
        coded(database, book, text_id, *filter(None, [second]), by=other, turn=Turn.SECOND)
    return book


def test_each_theme_has_its_cells_and_kappa(database: Database, book: Codebook) -> None:
    with database.reading() as tx:
        found = actions.of_codebook(tx, book)
    assert (found.texts, found.same, found.is_few) == (4, 3, True)
    noise, fear = found.themes
    assert (noise.both, noise.first_only, noise.second_only, noise.neither, noise.kappa) == (1, 1, 0, 2, 0.5)
    assert (fear.both, fear.first_only, fear.second_only, fear.neither, fear.kappa) == (1, 0, 1, 2, 0.5)
    assert found.alpha == pytest.approx(0.667, abs=1e-3)


def test_what_differs_is_listed_with_both_decisions(database: Database, book: Codebook) -> None:
    with database.reading() as tx:
        ((text, first, second),) = actions.differences(tx, book)
    assert text.words == "Loud and scary"
    assert [book.by_id[one.themes[0]].name for one in (first, second)] == ["Noise", "Fear"]


def test_themes_merged_since_are_no_difference(database: Database, book: Codebook) -> None:
    with database.transaction() as tx:
        both = [theme.id for theme in book.open]
        book = codebooks.merge(tx, book.id, both, name="Both", definition="", by=_by(tx), now=NOW)
        assert actions.of_codebook(tx, book).same == 4


def _by(tx: object) -> str:
    from survey.accounts import actions as accounts

    return accounts.find_by_email(tx, "analyst@example.org").id  # type: ignore[arg-type]  # an open transaction


def test_what_is_settled_still_counts_as_it_was_coded(database: Database, book: Codebook) -> None:
    with database.reading() as tx:
        ((text, _, _),) = actions.differences(tx, book)
    coded(database, book, text.id, "Noise", "Fear", by=colleague(database, "Third"), turn=Turn.SETTLED)
    with database.reading() as tx:
        assert actions.differences(tx, book) == []
        assert actions.of_codebook(tx, book).same == 3
