"""The manifest of files that are sent as they are written."""

import csv
from io import StringIO

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.results.test_results import RESULTS, consulted, take_rows


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def test_a_manifest_says_what_a_file_holds_and_rests_on(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    rows = list(csv.reader(StringIO(take_rows(analyst, "?channel=telephone").get_data(as_text=True))))
    page = analyst.get(f"{RESULTS}?channel=telephone")
    (address,) = {
        one.get("href") or "" for one in page.all("a") if "manifest.json" in (one.get("href") or "")
    }
    told = analyst.client.get(address).get_json()
    assert told["headings"] == rows[0]
    assert (told["rows"], told["columns"]) == (len(rows) - 1, len(rows[0]))
    assert told["whose"] == "Residents who answered by telephone"
    assert (told["round"], told["holds_those_left_out"]) == ("2026", False)
    assert told["data_mark"] > 0
