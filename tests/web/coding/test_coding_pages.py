"""The pages of coding: codebooks are made and changed, texts coded, and each page lets in whom it says."""

import re
from io import BytesIO

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.codebook import Codebook
from survey.themes.texts import actions as texts
from survey.web.request import state_of
from tests.pages import Page, PageClient
from tests.staff import colleague, sign_in, signed_in
from tests.store.themes.written import NOW, codebook, coded, gather, text_of, wordy, wrote


@pytest.fixture
def database(app: Flask) -> Database:
    return state_of(app).database


@pytest.fixture
def analyst(client: PageClient, database: Database) -> PageClient:
    wordy(database)
    return signed_in(client, database, Role.ANALYST)


def post(client: PageClient, address: str, **fields: object) -> Page:
    """Posts a form with the token of the page shown."""
    assert client.page is not None
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.page.html)
    assert token is not None
    response = client.client.post(address, data={"csrf_token": token[1], **fields}, follow_redirects=True)
    page = Page(response.get_data(as_text=True), response.status_code)
    page.check()
    return page


def made(analyst: PageClient, database: Database) -> Codebook:
    """Makes a codebook as an analyst does, with two themes."""
    analyst.get("/staff/coding")
    page = post(
        analyst,
        "/staff/coding/codebooks",
        round="2026",
        family="residents",
        title="Why",
        entry=["first_why", "second_why"],
    )
    assert page.heading == "Why"
    with database.reading() as tx:
        (book,) = codebooks.all_of(tx)
    for name in ("Noise", "Fear"):
        post(analyst, f"/staff/coding/{book.id}/themes", name=name, definition="", example="", parent="")
    with database.reading() as tx:
        return codebooks.find(tx, book.id)


def test_before_any_consultation(client: PageClient, database: Database) -> None:
    signed_in(client, database, Role.ANALYST)
    assert "There is no consultation yet" in client.get("/staff/coding").text


def test_questions_that_ask_the_same_stand_together(analyst: PageClient) -> None:
    page = analyst.get("/staff/coding")
    assert "first why, second why" in page.text
    assert "first what" in page.text


def test_what_is_new_is_taken_in_by_a_press(analyst: PageClient, database: Database) -> None:
    from tests.builders import sent, version_from
    from tests.store.themes.written import WORDY

    sent(database, version_from(WORDY), {"top": ["noise"], "first_why": "The music is loud at night"})
    assert "1 new or changed response" in analyst.get("/staff/coding").text
    assert "Every text that was sent is here" in post(analyst, "/staff/coding", round="2026").text


def test_a_codebook_is_made_and_themes_added(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    assert [theme.name for theme in book.open] == ["Noise", "Fear"]


def test_a_name_that_is_taken_is_refused_with_what_was_typed(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    page = post(
        analyst,
        f"/staff/coding/{book.id}/themes",
        name="noise",
        definition="Kept words",
        example="",
        parent="",
    )
    assert page.errors == ["There is a theme ‘noise’ already."]
    assert "Kept words" in page.html


def test_themes_are_merged_after_a_question(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    both = [theme.id for theme in book.open]
    address = f"/staff/coding/{book.id}/merge?theme={both[0]}&theme={both[1]}"
    assert "count under one theme" in analyst.get(address).text
    page = post(
        analyst, f"/staff/coding/{book.id}/merge", theme=both, name="Noise", other="All of it", definition=""
    )
    assert "count under ‘All of it’" in page.text


def test_one_theme_can_not_be_merged(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    page = analyst.get(f"/staff/coding/{book.id}/merge?theme={book.open[0].id}")
    assert page.errors == ["Choose at least two themes to merge."]


def test_a_theme_is_split_worded_anew_and_ended(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    noise, fear = (f"/staff/coding/{book.id}/themes/{theme.id}" for theme in book.open)
    assert post(analyst, f"{noise}/split", name=["At night", ""], definition=["", ""]).errors
    page = post(analyst, f"{noise}/split", name=["At night", "By day"], definition=["", ""])
    assert "wait at the desk to be read again" in page.text
    assert "Kept." in post(analyst, fear, name="Fear of crime", definition="d", example="e", parent="").text
    assert "out of use" in post(analyst, f"{fear}/end").text
    history = analyst.get(f"/staff/coding/{book.id}/history").text
    assert all(
        words in history
        for words in ("Theme split", "Theme worded anew", "Theme taken out of use", "analyst")
    )


def test_a_codebook_goes_out_as_a_file_and_comes_back(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    response = analyst.client.get(f"/staff/coding/{book.id}/codebook.csv")
    assert response.get_data(as_text=True).splitlines()[:2] == [
        "key,name,definition,example,parent,ended",
        "noise,Noise,,,,",
    ]
    analyst.get(f"/staff/coding/{book.id}")
    file = (BytesIO(b"name,key\nDirt,dirt\n"), "themes.csv")
    assert "The file is read." in post(analyst, f"/staff/coding/{book.id}/codebook.csv", file=file).text
    bad = (BytesIO(b"words\nDirt\n"), "themes.csv")
    page = post(analyst, f"/staff/coding/{book.id}/codebook.csv", file=bad)
    assert page.errors == ["The first line has to name the columns; one of them is ‘name’."]


def test_themes_of_last_year_are_copied(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    page = post(
        analyst,
        "/staff/coding/codebooks",
        round="2026",
        family="residents",
        title="What",
        entry=["first_what"],
    )
    assert "Copy the themes of" in page.text
    with database.reading() as tx:
        other = next(one for one in codebooks.all_of(tx) if one.title == "What")
    analyst.get(f"/staff/coding/{other.id}")
    assert "The themes are copied." in post(analyst, f"/staff/coding/{other.id}/copy", source=book.id).text


@pytest.mark.parametrize(
    ("typed", "marks"),
    [("1", "|noise|"), ("no fear", "|fear|noise|"), ("n", ""), ("u", "?"), ("2,1", "|fear|noise|")],
)
def test_what_a_coder_types_is_kept(analyst: PageClient, database: Database, typed: str, marks: str) -> None:
    from tests.builders import version_from
    from tests.store.themes.written import WORDY

    book = made(analyst, database)
    (response,) = wrote(database, version_from(WORDY), "The music is loud")
    address = f"/staff/coding/{book.id}/texts/{text_of(database, response)}"
    analyst.get(address)
    page = post(analyst, address, typed=typed, go="keep", note="a note")
    assert "Nothing more waits here" in page.text
    with database.reading() as tx:
        assert texts.row_of(tx, text_of(database, response)).marks == marks


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Choose a theme"), ("9", "‘9’ is neither"), ("x", "‘x’ is neither")]
)
def test_what_can_not_be_meant_is_refused(
    analyst: PageClient, database: Database, typed: str, said: str
) -> None:
    from tests.builders import version_from
    from tests.store.themes.written import WORDY

    book = made(analyst, database)
    (response,) = wrote(database, version_from(WORDY), "The music is loud")
    address = f"/staff/coding/{book.id}/texts/{text_of(database, response)}"
    analyst.get(address)
    assert said in post(analyst, address, typed=typed, go="keep").errors[0]


def test_later_brings_another_text(analyst: PageClient, database: Database) -> None:
    from tests.builders import version_from
    from tests.store.themes.written import WORDY

    book = made(analyst, database)
    wrote(database, version_from(WORDY), "The music is loud", "The cars are loud")
    analyst.get(f"/staff/coding/{book.id}")
    first = post(analyst, f"/staff/coding/{book.id}/next")
    number = re.search(r"Text (\d+)", first.text)
    assert number is not None
    second = post(analyst, f"/staff/coding/{book.id}/texts/{number[1]}", typed="-", go="keep")
    assert "Code a text" in second.heading
    assert f"Text {number[1]}" not in second.text


def test_the_second_coder_sees_nothing_of_the_first(client: PageClient, database: Database) -> None:
    from survey.themes.coding import actions as coding

    version = wordy(database)
    first = colleague(database, Role.ANALYST)
    book = codebook(database, first.id, "Noise", "Fear")
    with database.transaction() as tx:
        coding.set_sample(tx, book, 100, by=first.id, now=NOW)
        book = codebooks.find(tx, book.id)
    (response,) = wrote(database, version, "The music is loud")
    coded(database, book, text_of(database, response), "Fear", by=first.id, note="seen by nobody")
    sign_in(client, colleague(database, Role.CLERK))
    client.get(f"/staff/coding/{book.id}")
    page = post(client, f"/staff/coding/{book.id}/next", turn="second")
    assert "Second coder, blind" in page.text
    assert "seen by nobody" not in page.html
    assert "checked" not in page.html.split("hys-coding__themes")[1]


@pytest.mark.parametrize(
    "path",
    ["proposals", "candidates", "alike", "merge", "../search", "../details", "../integrity"],
)
def test_a_clerk_has_no_way_to_what_is_the_analysts(
    client: PageClient, database: Database, path: str
) -> None:
    wordy(database)
    by = colleague(database, Role.ANALYST).id
    book = codebook(database, by, "Noise")
    signed_in(client, database, Role.CLERK)
    address = f"/staff/coding/{book.id}/{path}" if not path.startswith("..") else f"/staff/coding{path[2:]}"
    assert client.client.get(address).status_code == 403


def test_too_little_to_learn_from_is_said(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    gather(database)
    analyst.get(f"/staff/coding/{book.id}/proposals")
    page = post(analyst, f"/staff/coding/{book.id}/proposals/train")
    assert "0 texts of different wording are coded; 20 are needed" in page.text


def test_what_is_gone_leads_back(analyst: PageClient, database: Database) -> None:
    book = made(analyst, database)
    assert "withdrawn or corrected meanwhile" in analyst.get(f"/staff/coding/{book.id}/texts/999").text
    assert analyst.client.get("/staff/coding/texts/999").status_code == 404
    assert analyst.client.get("/staff/coding/no-such-book").status_code == 404


def test_the_integrity_report_stands_as_page_and_pdf(analyst: PageClient, database: Database) -> None:
    from tests.builders import version_from
    from tests.store.themes.written import WORDY

    wrote(database, version_from(WORDY), "The music is loud", "Nobody comes")
    assert "Nobody has looked at these responses yet" in analyst.get("/staff/coding/integrity").text
    post(analyst, "/staff/coding/integrity", round="2026", family="residents")
    page = analyst.get("/staff/coding/integrity")
    assert "Of 2 responses, 0 are flagged." in page.text
    assert "Impossible speed" in page.text
    file = analyst.client.get("/staff/coding/integrity.pdf?round=2026&family=residents")
    assert (file.status_code, file.data[:5]) == (200, b"%PDF-")


def test_a_text_of_results_leads_to_its_own_page(analyst: PageClient, database: Database) -> None:
    from tests.builders import version_from
    from tests.store.themes.written import WORDY

    (response,) = wrote(database, version_from(WORDY), "My name is Quentina Planted")
    page = analyst.get(f"/staff/coding/responses/{response.id}/first_why")
    assert "My name is [name]" in page.text
    page = post(analyst, f"/staff/coding/texts/{text_of(database, response)}/in-full")
    assert "Quentina Planted" in page.text
    start, end = len("My name is "), len("My name is Quentina Planted")
    page = post(analyst, f"/staff/coding/texts/{text_of(database, response)}/release", start=start, end=end)
    assert "As everybody sees it My name is Quentina Planted" in page.text
    page = post(analyst, f"/staff/coding/texts/{text_of(database, response)}/redact", words="nowhere")
    assert page.errors == ["These words do not stand in the text."]


def test_an_other_answer_is_put_under_an_answer(analyst: PageClient, database: Database) -> None:
    from tests.builders import sent, version_from
    from tests.store.themes.written import WORDY

    sent(database, version_from(WORDY), {"top": ["other"], "top:other": "Cannabis"})
    gather(database)
    address = "/staff/coding/others?family=residents&entry=top:other"
    page = analyst.get(address)
    assert "Cannabis" in page.text
    (select,) = page.all("select")
    page = post(
        analyst,
        "/staff/coding/others",
        round="2026",
        family="residents",
        entry="top:other",
        **{str(select.get("name")): "drugs"},
    )
    assert "Decided on 1 answer." in page.text
    assert "Nothing waits here" in page.text
