"""A consultation beside earlier ones: same, recoded and broken questions."""

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.questionnaire.definition import Questionnaire
from tests.pages import PageClient
from tests.staff import signed_in
from tests.unit.columns.given import give, live
from tests.unit.columns.made import EACH_KIND, choices, question, questionnaire
from tests.web.results.test_results import KINGSTON, rows_of

ADDRESS = "/staff/results/residents/rounds?round=2026"
BEFORE = questionnaire(
    (
        question("borough", "area", required=True),
        question("feeling", "single_choice", choices=choices("safe", "unsafe")),
    )
)


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    """An analyst; sixty residents of this round, who all feel safe."""
    here = live(sqlite_database, days=60)
    give(sqlite_database, here, [{"borough": KINGSTON, "feeling": "safe", "met": "no"}] * 60)
    return signed_in(client, sqlite_database, Role.ANALYST)


def a_round_before(database: Database, document: Questionnaire) -> None:
    """Sixty residents of an earlier round, who all feel unsafe."""
    earlier = live(database, document, round_key="2025", days=30)
    give(database, earlier, [{"borough": KINGSTON, "feeling": "unsafe"}] * 60, round_key="2025", seed=7)


def test_before_there_is_an_earlier_one(analyst: PageClient) -> None:
    assert "No earlier consultation asked this questionnaire." in analyst.get(ADDRESS).text


def test_the_same_question_stands_side_by_side(analyst: PageClient, sqlite_database: Database) -> None:
    a_round_before(sqlite_database, EACH_KIND)
    page = analyst.get(ADDRESS)
    assert rows_of(analyst, "About feeling?")[0][1:] == ["0%", "0%", "100%", "100%"]
    assert "recoded –" not in page.text


def test_a_recoded_question_is_marked_and_an_answer_not_offered_says_so(
    analyst: PageClient, sqlite_database: Database
) -> None:
    a_round_before(sqlite_database, BEFORE)
    page = analyst.get(ADDRESS)
    assert rows_of(analyst, "About feeling?")[2][1:3] == ["not offered", ""]
    assert "† Round 2025: recoded – without ‘Other’" in page.text


def test_nothing_is_compared_over_a_broken_link(analyst: PageClient, sqlite_database: Database) -> None:
    a_round_before(sqlite_database, BEFORE)
    page = analyst.get(ADDRESS)
    assert len(rows_of(analyst, "About met?")[0]) == 3
    assert "Round 2025: broken – it did not ask this question" in page.text
