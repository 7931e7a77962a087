"""What a clerk does who rings people back."""

from typing import Any

from survey.db.session import Database
from survey.fieldwork.callbacks import actions
from survey.fieldwork.callbacks.actions import Wish
from tests.builders import SECRET
from tests.callbacks import NOW, rows, wish
from tests.pages import Page, PageClient
from tests.web.desk.clerk import form_to

QUEUE = "/staff/desk/ringing"


def asked(database: Database, wished: Wish | None = None) -> None:
    """Asks to be rung, as a person does on the web."""
    with database.transaction() as tx:
        actions.ask(tx, "2026", wished or wish(3, name="The household"), [SECRET], NOW.date())


def drawn(clerk: PageClient) -> Page:
    """Rings the next; returns the page of the call in hand."""
    clerk.get(QUEUE)
    return clerk.submit()


def pressed(clerk: PageClient, outcome: str, **more: str) -> Page:
    """Presses the key of an outcome on the page of the call in hand."""
    page = clerk.get(f"{QUEUE}/held")
    return clerk.submit_form(form_to(page, "/ringing/outcome"), more, press=("outcome", outcome))


def interviewed(clerk: PageClient) -> Page:
    """Begins the interview with whoever answered; returns the first words of the call."""
    drawn(clerk)
    return clerk.submit()


def state(database: Database) -> dict[str, Any]:
    """The one callback that there is, as it is kept."""
    (one,) = rows(database, "callbacks")
    return one
