"""From evidence to a summary, and being kept informed: by keyboard alone, in a real browser, at two widths."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from survey.accounts.roles import Role
from survey.db.session import Database
from survey.priorities.ledger import actions as ledger
from survey.summaries.informing import actions as informing
from survey.summaries.informing import store as informed
from survey.summaries.informing.links import CONFIRM, STOP, link
from survey.summaries.local import actions as summaries
from survey.tables import metadata  # noqa: F401  the tables must be known before they are asked
from tests import local_summaries, planning
from tests.browser.by_keyboard import ByKeyboard
from tests.builders import TINY, open_round
from tests.planning import APPROVER, KINGSTON, REVIEWER, ROUND, WRITER
from tests.server import Server
from tests.staff import PASSWORD, colleague

OpenPage = Callable[..., Page]
AREA = "Kingston upon Thames"


@dataclass(frozen=True)
class Place:
    """A served installation: one consultation has closed and is planned for, another is open."""

    server: Server
    database: Database

    @property
    def secret(self) -> str:
        """What links in mails are made with."""
        return (self.server.instance / "secret_key").read_text().strip()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    instance = tmp_path_factory.mktemp("priorities")
    url = f"sqlite:///{instance / 'survey.sqlite'}"
    server = Server(instance, url)
    server.command("init")
    database = Database(url)
    planning.planned(database)
    planning.with_measure(database)
    open_round(database, TINY + "keep_informed: {text: Would you like to hear what came of it?}\n")
    colleague(database, Role.ANALYST, Role.APPROVER, name="anne")
    server.start()
    yield Place(server, database)
    server.stop()
    database.close()


def plan_published(database: Database) -> None:
    """Others decide on what is left, take the plan all the way, and propose a summary that tells of it."""
    its = planning.candidates(database)
    with database.transaction() as tx:
        for key in ("robbery", "drugs"):
            ledger.decide(tx, ROUND, KINGSTON, its[key].id, planning.not_adopted(), WRITER, planning.NOW)
    planning.stated(database)
    with database.transaction() as tx:
        ledger.propose(tx, ROUND, KINGSTON, "", WRITER, planning.NOW)
        ledger.review(tx, ROUND, KINGSTON, "", REVIEWER, planning.NOW)
        ledger.consider(tx, ROUND, KINGSTON, APPROVER, planning.NOW)
        ledger.approve(tx, ROUND, KINGSTON, "", APPROVER, planning.NOW)
        ledger.publish(tx, ROUND, KINGSTON, APPROVER, planning.NOW)
    local_summaries.with_figures(database)
    local_summaries.written(database)
    with database.transaction() as tx:
        summaries.propose(tx, ROUND, KINGSTON, "", WRITER, local_summaries.NOW)


def test_evidence_leads_to_a_decision_and_a_summary_by_keyboard_alone(
    open_page: OpenPage, place: Place
) -> None:
    anne = ByKeyboard(open_page(place.server.address))
    anne.go("/staff/sign-in?next=/staff/priorities", "Sign in")
    anne.write("E-mail address", "anne@example.org")
    anne.write("Password", PASSWORD)
    anne.press("Sign in", "Priorities")
    anne.follow("Priorities for 2010/11", "Priorities for 2010/11")
    anne.looks()
    weighs(anne)
    decides(anne)
    plan_published(place.database)
    tells(anne)


def weighs(anne: ByKeyboard) -> None:
    """Enters a piece of evidence, saves whose voice counts how much, and looks at what it comes to."""
    anne.follow(AREA, AREA)
    anne.follow("Add evidence", "Add evidence")
    anne.write("Figure", "8")
    anne.write("Who made it", "Borough assessment")
    anne.write("Day of the figure", "12012009", "2009-12-01")
    anne.looks()
    anne.press("Keep it", AREA)
    anne.told("Borough assessment")
    anne.follow("Priorities for 2010/11", "Priorities for 2010/11")
    anne.follow("Scenarios", "Scenarios")
    anne.write("Name", "Residents first")
    anne.press("Save this scenario", "Scenarios")
    anne.told("The scenario is saved.")
    anne.looks()
    anne.follow("Priorities for 2010/11", "Priorities for 2010/11")
    anne.follow(AREA, AREA)
    anne.follow("Scores", "Scores")
    anne.write("Scenario", "Resid", "Residents first")
    anne.press("Score", "Scores")
    anne.told("Residents first:")
    anne.looks()
    anne.follow(AREA, AREA)


def decides(anne: ByKeyboard) -> None:
    """Takes the first candidate up, with a target."""
    anne.follow("Decide on Burglary", "Burglary")
    anne.reach(anne.page.get_by_label("Adopted", exact=True))
    anne.keys.press("Space")
    anne.write("Why?", "Most asked for it")
    said = anne.page.get_by_label("You said", exact=True)
    anne.reach(said)
    anne.keys.press("Control+A")
    anne.keys.type("Burglary comes first")
    anne.write("We will", "Patrol at dusk")
    anne.write("Whose it is to see to", "Borough Commander")
    anne.write("To be done by", "03312011", "2011-03-31")
    anne.write("First target: measure", "Resid", "burglary")
    anne.reach(anne.page.locator("#amount_1"))
    anne.keys.type("2.5")
    anne.looks()
    anne.press("Write it down", AREA)
    anne.told("The decision is written down.")
    anne.press("I have considered the evidence on this page", AREA)
    anne.told("It is written down that you considered the evidence, and when.")
    anne.looks()


def tells(anne: ByKeyboard) -> None:
    """Reads the draft that others proposed, as it is and as it was, approves and publishes it."""
    anne.follow("Summaries", "Summaries")
    anne.follow("Summaries for 2010/11", "Summaries for 2010/11")
    anne.follow(AREA, AREA)
    anne.reach(anne.page.locator("summary", has_text="Drafts (2)"))
    anne.keys.press("Enter")
    expect(anne.page.get_by_role("link", name="Draft 1", exact=True)).to_be_visible()
    anne.looks()
    anne.follow("Draft 1", "Draft 1 of 2")
    anne.looks()
    anne.follow(AREA, AREA)
    anne.press("Approve this summary", AREA)
    anne.told("Approved, to be published")
    anne.press("Publish it", f"Publish the summary for {AREA}?")
    anne.looks()
    anne.press("Publish", AREA)
    anne.told("The summary is published.")
    anne.follow("What the public sees", f"Local Policing Summary: {AREA}")
    anne.looks()


def test_being_kept_informed_is_asked_for_confirmed_and_ended_by_keyboard_alone(
    open_page: OpenPage, place: Place
) -> None:
    visitor = ByKeyboard(open_page(place.server.address))
    visitor.go("/haveyoursay", "Have your say")
    visitor.press("Start now", "Where you live")
    visitor.write("Which borough do you live in?", "Kingston", KINGSTON)
    visitor.press("Continue", "Check your answers")
    visitor.press("Send my answers", "Your answers are with us")
    visitor.write("Email address (you need not give one)", "someone@example.org")
    visitor.press("Keep me informed", "Your answers are with us")
    visitor.told("You will get an e-mail with a link.")
    visitor.looks()
    with place.database.reading() as tx:
        (person,) = informed.people_of(tx, "2026", confirmed=False)
    visitor.go(link("", CONFIRM, person.id, [place.secret]), "Shall we keep you informed?")
    visitor.looks()
    visitor.press("Yes, keep me informed", "We will keep you informed")
    with place.database.reading() as tx:
        assert informing.standing(tx, "2026").confirmed == 1
    visitor.go(link("", STOP, person.id, [place.secret]), "Do you want to hear no more from us?")
    visitor.looks()
    visitor.press("Delete my address", "You will hear no more from us")
    with place.database.reading() as tx:
        assert informed.people_of(tx, "2026", confirmed=False) == ()
