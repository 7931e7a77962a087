"""Answers given before a call stay hidden from the clerk until the caller gives leave; nothing is lost meanwhile."""

import pytest

from survey.accounts import actions as accounts
from survey.accounts.roles import Role
from survey.db.session import Database
from survey.questionnaire.definition import Channel
from tests.builders import begun, open_round, version_from
from tests.pages import PageClient
from tests.staff import signed_in
from tests.web.desk.clerk import base, form_to, held, keyed, last, listed, response_in, resumed

PIPED = """
family: residents
title: Have your say
languages: [en]
sections:
  - key: all
    title: All of it
    pages:
      - key: where
        title: Where you live
        questions:
          - {key: borough, kind: area, text: Which borough do you live in?, required: true}
          - {key: worry, kind: short_text, text: What worries you?, max_length: 20}
      - key: why
        title: Why
        show_if: {answered: worry}
        questions:
          - {key: reason, kind: long_text, text: "You said: [[worry]]. Why?"}
          - {key: sure, kind: yes_no, text: Are you sure?}
          - key: safe
            kind: grid
            text: How safe do you feel?
            rows: [{key: day, text: By day}, {key: night, text: By night}]
            scale: [{key: safe, text: Safe}, {key: unsafe, text: Unsafe}]
"""
SAFE = {"day": "safe", "night": "unsafe"}
EARLIER = {"borough": "E09000021", "worry": "Stolen bikes", "reason": "Mine was", "safe": SAFE}


@pytest.fixture
def clerk(client: PageClient, sqlite_database: Database) -> PageClient:
    """A clerk with a caller who began on the web; nothing has been said yet."""
    open_round(sqlite_database, PIPED)
    signed_in(client, sqlite_database, Role.CLERK)
    response, code = begun(sqlite_database, version_from(PIPED))
    held(sqlite_database, response, EARLIER)
    resumed(client, code)
    return client


def pages(clerk: PageClient, database: Database) -> str:
    """All that the clerk can open, as one text."""
    return "".join(
        clerk.get(base(database) + page).html
        for page in ("", "/pages/where", "/pages/why", "/check", "/cut-off", "/help/at_risk")
    )


def test_no_page_shows_an_earlier_answer_without_leave(clerk: PageClient, sqlite_database: Database) -> None:
    clerk.submit()
    seen = pages(clerk, sqlite_database)
    assert "Stolen bikes" not in seen
    assert "Mine was" not in seen
    assert 'value="E09000021" selected' not in seen


def test_the_clerk_sees_how_far_the_caller_came(clerk: PageClient, sqlite_database: Database) -> None:
    page = clerk.submit()
    assert listed(page) == {
        "borough": "answered",
        "worry": "answered",
        "reason": "answered",
        "sure": "open",
        "safe": "answered",
    }
    assert "Answered before this call" in clerk.get(f"{base(sqlite_database)}/check").text


def test_wordings_that_would_say_an_earlier_answer_leave_a_gap(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    assert "You said: …. Why?" in clerk.get(f"{base(sqlite_database)}/pages/why").text


def test_pages_that_are_gone_through_take_no_hidden_answer_away(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    clerk.submit()
    clerk.submit({"sure": "yes"})
    assert response_in(sqlite_database).answers == {**EARLIER, "sure": "yes"}


def test_a_page_that_comes_back_with_an_error_shows_no_hidden_answer(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    page = clerk.submit({"worry": "Stones, sticks and broken glass"})
    assert page.errors
    assert 'value="E09000021" selected' not in page.html
    assert response_in(sqlite_database).answers == EARLIER


def test_leave_is_recorded_with_clerk_and_time_and_opens_the_answers(
    clerk: PageClient, sqlite_database: Database
) -> None:
    assert clerk.page is not None
    page = clerk.submit_form(form_to(clerk.page, "/leave"), {})
    assert "let you see the earlier answers" in page.text
    call = last(sqlite_database).call
    assert call.leave_given_at is not None
    with sqlite_database.reading() as tx:
        trail = accounts.audit_listing(tx, accounts.Filter(subject="call", subject_id=call.id), 1).entries
    assert (trail[0].tag, trail[0].actor) == ("staff:call:leave_given", call.clerk)
    clerk.submit()
    seen = pages(clerk, sqlite_database)
    assert "Stolen bikes" in seen
    assert "Mine was" in seen


def test_leave_can_be_given_in_the_middle_of_the_questions(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    page = clerk.submit(press=("go", "leave"))
    assert (page.heading, "Stolen bikes" in page.html) == ("Where you live", True)


def test_what_is_keyed_anew_is_hidden_no_longer(clerk: PageClient, sqlite_database: Database) -> None:
    clerk.submit()
    keyed(clerk, f"{base(sqlite_database)}/questions/worry", {"worry": "Noise"}, 1)
    page = clerk.get(f"{base(sqlite_database)}/pages/where")
    assert "Noise" in page.html
    assert last(sqlite_database).call.earlier == ("borough", "reason", "safe")


def test_a_row_keyed_anew_takes_no_hidden_row_away_and_shows_none(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    keyed(clerk, f"{base(sqlite_database)}/questions/safe", {"safe.day": "unsafe"}, 1)
    assert response_in(sqlite_database).answers["safe"] == {"day": "unsafe", "night": "unsafe"}
    page = clerk.get(f"{base(sqlite_database)}/pages/why")
    assert [box for box in page.all("input", type="radio") if box.get("checked") is not None] == []
    clerk.submit({"safe.day": "safe", "sure": "no"})
    assert response_in(sqlite_database).answers["safe"] == SAFE
    keyed(clerk, f"{base(sqlite_database)}/questions/safe", {"safe.day": "safe", "safe.night": "safe"}, 9)
    assert "safe" not in last(sqlite_database).call.hidden


def test_what_the_caller_says_in_this_call_is_never_hidden(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    clerk.submit()
    clerk.submit({"sure": "yes"})
    assert "Are you sure? Yes" in clerk.get(f"{base(sqlite_database)}/check").text


def test_a_new_call_hides_nothing(client: PageClient, sqlite_database: Database) -> None:
    open_round(sqlite_database, PIPED)
    signed_in(client, sqlite_database, Role.CLERK)
    client.get("/staff/desk")
    client.submit(press=("family", "residents"))
    client.submit()
    client.submit({"borough": "E09000021", "worry": "Stolen bikes"})
    assert "Stolen bikes" in client.get(f"{base(sqlite_database)}/check").text


def test_a_caller_who_is_still_there_after_a_cut_off_is_not_asked_again(
    clerk: PageClient, sqlite_database: Database
) -> None:
    clerk.submit()
    clerk.submit()
    clerk.submit({"sure": "yes"})
    clerk.get(f"{base(sqlite_database)}/cut-off")
    page = clerk.submit(press=("agreed", "no"))
    clerk.submit_form(form_to(page, "/again"), {})
    assert last(sqlite_database).call.hidden == {"borough", "worry", "reason", "safe"}


@pytest.mark.parametrize("channel", [Channel.PAPER, Channel.TELEPHONE])
def test_a_code_from_any_channel_goes_on_at_the_desk(
    client: PageClient, sqlite_database: Database, channel: Channel
) -> None:
    open_round(sqlite_database, PIPED)
    signed_in(client, sqlite_database, Role.CLERK)
    response, code = begun(sqlite_database, version_from(PIPED), channel=channel)
    held(sqlite_database, response, EARLIER)
    resumed(client, code)
    client.submit()
    client.submit()
    client.submit()
    assert client.submit().reference
    assert response_in(sqlite_database).paradata.get("modes", []) == (
        [] if channel is Channel.TELEPHONE else ["paper", "telephone"]
    )
