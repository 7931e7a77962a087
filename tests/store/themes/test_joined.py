"""What was made of several texts of one person counts once, over all places and for one priority wherever it stood."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from survey.columns import actions as columns
from survey.columns.crossing import CHANNEL, CrossTab, cross_tabs, grouping
from survey.columns.filters import Predicate, predicate
from survey.columns.reading import topline
from survey.columns.snapshot import Snapshot
from survey.columns.topline import Block
from survey.db.session import Database
from survey.exports.actions import export
from survey.questionnaire.conditions import Contains
from survey.questionnaire.definition import Absence, Channel
from survey.themes.codebook.codebook import Codebook
from survey.themes.variables.actions import THEMES
from tests.builders import sent
from tests.store.themes.written import KINGSTON, codebook, coded, colleague, gather, text_of, wordy

ANYWHERE, NOISE, DRUGS = "why~themes~any", "why~themes~noise", "why~themes~drugs"
FEAR_BOTH, FEAR_SECOND, DRUGS_FIRST, ONE_OPEN, NOT_READ, NO_WORDS = range(6)
SAID = {
    FEAR_BOTH: (["noise", "drugs"], ("Fear",), ("Fear",)),
    FEAR_SECOND: (["noise", "drugs"], ("Sleep",), ("Fear",)),
    DRUGS_FIRST: (["drugs", "noise"], ("Fear", "Sleep"), ()),
    ONE_OPEN: (["noise", "drugs"], ("Sleep",), None),
    NOT_READ: (["drugs"], None, None),
}
"""Who → the ranking, the themes of the first why and of the second; None for a text that nobody has coded."""


@pytest.fixture
def book(database: Database) -> Codebook:
    """Five people gave whys of one or two priorities, and one gave none; the first two answered by telephone."""
    version = wordy(database)
    by = colleague(database, "Analyst")
    book = codebook(database, by, "Sleep", "Fear")
    for who, (top, first, second) in SAID.items():
        answers = {"borough": KINGSTON, "top": top, "first_why": f"First {who}"}
        answers |= {"second_why": f"Second {who}"} if len(top) > 1 else {}
        channel = Channel.TELEPHONE if who < DRUGS_FIRST else Channel.WEB
        response = sent(database, version, answers, channel=channel, seed=who)
        gather(database)
        for entry, themes in (("first_why", first), ("second_why", second)):
            if themes is not None and entry in answers:
                coded(database, book, text_of(database, response, entry), *themes, by=by)
    sent(database, version, {"borough": KINGSTON}, seed=NO_WORDS)
    return book


@contextmanager
def reading(database: Database) -> Iterator[Snapshot]:
    with database.reading() as tx:
        copy = columns.build(tx, further=THEMES)
    with copy.stores["residents"].reading() as snapshot:
        yield snapshot
    copy.close()


def block(database: Database, key: str) -> Block:
    with reading(database) as snapshot:
        (result,) = topline(snapshot, Predicate(), [snapshot.table.question_by_key[key]])
    return result.blocks[0]


def by_channel(database: Database, key: str) -> CrossTab:
    with reading(database) as snapshot:
        groups = grouping(snapshot.table, CHANNEL)
        assert groups is not None
        (found,) = cross_tabs(snapshot, snapshot.table.question_by_key[key], groups, Predicate())
    return found


def counts(found: Block) -> dict[str, int]:
    return {line.key: line.count for line in found.lines}


@pytest.mark.usefixtures("book")
def test_a_person_who_says_it_at_two_places_counts_once(database: Database) -> None:
    found = block(database, ANYWHERE)
    assert (found.base, counts(found)) == (4, {"sleep": 3, "fear": 3})


@pytest.mark.usefixtures("book")
def test_who_was_not_read_and_who_wrote_nothing_stand_beside_the_base(database: Database) -> None:
    absences = block(database, ANYWHERE).absences
    assert (absences[Absence.NOT_CODED], absences[Absence.NOT_ASKED]) == (1, 1)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize(
    ("key", "base", "expected", "waiting"),
    [(NOISE, 4, {"sleep": 2, "fear": 1}, 0), (DRUGS, 3, {"sleep": 1, "fear": 3}, 2)],
)
def test_the_whys_of_a_priority_are_those_at_the_place_that_it_was_given(
    database: Database, key: str, base: int, expected: dict[str, int], waiting: int
) -> None:
    found = block(database, key)
    assert (found.base, counts(found), found.absences[Absence.NOT_CODED]) == (base, expected, waiting)


@pytest.mark.usefixtures("book")
def test_a_priority_s_whys_stand_by_any_group_with_people_as_base(database: Database) -> None:
    found = by_channel(database, DRUGS)
    assert [key for key, _ in found.groups] == ["web", "telephone"]
    assert (found.bases.tolist(), found.counts.tolist()) == ([1, 2], [[1, 0], [1, 2]])


@pytest.mark.usefixtures("book")
def test_a_list_of_all_questions_has_the_joined_one_and_none_for_each_priority(database: Database) -> None:
    with reading(database) as snapshot:
        listed = [result.question.key for result in topline(snapshot, Predicate())]
    assert [key for key in listed if key.startswith("why~")] == [ANYWHERE]


@pytest.mark.usefixtures("book")
def test_responses_can_be_selected_by_what_was_said_of_a_priority(database: Database) -> None:
    with reading(database) as snapshot:
        which = predicate(Contains(DRUGS, "sleep"), snapshot.table)
        rows = [row for some in snapshot.rows(which) for row in some]
        assert (snapshot.size(which), len(rows)) == (1, 1)
        assert snapshot.words("first_why", which, "", 1, 10)[1][0].words == f"First {DRUGS_FIRST}"


@pytest.mark.usefixtures("book")
def test_files_hold_the_joined_flags_and_one_column_for_each_priority(
    database: Database, tmp_path: Path
) -> None:
    with database.reading() as tx:
        export(tx, "residents", "2026", "csv", tmp_path / "all.csv")
    with (tmp_path / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    told = {(row["top.drugs"], row["first_why"]): row for row in rows}
    first, waiting = told["1", "First 2"], told["1", "First 4"]
    assert (first[DRUGS], first[f"{DRUGS}.absence"], first[f"{ANYWHERE}.fear"]) == ("sleep|fear", "", "1")
    assert (first[NOISE], first[f"{NOISE}.absence"]) == ("", "")
    assert (waiting[DRUGS], waiting[f"{DRUGS}.absence"]) == ("", "not_coded")
    assert waiting[f"{NOISE}.absence"] == "not_asked"


def test_a_codebook_for_one_question_has_nothing_to_join(database: Database) -> None:
    wordy(database)
    codebook(database, colleague(database, "Analyst"), "Sleep", entries=("first_what",))
    with database.reading() as tx:
        assert [one.question.key for one in THEMES.questions(tx, "residents")] == ["first_what~themes"]
