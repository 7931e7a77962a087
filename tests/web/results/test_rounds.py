"""A consultation beside earlier ones: same, recoded and broken questions."""

import csv
import re
from io import StringIO

import pytest

from survey.accounts.roles import Grant, Role
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
    this_round(sqlite_database)
    return signed_in(client, sqlite_database, Role.ANALYST)


def this_round(database: Database) -> None:
    """Sixty residents of this round, who all feel safe."""
    here = live(database, days=60)
    give(database, here, [{"borough": KINGSTON, "feeling": "safe", "met": "no"}] * 60)


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


def lines_of(client: PageClient, caption: str = "About feeling?") -> list[int]:
    """How many points each trend line of a question joins."""
    assert client.page is not None
    figure = re.search(
        f'<figure class="hys-trends"[^>]*"{re.escape(caption)}.*?</figure>', client.page.html, re.DOTALL
    )
    found = re.findall(r'class="hys-trends__line" points="([^"]*)"', figure[0] if figure else "")
    return [len(points.split()) for points in found]


def test_a_line_is_drawn_through_rounds_that_asked_the_same(
    analyst: PageClient, sqlite_database: Database
) -> None:
    a_round_before(sqlite_database, EACH_KIND)
    page = analyst.get(ADDRESS)
    assert lines_of(analyst) == [2, 2, 2]
    assert "Line chart of ‘Safe’: Round 2025 0%; Round 2026 100%." in page.html
    assert "2025: Round 2025, base 60." in page.text


def test_a_recoded_round_is_marked_in_the_drawing(analyst: PageClient, sqlite_database: Database) -> None:
    a_round_before(sqlite_database, BEFORE)
    page = analyst.get(ADDRESS)
    assert "hys-trends__recoded" in page.html
    assert "2025†: Round 2025 †, base 60." in page.text


def test_no_line_is_drawn_over_a_broken_link(analyst: PageClient, sqlite_database: Database) -> None:
    a_round_before(sqlite_database, EACH_KIND)
    between = live(sqlite_database, questionnaire((question("borough", "area", required=True),)), "2025b", 45)
    give(sqlite_database, between, [{"borough": KINGSTON}] * 60, round_key="2025b", seed=8)
    page = analyst.get(ADDRESS)
    assert lines_of(analyst) == []
    assert "Round 2025b: broken" in page.text


def test_a_round_of_few_answers_is_a_gap(analyst: PageClient, sqlite_database: Database) -> None:
    earlier = live(sqlite_database, round_key="2025", days=30)
    give(sqlite_database, earlier, [{"borough": KINGSTON, "feeling": "unsafe"}] * 20, round_key="2025")
    page = analyst.get(ADDRESS)
    assert "About feeling? (bases 20, 60)" in page.text
    assert lines_of(analyst) == []


def test_a_viewer_is_not_told_the_base_of_few(client: PageClient, sqlite_database: Database) -> None:
    this_round(sqlite_database)
    earlier = live(sqlite_database, round_key="2025", days=30)
    give(sqlite_database, earlier, [{"borough": KINGSTON, "feeling": "unsafe"}] * 3, round_key="2025")
    page = signed_in(client, sqlite_database, Grant(Role.VIEWER, KINGSTON)).get(ADDRESS)
    assert "About feeling? (bases *, 60)" in page.text


def test_where_people_live_is_not_drawn(analyst: PageClient, sqlite_database: Database) -> None:
    a_round_before(sqlite_database, EACH_KIND)
    analyst.get(ADDRESS)
    assert lines_of(analyst, "About borough?") == []


def test_a_round_that_was_changed_while_it_ran_is_marked(
    analyst: PageClient, sqlite_database: Database
) -> None:
    a_round_before(sqlite_database, BEFORE)
    live(sqlite_database, EACH_KIND, round_key="2025")
    page = analyst.get(ADDRESS)
    assert "† Round 2025: recoded – changed while it ran" in page.text
    assert rows_of(analyst, "About feeling?")[2][1] == "0%"


def test_the_file_has_the_same_tables_their_marks_and_what_they_rest_on(
    analyst: PageClient, sqlite_database: Database
) -> None:
    a_round_before(sqlite_database, BEFORE)
    links = dict(analyst.get(ADDRESS).links())
    lines = list(csv.reader(StringIO(analyst.client.get(links["Tables as a file (CSV)"]).text)))
    assert ["Safe", "0.0", "0.0", "1.0", "1.0"] in lines
    assert any(line and line[0].startswith("† Round 2025: recoded") for line in lines)
    assert {line[0]: line[1] for line in lines if len(line) == 2}["Consultation"] == "Round 2026"


def test_there_is_no_file_before_there_is_an_earlier_round(analyst: PageClient) -> None:
    assert analyst.get("/staff/results/residents/rounds.csv?round=2026").status == 404
