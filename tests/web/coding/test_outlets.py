"""Planted personal details come out nowhere, and no quotation leaves without a named person's clearance."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.exports import FORMATS
from survey.exports.actions import export
from survey.themes.quotations import actions as quotations
from survey.web.request import state_of
from tests.builders import sent
from tests.pages import PageClient
from tests.staff import colleague, sign_in
from tests.store.themes.written import KINGSTON, NOW, codebook, coded, gather, text_of, wordy
from tests.web.coding.files import words_in

PLANTED = {
    "email": "planted.person@example.org",
    "telephone": "07700 900321",
    "postcode": "ZZ99 3WZ",
    "plate": "XX12 XXX",
    "name": "Quentina Planted",
    "address": "77 Planted Road",
    "collar": "PC 4321KX",
}
TEXT = (
    "My name is Quentina Planted and I live at 77 Planted Road, ZZ99 3WZ. Ring 07700 900321 or write to "
    "planted.person@example.org. The car is XX12 XXX and PC 4321KX did nothing. The noise is bad."
)
QUOTE = "The noise is bad."
RESULTS = "/staff/results/residents"


@pytest.fixture
def database(app: Flask) -> Database:
    return state_of(app).database


@pytest.fixture
def planted(database: Database) -> int:
    """A text with every kind of detail, gathered and coded; returns its id."""
    version = wordy(database)
    response = sent(
        database,
        version,
        {"borough": KINGSTON, "top": ["other", "noise"], "top:other": TEXT, "first_why": TEXT},
    )
    gather(database)
    return text_of(database, response)


def outlets(client: PageClient, database: Database, text_id: int, folder: Path) -> Iterator[tuple[str, str]]:
    """Yields what each outlet hands to the person signed in: (name, everything in it)."""
    for address in pages(database, text_id):
        yield address, client.client.get(address, follow_redirects=True).get_data(as_text=True)
    client.get(f"{RESULTS}/texts/first_why")
    if client.page is not None and "Open what people wrote" in client.page.html:
        yield "texts", client.submit().html
    for suffix in FORMATS:
        client.get(RESULTS)
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.page.html if client.page else "")
        if token:
            response = client.client.post(f"{RESULTS}/responses.{suffix}", data={"csrf_token": token[1]})
            yield f"web {suffix}", words_in(response.get_data(), folder)
        path = folder / f"out.{suffix}"
        with database.reading() as tx:
            export(tx, "residents", "2026", suffix, path)
        yield f"command {suffix}", words_in(path.read_bytes(), folder)


def pages(database: Database, text_id: int) -> list[str]:
    with database.reading() as tx:
        from survey.themes.codebook import actions as codebooks

        book = codebooks.all_of(tx)[0]
    return [
        "/staff/coding",
        f"/staff/coding/{book.id}",
        f"/staff/coding/{book.id}/texts/{text_id}",
        f"/staff/coding/{book.id}/texts/{text_id}?order=doubt",
        f"/staff/coding/{book.id}/candidates",
        f"/staff/coding/{book.id}/alike",
        f"/staff/coding/{book.id}/agreement",
        f"/staff/coding/{book.id}/proposals",
        f"/staff/coding/texts/{text_id}",
        "/staff/coding/search?find=noise",
        "/staff/coding/search?find=quentina",
        "/staff/coding/languages?language=en",
        "/staff/coding/details",
        "/staff/coding/others?family=residents&entry=top:other",
        "/staff/coding/quotations",
        "/staff/coding/quotations.csv",
        "/staff/coding/integrity",
        f"{RESULTS}/reasons",
        f"{RESULTS}/reasons.csv",
        f"{RESULTS}/questions",
        f"{RESULTS}/questions/first_why",
        f"{RESULTS}/questions/first_why.csv",
        f"{RESULTS}/questions/first_why~themes/by?by=channel",
        f"{RESULTS}/codebook.csv",
        "/staff/evidence",
    ]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SUPERVISOR, Role.CLERK])
def test_no_planted_detail_comes_out(
    client: PageClient, database: Database, planted: int, tmp_path: Path, role: Role
) -> None:
    book = codebook(database, colleague(database, Role.ANALYST, name="maker").id, "Noise")
    coded(database, book, planted, "Noise", by=book_maker(database))
    sign_in(client, colleague(database, role))
    found = dict(outlets(client, database, planted, tmp_path))
    leaks = [(name, kind) for name, said in found.items() for kind, words in PLANTED.items() if words in said]
    assert leaks == []
    assert "[telephone number]" in found["command csv"], "the text itself is there"


def book_maker(database: Database) -> str:
    from survey.accounts import actions as accounts

    with database.reading() as tx:
        return accounts.find_by_email(tx, "maker@example.org").id


def test_a_supervisor_reads_the_queue_without_details(
    client: PageClient, database: Database, planted: int
) -> None:
    sign_in(client, colleague(database, Role.SUPERVISOR))
    client.get("/staff/desk/reading")
    said = client.submit().html
    assert "The noise is bad" in said
    assert [kind for kind, words in PLANTED.items() if words in said] == []


def test_a_quotation_without_clearance_leaves_by_no_outlet(
    client: PageClient, database: Database, planted: int, tmp_path: Path
) -> None:
    analyst = colleague(database, Role.ANALYST)
    book = codebook(database, analyst.id, "Noise")
    coded(database, book, planted, "Noise", by=analyst.id)
    with database.transaction() as tx:
        put = quotations.put_forward(tx, planted, QUOTE, place="borough", counts={}, by=analyst.id, now=NOW)
    sign_in(client, analyst)
    marked = f"‘{QUOTE}’"
    allowed = {"/staff/coding/quotations"}  # where it is judged
    found = dict(outlets(client, database, planted, tmp_path))
    assert [name for name, said in found.items() if marked in said and name not in allowed] == []
    assert QUOTE not in found["/staff/coding/quotations.csv"]
    assert QUOTE not in found[f"{RESULTS}/reasons.csv"]
    assert "Versions of the questionnaire" in found[f"{RESULTS}/reasons.csv"], "what the figures rest on"
    with database.transaction() as tx:
        quotations.clear(tx, put.id, analyst.id, NOW)
    found = dict(outlets(client, database, planted, tmp_path))
    assert QUOTE in found["/staff/coding/quotations.csv"]


def test_a_cleared_quotation_of_a_text_redacted_since_leaves_no_more(
    client: PageClient, database: Database, planted: int, tmp_path: Path
) -> None:
    from survey.themes.redaction import actions as redaction

    analyst = colleague(database, Role.ANALYST)
    codebook(database, analyst.id, "Noise")
    with database.transaction() as tx:
        put = quotations.put_forward(tx, planted, QUOTE, place="borough", counts={}, by=analyst.id, now=NOW)
        quotations.clear(tx, put.id, analyst.id, NOW)
        redaction.redact(tx, planted, "noise", analyst.id, NOW)
    sign_in(client, analyst)
    found = dict(outlets(client, database, planted, tmp_path))
    quoting = (
        "/staff/coding/quotations",
        "/staff/coding/quotations.csv",
        f"{RESULTS}/reasons",
        f"{RESULTS}/reasons.csv",
    )
    assert [name for name in quoting if QUOTE in found[name]] == []


def test_words_that_are_masked_can_not_be_quoted(database: Database, planted: int) -> None:
    analyst = colleague(database, Role.ANALYST)
    with database.transaction() as tx, pytest.raises(quotations.QuotationRefused, match="not_in_text"):
        quotations.put_forward(
            tx, planted, "Ring 07700 900321", place="borough", counts={}, by=analyst.id, now=NOW
        )


def test_whose_words_they_are_is_said_no_closer_than_ten_share(database: Database, planted: int) -> None:
    analyst = colleague(database, Role.ANALYST)
    with database.transaction() as tx:
        near = quotations.put_forward(
            tx, planted, QUOTE, place="borough", counts={(KINGSTON, ""): 9}, by=analyst.id, now=NOW
        )
        far = quotations.put_forward(
            tx, planted, QUOTE, place="borough", counts={(KINGSTON, ""): 10}, by=analyst.id, now=NOW
        )
    assert (near.who.area, far.who.area) == ("", KINGSTON)
