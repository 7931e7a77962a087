"""Weighted shares beside plain ones, how they come about, and who has not been heard."""

from datetime import timedelta
from typing import Any

import pytest

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.places.london import AREAS, CITY
from tests.pages import PageClient, text_of
from tests.staff import signed_in
from tests.unit.columns.given import OPENED, give, live

KINGSTON, CROYDON = "E09000021", "E09000008"
RESULTS = "/staff/results/residents"


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def consulted(database: Database) -> None:
    """Ninety residents of Kingston who feel safe, thirty of Croydon who do not, and one from outside London."""
    version = live(database)
    for area, feeling, count in ((KINGSTON, "safe", 90), (CROYDON, "unsafe", 30), ("outside", "safe", 1)):
        answers: list[dict[str, Any]] = [{"borough": area, "feeling": feeling} for _ in range(count)]
        give(database, version, answers, seed=count, at=OPENED + timedelta(days=1))


def rows_of(client: PageClient, caption: str) -> list[list[str]]:
    """The body of the table whose caption begins so."""
    assert client.page is not None
    for table in client.page.all("table"):
        if text_of(next(table.iter("caption"))).startswith(caption):
            body = next(table.iter("tbody"))
            return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in body.iter("tr")]
    raise AssertionError(f"no table {caption!r}")


def test_a_borough_that_answered_too_little_counts_for_more(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/questions/feeling")
    safe, unsafe, _other = rows_of(analyst, "About feeling? (")
    assert (safe[:3], unsafe[:3]) == (["Safe", "91", "75%"], ["Unsafe", "30", "25%"])
    assert int(unsafe[3].rstrip("%")) > 40
    assert "Weighted to people aged 15 and over who live in London, by borough" in page.text


def test_the_page_of_weighting_shows_that_its_margins_are_met(
    analyst: PageClient, sqlite_database: Database
) -> None:
    everywhere = [{"borough": area.code} for area in AREAS if area.code != CITY for _ in range(25)]
    give(sqlite_database, live(sqlite_database), [*everywhere, {"borough": "outside"}])
    page = analyst.get(f"{RESULTS}/weighting")
    rows = rows_of(analyst, "Borough")
    assert len(rows) == 32
    assert "City" in " ".join(row[0] for row in rows if " + " in row[0])
    assert all(target == weighted for _label, _count, _before, target, weighted in rows)
    assert "1 response has no weight" in page.text
    assert "Deming and Stephan" in page.text
    assert "could not all be met" not in page.text


def test_margins_that_the_limits_do_not_let_meet_are_owned_up_to(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/weighting")
    assert "could not all be met within the limits for single weights" in page.text
    assert "Groups with fewer than 20 responses were joined" in page.text


def test_whoever_has_not_been_heard_is_counted(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{RESULTS}/heard")
    by_borough = {row[0]: row[1:] for row in rows_of(analyst, "Borough")}
    assert by_borough["Kingston"][0] == "90"
    assert int(by_borough["Kingston"][3]) > 1000
    assert by_borough["Kingston"][4] == "0"
    assert by_borough["Barnet"][0] == "0"
    assert by_borough["Barnet"][3:] == ["0", "6"]


def test_one_borough_is_held_against_its_own_people(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/heard?borough={KINGSTON}")
    assert not [one for one in page.all("caption") if text_of(one) == "Borough"]
    assert len(rows_of(analyst, "Age")) == 9


def test_before_anybody_answered_there_is_nothing_to_weigh(
    analyst: PageClient, sqlite_database: Database
) -> None:
    live(sqlite_database)
    assert "Nobody has sent a response yet" in analyst.get(f"{RESULTS}/weighting").text
    assert "Nobody has sent a response yet" in analyst.get(f"{RESULTS}/heard").text


def test_nobody_of_the_population_has_no_weights(analyst: PageClient, sqlite_database: Database) -> None:
    give(sqlite_database, live(sqlite_database), [{"borough": "outside", "feeling": "safe"}])
    assert analyst.get(f"{RESULTS}/weighting").status == 404
    assert "Weighted" not in analyst.get(f"{RESULTS}/questions/feeling").text


def test_a_viewer_of_one_area_does_not_see_how_london_is_weighted(
    client: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    viewer = signed_in(client, sqlite_database, Grant(Role.VIEWER, KINGSTON))
    assert viewer.get(f"{RESULTS}/weighting").status == 403
    assert viewer.get(f"{RESULTS}/heard").status == 403
