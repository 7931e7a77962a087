"""A borough beside London, and beside another borough."""

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.web.results import boroughs
from tests.pages import Page, PageClient
from tests.staff import signed_in
from tests.unit.columns.given import OPENED, give, live
from tests.web.results.test_results import CITY, KINGSTON, rows_of

ADDRESS = "/staff/results/residents/boroughs"


@pytest.fixture
def consulted(sqlite_database: Database) -> Database:
    """A hundred residents of Kingston, of whom 40 feel safe, and a hundred of the City, of whom 98 do."""
    version = live(sqlite_database)
    for area, safe, seed in ((KINGSTON, 40, 1), (CITY, 98, 2)):
        answers: list[dict[str, Any]] = [
            {"borough": area, "feeling": "safe" if number < safe else "unsafe"} for number in range(100)
        ]
        give(sqlite_database, version, answers, seed=seed, at=OPENED + timedelta(days=seed))
    return sqlite_database


def caption_of(page: Page) -> str:
    """The caption of the table on feeling."""
    words = ["".join(one.itertext()).strip() for one in page.all("caption")]
    return next(
        one for one in words if "bases" in one and ("100" in one or "thousand" in one or "few" in one)
    )


def cells(client: PageClient, page: Page) -> dict[str, list[str]]:
    """Answer → cells of the table on feeling."""
    return {row[0]: row[1:] for row in rows_of(client, caption_of(page))}


def test_a_borough_is_chosen_first(client: PageClient, consulted: Database) -> None:
    analyst = signed_in(client, consulted, Role.ANALYST)
    assert "Choose one borough" in analyst.get(ADDRESS).text


def test_a_borough_stands_beside_london(client: PageClient, consulted: Database) -> None:
    analyst = signed_in(client, consulted, Role.ANALYST)
    page = analyst.get(f"{ADDRESS}?borough={KINGSTON}")
    assert page.heading == "Kingston upon Thames beside London"
    assert "London: All residents who answered." in page.text
    found = cells(analyst, page)
    assert next(iter(found.values())) == ["40", "40%", "40%", "138", "69%", "92%", "-29"]


def test_a_borough_stands_beside_another(client: PageClient, consulted: Database) -> None:
    analyst = signed_in(client, consulted, Role.ANALYST)
    page = analyst.get(f"{ADDRESS}?borough={KINGSTON}&beside={CITY}")
    assert next(iter(cells(analyst, page).values())) == ["40", "40%", "40%", "98", "98%", "98%", "-58"]
    assert "Residents in City of London" in page.text


def test_viewers_see_no_count_of_london_nor_shares_of_few(client: PageClient, consulted: Database) -> None:
    viewer = signed_in(client, consulted, Grant(Role.VIEWER, KINGSTON))
    page = viewer.get(f"{ADDRESS}?beside={CITY}")
    assert page.heading == "Kingston upon Thames beside London"
    assert next(iter(cells(viewer, page).values())) == ["40", "40%", "40%", "", "", ""]
    assert "too few to be shown" in page.text


def test_viewers_see_london_in_whole_per_cent(
    client: PageClient, consulted: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boroughs, "LEAST_OF_LONDON", 200)
    viewer = signed_in(client, consulted, Grant(Role.VIEWER, KINGSTON))
    page = viewer.get(ADDRESS)
    assert next(iter(cells(viewer, page).values())) == ["40", "40%", "40%", "69%", "92%", "-29"]
    assert "138" not in page.text


def test_what_few_said_stays_hidden(client: PageClient, consulted: Database) -> None:
    viewer = signed_in(client, consulted, Grant(Role.VIEWER, CITY))
    page = viewer.get(ADDRESS)
    assert set(next(iter(cells(viewer, page).values()))[:2]) == {"*"}


def file_on(client: PageClient, page: Page) -> list[list[str]]:
    """The lines of the file that the page leads to."""
    address = dict(page.links())["Tables as a file (CSV)"]
    return list(csv.reader(StringIO(client.client.get(address).text)))


def test_the_file_has_the_same_tables_and_what_they_rest_on(client: PageClient, consulted: Database) -> None:
    analyst = signed_in(client, consulted, Role.ANALYST)
    lines = file_on(analyst, analyst.get(f"{ADDRESS}?borough={KINGSTON}"))
    assert ["40", "0.4", "0.4", "138", "0.69", "0.922", "-29.0"] in [line[1:] for line in lines]
    assert ["London", "All residents who answered"] in lines
    assert ["Whose answers", "Residents in Kingston upon Thames"] in lines
    assert any("They are not a sample" in line[0] for line in lines if line)


def test_the_file_of_a_viewer_says_no_more_than_the_page(
    client: PageClient, consulted: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boroughs, "LEAST_OF_LONDON", 200)
    viewer = signed_in(client, consulted, Grant(Role.VIEWER, KINGSTON))
    lines = file_on(viewer, viewer.get(ADDRESS))
    assert ["40", "0.4", "0.4", "0.69", "0.92", "-29"] in [line[1:] for line in lines]
    assert not [line for line in lines if "138" in line]


def test_there_is_no_file_before_a_borough_is_chosen(client: PageClient, consulted: Database) -> None:
    assert signed_in(client, consulted, Role.ANALYST).get(f"{ADDRESS}.csv").status == 404
