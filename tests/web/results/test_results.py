"""Pages of results: what analysts see, narrow down, take away and keep."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.exports import FORMATS
from survey.questionnaire.definition import Channel
from tests.pages import PageClient, text_of
from tests.staff import signed_in
from tests.unit.columns.given import OPENED, give, live
from tests.unit.exports.test_comma_separated import NAUGHTY

KINGSTON, CITY = "E09000021", "E09000001"
RESULTS = "/staff/results/residents"


@pytest.fixture
def analyst(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Role.ANALYST)


def consulted(database: Database, count: int = 60) -> None:
    """Sixty residents of Kingston on the website, sixty of the City by telephone; half feel safe."""
    version = live(database)
    for channel, area, seed in ((Channel.WEB, KINGSTON, 1), (Channel.TELEPHONE, CITY, 2)):
        answers: list[dict[str, Any]] = [
            {
                "borough": area,
                "feeling": "safe" if number % 2 else "unsafe",
                "trust": {"fair": "high", "near": "low"},
                "top": ["noise", "drugs"],
                "years": number,
                "why": f"Because of {area} {number}",
            }
            for number in range(count)
        ]
        give(database, version, answers, channel=channel, seed=seed, at=OPENED + timedelta(days=seed))


def rows_of(client: PageClient, caption: str) -> list[list[str]]:
    """The body of the table whose caption begins so."""
    assert client.page is not None
    for table in client.page.all("table"):
        if text_of(next(table.iter("caption"))).startswith(caption):
            body = next(table.iter("tbody"))
            return [[text_of(cell) for cell in row if cell.tag in {"th", "td"}] for row in body.iter("tr")]
    raise AssertionError(f"no table {caption!r}")


def test_before_anything_is_published(analyst: PageClient) -> None:
    assert "No questionnaire has been published yet" in analyst.get("/staff/results").text


def test_before_anybody_answered(analyst: PageClient, sqlite_database: Database) -> None:
    live(sqlite_database)
    assert "Nobody has sent a response yet" in analyst.get(RESULTS).text
    assert "Nobody has sent a response yet" in analyst.get(f"{RESULTS}/questions").text


def test_an_unknown_family_is_not_found(analyst: PageClient) -> None:
    assert analyst.get("/staff/results/strangers").status == 404


def test_the_list_of_questionnaires_counts_responses(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    assert "Have your say – Round 2026: 120 responses" in analyst.get("/staff/results").text


def test_the_overview_counts_by_day_channel_and_borough(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = analyst.get(RESULTS)
    assert "120 responses in ‘Round 2026’, as of" in page.text
    assert "data mark" in page.text
    assert rows_of(analyst, "Responses by day") == [["2 Mar 2026", "60"], ["3 Mar 2026", "60"]]
    assert rows_of(analyst, "Responses by channel") == [["Website", "60"], ["Telephone", "60"]]
    assert ["Kingston upon Thames", "60"] in rows_of(analyst, "Responses by borough")


@pytest.mark.parametrize("path", ["", "/questions", "/questions/feeling"])
def test_every_page_says_that_the_answers_are_no_sample(
    analyst: PageClient, sqlite_database: Database, path: str
) -> None:
    consulted(sqlite_database)
    assert "They are not a sample" in analyst.get(RESULTS + path).text


def test_a_choice_has_counts_shares_base_and_absences(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/questions/feeling")
    assert rows_of(analyst, "About feeling? (Base: 120 answers; weighted, as good as") == [
        ["Safe", "60", "50%", "50%"],
        ["Unsafe", "60", "50%", "50%"],
        ["Other", "0", "0%", "0%"],
    ]
    assert rows_of(analyst, "About feeling?: no answer") == [
        ["Don’t know", "0"],
        ["Prefer not to say", "0"],
        ["Not answered", "0"],
        ["Not asked", "0"],
    ]
    assert '<svg class="hys-chart"' in page.html


def test_a_question_not_asked_of_all_says_so(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{RESULTS}/questions/met")
    assert rows_of(analyst, "About met?: no answer")[2:] == [["Not answered", "60"], ["Not asked", "60"]]


def test_a_grid_is_a_table_by_row(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{RESULTS}/questions/trust")
    assert rows_of(analyst, "About trust? (") == [
        ["Fair", "100%", "0%", "120"],
        ["Near", "0%", "100%", "120"],
    ]
    assert rows_of(analyst, "About trust?: responses")[0] == ["Fair", "120", "0", "120", "0", "0", "0", "0"]


def test_a_ranking_keeps_prompted_and_unprompted_apart(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/questions/top")
    assert "Chosen from the list" in page.text
    assert rows_of(analyst, "About top? – In their own words")[:2] == [
        ["Noise", "60", "100%", "100%", "60", "100%", "100%", "180"],
        ["Drugs", "0", "0%", "0%", "60", "100%", "100%", "120"],
    ]


def test_numbers_have_quartiles(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{RESULTS}/questions/years")
    values = [row[1] for row in rows_of(analyst, "About years? (")]
    assert values == ["0", "14.75", "29.5", "44.25", "59", "29.5"]


def test_below_fifty_answers_there_are_counts_and_no_shares(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database, count=24)
    page = analyst.get(f"{RESULTS}/questions/feeling")
    assert "Fewer than 50 answers" in page.text
    assert rows_of(analyst, "About feeling? (")[0] == ["Safe", "24"]
    assert "%" not in page.text
    assert '<svg class="hys-chart"' not in page.html


def test_filters_are_said_in_words_and_stay_in_the_address(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/questions?borough={CITY}&channel=telephone&answer=feeling:safe")
    assert (
        "Residents in City of London who answered by telephone and who said ‘Safe’ to ‘About feeling?’"
        in page.text
    )
    assert "30 responses" in page.text
    (overview,) = [href for words, href in page.links() if words == "Overview"]
    assert all(part in overview for part in (f"borough={CITY}", "channel=telephone", "answer=feeling:safe"))


def test_a_filter_can_be_taken_back(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}?answer=feeling:safe&answer=top:noise")
    (remove,) = [href for words, href in page.links() if words == "Remove About feeling?: Safe"]
    assert "answer=top:noise" in remove
    assert "feeling" not in remove


def test_a_filter_that_nobody_fits_says_so(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/questions?channel=postcard")
    assert "Nobody fits this filter." in page.text


def test_nonsense_in_the_address_filters_nothing(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(
        f"{RESULTS}?borough=x&channel=pigeon&answer=:&answer=feeling:gone&round=1999&mark=99999999999999999999"
    )
    assert "All residents who answered" in page.text


def test_a_new_response_is_seen_at_the_next_look(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(RESULTS)
    analyst.app.extensions["survey_columns"]._fresh_s = 0
    give(sqlite_database, live_again(sqlite_database), [{"borough": KINGSTON}], seed=9)
    assert "121 responses" in analyst.get(RESULTS).text


def live_again(database: Database) -> Any:
    from survey.consultations import actions

    with database.reading() as tx:
        return actions.live_version(tx, "2026", "residents")


def test_a_table_can_be_taken_as_a_file(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    response = analyst.client.get(f"{RESULTS}/questions/feeling.csv?channel=telephone")
    rows = list(csv.reader(StringIO(response.get_data(as_text=True))))
    assert response.mimetype == "text/csv"
    assert rows[1:3] == [["Answer", "Responses", "Share", "Weighted share"], ["Safe", "30", "0.5", "0.5"]]
    assert ["Whose answers", "Residents who answered by telephone"] in rows


def take_rows(client: PageClient, path: str, suffix: str = "csv") -> Any:
    page = client.get(f"{RESULTS}{path}")
    (form,) = [form for form in page.all("form") if "responses.csv" in (form.get("action") or "")]
    token = next(field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token")
    action = (form.get("action") or "").replace("responses.csv", f"responses.{suffix}")
    return client.client.post(action, data={"csrf_token": token})


def test_all_responses_of_a_selection_can_be_taken_as_a_file(
    analyst: PageClient, sqlite_database: Database
) -> None:
    consulted(sqlite_database)
    response = take_rows(analyst, "?channel=telephone")
    rows = list(csv.DictReader(StringIO(response.get_data(as_text=True))))
    assert len(rows) == 60
    assert {row["channel"] for row in rows} == {"telephone"}
    assert rows[0]["why"].startswith("Because of")
    with sqlite_database.reading() as tx:
        (entry,) = accounts.audit_listing(tx, Filter(subject="export"), 1).entries
    assert (entry.tag, entry.detail["rows"]) == ("staff:export:responses", 60)


@pytest.mark.parametrize("suffix", ["xlsx", "sav", "parquet"])
def test_other_formats_come_whole(
    analyst: PageClient, sqlite_database: Database, tmp_path: Path, suffix: str
) -> None:
    consulted(sqlite_database)
    response = take_rows(analyst, "?channel=telephone", suffix)
    path = tmp_path / f"taken.{suffix}"
    path.write_bytes(response.get_data())
    assert response.headers["X-Rows"] == "60"
    assert FORMATS[suffix].count(path) == 60


def test_a_format_that_there_is_not_is_not_found(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    assert take_rows(analyst, "", "docx").status_code == 404


@pytest.mark.parametrize(("role", "first"), [(Role.ANALYST, "round"), (Role.ADMINISTRATOR, "reference")])
def test_references_are_for_administrators_alone_and_weights_stand_last(
    client: PageClient, sqlite_database: Database, role: Role, first: str
) -> None:
    consulted(sqlite_database)
    response = take_rows(signed_in(client, sqlite_database, role), "")
    head = response.get_data(as_text=True).splitlines()[0].split(",")
    assert (head[0], head[-1]) == (first, "weight")


def test_the_codebook_explains_every_column(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    analyst.get(f"{RESULTS}/codebook")
    assert ["feeling", "About feeling?", "codes", "nominal"] in [
        row[:4] for row in rows_of(analyst, "Columns and values")
    ]
    file = analyst.client.get(f"{RESULTS}/codebook.csv").get_data(as_text=True)
    assert "feeling,About feeling?,codes,nominal,unsafe,1,Unsafe" in file


def test_texts_are_opened_searched_and_audited(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/texts/why")
    assert "Because of" not in page.text
    page = analyst.submit()
    assert "120 texts" in page.text
    assert "Page 1 of 5" in page.text
    page = analyst.get(f"{RESULTS}/texts/why?find=E09000001 7")
    assert "1 text with" in page.text
    assert "Because of E09000001 7" in page.text
    with sqlite_database.reading() as tx:
        (entry,) = accounts.audit_listing(tx, Filter(subject="results"), 1).entries
    assert entry.tag == "staff:results:texts_opened"


def test_naughty_texts_are_shown_as_they_were_written(analyst: PageClient, sqlite_database: Database) -> None:
    words = [one for one in NAUGHTY if one.strip() and "\u0000" not in one and "\u2028" not in one]
    give(sqlite_database, live(sqlite_database), [{"why": one} for one in words])
    analyst.get(f"{RESULTS}/texts/why")
    page = analyst.submit()
    found = [
        "".join(one.itertext()) for one in page.all("p") if "hys-texts__words" in (one.get("class") or "")
    ]
    assert sorted(found) == sorted(words)


def test_texts_of_what_is_no_text_are_not_found(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    assert analyst.get(f"{RESULTS}/texts/feeling").status == 404


def test_a_table_is_kept_as_evidence(analyst: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    page = analyst.get(f"{RESULTS}/questions/feeling?borough={KINGSTON}")
    (form,) = [form for form in page.all("form") if "evidence" in (form.get("action") or "")]
    page = analyst.submit_form(form, {})
    assert "Kept as evidence." in page.text
    assert "Residents in Kingston upon Thames" in page.text
    assert rows_of(analyst, "About feeling? (")[0] == ["Safe", "30", "50%", "50%"]
    give(sqlite_database, live_again(sqlite_database), [{"borough": KINGSTON, "feeling": "safe"}], seed=9)
    analyst.get(analyst.path)
    assert rows_of(analyst, "About feeling? (")[0] == ["Safe", "30", "50%", "50%"]
    assert "About feeling?" in analyst.get("/staff/evidence").text
    with sqlite_database.reading() as tx:
        (entry,) = accounts.audit_listing(tx, Filter(subject="evidence"), 1).entries
    assert entry.detail["question"] == "feeling"


def test_no_evidence_yet(analyst: PageClient) -> None:
    assert "Nothing has been kept yet" in analyst.get("/staff/evidence").text
    assert analyst.get("/staff/evidence/none").status == 404


@pytest.fixture
def viewer(client: PageClient, sqlite_database: Database) -> PageClient:
    return signed_in(client, sqlite_database, Grant(Role.VIEWER, KINGSTON))


def test_a_viewer_sees_one_area_alone(viewer: PageClient, sqlite_database: Database) -> None:
    consulted(sqlite_database)
    for address in (
        RESULTS,
        f"{RESULTS}?borough={CITY}",
        f"{RESULTS}/questions?borough={CITY}&borough={KINGSTON}",
    ):
        page = viewer.get(address)
        assert "Residents in Kingston upon Thames" in page.text
        assert "60 responses" in page.text
        assert "City of London" not in page.text
    response = viewer.client.get(f"{RESULTS}/questions/borough.csv?borough={CITY}")
    assert "City of London" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/texts/why"),
        ("POST", "/texts/why"),
        ("POST", "/responses.csv"),
        ("POST", "/questions/feeling/evidence"),
    ],
)
def test_a_viewer_reads_no_single_answer(
    viewer: PageClient, sqlite_database: Database, method: str, path: str
) -> None:
    consulted(sqlite_database)
    page = viewer.get(f"{RESULTS}/questions")
    token = next(field.get("value") for field in page.all("input") if field.get("name") == "csrf_token")
    response = viewer.client.open(RESULTS + path, method=method, data={"csrf_token": token})
    assert response.status_code == 403
    assert viewer.client.get("/staff/evidence").status_code == 403


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR])
def test_results_are_not_for_the_desk(client: PageClient, sqlite_database: Database, role: Role) -> None:
    signed_in(client, sqlite_database, role)
    assert client.get("/staff/results").status == 403


def test_a_page_says_how_far_the_columns_are(
    analyst: PageClient, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from survey.columns.actions import Columns

    live(sqlite_database)
    monkeypatch.setattr(Columns, "ready", lambda self, patience_s, mark=0: False)
    page = analyst.get(RESULTS)
    assert "Results are being put together" in page.text
    assert analyst.response is not None
    assert analyst.response.headers["Refresh"] == "3"
