"""A sample survey is taken in on a page, step by step, and stands beside the consultation with its margins."""

from io import BytesIO
from typing import Any

import pytest

from survey.accounts.roles import Role
from survey.db.session import Database
from tests.builders import open_round
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.results.test_beside import answered

ABOUT = {
    "family": "residents",
    "name": "Public attitudes",
    "source": "A survey house",
    "by_chance": "yes",
    "drawn": "Addresses, one adult in each",
    "asked_from": "2025-01-05",
    "asked_to": "2025-03-31",
}


def interviews() -> bytes:
    rows = ["borough,sex,good,wt"]
    for borough in ("Kingston upon Thames", "Camden"):
        rows += [f"{borough},Female,{1 if number % 4 else 'Strongly disagree'},1.5" for number in range(40)]
        rows += [f"{borough},Male,{1 if number % 2 else 'Strongly disagree'},1" for number in range(40)]
    return "\n".join(rows).encode()


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    open_round(sqlite_database)
    answers: list[dict[str, Any]] = [
        {
            "borough": "E09000021",
            "confidence": {"good_job": "strongly_agree" if number % 3 else "neither"},
        }
        for number in range(60)
    ]
    answered(sqlite_database, "residents", answers)
    return signed_in(client, sqlite_database, Role.ANALYST)


def uploaded(client: PageClient, content: bytes, **fields: str) -> PageClient:
    client.get("/staff/benchmarks/add")
    assert client.page is not None
    (field, *_) = client.page.all("input", name="csrf_token")
    data = {"csrf_token": field.get("value") or "", **ABOUT, **fields}
    client.post("/staff/benchmarks/add", {**data, "file": (BytesIO(content), "interviews.csv")})
    return client


def test_a_survey_is_taken_in_by_three_steps(analyst: PageClient) -> None:
    page = uploaded(analyst, interviews()).page
    assert page is not None
    assert "Which column answers what?" in page.text
    page = analyst.submit({"column-confidence.good_job-1": "good", "design-weight": "wt"})
    assert "What do these values stand for?" in page.text
    page = analyst.submit({"value-confidence.good_job-0": "strongly_agree"})
    assert page.heading == "Public attitudes"
    assert "160, 2025-01-05 to 2025-03-31" in page.text
    assert "Weighted byBorough" in page.text


def test_the_same_headers_are_not_asked_about_again(analyst: PageClient) -> None:
    uploaded(analyst, interviews())
    analyst.submit({"column-confidence.good_job-1": "good"})
    analyst.submit({"value-confidence.good_job-0": "strongly_agree"})
    uploaded(analyst, interviews() + b"\nCamden,Male,1,1")
    page = analyst.submit({})
    assert page.heading == "Public attitudes"
    assert "161" in page.text


def test_the_survey_stands_beside_the_consultation(analyst: PageClient) -> None:
    uploaded(analyst, interviews())
    analyst.submit({"column-confidence.good_job-1": "good", "design-weight": "wt"})
    analyst.submit({"value-confidence.good_job-0": "strongly_agree"})
    page = analyst.get("/staff/results/residents/benchmark?borough=E09000021")
    assert "80 interviews, of effective size" in page.text
    assert "No margin can be given for it" in page.text
    assert "Strongly agree 6" in page.text
    assert "± " in page.text
    several = analyst.get("/staff/results/residents/benchmark?borough=E09000021&borough=E09000007")
    assert "one area at a time" in several.text


def test_a_survey_not_drawn_by_chance_shows_no_margin(analyst: PageClient) -> None:
    uploaded(analyst, interviews(), by_chance="no", drawn="")
    analyst.submit({"column-confidence.good_job-1": "good"})
    analyst.submit({"value-confidence.good_job-0": "strongly_agree"})
    page = analyst.get("/staff/results/residents/benchmark")
    assert "no margins of error are shown for it either" in page.text
    assert "± " not in page.text


@pytest.mark.parametrize(
    ("content", "fields", "words"),
    [
        (b"", {}, "Choose a CSV file with a row of headers and one row for each interview"),
        (interviews(), {"name": ""}, "Give the survey a name"),
        (
            interviews(),
            {"drawn": ""},
            "Say how people were drawn; without that, margins of error mean nothing",
        ),
        (
            interviews(),
            {"asked_to": "soon"},
            "Enter the first and the last day of the interviews, such as 2026-01-05; none can lie after today",
        ),
        (
            interviews(),
            {"family": "businesses", "by_chance": ""},
            "Say whether it was drawn by chance",
        ),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    analyst: PageClient, content: bytes, fields: dict[str, str], words: str
) -> None:
    page = uploaded(analyst, content, **fields).page
    assert page is not None
    assert words in page.errors


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (
            {"column-borough-1": "", "column-sex-1": ""},
            "Choose a column for at least one question",
        ),
        ({"column-age-1": "sex"}, "‘sex’ can’t be two things at once"),
        (
            {"design-weight": "good"},
            "Line 2, column good: ‘Strongly disagree’ is no number above nought",
        ),
    ],
)
def test_columns_that_can_not_be_are_said_at_their_field(
    analyst: PageClient, columns: dict[str, str], words: str
) -> None:
    uploaded(analyst, interviews())
    page = analyst.submit(columns)
    assert page.errors == [words]


def test_a_survey_is_set_aside_with_a_reason(analyst: PageClient) -> None:
    uploaded(analyst, interviews())
    analyst.submit({})
    analyst.get("/staff/benchmarks/1/set-aside")
    assert analyst.submit({"because": ""}).errors == ["Say why it is set aside"]
    page = analyst.submit({"because": "The weights were wrong."})
    assert "The weights were wrong." in page.text
    assert "No sample survey stands beside" in analyst.get("/staff/results/residents/benchmark").text
    assert "set aside" in analyst.get("/staff/benchmarks").text


def test_without_a_survey_the_page_says_what_to_do(analyst: PageClient) -> None:
    assert "Take one in" in analyst.get("/staff/results/residents/benchmark").text
    assert "None has been taken in yet" in analyst.get("/staff/benchmarks").text
