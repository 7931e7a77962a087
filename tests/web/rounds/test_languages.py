"""Languages: read, signed, offered, withdrawn."""

import pytest

from survey.accounts.actions import audit_listing
from survey.accounts.audit import Filter
from survey.accounts.roles import Role
from survey.consultations.languages import catalogue
from survey.db.session import Database
from tests.builders import TINY, open_round
from tests.pages import Page, PageClient
from tests.staff import signed_in

ROOT = "/staff/languages"
FILLED = {"reviewer": "A reviewer", "standing": "Translator", "read": "y"}


@pytest.fixture
def planner(client: PageClient, sqlite_database: Database) -> PageClient:
    open_round(sqlite_database, TINY)
    return signed_in(client, sqlite_database, Role.ADMINISTRATOR)


def sign(client: PageClient, code: str = "cy", **fields: str) -> Page:
    client.get(f"{ROOT}/{code}")
    return client.submit({**FILLED, **fields})


def offered(client: PageClient) -> list[str | None]:
    return [link.get("hreflang") for link in client.get("/privacy").all("a") if link.get("hreflang")]


def test_a_language_nobody_signed_is_said_to_be_unreviewed(planner: PageClient) -> None:
    page = planner.get(ROOT)
    assert page.text.count("No: unreviewed") == 2


def test_each_text_stands_beside_its_english(planner: PageClient) -> None:
    page = planner.get(f"{ROOT}/cy")
    assert all(
        text.source in page.text and text.translation in page.text for text in catalogue.texts("cy")[:5]
    )


def test_a_signed_language_is_offered_to_people(planner: PageClient) -> None:
    assert offered(planner) == []
    page = sign(planner)
    assert "Signed. People are offered Cymraeg from now on." in page.text
    assert "cy" in offered(planner)
    assert planner.get("/privacy?language=cy").root.get("lang") == "cy"


def test_a_withdrawn_language_is_not_offered_any_more(planner: PageClient, sqlite_database: Database) -> None:
    sign(planner)
    planner.get(f"{ROOT}/cy/withdraw")
    page = planner.submit({})
    assert "is not offered any more" in page.text
    assert offered(planner) == []
    with sqlite_database.reading() as tx:
        listed = audit_listing(tx, Filter(subject="language"), 1)
    assert [entry.tag for entry in listed.entries] == ["staff:language:withdrawn", "staff:language:signed"]


def test_nothing_is_withdrawn_that_was_not_signed(planner: PageClient) -> None:
    assert planner.get(f"{ROOT}/cy/withdraw").heading == "The pages in Cymraeg"


@pytest.mark.parametrize(
    ("left_out", "message"),
    [
        ("reviewer", "Enter the name of the person who read it"),
        ("standing", "Enter how the reviewer knows the language"),
        ("read", "Tick this once each text has been read"),
    ],
)
def test_nothing_is_signed_without_a_name_and_a_reading(
    planner: PageClient, left_out: str, message: str
) -> None:
    planner.get(f"{ROOT}/cy")
    page = planner.submit({name: value for name, value in FILLED.items() if name != left_out})
    assert page.errors == [message]
    assert offered(planner) == []


def test_a_changed_text_takes_the_language_out_until_it_is_read(
    planner: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(planner)
    standing = catalogue.texts("cy")
    changed = catalogue.Text("A new sentence", "Brawddeg newydd")
    monkeypatch.setattr(catalogue, "texts", lambda _code: (*standing, changed))
    page = planner.get(f"{ROOT}/cy")
    assert "1 text is new or was changed since then" in page.text
    assert "A new sentence" in page.text
    assert standing[0].source not in page.text
    assert "changed since it was signed" in planner.get(ROOT).text


def test_an_unknown_language_is_not_found(planner: PageClient) -> None:
    assert planner.get(f"{ROOT}/tlh").status == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.ANALYST, Role.SUPERVISOR])
def test_only_administrators_sign(client: PageClient, sqlite_database: Database, role: Role) -> None:
    assert signed_in(client, sqlite_database, role).get(ROOT).status == 403
