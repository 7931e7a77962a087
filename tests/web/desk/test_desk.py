"""The telephone desk without scripts: a call from the first word to the last, cut off, and taken up again."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from survey.accounts.roles import Role
from survey.consultations import actions as consultations
from survey.db.session import Database, Transaction
from survey.fieldwork.calls import actions
from survey.fieldwork.calls.call import Outcome
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.response import Response
from tests.builders import TINY, begun, open_round, version_from
from tests.pages import Page, PageClient
from tests.staff import signed_in

CUT = ("go", "cut")
RANKED = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: what
        title: What matters
        questions:
          - key: first
            kind: ranking
            text: What matters most?
            limit: 2
            choices: [{key: a, text: Burglary}, {key: b, text: Robbery}, {key: c, text: Fraud}]
"""
BUSINESSES = TINY.replace("family: residents", "family: businesses")


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk who is signed in, while a consultation runs."""
    open_round(sqlite_database, TINY, BUSINESSES)
    signed_in(client, sqlite_database, Role.CLERK)
    client.get("/staff/desk")
    return client


def called(clerk: PageClient, family: str = "residents") -> Page:
    """Begins a call; returns the script."""
    clerk.get("/staff/desk")
    return clerk.submit(press=("family", family))


def asked(clerk: PageClient) -> Page:
    """Begins a call and reads the privacy line; returns the first page of questions."""
    called(clerk)
    return clerk.submit()


def cut_off(clerk: PageClient, changes: dict[str, str], agreed: str = "no") -> Page:
    """Keys some answers and records that the call was cut off."""
    clerk.submit(changes, press=CUT)
    return clerk.submit(press=("agreed", agreed))


def sent(clerk: PageClient) -> Page:
    """Takes a whole call; returns what is read back."""
    asked(clerk)
    clerk.submit({"borough": "E09000021", "met": "no"})
    return clerk.submit()


def only_call(database: Database) -> actions.Taken:
    with database.reading() as tx:
        clerk = tx.connection.execute(text("SELECT clerk FROM calls")).scalars().first()
        return actions.calls_of(tx, str(clerk), datetime.now(UTC) - timedelta(hours=1))[0]


def response_in(database: Database) -> Response:
    response = only_call(database).response
    assert response is not None
    return response


def code_on(page: Page) -> str:
    """The return code as it is read out."""
    groups = [
        "".join(part.itertext()).strip()
        for part in page.root.iter("span")
        if part.get("class") == "hys-spelt__symbols"
    ]
    return "-".join(groups[-4:])


def test_the_desk_offers_the_questionnaires_of_the_round(clerk: PageClient) -> None:
    buttons = [button.get("value") for button in clerk.get("/staff/desk").all("button", name="family")]
    assert buttons == ["residents", "businesses"]


def test_an_analyst_does_not_sit_at_the_desk(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ANALYST)
    assert client.get("/staff/desk").status == 403


def test_a_supervisor_may_take_a_call(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database, TINY)
    signed_in(client, sqlite_database, Role.SUPERVISOR)
    assert called(client).heading == "Before the questions"


def test_the_questions_wait_until_the_privacy_line_was_read(
    clerk: PageClient, sqlite_database: Database
) -> None:
    called(clerk)
    address = f"/staff/desk/calls/{only_call(sqlite_database).call.id}"
    for page in ("/pages/where", "/check"):
        assert clerk.get(address + page).heading == "Before the questions"


def test_reading_the_privacy_line_is_kept_with_its_time(clerk: PageClient, sqlite_database: Database) -> None:
    before = datetime.now(UTC)
    asked(clerk)
    read_at = only_call(sqlite_database).call.privacy_read_at
    assert read_at is not None
    assert before <= read_at <= datetime.now(UTC)


def test_a_whole_call_is_kept_with_its_channel_clerk_and_outcome(
    clerk: PageClient, sqlite_database: Database
) -> None:
    page = sent(clerk)
    taken = only_call(sqlite_database)
    response = response_in(sqlite_database)
    assert page.reference == reference.shown(response.reference)
    assert (response.channel, response.is_sent) == (Channel.TELEPHONE, True)
    assert response.answers == {"borough": "E09000021", "met": "no"}
    assert taken.call.outcome is Outcome.COMPLETE


def test_the_codes_are_spelt_for_the_caller(clerk: PageClient) -> None:
    page = sent(clerk)
    symbols = code_on(page).replace("-", "")
    assert len(symbols) == 17
    if "F" in symbols:
        assert "Foxtrot" in page.text


def test_the_return_code_stands_in_no_address(clerk: PageClient) -> None:
    page = sent(clerk)
    code = code_on(page)
    addresses = [address for _, address in page.links()] + [
        form.get("action") or "" for form in page.all("form")
    ]
    assert not any(
        code in address or code.replace("-", "") in address for address in [*addresses, clerk.path]
    )


def test_the_return_code_is_gone_with_the_next_call(clerk: PageClient, sqlite_database: Database) -> None:
    code = code_on(sent(clerk))
    clerk.submit()
    again = clerk.get(f"/staff/desk/calls/{only_call(sqlite_database).call.id}/read-back")
    assert code not in again.html
    assert "not at hand any more" in again.text


def test_the_code_that_is_read_back_opens_the_response(
    clerk: PageClient, app: Flask, sqlite_database: Database
) -> None:
    code = code_on(sent(clerk))
    respondent = PageClient(app)
    respondent.get("/return")
    assert respondent.submit({"code": code}).heading == "Your answers are with us"


def test_the_list_shows_todays_calls_with_reference_and_state(
    clerk: PageClient, sqlite_database: Database
) -> None:
    shown = sent(clerk).reference or ""
    clerk.submit()
    asked(clerk)
    page = clerk.get("/staff/desk")
    rows = [" ".join("".join(row.itertext()).split()) for row in page.all("tr")[1:]]
    assert "Open: go on" in rows[0]
    assert shown in rows[1]
    assert "Sent" in rows[1]
    assert rows[1].endswith("1.1")


def test_a_call_that_is_cut_off_keeps_what_the_page_holds(
    clerk: PageClient, sqlite_database: Database
) -> None:
    asked(clerk)
    page = cut_off(clerk, {"borough": "E09000021"})
    taken = only_call(sqlite_database)
    assert page.heading == "The call was cut off"
    assert taken.call.outcome is Outcome.BROKEN_OFF
    assert response_in(sqlite_database).answers == {"borough": "E09000021"}
    assert response_in(sqlite_database).is_open


def test_the_code_is_shown_to_a_caller_who_is_cut_off_and_opens_the_draft_at_the_desk(
    clerk: PageClient, sqlite_database: Database
) -> None:
    asked(clerk)
    code = code_on(cut_off(clerk, {"borough": "E09000021"}))
    page = clerk.submit()
    assert code not in page.html
    clerk.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": code})
    page = clerk.submit()
    assert page.heading == "Where you live"
    clerk.submit({"met": "no"})
    assert clerk.submit().reference == reference.shown(response_in(sqlite_database).reference)


def test_a_draft_of_the_desk_goes_on_on_the_web_and_stays_of_the_telephone(
    clerk: PageClient, app: Flask, sqlite_database: Database
) -> None:
    asked(clerk)
    code = code_on(cut_off(clerk, {"borough": "E09000021"}))
    respondent = PageClient(app)
    respondent.get("/return")
    assert respondent.submit({"code": code}).heading == "Where you live"
    respondent.submit({"met": "no"})
    assert respondent.submit().heading == "Your answers are with us"
    response = response_in(sqlite_database)
    assert (response.channel, response.paradata["modes"]) == (Channel.TELEPHONE, ["telephone", "web"])


def test_a_draft_of_the_web_goes_on_at_the_desk_where_it_stopped(
    clerk: PageClient, sqlite_database: Database
) -> None:
    response, code = begun(sqlite_database, version_from(TINY))
    with sqlite_database.transaction() as tx:
        held = {"borough": "E09000001", "met": "yes"}
        responses.save(tx, response, held, datetime.now(UTC), paradata={"page": "how"})
    page = clerk.get("/staff/desk")
    clerk.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": code.shown.lower()})
    assert clerk.submit().heading == "How it went"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type the return code"),
        ("2345", "has 17 signs and this has 4"),
        ("2345-OOPS", "never holds O S"),
        ("2345-6789-CDFG-HJKMN", "wrong"),
    ],
)
def test_a_slip_in_a_code_is_told(clerk: PageClient, typed: str, words: str) -> None:
    page = clerk.get("/staff/desk")
    page = clerk.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": typed})
    assert words in page.errors[0]
    assert page.title.startswith("Error:")


def test_answers_that_were_sent_are_not_opened_again(clerk: PageClient) -> None:
    code = code_on(sent(clerk))
    page = clerk.submit()
    page = clerk.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": code})
    assert "were sent" in page.errors[0]


def test_a_missing_answer_is_told_and_the_rest_is_kept(clerk: PageClient, sqlite_database: Database) -> None:
    asked(clerk)
    page = clerk.submit({"met": "yes"})
    assert page.errors
    assert response_in(sqlite_database).answers == {"met": "yes"}


def test_a_change_before_sending_asks_what_it_opens_and_comes_back(clerk: PageClient) -> None:
    asked(clerk)
    page = clerk.submit({"borough": "E09000021", "met": "no"})
    change = next(address for words, address in page.links() if words.startswith("Change Have you met"))
    clerk.get(change)
    assert clerk.submit({"met": "yes"}).heading == "How it went"


def test_a_call_of_a_colleague_is_not_shown(clerk: PageClient, app: Flask, sqlite_database: Database) -> None:
    asked(clerk)
    address = f"/staff/desk/calls/{only_call(sqlite_database).call.id}"
    colleague = PageClient(app)
    signed_in(colleague, sqlite_database, Role.SUPERVISOR)
    for page in ("", "/pages/where", "/check", "/read-back", "/ended"):
        assert colleague.get(address + page).status == 404


def test_a_call_that_ended_takes_no_more_answers(clerk: PageClient, sqlite_database: Database) -> None:
    page = asked(clerk)
    form, address = page.main_form, clerk.address
    assert form is not None
    cut_off(clerk, {"borough": "E09000021"})
    clerk.address = address
    page = clerk.submit_form(form, {"borough": "E09000001"})
    assert page.heading == "The call was cut off"
    assert response_in(sqlite_database).answers == {"borough": "E09000021"}


def test_answers_sent_on_the_web_meanwhile_end_the_call(clerk: PageClient, sqlite_database: Database) -> None:
    asked(clerk)
    address = clerk.path
    response, version = response_in(sqlite_database), version_from(TINY)
    with sqlite_database.transaction() as tx:
        saved = responses.save(tx, response, {"borough": "E09000021"}, datetime.now(UTC))
        assert saved is not None
        responses.submit(tx, saved, version, datetime.now(UTC))
    assert "sent these answers on the web" in clerk.get(address).text
    assert clerk.submit().reference == reference.shown(response.reference)
    assert only_call(sqlite_database).call.outcome is Outcome.COMPLETE


def test_somebody_who_does_not_want_to_begin_is_recorded(
    clerk: PageClient, sqlite_database: Database
) -> None:
    page = called(clerk)
    form = next(form for form in page.all("form") if (form.get("action") or "").endswith("/refused"))
    assert clerk.submit_form(form, {}).heading == "Telephone desk"
    assert only_call(sqlite_database).call.outcome is Outcome.REFUSED


def test_a_closed_consultation_takes_no_new_calls(clerk: PageClient, sqlite_database: Database) -> None:
    page = clerk.get("/staff/desk")
    form = page.main_form
    assert form is not None
    with sqlite_database.transaction() as tx:
        consultations.close(tx, "2026", None, datetime.now(UTC))
    page = clerk.submit_form(form, {}, press=("family", "residents"))
    assert "This consultation closed on" in page.text
    with sqlite_database.reading() as tx:
        assert tx.connection.execute(text("SELECT count(*) FROM calls")).scalar_one() == 0


def test_what_a_clerk_keys_is_on_disk_before_the_next_page_shows(
    clerk: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(clerk)
    kept: list[bool] = []
    opened = Database.transaction

    def spy(database: Database, *, durable: bool = True) -> AbstractContextManager[Transaction]:
        kept.append(durable)
        return opened(database, durable=durable)

    monkeypatch.setattr(Database, "transaction", spy)
    clerk.submit({"borough": "E09000021", "met": "no"})
    assert kept == [True]


def test_picks_that_wait_for_their_order_on_the_web_are_ranked_at_the_desk(
    client: PageClient, sqlite_database: Database
) -> None:
    open_round(sqlite_database, RANKED)
    signed_in(client, sqlite_database, Role.CLERK)
    response, code = begun(sqlite_database, version_from(RANKED))
    with sqlite_database.transaction() as tx:
        held = {"first": ["a", "b"], "first:placed": 0}
        responses.save(tx, response, held, datetime.now(UTC), paradata={"page": "what"})
    page = client.get("/staff/desk")
    client.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": code.shown})
    client.submit()
    client.submit({"first.1": "b", "first.2": "a"})
    assert client.submit().reference
    assert response_in(sqlite_database).answers == {"first": ["b", "a"]}


def test_the_page_of_one_clerk_is_not_kept_for_another(
    clerk: PageClient, app: Flask, sqlite_database: Database
) -> None:
    first = asked(clerk).all("input", name="csrf_token")[0].get("value")
    colleague = PageClient(app)
    signed_in(colleague, sqlite_database, Role.SUPERVISOR)
    page = asked(colleague)
    assert page.all("input", name="csrf_token")[0].get("value") != first


def test_an_address_is_kept_apart_from_answers_and_call(clerk: PageClient, sqlite_database: Database) -> None:
    offered = TINY.replace(
        "sections:", "keep_informed: {text: Do you want to hear what came of it?}\nsections:", 1
    )
    open_round(sqlite_database, offered, key="2027", now=datetime.now(UTC) + timedelta(minutes=1))
    with sqlite_database.transaction() as tx:
        consultations.close(tx, "2026", None, datetime.now(UTC))
    page = sent(clerk)
    form = next(form for form in page.all("form") if (form.get("action") or "").endswith("/keep-informed"))
    page = clerk.submit_form(form, {"email": "resident@example.org"})
    assert "The address is kept" in page.text
    with sqlite_database.reading() as tx:
        for table in ("calls", "responses", "audit"):
            rows = tx.connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608  names of ours
            assert "resident@example.org" not in str(rows)
