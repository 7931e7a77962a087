"""The public journey, walked without scripts."""

from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from flask import Flask

from survey.consultations import actions as consultations
from survey.db.session import Database
from survey.responses.store import responses as table
from survey.web.request import state_of
from tests.builders import SECRET, TINY, open_round
from tests.journeys.walker import fill_in
from tests.pages import Page, PageClient


def database_of(app: Flask) -> Database:
    return state_of(app).database


def rows(app: Flask) -> list[Any]:
    with database_of(app).reading() as tx:
        return list(tx.connection.execute(table.select()).all())


def start(client: PageClient, address: str = "/haveyoursay") -> Page:
    client.get(address)
    return client.submit()


@pytest.fixture
def tiny(app: Flask, client: PageClient) -> PageClient:
    """A visitor to a round with one small questionnaire."""
    open_round(database_of(app), TINY)
    return client


@pytest.mark.parametrize("address", ["/haveyoursay", "/haveyoursay-businesses"])
@pytest.mark.parametrize("seed", range(4))
def test_a_client_that_knows_only_html_reaches_a_reference(
    app: Flask, client: PageClient, address: str, seed: int
) -> None:
    open_round(database_of(app))
    page = start(client, address)
    chance = Random(seed)
    for _ in range(60):
        if page.reference:
            break
        assert page.main_form is not None
        assert not page.errors, (client.path, page.errors)
        page = client.post(client.path, fill_in(page.main_form, chance))
    (row,) = rows(app)
    assert page.reference is not None
    assert page.reference.replace("-", "") == row.reference
    assert row.submitted_at is not None
    assert row.settled["pages"]


def test_the_front_page_does_not_offer_what_is_handed_out(app: Flask, client: PageClient) -> None:
    open_round(database_of(app))
    addresses = [address for _, address in client.get("/").links()]
    assert "/haveyoursay" in addresses
    assert not [address for address in addresses if "postcard" in address]


def test_only_what_is_required_must_be_answered(app: Flask, client: PageClient) -> None:
    open_round(database_of(app))
    page = start(client)
    seen = 0
    while not page.reference:
        names = {element.get("name") for element in page.main_form.iter()}  # type: ignore[union-attr]
        page = client.submit({"borough": "E09000021"} if "borough" in names else {})
        assert not page.errors, page.errors
        seen += 1
    assert seen < 15


def test_a_missing_borough_is_named_with_its_mend(tiny: PageClient) -> None:
    start(tiny)
    page = tiny.submit()
    assert page.errors == ["Choose an answer from the list: ‘Which borough do you live in’ needs one"]
    assert page.title.startswith("Error:")
    assert page.all("a", href="#borough")


def test_a_fault_elsewhere_on_the_page_loses_no_answer(tiny: PageClient) -> None:
    start(tiny)
    page = tiny.submit({"met": "yes"})
    assert page.errors
    (chosen,) = page.all("input", name="met", value="yes")
    assert chosen.get("checked") is not None


def test_routing_asks_what_follows_from_an_answer(tiny: PageClient) -> None:
    start(tiny)
    assert tiny.submit({"borough": "E09000021", "met": "yes"}).heading == "How it went"


def test_routing_leaves_out_what_does_not(tiny: PageClient) -> None:
    start(tiny)
    assert tiny.submit({"borough": "E09000021", "met": "no"}).heading == "Check your answers"


def test_an_answer_off_the_path_is_kept_until_sending_and_never_counts(app: Flask, tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "yes"})
    tiny.submit({"went": "Well"})
    tiny.get("/c/2026/residents/pages/where?from=check")
    tiny.submit({"met": "no"})
    assert rows(app)[0].answers["went"] == "Well"
    tiny.submit()
    (row,) = rows(app)
    assert row.answers == {"borough": "E09000021", "met": "no"}
    assert row.settled["off_path"] == {"went": "Well"}
    assert row.settled["not_asked"] == ["went"]


def test_a_change_on_the_way_to_sending_comes_back_to_the_check(tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "no"})
    tiny.get("/c/2026/residents/pages/where?from=check")
    page = tiny.submit({"borough": "E09000022"})
    assert page.heading == "Check your answers"
    assert "Lambeth" in page.text


def test_a_change_that_opens_a_page_asks_it_first(tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "no"})
    tiny.get("/c/2026/residents/pages/where?from=check")
    assert tiny.submit({"met": "yes"}).heading == "How it went"
    assert tiny.submit({"went": "Badly"}).heading == "Check your answers"


def test_sending_without_a_required_answer_leads_to_its_page(tiny: PageClient) -> None:
    start(tiny)
    tiny.get("/c/2026/residents/check")
    page = tiny.submit()
    assert page.heading == "Where you live"


def test_sending_twice_gives_one_response_and_the_same_reference(app: Flask, tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "no"})
    form = tiny.page.main_form  # type: ignore[union-attr]
    assert form is not None
    first = tiny.submit_form(form, {})
    again = tiny.post("/c/2026/residents/check", {"csrf_token": "whatever"})
    assert first.reference == again.reference
    assert len(rows(app)) == 1


def test_after_sending_the_questions_show_nothing(tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "no"})
    tiny.submit()
    page = tiny.get("/c/2026/residents/pages/where")
    assert page.heading == "Your answers were sent"
    assert "Kingston" not in page.html


def code_on(page: Page) -> str:
    (shown,) = [element for element in page.root.iter("p") if "hys-code" in (element.get("class") or "")]
    return "".join(shown.itertext()).strip()


def test_save_and_come_back_on_another_device(app: Flask, tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "yes"})
    saved = tiny.submit({"went": "Half a sentence"}, press=("go", "later"))
    assert saved.heading == "Your answers are saved"
    other = PageClient(app)
    other.get("/return")
    other.submit({"code": code_on(saved).lower().replace("-", " ")})
    assert other.path.endswith("/pages/how")
    page = other.get("/c/2026/residents/pages/how")
    assert page.all("textarea")[0].text.strip() == "Half a sentence"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Write your return code"), ("ABCD", "never holds A B"), ("2222", "has 17 signs and this has 4")],
)
def test_a_mistyped_code_is_told_how(tiny: PageClient, typed: str, words: str) -> None:
    tiny.get("/return")
    assert words in tiny.submit({"code": typed}).errors[0]


def test_the_reference_opens_nothing(app: Flask, tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "no"})
    reference = tiny.submit().reference
    assert reference
    other = PageClient(app)
    other.get("/return")
    assert other.submit({"code": reference}).errors
    for address in (f"/c/2026/residents/{reference}", f"/return/{reference}"):
        assert other.get(address).status == 404


def test_a_browser_that_lost_its_cookie_loses_no_words(app: Flask, tiny: PageClient) -> None:
    start(tiny)
    page = tiny.submit({"borough": "E09000021", "met": "yes"})
    code = code_on(page)
    tiny.client.delete_cookie("answering_residents", path="/c/2026/residents")
    lost = tiny.submit({"went": "What I wrote just now"})
    assert lost.heading == "Your return code is needed"
    back = tiny.submit({"code": code})
    assert back.heading == "Check your answers"
    assert "What I wrote just now" in back.text


def test_a_lost_token_keeps_the_answers_and_asks_to_press_again(tiny: PageClient) -> None:
    start(tiny)
    page = tiny.submit({"borough": "E09000021", "met": "no", "csrf_token": "stale"})
    assert page.status == 400
    assert "Press the button once more" in page.text
    assert tiny.submit().heading == "Check your answers"


def test_a_new_version_published_half_way_loses_no_answer(app: Flask, tiny: PageClient) -> None:
    from datetime import UTC, datetime

    from survey.questionnaire.document import load_document

    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "yes"})
    source = TINY.replace("How did it go?", "How was it?")
    with database_of(app).transaction() as tx:
        consultations.publish(tx, "2026", load_document(source), source, None, datetime.now(UTC))
    page = tiny.get("/c/2026/residents/pages/how")
    assert "How did it go?" in page.text
    tiny.submit({"went": "Fine"})
    assert tiny.submit().reference


def test_a_program_that_fills_in_everything_starts_nothing(app: Flask, tiny: PageClient) -> None:
    tiny.get("/haveyoursay")
    page = tiny.submit({"website": "https://example.org"})
    assert page.status == 400
    assert rows(app) == []


def test_an_interrupted_person_is_offered_to_go_on_and_shown_nothing(app: Flask, tiny: PageClient) -> None:
    start(tiny)
    tiny.submit({"borough": "E09000021", "met": "no"})
    tiny.client.delete_cookie("answering_residents", path="/c/2026/residents")
    page = tiny.get("/haveyoursay")
    assert "Go on with a return code" in page.text
    assert "Kingston" not in page.html


def test_leaving_clears_the_browser(tiny: PageClient) -> None:
    start(tiny)
    saved = tiny.submit({"borough": "E09000021", "met": "no"}, press=("go", "later"))
    (form,) = [form for form in saved.all("form") if (form.get("action") or "").endswith("/leave")]
    tiny.submit_form(form, {})
    assert tiny.get("/c/2026/residents/pages/where").heading == "Your return code is needed"
    assert "Somebody began" not in tiny.get("/haveyoursay").text


def test_skip_the_rest_fills_refusals(app: Flask, client: PageClient) -> None:
    source = TINY.replace("title: Where you live", "title: Where you live\n        skippable: true").replace(
        ", required: true", ""
    )
    open_round(database_of(app), source)
    start(client)
    page = client.submit({"met": "no"}, press=("go", "skip"))
    assert page.heading == "Check your answers"
    assert rows(app)[0].answers == {"borough": {"absent": "prefer_not_to_say"}, "met": "no"}


def test_an_address_is_kept_apart_from_every_answer(app: Flask, client: PageClient) -> None:
    from survey.contacts.store import contacts

    open_round(database_of(app), TINY + "keep_informed: {text: Would you like to hear from us?}\n")
    start(client)
    client.submit({"borough": "E09000021", "met": "no"})
    sent = client.submit()
    (form,) = [form for form in sent.all("form") if (form.get("action") or "").endswith("/keep-informed")]
    assert client.submit_form(form, {"email": "not one"}).errors == [
        "Write an email address such as name@example.org"
    ]
    client.submit_form(form, {"email": "someone@example.org"})
    with database_of(app).reading() as tx:
        (kept,) = tx.connection.execute(contacts.select()).all()
    (row,) = rows(app)
    assert b"example.org" not in kept.sealed
    assert not {str(value) for value in kept} & {str(value) for value in row if value} - {"2026"}


def test_answers_never_reach_a_log(app: Flask, tiny: PageClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    start(tiny)
    page = tiny.submit({"borough": "E09000021", "met": "yes"})
    code = code_on(page)
    tiny.submit({"went": "A secret tale"})
    reference = tiny.submit().reference
    for told in ("A secret tale", "E09000021", code, code.replace("-", ""), str(reference)):
        assert told not in caplog.text


def test_no_page_of_a_journey_is_kept_by_the_browser(tiny: PageClient) -> None:
    start(tiny)
    assert tiny.response is not None
    assert tiny.response.headers["Cache-Control"] == "no-store"


def test_the_secret_of_the_tests_is_the_settings(app: Flask) -> None:
    assert state_of(app).settings.secret_key == SECRET


def test_facts_stand_folded_beside_the_question_on_priorities_alone(app: Flask, client: PageClient) -> None:
    with_facts = TINY.replace(
        "- {key: met, kind: yes_no, text: Have you met the police?}",
        "- {key: priorities, kind: ranking, text: What first?, limit: 2, "
        "choices: [{key: noise, text: Noise}, {key: drugs, text: Drugs}]}",
    )
    assert with_facts != TINY
    one = open_round(database_of(app), with_facts.replace('equals: {met: "yes"}', "answered: priorities"))
    told = replace(one.details, facts="51,985 burglaries <last year>.\n\nSource: the police.")
    with database_of(app).transaction() as tx:
        consultations.amend(tx, replace(one, details=told), None, datetime.now(UTC))
    page = start(client)
    assert "Some facts before you choose" in page.text
    assert "51,985 burglaries &lt;last year&gt;.</p>" in page.html
    page = client.submit({"borough": "E09000021", "priorities": ["noise"]})
    assert "Some facts" not in page.text
