"""Answers put right with a reason: found by reference, changed page by page, the earlier ones kept in sight."""

import pytest
from flask import Flask

from survey.accounts import actions as accounts
from survey.accounts.audit import Filter
from survey.accounts.roles import Role
from survey.questionnaire.definition import Channel
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.response import Response
from survey.web.request import state_of
from tests.builders import TINY, begun, open_round, sent, version_from
from tests.pages import Page, PageClient
from tests.staff import signed_in

KINGSTON, CAMDEN = "E09000021", "E09000007"
ANSWERS = {"borough": KINGSTON, "met": "yes", "went": "They were quick"}


@pytest.fixture
def supervisor(app: Flask, client: PageClient) -> PageClient:
    """The client of a supervisor who is signed in, in an open round."""
    open_round(state_of(app).database, TINY)
    return signed_in(client, state_of(app).database, Role.SUPERVISOR)


@pytest.fixture
def response(app: Flask, supervisor: PageClient) -> Response:
    """A response that was sent by telephone."""
    return sent(state_of(app).database, version_from(TINY), ANSWERS, channel=Channel.TELEPHONE)


def opened(supervisor: PageClient, response: Response) -> Page:
    supervisor.get("/staff/desk/correcting")
    return supervisor.submit({"reference": reference.shown(response.reference).lower()})


def corrected(supervisor: PageClient, response: Response, page: str = "where", **changes: str) -> Page:
    opened(supervisor, response)
    supervisor.get(f"/staff/desk/correcting/{response.id}/pages/{page}")
    reason = {"@reason": changes.pop("reason", "misheard")}
    return supervisor.submit({**changes, **reason})


def stands(app: Flask, response: Response) -> Response:
    with state_of(app).database.reading() as tx:
        found = responses.find(tx, response.id)
    assert found is not None
    return found


def test_the_answers_stand_with_their_channel(supervisor: PageClient, response: Response) -> None:
    page = opened(supervisor, response)
    assert "They were quick" in page.text
    assert "Telephone" in page.text


def test_a_reference_that_nobody_has_is_said_to_be_none(supervisor: PageClient) -> None:
    supervisor.get("/staff/desk/correcting")
    assert "No response has this reference" in supervisor.submit({"reference": "2222-2222"}).text


def test_an_empty_reference_is_asked_for(supervisor: PageClient) -> None:
    supervisor.get("/staff/desk/correcting")
    assert "Type the reference" in supervisor.submit().text


def test_a_draft_is_left_to_its_giver(app: Flask, supervisor: PageClient) -> None:
    draft, _ = begun(state_of(app).database, version_from(TINY), seed=5)
    assert "not sent yet" in opened(supervisor, draft).text


def test_a_withdrawn_response_has_nothing_to_correct(
    app: Flask, supervisor: PageClient, response: Response
) -> None:
    with state_of(app).database.transaction() as tx:
        responses.withdraw(tx, response, response.saved_at)
    assert "was withdrawn" in opened(supervisor, response).text


def test_answers_are_opened_by_reference_first(supervisor: PageClient, response: Response) -> None:
    page = supervisor.get(f"/staff/desk/correcting/{response.id}")
    assert "Open the answers by their reference first" in page.text
    assert "They were quick" not in page.text


def test_a_page_shows_what_was_answered(supervisor: PageClient, response: Response) -> None:
    opened(supervisor, response)
    page = supervisor.get(f"/staff/desk/correcting/{response.id}/pages/how")
    assert "They were quick" in page.html


def test_a_correction_counts(app: Flask, supervisor: PageClient, response: Response) -> None:
    page = corrected(supervisor, response, borough=CAMDEN)
    assert "Corrected." in page.text
    assert stands(app, response).answers["borough"] == CAMDEN


def test_the_earlier_answers_stay_in_sight_with_who_and_why(
    supervisor: PageClient, response: Response
) -> None:
    page = corrected(supervisor, response, page="how", went="They were late", reason="misheard the caller")
    for words in ("They were quick", "They were late", "misheard the caller", "supervisor"):
        assert words in page.text


def test_two_corrections_are_told_apart(supervisor: PageClient, response: Response) -> None:
    corrected(supervisor, response, page="how", went="They were late", reason="first reason")
    page = corrected(supervisor, response, page="how", went="They were early", reason="second reason")
    assert page.text.index("second reason") < page.text.index("first reason")


def test_without_a_reason_nothing_is_corrected(
    app: Flask, supervisor: PageClient, response: Response
) -> None:
    page = corrected(supervisor, response, borough=CAMDEN, reason=" ")
    assert "Say why the answers are corrected" in page.text
    assert stands(app, response).answers["borough"] == KINGSTON


def test_what_was_keyed_is_not_lost_for_want_of_a_reason(supervisor: PageClient, response: Response) -> None:
    page = corrected(supervisor, response, page="how", went="They were late", reason=" ")
    assert "They were late" in page.html


def test_an_answer_that_cannot_stand_is_refused(
    app: Flask, supervisor: PageClient, response: Response
) -> None:
    page = corrected(supervisor, response, borough="")
    assert "There is a problem" in page.text
    assert stands(app, response).revision == 0


def test_a_page_on_which_nothing_changed_makes_no_revision(
    app: Flask, supervisor: PageClient, response: Response
) -> None:
    assert "Nothing on this page was changed" in corrected(supervisor, response).text
    assert stands(app, response).revision == 0


def test_of_two_who_correct_at_once_the_second_is_told(
    app: Flask, supervisor: PageClient, response: Response
) -> None:
    opened(supervisor, response)
    supervisor.get(f"/staff/desk/correcting/{response.id}/pages/where")
    with state_of(app).database.transaction() as tx:
        fresh = responses.find(tx, response.id)
        assert fresh is not None
        responses.correct(
            tx, fresh, version_from(TINY), {"borough": CAMDEN}, by="x", reason="y", now=fresh.saved_at
        )
    page = supervisor.submit({"borough": "E09000001", "@reason": "misheard"})
    assert "Somebody corrected this response meanwhile" in page.text
    assert stands(app, response).answers["borough"] == CAMDEN


def test_questions_that_the_correction_opens_are_named(app: Flask, supervisor: PageClient) -> None:
    short = sent(state_of(app).database, version_from(TINY), {"borough": KINGSTON, "met": "no"}, seed=9)
    page = corrected(supervisor, short, met="yes")
    assert "These were not asked before" in page.text
    assert "How did it go?" in page.text


def test_results_follow(app: Flask, supervisor: PageClient, response: Response) -> None:
    with state_of(app).database.reading() as tx:
        mark = responses.settled_since(tx, 0, "", 10)[-1].change_mark
    corrected(supervisor, response, borough=CAMDEN)
    with state_of(app).database.reading() as tx:
        (row,) = responses.settled_since(tx, mark, response.id, 10)
    assert CAMDEN in row.answers


def test_opening_and_correcting_are_written_down(
    app: Flask, supervisor: PageClient, response: Response
) -> None:
    corrected(supervisor, response, borough=CAMDEN)
    with state_of(app).database.reading() as tx:
        found = accounts.audit_listing(tx, Filter(subject="response"), 1).entries
    assert [one.tag for one in found] == ["staff:response:corrected", "staff:response:opened"]
    assert found[0].detail["questions"] == ["borough"]
    assert CAMDEN not in str(found)


NAMED = "My name is Quentina Planted, they were quick"


@pytest.fixture
def named(app: Flask, supervisor: PageClient) -> Response:
    """A response whose text tells a name."""
    answers = {**ANSWERS, "went": NAMED}
    return sent(state_of(app).database, version_from(TINY), answers, channel=Channel.TELEPHONE)


def test_personal_details_are_masked_for_who_is_no_analyst(supervisor: PageClient, named: Response) -> None:
    assert "Quentina" not in opened(supervisor, named).html
    page = supervisor.get(f"/staff/desk/correcting/{named.id}/pages/how")
    assert "Quentina" not in page.html
    assert "they were quick" in page.html


def test_a_correction_of_other_answers_leaves_what_is_masked_as_it_is(
    app: Flask, supervisor: PageClient, named: Response
) -> None:
    corrected(supervisor, named, page="where", borough=CAMDEN)
    assert stands(app, named).answers["went"] == NAMED
    page = corrected(supervisor, named, page="how")
    assert "Nothing on this page was changed" in page.text
    assert stands(app, named).answers["went"] == NAMED


def test_words_that_are_keyed_anew_take_the_place_of_what_was_masked(
    app: Flask, supervisor: PageClient, named: Response
) -> None:
    corrected(supervisor, named, page="how", went="They were slow")
    assert stands(app, named).answers["went"] == "They were slow"
    assert "Quentina" not in supervisor.get(f"/staff/desk/correcting/{named.id}").html
