"""What tests of the desk have in common: a clerk on a call, and what is kept of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import text

from survey.db.session import Database
from survey.fieldwork.calls import actions
from survey.responses import actions as responses
from survey.responses.response import Response
from survey.responses.return_code import ReturnCode
from tests.pages import Page, PageClient, text_of

SCRIPTED = {"Accept": "application/json"}


def called(clerk: PageClient, family: str = "residents") -> Page:
    """Begins a call; returns what is said first."""
    clerk.get("/staff/desk")
    return clerk.submit(press=("family", family))


def asked(clerk: PageClient) -> Page:
    """Begins a call and reads the privacy line; returns the first page of questions."""
    called(clerk)
    return clerk.submit()


def resumed(clerk: PageClient, code: ReturnCode) -> Page:
    """Begins a call with a return code; returns what is said first."""
    page = clerk.get("/staff/desk")
    return clerk.submit_form(page.all("form", action="/staff/desk/resume")[0], {"code": code.shown})


def last(database: Database) -> actions.Taken:
    """The call that began last."""
    with database.reading() as tx:
        clerk = tx.connection.execute(text("SELECT clerk FROM calls")).scalars().first()
        return actions.calls_of(tx, str(clerk), datetime.now(UTC) - timedelta(hours=1))[0]


def base(database: Database) -> str:
    """The address of the call that began last."""
    return f"/staff/desk/calls/{last(database).call.id}"


def response_in(database: Database) -> Response:
    """The response of the call that began last."""
    response = last(database).response
    assert response is not None
    return response


def held(database: Database, response: Response, answers: dict[str, Any]) -> None:
    """Keeps answers as the web does."""
    with database.transaction() as tx:
        assert responses.save(tx, response, answers, datetime.now(UTC)) is not None


def listed(page: Page) -> dict[str, str]:
    """Key of each question in the list → how it stands."""
    return {
        item.get("data-question") or "": item.get("data-state") or ""
        for item in page.all("li")
        if item.get("data-state")
    }


def keyed(clerk: PageClient, address: str, fields: dict[str, str], sequence: int) -> tuple[int, Any]:
    """Sends something as the page's script does; returns status and what came back."""
    assert clerk.page is not None
    token = clerk.page.all("input", name="csrf_token")[0].get("value") or ""
    answer = clerk.client.post(
        address, data={**fields, "@sequence": str(sequence), "csrf_token": token}, headers=SCRIPTED
    )
    return answer.status_code, answer.get_json(silent=True)


def form_to(page: Page, ending: str) -> Any:
    """The form that posts to an address with this ending."""
    return next(form for form in page.all("form") if (form.get("action") or "").endswith(ending))


def words(page: Page, selector: str) -> list[str]:
    """The words of all elements of a class."""
    return [text_of(one) for one in page.root.iter() if selector in (one.get("class") or "").split()]
