"""Recorded crime is taken in on a page, unknown columns are asked for once, and a year's table is published."""

from io import BytesIO

import pytest
from flask import Flask

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from tests.kingston import KINGSTON, keep_kingston
from tests.pages import PageClient
from tests.recorded_crime import file_of, take_in
from tests.staff import signed_in

OTHER = b"Place,What,201104\nBarnet,Robbery,4\n"


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def token(client: PageClient) -> str:
    assert client.page is not None
    (field, *_) = client.page.all("input", name="csrf_token")
    return field.get("value") or ""


def upload(client: PageClient, content: bytes, **fields: str) -> str:
    client.get("/staff/crime/add")
    data = {"csrf_token": token(client), "source": "London Datastore", "taken_on": "2023-12-05", **fields}
    page = client.post("/staff/crime/add", {**data, "file": (BytesIO(content), "crime.csv")})
    return page.text


def test_a_file_is_taken_in_and_shown(analyst: PageClient) -> None:
    assert "Extract of 2023-12-05" in upload(analyst, file_of("Barnet", "Unknown"))
    assert "‘Unknown’ is no borough" in analyst.page.text  # type: ignore[union-attr]  # a page was shown
    assert "crime.csv" in analyst.get("/staff/crime").text


def test_unknown_columns_are_asked_for_and_the_file_is_not_chosen_again(analyst: PageClient) -> None:
    assert "Which column is what?" in upload(analyst, OTHER)
    page = analyst.submit({"area": "Place", "category": "What"})
    assert "Extract of 2023-12-05" in page.text
    assert "Extract of 2023-12-05" in upload(analyst, OTHER.replace(b",4\n", b",5\n"))


def test_a_wrong_column_is_said_at_its_field(analyst: PageClient) -> None:
    upload(analyst, OTHER)
    assert analyst.submit({"area": "Place"}).errors == ["say which column is the type of crime"]


@pytest.mark.parametrize(
    ("content", "fields", "words"),
    [
        (b"", {}, "Choose a file"),
        (b"PK\0\0", {}, "it is not a CSV file; save the sheet as CSV first"),
        (file_of("Barnet"), {"taken_on": "soon"}, "Enter the day of the extract, such as 2025-12-05"),
        (
            file_of("Barnet"),
            {"taken_on": "2010-01-01"},
            "The day can’t lie after today, or before the last month in the file",
        ),
        (file_of("Barnet"), {"source": ""}, "Say who publishes it"),
    ],
)
def test_what_can_not_be_taken_in_is_said(
    analyst: PageClient, content: bytes, fields: dict[str, str], words: str
) -> None:
    upload(analyst, content, **fields)
    assert analyst.page is not None
    assert analyst.page.errors == [words]


def test_the_same_file_is_not_taken_in_twice(analyst: PageClient) -> None:
    upload(analyst, file_of("Barnet"))
    upload(analyst, file_of("Barnet"))
    assert analyst.page is not None
    assert analyst.page.errors == ["This file was taken in before, as extract 1"]


def test_kingstons_year_stands_in_a_table(analyst: PageClient, sqlite_database: Database) -> None:
    keep_kingston(sqlite_database)
    text = analyst.get(f"/staff/performance/{KINGSTON}/2009-10").text
    assert "Total robbery 269 262 7 offences or -2.6% 3.0% reduction in total robbery Target missed" in text
    assert "Gun crime 17 22 5 offences or +29.4% 4.2% reduction in gun crime Target missed" in text


def test_the_choice_of_area_and_year_leads_to_their_table(
    analyst: PageClient, sqlite_database: Database
) -> None:
    keep_kingston(sqlite_database)
    page = analyst.get(f"/staff/performance?area={KINGSTON}&year=2009-10")
    assert page.heading == "Kingston upon Thames"


def test_a_measure_is_drawn_by_month_with_its_target(analyst: PageClient, sqlite_database: Database) -> None:
    take_in(sqlite_database, file_of("Barnet"))
    analyst.get("/staff/measures/add")
    analyst.submit({"key": "robbery", "name": "All robbery", "kind": "count", "terms": ["crime|ROBBERY|"]})
    analyst.get("/staff/performance/E09000003/2011-12/targets")
    page = analyst.submit({"measure": "robbery", "aim": "reduce", "amount": "2.5"})
    assert "2.5% reduction in all robbery" in page.text
    page = analyst.get("/staff/performance/E09000003/2011-12/months/robbery")
    assert "hys-months__target" in page.html
    assert page.html.count("<rect") == 12
    assert "By month Month 2010/11 2011/12" in page.text


def test_a_table_is_taken_as_csv(analyst: PageClient, sqlite_database: Database) -> None:
    keep_kingston(sqlite_database)
    answer = analyst.client.get(f"/staff/performance/{KINGSTON}/2009-10.csv")
    assert "Total robbery: 7 offences or -2.6%: target missed" in answer.text


def test_an_approver_publishes_and_says_why_there_is_a_new_edition(
    client: PageClient, sqlite_database: Database
) -> None:
    take_in(sqlite_database, file_of("Barnet"))
    approver = signed_in(client, sqlite_database, Role.APPROVER)
    approver.get("/staff/performance/E09000003/2011-12")
    assert "edition 1" in approver.submit().text
    assert approver.submit({"note": "again"}).errors == [
        "No figure has changed since these results were published."
    ]


def test_a_series_takes_a_value_and_a_file(analyst: PageClient) -> None:
    analyst.get("/staff/measures/series/add")
    analyst.submit({"key": "gap", "name": "Gap in satisfaction", "unit": "percentage points"})
    page = analyst.submit(
        {
            "area": "E12000007",
            "period": "2009/10",
            "value": "4.9",
            "source": "User survey",
            "as_of": "2010-05-01",
        }
    )
    assert "London 2009/10 4.9 User survey" in page.text
    data = {"csrf_token": token(analyst), "source": "User survey", "as_of": "2010-05-01", "area": KINGSTON}
    columns = {"area_column": "Where", "period_column": "When", "value_column": "Gap"}
    file = (BytesIO(b"Where,When,Gap\nKingston,2009/10,3.1\n"), "gap.csv")
    page = analyst.post("/staff/measures/series/gap", {**data, **columns, "file": file})
    assert "Kingston upon Thames 2009/10 3.1" in page.text


def test_a_value_that_can_not_be_is_said_at_its_field(analyst: PageClient) -> None:
    analyst.get("/staff/measures/series/add")
    analyst.submit({"key": "gap", "name": "Gap", "unit": ""})
    page = analyst.submit({"period": "soon", "value": "1", "source": "s", "as_of": "2010-05-01"})
    assert page.errors == ["‘soon’ is no year such as 2009/10, and no month such as 2009-04"]


def test_borough_staff_see_their_borough_and_london_of_nobody_else(
    app: Flask, client: PageClient, sqlite_database: Database
) -> None:
    take_in(sqlite_database, file_of("Barnet"))
    officer = signed_in(client, sqlite_database, Grant(Role.BOROUGH, "E09000003"))
    assert officer.client.get("/staff/performance/E09000003/2011-12").status_code == 200
    assert officer.client.get(f"/staff/performance/{KINGSTON}/2011-12").status_code == 403
    assert officer.client.get("/staff/performance/E09000001/2011-12").status_code == 404
    assert officer.client.get("/staff/crime/add").status_code == 403
