"""Pages on which responses are left out of results and counted again."""

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.responses import actions as responses
from survey.themes.integrity import store
from tests.pages import Page, PageClient
from tests.staff import colleague, sign_in, signed_in
from tests.unit.columns.given import OPENED, give, live
from tests.web.results.test_results import RESULTS

EXCLUSIONS = "/staff/coding/exclusions?family=residents&round=2026"
RULES = {"flagged_at": 2, "rules": {"fast": {"points": 2, "says": "Answered in no time."}}}


@pytest.fixture
def analyst(app: Flask, client: PageClient, sqlite_database: Database) -> PageClient:
    """An analyst, and sixty responses of which two are flagged."""
    give(sqlite_database, live(sqlite_database), [{"feeling": "safe"}] * 60)
    user = colleague(sqlite_database, Role.ANALYST)
    sign_in(client, user)
    with sqlite_database.transaction() as tx:
        ids = [row.id for row in responses.settled_since(tx, 0, "", 2)]
        figures = {"looked_at": 60, "flagged": 2, "met": {"fast": 2}, "bases": {}, "choices": []}
        report = {"id": "r", "round": "2026", "family": "residents", "at": OPENED, "by": user.id}
        store.add(tx, {**report, "rules": RULES, "figures": figures})
        store.flag(tx, "r", dict.fromkeys(ids, ("fast",)))
    return client


def form_of(page: Page, action: str) -> dict[str, str]:
    """The hidden fields of a form, by where it is sent."""
    form = next(one for one in page.all("form") if (one.get("action") or "").endswith(action))
    hidden = [one for one in form.iter("input") if one.get("type") == "hidden"]
    return {one.get("name") or "": one.get("value") or "" for one in hidden}


def leave_out(client: PageClient, reason: str = "Sent by one machine.") -> Page:
    """Leaves out those that met the rule."""
    fields = form_of(client.get(EXCLUSIONS), "/by-rule")
    return client.post("/staff/coding/exclusions/by-rule", {**fields, "rule": "fast", "reason": reason})


def test_the_rules_are_offered_with_how_many_they_would_leave_out(analyst: PageClient) -> None:
    page = analyst.get(EXCLUSIONS)
    assert "No response of this questionnaire is left out, and none ever was." in page.text
    assert "Answered in no time. 2 responses." in page.text


def test_a_decision_stands_with_its_rule_reason_and_person(analyst: PageClient) -> None:
    page = leave_out(analyst)
    assert "2 responses are left out of results." in page.text
    assert "Answered in no time. Why: Sent by one machine." in page.text
    assert "No flagged response still counts." in page.text


def test_no_decision_without_a_reason(analyst: PageClient) -> None:
    assert "Give a reason" in leave_out(analyst, " ").text


def test_results_are_shown_with_and_without_them(analyst: PageClient) -> None:
    leave_out(analyst)
    page = analyst.get(f"{RESULTS}/questions")
    assert "58 responses" in page.text
    assert "2 responses are left out by a decision." in page.text
    other = next(link.get("href") for link in page.all("a") if link.text == "Show with them")
    page = analyst.get(other or "")
    assert "60 responses" in page.text
    assert "those left out included" in page.text


def test_one_response_is_named_by_its_reference(analyst: PageClient, sqlite_database: Database) -> None:
    with sqlite_database.reading() as tx:
        reference = responses.settled_since(tx, 0, "", 60)[-1].reference
    fields = form_of(analyst.get(EXCLUSIONS), "/one")
    given = {**fields, "reference": reference, "reason": "A test of our own."}
    page = analyst.post("/staff/coding/exclusions/one", given)
    assert f"Named by its reference: {reference}. Why: A test of our own." in page.text
    assert "left out already" in analyst.post("/staff/coding/exclusions/one", given).text
    unknown = analyst.post("/staff/coding/exclusions/one", {**given, "reference": "no such"})
    assert "No response that was sent" in unknown.text


def test_they_can_be_counted_again(analyst: PageClient) -> None:
    page = leave_out(analyst)
    action = next(one.get("action") or "" for one in page.all("form") if "/lift" in (one.get("action") or ""))
    page = analyst.post(action, {**form_of(page, action), "reason": "It was a class."})
    assert "counted again" in page.text
    assert "It was a class." in page.text
    assert "60 responses" in analyst.get(f"{RESULTS}/questions").text


def test_viewers_see_what_counts_alone(app: Flask, analyst: PageClient, sqlite_database: Database) -> None:
    leave_out(analyst)
    other = signed_in(PageClient(app), sqlite_database, Role.CLERK)
    assert other.get(EXCLUSIONS).status == 403
