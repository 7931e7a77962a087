"""Cross-tabs as a page and as a file."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from tests.pages import PageClient, text_of
from tests.staff import signed_in
from tests.unit.columns.given import OPENED, give, live
from tests.unit.columns.made import choices, question, questionnaire

KINGSTON, SUTTON = "E09000021", "E09000029"
FEWER_ANSWERS = questionnaire(
    (question("borough", "area"), question("feeling", "single_choice", choices=choices("safe", "unsafe")))
)
BY = "/staff/results/residents/questions/feeling/by"


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def consulted(database: Database) -> None:
    """A hundred residents of Kingston, most feeling safe; a hundred of Sutton by telephone, most not."""
    version = live(database)
    for area, safe, channel in ((KINGSTON, 80, Channel.WEB), (SUTTON, 40, Channel.TELEPHONE)):
        answers: list[dict[str, Any]] = [
            {"borough": area, "feeling": "safe" if number < safe else "unsafe", "why": "Because."}
            for number in range(100)
        ]
        give(database, version, answers, channel=channel, seed=safe, at=OPENED + timedelta(days=1))


def rows_of(client: PageClient, caption: str) -> list[list[str]]:
    """The table whose caption begins so, its head first."""
    assert client.page is not None
    for table in client.page.all("table"):
        if text_of(next(table.iter("caption"))).startswith(caption):
            return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in table.iter("tr")]
    raise AssertionError(f"no table {caption!r}")


def test_groups_are_chosen_first(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(BY)
    assert "Choose the groups to compare" in page.text
    assert not page.all("table")


def test_answers_stand_by_group_with_bases(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{BY}?by=borough")
    assert rows_of(analyst, "About feeling? by About borough?: responses") == [
        ["Answer", "Kingston upon Thames", "Sutton", "All"],
        ["Safe", "80", "40", "120"],
        ["Unsafe", "20", "60", "80"],
        ["Other", "0", "0", "0"],
        ["Base", "100", "100", "200"],
    ]
    assert rows_of(analyst, "About feeling? by About borough?: shares")[1] == ["Safe", "80%", "40%"]


def test_shares_can_go_across(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{BY}?by=borough&shares=rows")
    assert rows_of(analyst, "About feeling? by About borough?: shares")[1] == ["Safe", "67%", "33%"]


def test_weighted_shares_stand_beside(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{BY}?by=channel")
    table = rows_of(analyst, "About feeling? by How they answered: weighted shares")
    assert table[0] == ["Answer", "Website", "Telephone"]
    assert table[-1][0] == "Effective base"


def test_no_test_is_shown_unless_asked_for(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    assert "chi-square" not in analyst.get(f"{BY}?by=borough").text


def test_tests_name_their_method_and_what_they_speak_of(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{BY}?by=borough&tests=yes")
    assert rows_of(analyst, "About feeling? by About borough?: shares")[:2] == [
        ["Answer", "Kingston upon Thames (A)", "Sutton (B)"],
        ["Safe", "80% B", "40%"],
    ]
    assert "Pearson’s chi-square = 33.33 on 1 degrees of freedom" in page.text
    assert "Rao and Scott’s second-order test" in page.text
    assert "Differences among those who answered, not in the population." in page.text


def test_the_file_says_the_same(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    response = analyst.client.get(f"{BY}.csv?by=borough&tests=yes&bonferroni=yes")
    rows = list(csv.reader(StringIO(response.get_data(as_text=True))))
    assert ["Safe", "80", "40", "120"] in rows
    assert ["Safe", "80% B", "40%"] in rows
    text = response.get_data(as_text=True)
    assert "Bonferroni" in text
    assert "not in the population" in text
    assert "They are not a sample" in text


def test_a_filter_keeps_what_stands_side_by_side(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{BY}?by=borough&tests=yes&channel=web")
    assert rows_of(analyst, "About feeling? by About borough?: responses")[0] == [
        "Answer",
        "Kingston upon Thames",
        "All",
    ]
    (form,) = [form for form in page.all("form") if "hys-sides__filters" in (form.get("class") or "")]
    hidden = {
        field.get("name"): field.get("value") for field in form.iter("input") if field.get("type") == "hidden"
    }
    assert (hidden["by"], hidden["tests"]) == ("borough", "yes")


def test_consultations_stand_side_by_side_each_weighted_by_itself(
    analyst: PageClient, sqlite_database: Database
) -> None:
    earlier = live(sqlite_database, round_key="2025")
    give(sqlite_database, earlier, [{"borough": KINGSTON, "feeling": "safe"}] * 60, round_key="2025", seed=7)
    consulted(sqlite_database)
    page = analyst.get(f"{BY}?by=round&round=2026")
    assert rows_of(analyst, "About feeling? by Consultation: responses")[:2] == [
        ["Answer", "Round 2025", "Round 2026", "All"],
        ["Safe", "60", "120", "180"],
    ]
    weighted = rows_of(analyst, "About feeling? by Consultation: weighted shares")
    assert weighted[1][1] == "100%"
    assert "Recoded" not in page.text


def test_answers_that_were_not_always_on_offer_are_marked(
    analyst: PageClient, sqlite_database: Database
) -> None:
    earlier = live(sqlite_database, FEWER_ANSWERS, round_key="2025")
    give(sqlite_database, earlier, [{"borough": KINGSTON, "feeling": "safe"}] * 60, round_key="2025", seed=7)
    consulted(sqlite_database)
    assert "Recoded" in analyst.get(f"{BY}?by=round&round=2026").text


def test_words_cannot_be_laid_out_so(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get("/staff/results/residents/questions/why/by?by=borough")
    assert "Numbers and words can’t be laid out this way" in page.text


@pytest.mark.parametrize("path", [f"{BY}?by=nothing", "/staff/results/residents/questions/nothing/by"])
def test_what_there_is_not_is_not_found(analyst: PageClient, sqlite_database: Database, path: str) -> None:
    consulted(sqlite_database)
    assert analyst.get(path).status == 404


def test_a_viewer_of_one_area_sees_none(client: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    assert (
        signed_in(client, sqlite_database, Grant(Role.VIEWER, KINGSTON)).get(f"{BY}?by=channel").status == 403
    )
