"""Every address of the application is tried, pages and files: no planted detail comes out, nor an uncleared quotation.

A route that this does not reach stands in NOT_REACHED with the reason, so that a new one has to be thought of.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.contacts.personal import MASKS
from survey.db.session import Database, Transaction
from survey.exports import FORMATS
from survey.exports.actions import export
from survey.indicators.years import Year
from survey.priorities.planning import actions as planning
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses.actions import Given
from survey.themes.codebook.codebook import Codebook
from survey.themes.integrity import actions as integrity
from survey.themes.quotations import actions as quotations
from survey.themes.texts import actions as texts
from survey.web.request import state_of
from survey.web.results import rows
from tests.builders import SECRET, open_round, shipped
from tests.pages import PageClient
from tests.staff import colleague, sign_in
from tests.store.themes.written import codebook, coded, gather
from tests.web.coding.files import words_in
from tests.web.coding.test_outlets import PLANTED, RESULTS, TEXT
from tests.web.public.test_results import over
from tests.web.results.test_large_files import body_of, keep

KINGSTON = "E09000021"
REASONS = f"{RESULTS}/reasons.csv?round=2026"
MORE = {
    "account": "planted_person",
    "link": "planted.example.net",
    "crime_number": "00991/26",
    "insurance": "AB 12 34 56 C",
    "born": "3 March 1950",
}
PLANTED_ALL = {**PLANTED, **MORE}
QUOTE = "The humming of that transformer is bad."
SAID = (
    f"{TEXT} {QUOTE} On instagram: planted_person, see http://planted.example.net/me. Crime number 00991/26. "
    "AB 12 34 56 C. I was born on 3 March 1950."
)
WRITTEN = ("first_why", "first_what", "second_why", "best")

READ_HERE = {
    "coding.desk", "coding.search", "coding.details", "coding.one_text", "coding.text_of", "coding.quotes",
}  # fmt: skip
"""Where texts are read, coded and judged, masked: what stands here has not left the desk."""


@pytest.fixture
def database(app: Flask) -> Database:
    return state_of(app).database


def answer(database: Database, number: int) -> None:
    """Has people of Kingston write every kind of detail under every question that takes words."""
    now = datetime.now(UTC)
    version = shipped("residents")
    kinds = {one.key: one.kind for one in version.questionnaire.questions}
    words = {key: SAID for key in WRITTEN if kinds.get(key) in {"long_text", "short_text"}}
    answers: dict[str, Any] = {
        "borough": KINGSTON, "age": "age_25_34", "sex": "female", "priorities": ["burglary", "other"],
        "priorities:other": SAID, **words,
    }  # fmt: skip
    given = [
        Given("2026", Channel.WEB, "en", 0, answers, now - timedelta(minutes=5), now, {})
        for _ in range(number)
    ]
    with database.transaction() as tx:
        responses.submit_many(tx, version, given, secret=SECRET, chance=Random(1))
    gather(database)


def all_texts(tx: Transaction) -> list[Any]:
    return [row for one in responses.settled_since(tx, 0, "", 999) for row in texts.of_response(tx, one.id)]


@pytest.fixture
def book(client: PageClient, database: Database, monkeypatch: pytest.MonkeyPatch) -> Codebook:
    """A closed round of twelve who wrote details, coded, published, reported, gathered as evidence, kept as a file."""
    monkeypatch.setattr(rows, "MOST_STREAMED", 5)
    open_round(database)
    analyst = colleague(database, Role.ADMINISTRATOR, Role.ANALYST)
    answer(database, 12)
    book = codebook(database, analyst.id, "Noise")
    with database.reading() as tx:
        written = all_texts(tx)
    for row in written:
        if row.entry in book.entries:
            coded(database, book, row.id, "Noise", by=analyst.id)
    with database.transaction() as tx:
        planning.start(tx, "2026", Year(2027), Year(2025), analyst.id, datetime.now(UTC))
        for row in written[:20]:
            quotations.put_forward(
                tx, row.id, QUOTE, place="borough", counts={}, by=analyst.id, now=datetime.now(UTC)
            )
    over(database)
    integrity.look(database, "2026", "residents", analyst.id, datetime.now(UTC))
    sign_in(client, analyst)
    client.get("/staff/results/residents/publish?round=2026")
    client.submit()
    reported(client)
    return book


def reported(client: PageClient) -> None:
    """Makes an edition of the committee report."""
    client.get("/staff/priorities/2026/report")
    client.submit()


def kept(client: PageClient) -> dict[str, str]:
    """Keeps a table as evidence, gathers what speaks for candidates, and has a large file made; returns their names."""
    page = client.get(f"{RESULTS}/questions/first_why~themes?round=2026")
    form = next(one for one in page.all("form") if "/evidence" in (one.get("action") or ""))
    evidence = client.submit_form(form, {}) and client.path.rpartition("/")[2]
    page = client.get("/staff/priorities/2026")
    form = next(one for one in page.all("form") if "/gather" in (one.get("action") or ""))
    client.submit_form(form, {})
    keep(client, "?round=2026")
    return {"evidence_id": evidence, "job_id": client.path.rpartition("/")[2]}


def values(database: Database, book: Codebook) -> Mapping[str, str]:
    with database.reading() as tx:
        row = next(one for one in all_texts(tx) if one.entry == "first_why")
    return {
        "round_key": "2026", "key": "2026", "family": "residents", "question": "first_why", "column": "first_why",
        "codebook_id": book.id, "text_id": str(row.id), "entry": "first_why", "response_id": row.response,
        "edition": "1", "area": KINGSTON, "other": KINGSTON, "version": shipped("residents").hash,
    }  # fmt: skip


def addresses(rule: Rule, known: Mapping[str, str]) -> set[str]:
    """Returns the addresses of a route, in each form and for some questions; none where a part of it is not known."""
    found = set()
    for more in (
        {"form": "pdf"},
        {"form": "docx", "question": "priorities"},
        {"form": "html", "question": "why~themes~burglary"},
    ):
        its = {**known, **more}
        if set(rule.arguments) <= set(its):
            parts = {
                f"<{kind}{name}>": its[name] for name in rule.arguments for kind in ("", "int:", "path:")
            }
            address = rule.rule
            for place, value in parts.items():
                address = address.replace(place, value)
            found.add(f"{address}?round=2026&family=residents&find=noise&by=channel")
    return found


IN_HAND = "what somebody says or wrote on a form, to the member of staff who takes it down; tests/web/desk"
OF_STAFF = "words of staff and figures, none of answers"
MADE_FIRST = "there once something else was made that holds no text; its own tests look at it"

NOT_REACHED = {
    IN_HAND: """desk.call_summary desk.check desk.correct_page desk.cutting_off desk.ended desk.help_with desk.jump
        desk.not_asked desk.page desk.read_back desk.referral desk.script batches.count batches.differences
        batches.give_back batches.label batches.sheet batches.show batches.sign_off batches.take_out respond.order
        respond.page""",
    OF_STAFF: """account.set_password account.user events.edit events.end events.link events.print_poster events.show
        priorities.benchmark priorities.set_benchmark_aside priorities.extract priorities.series priorities.by_month
        priorities.results priorities.results_file priorities.targets priorities.decide priorities.drop_candidate
        priorities.letter priorities.letter_file rounds.informing_message rounds.language rounds.withdraw_language
        rounds.promise rounds.preview rounds.propose rounds.proposal coding.theme coding.split static""",
    MADE_FIRST: """jobs.ask_to_cancel kiosk.at_event kiosk.kiosk kiosk.pack public.confirming public.stopping
        public.summary public.earlier summaries.draft_pdf summaries.earlier_draft summaries.write results.beside
        results.beside_file results.rounds_file results.boroughs_file
        priorities.withdraw_ground""",
}
"""Why → the endpoints that are not tried here."""


def outlets(
    client: PageClient, app: Flask, known: Mapping[str, str], folder: Path
) -> dict[str, tuple[str, str]]:
    """Tries every address; returns address → (endpoint, all that it says)."""
    found = {}
    for rule in app.url_map.iter_rules():
        for address in addresses(rule, known) if "GET" in (rule.methods or ()) else ():
            sent = client.client.get(address, follow_redirects=True)
            if sent.status_code == 200:
                found[address] = (rule.endpoint, words_in(sent.get_data(), folder))
            sent.close()
    return found


def test_nothing_planted_comes_out_anywhere_and_a_quotation_only_once_it_is_cleared(
    client: PageClient, app: Flask, database: Database, book: Codebook, tmp_path: Path
) -> None:
    known = {**values(database, book), **kept(client)}
    job = words_in(body_of(client), tmp_path)
    found = {"the file of the job": ("jobs.file", job), **outlets(client, app, known, tmp_path)}
    leaks = [
        (at, kind) for at, (_, said) in found.items() for kind, words in PLANTED_ALL.items() if words in said
    ]
    assert leaks == []
    assert [at for at, (_, said) in found.items() if MASKS["telephone"] in said], (
        "the texts themselves are there"
    )
    assert {where for where, said in found.values() if f"‘{QUOTE}’" in said} <= {"coding.quotes"}
    holding = {where for where, said in found.values() if QUOTE in said}
    assert holding <= {*READ_HERE, "jobs.file"}, "a file of responses holds whole texts, masked"
    served = {one.endpoint for one in app.url_map.iter_rules() if "GET" in (one.methods or ())}
    excused = {one for its in NOT_REACHED.values() for one in its.split()}
    assert served - {where for where, _ in found.values()} <= excused, "a new outlet: try it, or say why not"
    with database.transaction() as tx:
        maker = accounts.find_by_email(tx, "administrator@example.org").id
        for one in quotations.waiting(tx, "2026"):
            quotations.clear(tx, one.id, maker, datetime.now(UTC))
    reported(client)
    for address in (
        *(f"/staff/priorities/2026/report/2{form}" for form in ("", ".pdf", ".docx")),
        REASONS,
    ):
        sent = client.client.get(address)
        assert QUOTE in " ".join(words_in(sent.get_data(), tmp_path).split()), address


@pytest.mark.parametrize("suffix", FORMATS)
def test_files_of_responses_hold_texts_masked(database: Database, tmp_path: Path, suffix: str) -> None:
    open_round(database)
    answer(database, 1)
    with database.reading() as tx:
        export(tx, "residents", "2026", suffix, tmp_path / "out")
    said = words_in((tmp_path / "out").read_bytes(), tmp_path)
    assert MASKS["telephone"] in said
    assert [kind for kind, words in PLANTED_ALL.items() if words in said] == []
