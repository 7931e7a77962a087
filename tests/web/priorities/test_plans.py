"""A plan on its pages: evidence, scores, decisions, equality, approval by a second person, publication."""

from io import BytesIO

import pytest
from flask import Flask

from survey.accounts.roles import Grant, Role
from survey.db.session import Database
from survey.priorities.ledger import actions as ledger
from tests.pages import Page, PageClient
from tests.planning import KINGSTON, ROUND, candidates, planned, with_measure
from tests.staff import signed_in

PLACE = f"/staff/priorities/{ROUND}/{KINGSTON}"
BARNET = "E09000003"


@pytest.fixture
def place(sqlite_database: Database) -> Database:
    """A planning round whose consultation has closed, with a measure to set targets for."""
    planned(sqlite_database)
    with_measure(sqlite_database)
    return sqlite_database


@pytest.fixture
def officer(client: PageClient, place: Database) -> PageClient:
    return signed_in(client, place, Grant(Role.BOROUGH, KINGSTON))


@pytest.fixture
def approver(app: Flask, place: Database) -> PageClient:
    return signed_in(PageClient(app), place, Role.APPROVER)


def press(client: PageClient, words: str, **fields: str) -> Page:
    """Presses the button of a form by its words."""
    assert client.page is not None
    for form in client.page.all("form"):
        buttons = ["".join(one.itertext()).strip() for one in form.iter("button")]
        if any(one.startswith(words) for one in buttons):
            pairs = {
                field.get("name"): field.get("value", "") for field in form.iter("input") if field.get("name")
            }
            return client.post(form.get("action") or client.address, {**pairs, **fields})
    raise AssertionError(f"no button {words!r}")


def add_evidence(client: PageClient, place: Database) -> None:
    client.get(f"{PLACE}/evidence/add")
    client.submit(
        {
            "candidate": str(candidates(place)["burglary"].id),
            "source": "police",
            "figure": "8",
            "words": "Rising at dusk",
            "origin": "Borough assessment",
            "as_of": "2009-12-01",
        }
    )


def decide_all(client: PageClient, place: Database) -> None:
    for key, one in candidates(place).items():
        client.get(f"{PLACE}/candidates/{one.id}/decide")
        if key != "burglary":
            client.submit({"outcome": "not_adopted", "reason": "Few asked for it"})
            continue
        client.submit(
            {
                "outcome": "adopted",
                "reason": "Most asked for it",
                "you_said": "Burglary comes first",
                "we_will": "Patrol at dusk",
                "owner": "Borough Commander",
                "due": "2011-03-31",
                "measure_1": "burglary",
                "aim_1": "reduce",
                "amount_1": "2.5",
            }
        )


def state_it(client: PageClient) -> None:
    client.get(f"{PLACE}/equality")
    client.submit({"gaps": "None", "mitigation": "None is needed", "officer": "Head of engagement"})


def test_a_plan_is_written_proposed_reviewed_approved_and_published(
    officer: PageClient, approver: PageClient, place: Database
) -> None:
    add_evidence(officer, place)
    decide_all(officer, place)
    state_it(officer)
    officer.get(PLACE)
    assert "Proposed, to be reviewed" in press(officer, "Propose this plan").text
    approver.get(PLACE)
    press(approver, "Say that it is reviewed")
    page = press(approver, "Approve this plan")
    assert page.errors == ["Pieces of evidence that you have not said you considered: 1."]
    press(approver, "I have considered")
    assert "Approved, to be published" in press(approver, "Approve this plan").text
    assert "Edition 1 was published" in press(approver, "Publish the plan").text
    with place.reading() as tx:
        plan = ledger.plan(tx, ROUND, KINGSTON)
    assert plan is not None
    assert [one.target_words for one in plan.adopted] == [("2.5% reduction in residential burglary",)]


def test_a_plan_with_gaps_says_which(officer: PageClient) -> None:
    officer.get(PLACE)
    page = press(officer, "Propose this plan")
    assert page.errors == [
        "These candidates have no decision yet: Burglary; Robbery and phone theft; Drug dealing and drug use."
    ]


def test_a_returned_plan_shows_its_comment(
    officer: PageClient, approver: PageClient, place: Database
) -> None:
    decide_all(officer, place)
    officer.get(PLACE)
    press(officer, "Propose this plan")
    approver.get(PLACE)
    assert press(approver, "Return it").errors == ["Say what has to change."]
    press(approver, "Return it", comment="Say who pays")
    assert "Say who pays" in officer.get(PLACE).text


def test_an_unfinished_decision_is_said_at_its_field(officer: PageClient, place: Database) -> None:
    one = candidates(place)["burglary"]
    officer.get(f"{PLACE}/candidates/{one.id}/decide")
    assert officer.submit({"outcome": "adopted"}).errors == ["Say why"]
    filled = {
        "outcome": "adopted",
        "reason": "r",
        "you_said": "y",
        "we_will": "w",
        "owner": "o",
        "due": "2011-03-31",
    }
    assert officer.submit(filled).errors == ["Set at least one target; one in words will do"]
    assert officer.submit({**filled, "measure_1": "burglary", "amount_1": "much"}).errors == [
        "Enter a number that can be, such as 2.5"
    ]


def test_borough_staff_write_in_their_borough_alone(officer: PageClient, place: Database) -> None:
    one = candidates(place)["burglary"]
    other = f"/staff/priorities/{ROUND}/{BARNET}"
    for address in (
        other,
        f"{other}/scores",
        f"{other}/equality",
        f"{other}/history",
        f"{other}/evidence/add",
    ):
        assert officer.client.get(address).status_code == 403, address
    assert officer.client.get(f"{other}/candidates/{one.id}/decide").status_code == 403
    officer.get(PLACE)
    assert officer.page is not None
    token = officer.page.all("input", name="csrf_token")[0].get("value") or ""
    assert officer.client.post(f"{other}/propose", data={"csrf_token": token}).status_code == 403


def test_an_approver_writes_nothing(approver: PageClient, place: Database) -> None:
    assert "Decide on" not in approver.get(PLACE).text
    assert approver.client.get(f"{PLACE}/evidence/add").status_code == 403


def test_all_that_was_written_stands_in_the_history(officer: PageClient, place: Database) -> None:
    add_evidence(officer, place)
    decide_all(officer, place)
    officer.get(PLACE)
    press(officer, "I have considered")
    text = officer.get(f"{PLACE}/history").text
    assert "Police assessment 8: Rising at dusk borough" in text
    assert "Most asked for it Patrol at dusk" in text


def test_withdrawn_evidence_says_why(officer: PageClient, place: Database) -> None:
    add_evidence(officer, place)
    page = officer.get(PLACE)
    (address,) = [href for words, href in page.links() if words.startswith("withdraw")]
    officer.get(address)
    assert officer.submit({"because": ""}).errors == ["Say why it is withdrawn"]
    officer.submit({"because": "Wrong borough"})
    assert "Withdrawn: Wrong borough" in officer.get(f"{PLACE}/history").text


def test_scores_show_under_a_scenario(app: Flask, place: Database, officer: PageClient) -> None:
    add_evidence(officer, place)
    analyst = signed_in(PageClient(app), place, Role.ANALYST)
    analyst.get(f"/staff/priorities/{ROUND}/scenarios")
    analyst.submit({"name": "Police first", "police": "80"})
    page = officer.get(f"{PLACE}/scores?scenario=Police+first")
    assert "Burglary 100.0 100 to 100 1 " in page.text
    assert "Police assessment 80 points" in page.text


def test_a_scenario_without_points_is_refused(app: Flask, place: Database) -> None:
    analyst = signed_in(PageClient(app), place, Role.ANALYST)
    analyst.get(f"/staff/priorities/{ROUND}/scenarios")
    assert analyst.submit({"name": ""}).errors == ["Enter a name"]
    assert analyst.submit({"name": "x", "police": "101"}).errors == ["Enter points from 0 to 100"]


def test_a_letter_is_registered_read_and_linked(
    officer: PageClient, approver: PageClient, place: Database
) -> None:
    officer.get(f"/staff/priorities/{ROUND}/letters/add")
    officer.submit(
        {
            "form": "petition",
            "from_whom": "Friends of the park",
            "signatories": "412",
            "area": KINGSTON,
            "received_on": "2009-10-01",
            "text": "Light the path",
        }
    )
    assert "Petition, 412 signed" in officer.page.text  # type: ignore[union-attr]  # a page was shown
    address = officer.address
    assert "Letters or petitions nobody has read: 1." in approver_sees(officer, approver, place)
    officer.get(address)
    officer.submit({"note": "Asks for light"})
    press(officer, "Link it as evidence", candidate=str(candidates(place)["drugs"].id))
    assert "Letters, petitions and groups Petition, 412 signed" in officer.get(PLACE).text


def approver_sees(officer: PageClient, approver: PageClient, place: Database) -> str:
    decide_all(officer, place)
    officer.get(PLACE)
    press(officer, "Propose this plan")
    approver.get(PLACE)
    return press(approver, "Say that it is reviewed").text


def test_a_letter_about_another_borough_is_not_shown(
    app: Flask, place: Database, officer: PageClient
) -> None:
    analyst = signed_in(PageClient(app), place, Role.ANALYST)
    analyst.get(f"/staff/priorities/{ROUND}/letters/add")
    analyst.submit(
        {"from_whom": "A shop", "area": BARNET, "received_on": "2009-10-01", "text": "More patrols"}
    )
    letter = analyst.address
    assert "A shop" not in officer.get(f"/staff/priorities/{ROUND}/letters").text
    assert officer.client.get(letter).status_code == 403


def test_a_file_of_a_partner_is_mapped_and_kept(officer: PageClient, place: Database) -> None:
    page = officer.get(f"{PLACE}/evidence/file")
    token = page.all("input", name="csrf_token")[0].get("value") or ""
    file = (BytesIO(b"What,Risk\nBurglary,7\nDrug dealing and drug use,3\n"), "council.csv")
    fields = {"csrf_token": token, "source": "partners", "origin": "Council", "as_of": "2009-12-01"}
    assert "Which column is what?" in officer.post(f"{PLACE}/evidence/file", {**fields, "file": file}).text
    assert officer.submit({"candidate": "What"}).errors == [
        "Say which column is which: the candidate, and the figure or the words"
    ]
    assert "Partner agencies 7" in officer.submit({"candidate": "What", "figure": "Risk"}).text


def test_candidates_are_added_and_taken_out(app: Flask, place: Database) -> None:
    analyst = signed_in(PageClient(app), place, Role.ANALYST)
    analyst.get(f"/staff/priorities/{ROUND}/candidates")
    assert analyst.submit({"name": ""}).errors == ["Enter a name"]
    assert (
        "Noise by the river Kingston" in analyst.submit({"name": "Noise by the river", "area": KINGSTON}).text
    )
    (address,) = [href for words, href in analyst.page.links() if words == "Take out Noise by the river"]  # type: ignore[union-attr]  # a page was shown
    analyst.get(address)
    assert analyst.submit({"because": ""}).errors == ["Say why it is taken out"]
    assert "Noise by the river: Part of another" in analyst.submit({"because": "Part of another"}).text


def test_a_planning_round_starts_once(app: Flask, place: Database) -> None:
    analyst = signed_in(PageClient(app), place, Role.ANALYST)
    page = analyst.get("/staff/priorities/start")
    assert page.all("option") == []
    assert "Priorities for 2010/11" in analyst.get("/staff/priorities").text


def test_a_short_consultation_is_warned_of(client: PageClient, sqlite_database: Database) -> None:
    planned(sqlite_database, weeks=7)
    analyst = signed_in(client, sqlite_database, Role.ANALYST)
    assert "less than eight weeks" in analyst.get(f"/staff/priorities/{ROUND}").text


def test_an_engagement_group_sees_who_is_not_heard_in_its_borough(app: Flask, place: Database) -> None:
    group = signed_in(PageClient(app), place, Grant(Role.ENGAGEMENT, KINGSTON))
    assert group.get("/staff/heard").heading == "Not yet heard in Kingston upon Thames"
    assert group.client.get(f"/staff/heard/{BARNET}").status_code == 403
    assert group.client.get(PLACE).status_code == 403
