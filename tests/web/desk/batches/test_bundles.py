"""Paper through the pages, without scripts: registered, keyed, keyed again, looked at, signed off."""

import pytest
from flask import Flask

from survey.accounts.roles import Role
from survey.accounts.user import User
from survey.db.session import Database
from survey.responses import actions as responses
from survey.responses import reference
from survey.responses.symbols import SYMBOLS
from tests.builders import TINY, open_round
from tests.bundles import bundle, moment, printed
from tests.pages import Page, PageClient
from tests.staff import colleague, sign_in


@pytest.fixture
def staff(sqlite_database: Database) -> dict[str, User]:
    """Two clerks and a supervisor, while a consultation runs."""
    open_round(sqlite_database, TINY, TINY.replace("family: residents", "family: businesses"))
    return {
        "supervisor": colleague(sqlite_database, Role.SUPERVISOR),
        "first": colleague(sqlite_database, Role.CLERK, name="first"),
        "second": colleague(sqlite_database, Role.CLERK, name="second"),
    }


@pytest.fixture
def clients(app: Flask, staff: dict[str, User]) -> dict[str, PageClient]:
    """Everybody, signed in."""
    found = {name: PageClient(app) for name in staff}
    for name, client in found.items():
        sign_in(client, staff[name])
    return found


KEYED = {"borough": "kingst", "met": "1", "went": "Well."}


def opened(client: PageClient, batch_id: str, serial: str) -> Page:
    client.get(f"/staff/batches/{batch_id}")
    return client.submit({"serial": serial})


def test_a_bundle_goes_from_registration_to_results(
    clients: dict[str, PageClient], sqlite_database: Database
) -> None:
    serials = [one.form.serial for one in printed(sqlite_database, 2)]
    supervisor = clients["supervisor"]
    supervisor.get("/staff/batches/new")
    page = supervisor.submit({"received_on": moment().date().isoformat(), "forms": "2", "note": "Library"})
    assert page.heading.startswith("Bundle 1"), page.errors
    address = supervisor.path
    for serial in serials:
        assert opened(clients["first"], address.rpartition("/")[2], serial).heading.startswith("Form")
        clients["first"].submit(KEYED, press=("go", "finish"))
    assert "1 form waits to be keyed a second time" in supervisor.get(address).text
    page = clients["second"].get(address)
    again = next(form for form in page.all("form") if (form.get("action") or "").endswith("/again"))
    clients["second"].submit_form(again, {})
    page = clients["second"].submit({**KEYED, "met": "2"}, press=("go", "finish"))
    assert "is done." in page.text
    page = supervisor.get(address)
    assert "1 difference: look at the paper" in page.text
    look = next(
        link.get("href") for link in page.all("a") if (link.get("href") or "").endswith("/differences")
    )
    supervisor.get(str(look))
    page = supervisor.submit({"met": "first"})
    assert "0 of 3 fields keyed twice were wrong" in page.text
    supervisor.get(f"{address}/sign-off")
    page = supervisor.submit()
    assert "Signed off by supervisor" in page.text
    with sqlite_database.reading() as tx:
        found = responses.find_by_reference(tx, serials[0])
    assert found is not None
    assert found.is_sent
    assert found.answers == {"borough": "E09000021", "met": "yes", "went": "Well."}


def test_a_clerk_neither_registers_nor_signs_off(
    clients: dict[str, PageClient], staff: dict[str, User], sqlite_database: Database
) -> None:
    batch = bundle(sqlite_database, 1, staff["supervisor"].id)
    assert clients["first"].get("/staff/batches/new").status == 403
    assert clients["first"].get(f"/staff/batches/{batch.id}/sign-off").status == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"received_on": "2031-01-01"}, "This date has not come yet"),
        ({"received_on": "2020-01-01"}, "was not open yet"),
        ({"received_on": "2026-02-31"}, "Enter a day of the calendar"),
        ({"forms": "0"}, "Enter how many forms you counted"),
        ({"forms": "many"}, "Enter a whole number"),
        ({"sample_percent": "101"}, "from 1 to 100"),
        ({"limit": "lots"}, "Enter a share from 0 to 20"),
    ],
)
def test_a_bundle_that_cant_be_is_refused_in_words(
    clients: dict[str, PageClient], changes: dict[str, str], words: str
) -> None:
    clients["supervisor"].get("/staff/batches/new")
    page = clients["supervisor"].submit({"received_on": moment().date().isoformat(), "forms": "2", **changes})
    assert [error for error in page.errors if words in error], page.errors


def swapped(serial: str) -> str:
    place = next(place for place in range(7) if serial[place] != serial[place + 1])
    return serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]


def wrong(serial: str) -> str:
    """One sign changed, so that no swap of neighbours would mend it."""
    for place in range(8):
        for sign in SYMBOLS:
            changed = serial[:place] + sign + serial[place + 1 :]
            turned = [changed[:at] + changed[at + 1] + changed[at] + changed[at + 2 :] for at in range(7)]
            if sign != serial[place] and not any(reference.read(one) for one in turned):
                return changed
    raise AssertionError(serial)


def test_each_slip_of_a_serial_has_words_of_its_own(
    clients: dict[str, PageClient], staff: dict[str, User], sqlite_database: Database
) -> None:
    batch = bundle(sqlite_database, 3, staff["supervisor"].id)
    (form,) = printed(sqlite_database, 1)
    (other,) = printed(sqlite_database, 1, family="businesses")
    for typed, words in {
        "": "Type the serial",
        "ABC": "A serial never holds A B",
        form.form.serial[:6]: "has 8 signs and this has 6",
        swapped(form.form.serial): "look swapped",
        wrong(form.form.serial): "One sign of the serial is wrong",
        "22222222": "no form was printed with it",
        other.form.serial: "another questionnaire",
    }.items():
        page = opened(clients["first"], batch.id, typed)
        assert [error for error in page.errors if words in error], (typed, page.errors)
