"""Viewers of an area get aggregates alone, and none that tell of few people."""

import re
from datetime import timedelta
from typing import Any

import pytest

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from tests.pages import PageClient, text_of
from tests.staff import signed_in
from tests.unit.columns.given import OPENED, give, live

KINGSTON, SUTTON = "E09000021", "E09000029"
RESULTS = "/staff/results/residents"


@pytest.fixture
def viewer(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Grant(Role.VIEWER, KINGSTON))


def consulted(database: Database) -> None:
    """Residents of Kingston: 60 feel safe, 3 do not, 20 something else; three of all rang up."""
    version = live(database)
    answers: list[dict[str, Any]] = [
        {"borough": KINGSTON, "feeling": feeling, "why": "Because."}
        for feeling, count in (("safe", 60), ("unsafe", 3), ("other", 20))
        for _ in range(count)
    ]
    give(database, version, answers[:80], at=OPENED + timedelta(days=1), seed=1)
    give(database, version, answers[80:], channel=Channel.TELEPHONE, at=OPENED + timedelta(days=1), seed=2)


def rows_of(client: PageClient, caption: str) -> dict[str, list[str]]:
    """The body of the table whose caption begins so, by the first cell of each row."""
    assert client.page is not None
    for table in client.page.all("table"):
        if text_of(next(table.iter("caption"))).startswith(caption):
            cells = [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in table.iter("tr")]
            return {row[0]: row[1:] for row in cells[1:]}
    raise AssertionError(f"no table {caption!r}")


def test_a_small_count_and_its_company_are_starred(viewer: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = viewer.get(f"{RESULTS}/questions/feeling")
    rows = rows_of(viewer, "About feeling? (")
    assert rows["Safe"][0] == "60"
    assert set(rows["Unsafe"]) == set(rows["Other"]) == {"*"}
    assert "A star (*) stands for a figure that would tell of fewer than 5 people" in page.text


def test_neither_chart_nor_file_tells_what_the_table_does_not(
    viewer: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = viewer.get(f"{RESULTS}/questions/feeling")
    (chart,) = re.findall(r'<svg class="hys-chart".*?</svg>', page.html, re.DOTALL)
    assert "Safe" in chart
    assert "Unsafe" not in chart
    file = viewer.client.get(f"{RESULTS}/questions/feeling.csv").get_data(as_text=True)
    assert "Unsafe,*,*" in file


def test_few_callers_are_starred_in_the_overview(viewer: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    viewer.get(RESULTS)
    assert rows_of(viewer, "Responses by channel") == {"Website": ["*"], "Telephone": ["*"]}


def test_a_viewer_cannot_narrow_a_table_down(viewer: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = viewer.get(f"{RESULTS}/questions/feeling?channel=telephone&answer=feeling:unsafe&extent=whole")
    assert "83 responses" in page.text
    names = {field.get("name") for field in page.all("input")} | {
        field.get("name") for field in page.all("select")
    }
    assert not names & {"channel", "answer", "extent"}


def test_two_areas_and_both_together_give_no_area_away(client: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    viewer = signed_in(client, sqlite_database, Grant(Role.VIEWER, KINGSTON), Grant(Role.VIEWER, SUTTON))
    version = live_again(sqlite_database)
    others = [
        {"borough": SUTTON, "feeling": feeling} for feeling in ("safe", "unsafe", "other") for _ in range(40)
    ]
    give(sqlite_database, version, others, at=OPENED + timedelta(days=2), seed=3)
    shown = {}
    for name, address in (
        ("Kingston", f"?borough={KINGSTON}"),
        ("Sutton", f"?borough={SUTTON}"),
        ("both", ""),
    ):
        viewer.get(f"{RESULTS}/questions/feeling{address}")
        shown[name] = rows_of(viewer, "About feeling? (")["Unsafe"][0]
    assert shown["Kingston"] == "*"
    assert "*" in {shown["Sutton"], shown["both"]}


def live_again(database: Database) -> Any:
    from survey.consultations import actions as consultations

    with database.reading() as tx:
        return consultations.live_versions(tx, "2026")["residents"]


def test_an_analyst_sees_every_count(client: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst = signed_in(client, sqlite_database, Role.ANALYST)
    page = analyst.get(f"{RESULTS}/questions/feeling")
    assert rows_of(analyst, "About feeling? (")["Unsafe"][0] == "3"
    assert "A star (*)" not in page.text


def test_what_only_an_analyst_may_see_says_that_it_is_not_for_publication(
    client: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    analyst = signed_in(client, sqlite_database, Role.ANALYST)
    said = "Not for publication as it stands: some of these counts tell of few people."
    assert said in analyst.get(f"{RESULTS}/questions/feeling").text
    assert said in analyst.client.get(f"{RESULTS}/questions/feeling.csv").get_data(as_text=True)
    assert said in analyst.get(f"{RESULTS}/questions/feeling/by?by=channel").text
