"""A borough beside London, and beside another borough."""

from datetime import timedelta
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
