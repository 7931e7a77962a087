"""The supervisor's board and the referrals on it."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.fieldwork.calls import actions as calls
from survey.fieldwork.referrals import actions
from survey.questionnaire.definition import Channel
from survey.questionnaire.version import Version
from survey.responses import actions as responses
from survey.web.request import state_of
from tests.builders import TINY, open_round, version_from
from tests.pages import PageClient
from tests.staff import colleague, sign_in, signed_in

SECRETS = ["for tests alone"]
ABOUT = "The caller talks of ending it"


@pytest.fixture
def version(app: Flask) -> Version:
    """A tiny questionnaire, in an open round."""
    open_round(state_of(app).database, TINY)
    return version_from(TINY)


@pytest.fixture
def supervisor(app: Flask, client: PageClient, version: Version) -> PageClient:
    """The client of a supervisor who is signed in."""
    return signed_in(client, state_of(app).database, Role.SUPERVISOR)


def raised(app: Flask, kind: str = "at_risk", now: datetime | None = None) -> str:
    details = {"about": ABOUT, "number": "020 7946 0123", "urgency": "now"}
    with state_of(app).database.transaction() as tx:
        return actions.refer(
            tx, kind=kind, details=details, clerk="nobody", secrets=SECRETS, now=now or datetime.now(UTC)
        )


def call_of(app: Flask, clerk: User, version: Version, *, completed: bool = True) -> calls.Call:
    database, now = state_of(app).database, datetime.now(UTC)
    with database.transaction() as tx:
        call, response, _ = calls.begin(
            tx,
            version,
            "2026",
            clerk=clerk.id,
            language="en",
            secret=SECRETS[0],
            now=now - timedelta(minutes=9),
        )
        kept = responses.save(
            tx, response, {"borough": "E09000021", "met": "no"}, now, paradata={"page": "where"}
        )
        assert kept is not None
        if completed:
            calls.submit(tx, call, kept, version, now)
    return call


def test_an_empty_board_says_so(supervisor: PageClient) -> None:
    page = supervisor.get("/staff/desk/board")
    for words in ("No referral is open", "Nobody is on the line", "No call has ended today"):
        assert words in page.text


def test_the_board_shows_who_is_on_the_line_and_where(
    app: Flask, supervisor: PageClient, version: Version
) -> None:
    call_of(app, colleague(state_of(app).database, Role.CLERK, name="first.clerk"), version, completed=False)
    page = supervisor.get("/staff/desk/board")
    assert "first.clerk" in page.text
    assert "All of it" in page.text


def test_the_board_shows_no_answers(app: Flask, supervisor: PageClient, version: Version) -> None:
    call_of(app, colleague(state_of(app).database, Role.CLERK), version, completed=False)
    assert "Kingston" not in supervisor.get("/staff/desk/board").html


def test_the_board_counts_what_each_clerk_completed(
    app: Flask, supervisor: PageClient, version: Version
) -> None:
    clerk = colleague(state_of(app).database, Role.CLERK, name="first.clerk")
    call_of(app, clerk, version)
    call_of(app, clerk, version)
    (table,) = [one for one in supervisor.get("/staff/desk/board").all("table") if "by hour" in _words(one)]
    assert "Together 2 2" in _words(table)
    assert "9.0" in _words(table)


def _words(element: object) -> str:
    return " ".join(" ".join(element.itertext()).split())  # type: ignore[attr-defined]  # an element of any parser


def test_the_changing_part_comes_alone(supervisor: PageClient, version: Version) -> None:
    html = supervisor.client.get("/staff/desk/board/now").get_data(as_text=True)
    assert "On the line" in html
    assert "<html" not in html


def test_the_board_is_loud_about_people_at_risk(app: Flask, supervisor: PageClient) -> None:
    raised(app)
    page = supervisor.get("/staff/desk/board")
    assert "Somebody may be at risk: 1 referral that nobody has taken on" in page.text


def test_a_referral_shows_nothing_of_itself_before_it_is_taken_on(app: Flask, supervisor: PageClient) -> None:
    referral = raised(app)
    assert ABOUT not in supervisor.get("/staff/desk/referrals").html
    assert ABOUT not in supervisor.get(f"/staff/desk/referrals/{referral}").html


def test_taking_it_on_shows_what_was_written(app: Flask, supervisor: PageClient) -> None:
    supervisor.get(f"/staff/desk/referrals/{raised(app)}")
    page = supervisor.submit()
    assert ABOUT in page.text
    assert "020 7946 0123" in page.text


def test_what_was_done_is_asked_for(app: Flask, supervisor: PageClient) -> None:
    supervisor.get(f"/staff/desk/referrals/{raised(app)}")
    supervisor.submit()
    assert "Choose what was done" in supervisor.submit().text


def test_seeing_to_it_erases_the_details(app: Flask, supervisor: PageClient) -> None:
    referral = raised(app)
    supervisor.get(f"/staff/desk/referrals/{referral}")
    supervisor.submit()
    page = supervisor.submit({"done": "emergency_services", "note": "Rang 999"})
    assert "The details are gone" in page.text
    assert "Rang 999" in page.text
    assert ABOUT not in supervisor.get(f"/staff/desk/referrals/{referral}").html


def test_a_colleague_who_was_quicker_is_named(app: Flask, supervisor: PageClient) -> None:
    database = state_of(app).database
    referral = raised(app)
    supervisor.get(f"/staff/desk/referrals/{referral}")
    other = colleague(database, Role.SUPERVISOR, name="another.supervisor")
    with database.transaction() as tx:
        actions.accept(tx, actions.find(tx, referral, SECRETS), other.id, datetime.now(UTC))
    page = supervisor.submit()
    assert "A colleague was quicker" in page.text
    assert "another.supervisor" in page.text
    assert ABOUT not in page.text


def test_the_list_names_who_has_each(app: Flask, supervisor: PageClient) -> None:
    supervisor.get(f"/staff/desk/referrals/{raised(app)}")
    supervisor.submit()
    assert "supervisor" in _words(supervisor.get("/staff/desk/referrals").all("tbody")[0])


def test_a_referral_that_nobody_knows_is_not_found(supervisor: PageClient) -> None:
    assert supervisor.client.get("/staff/desk/referrals/unknown").status_code == 404


def test_a_supervisor_can_make_one(supervisor: PageClient) -> None:
    supervisor.get("/staff/desk/referrals/new")
    page = supervisor.submit({"kind": "complaint", "about": "A complaint by letter"})
    assert "It is on the supervisors’ board" in page.text
    assert "Complaint about the police" in page.text


def test_one_without_words_is_not_taken(supervisor: PageClient) -> None:
    supervisor.get("/staff/desk/referrals/new")
    assert "Say what it is about" in supervisor.submit({"kind": "complaint"}).text


@pytest.mark.parametrize("address", ["board", "board/now", "referrals", "flags", "correcting"])
def test_clerks_see_nothing_of_their_colleagues(app: Flask, client: PageClient, address: str) -> None:
    signed_in(client, state_of(app).database, Role.CLERK)
    assert client.client.get(f"/staff/desk/{address}").status_code == 403


def test_an_analyst_who_reads_can_make_a_referral_but_sees_none(app: Flask, client: PageClient) -> None:
    open_round(state_of(app).database, TINY)
    sign_in(client, colleague(state_of(app).database, Role.ANALYST))
    assert client.get("/staff/desk/referrals/new").status == 200
    assert client.client.get("/staff/desk/referrals").status_code == 403


def test_the_channel_of_a_call_is_the_telephone(app: Flask, version: Version) -> None:
    call = call_of(app, colleague(state_of(app).database, Role.CLERK), version)
    with state_of(app).database.reading() as tx:
        response = responses.find(tx, call.response or "")
    assert response is not None
    assert response.channel is Channel.TELEPHONE
