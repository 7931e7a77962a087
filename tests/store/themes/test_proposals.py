"""Proposals are learnt from people's decisions, measured, accepted by a person, and never overwrite a decision."""

from random import Random

import pytest

from survey.columns import actions as columns
from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.columns.wide import actions as wide
from survey.db.session import Database
from survey.questionnaire.version import Version
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.proposals import actions
from survey.themes.proposals.run import CannotLearn, NotPrecise
from survey.themes.texts import actions as texts
from survey.themes.variables.actions import THEMES
from tests.builders import sent
from tests.store.themes.written import NOW, codebook, coded, colleague, gather, text_of, wordy, wrote

NOISE = ("loud music", "shouting at night", "noise from cars", "parties until three")
FEAR = ("I am afraid", "scared to go out", "do not feel safe", "frightened of the dark")
OTHER = ("more trees please", "the bins are full", "nice weather", "buses are late")


def said(number: int) -> list[str]:
    """Texts by turns about noise, fear and other things, no two the same."""
    chance = Random(5)
    return [
        f"{chance.choice((NOISE, FEAR, OTHER)[place % 3])} on our street number {place}, {chance.choice(OTHER)}"
        if place % 3 < 2
        else f"{chance.choice(OTHER)} and so on {place}"
        for place in range(number)
    ]


@pytest.fixture
def version(database: Database) -> Version:
    return wordy(database)


@pytest.fixture
def by(database: Database, version: Version) -> str:
    return colleague(database, "Analyst")


@pytest.fixture
def book(database: Database, version: Version, by: str) -> Codebook:
    """A codebook with two themes, ninety texts, and sixty of them coded."""
    book = codebook(database, by, "Noise", "Fear", entries=("first_why",))
    responses = wrote(database, version, *said(90))
    for place, response in enumerate(responses[:60]):
        names = ("Noise", "Fear", None)[place % 3]
        coded(database, book, text_of(database, response), *([names] if names else []), by=by)
    with database.reading() as tx:
        return codebooks.find(tx, book.id)


def theme(book: Codebook, name: str) -> str:
    return next(one.id for one in book.open if one.name == name)


def test_too_few_codings_teach_nothing(database: Database, version: Version, by: str) -> None:
    book = codebook(database, by, "Noise")
    wrote(database, version, *said(5))
    with pytest.raises(CannotLearn):
        actions.train(database, book.id, by, NOW)


def test_every_theme_is_measured_before_anything_is_accepted(
    database: Database, book: Codebook, by: str
) -> None:
    told: list[tuple[int, int]] = []
    run = actions.train(database, book.id, by, NOW, lambda done, of: told.append((done, of)))
    noise = run.of(theme(book, "Noise"))
    assert noise is not None
    assert (noise.there, noise.of) == (20, 60)
    point = noise.at(0.8)
    assert point is not None
    assert point.precision >= 0.8
    assert told[-1] == (90, 90)
    with database.reading() as tx:
        assert actions.left_over(tx, book) == (60, 0, 30)


def test_accepting_gives_a_theme_and_counts_what_is_left_over(
    database: Database, book: Codebook, by: str
) -> None:
    actions.train(database, book.id, by, NOW)
    given = actions.accept(database, book.id, theme(book, "Noise"), 0.8, by, NOW)
    with database.reading() as tx:
        assert given > 0
        assert actions.left_over(tx, book) == (60, given, 30 - given)


def test_a_persons_decision_is_never_overwritten(database: Database, book: Codebook, by: str) -> None:
    with database.reading() as tx:
        before = {
            row.id: row.marks for row in texts.of_place(tx, texts.Place("2026", "residents", ("first_why",)))
        }
    actions.train(database, book.id, by, NOW)
    for name in ("Noise", "Fear"):
        actions.accept(database, book.id, theme(book, name), 0.5, by, NOW)
    with database.reading() as tx:
        after = {
            row.id: row.marks for row in texts.of_place(tx, texts.Place("2026", "residents", ("first_why",)))
        }
    assert after == before


def test_a_precision_out_of_reach_is_refused(database: Database, book: Codebook, by: str) -> None:
    actions.train(database, book.id, by, NOW)
    with pytest.raises(NotPrecise):
        actions.accept(database, book.id, theme(book, "Noise"), 1.01, by, NOW)


def test_what_was_accepted_can_be_taken_back(database: Database, book: Codebook, by: str) -> None:
    actions.train(database, book.id, by, NOW)
    actions.accept(database, book.id, theme(book, "Noise"), 0.8, by, NOW)
    actions.take_back(database, book.id, theme(book, "Noise"), by, NOW)
    with database.reading() as tx:
        assert actions.left_over(tx, book) == (60, 0, 30)
        assert actions.accepted(tx, [book.id]) == {}


def lines(database: Database, name: str) -> tuple[dict[str, int], int]:
    """The counts of a variable in the columns, and its base."""
    with database.reading() as tx:
        copy = columns.build(tx, further=THEMES)
    store = copy.stores["residents"]
    with store.reading() as snapshot:
        (result,) = topline(snapshot, Predicate(), [snapshot.table.question_by_key[name]])
    found = {line.key: line.count for line in result.blocks[0].lines}
    copy.close()
    return found, result.base


def test_what_people_decided_is_a_variable(database: Database, book: Codebook) -> None:
    assert lines(database, "first_why~themes") == ({"noise": 20, "fear": 20}, 60)


def test_what_was_accepted_is_a_variable_beside_it_with_its_leftovers(
    database: Database, book: Codebook, by: str
) -> None:
    actions.train(database, book.id, by, NOW)
    given = actions.accept(database, book.id, theme(book, "Noise"), 0.8, by, NOW)
    assert lines(database, "first_why~accepted") == ({"noise": 20 + given, "left_over": 30 - given}, 90)


def test_columns_catch_up_with_coding(database: Database, version: Version, book: Codebook, by: str) -> None:
    with database.reading() as tx:
        copy = columns.build(tx, further=THEMES)
    (response,) = wrote(database, version, "Loud music again", first=500)
    coded(database, book, text_of(database, response), "Noise", by=by)
    with database.reading() as tx:
        columns.catch_up(tx, copy)
    store = copy.stores["residents"]
    with store.reading() as snapshot:
        (result,) = topline(snapshot, Predicate(), [snapshot.table.question_by_key["first_why~themes"]])
    copy.close()
    assert {line.key: line.count for line in result.blocks[0].lines} == {"noise": 21, "fear": 20}


def test_merged_themes_are_one_line(database: Database, book: Codebook, by: str) -> None:
    with database.transaction() as tx:
        both = [one.id for one in book.open]
        codebooks.merge(tx, book.id, both, name="All of it", definition="", by=by, now=NOW)
    assert lines(database, "first_why~themes") == ({"all_of_it": 40}, 60)


def test_exports_carry_the_themes(database: Database, book: Codebook) -> None:
    with database.reading() as tx:
        heads = [cell.heading for cell in wide.headings(tx, "residents", THEMES)]
        rows = [row for some in wide.wide_rows(tx, "residents", "2026", further=THEMES) for row in some]
    at = heads.index("first_why~themes.noise")
    assert [row[at] for row in rows].count(1) == 20
    assert [row[at] for row in rows].count("not_coded") == 30


def test_candidates_are_named_with_examples(database: Database, book: Codebook) -> None:
    with database.reading() as tx:
        found, ids = actions.suggest(tx, book, wanted=3)
    assert len(found.themes) == 3
    assert all(one.name and one.examples and max(one.examples) < len(ids) for one in found.themes)


def test_campaigns_are_grouped_and_counted(
    database: Database, version: Version, book: Codebook, by: str
) -> None:
    template = (
        "We the residents demand that the council closes the night club on the corner {} at once please"
    )
    for place in range(6):
        sent(
            database,
            version,
            {"top": ["noise"], "first_why": template.format("today" if place < 4 else "now")},
            seed=900 + place,
        )
    gather(database)
    assert actions.find_groups(database, book.id, by, NOW) >= 1
    with database.reading() as tx:
        first = next(one for one in actions.groups(tx, book.id) if (one.size, one.different) == (6, 2))
        assert len(actions.in_group(tx, book.id, first.number)) == 6
