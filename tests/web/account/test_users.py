"""Accounts of colleagues, one's own, and links to set a password."""

from datetime import timedelta

import time_machine

from survey.accounts import actions
from survey.accounts.audit import Filter
from survey.accounts.invitation import VALID_FOR
from survey.accounts.roles import Grant, Role
from survey.accounts.user import User
from survey.db.session import Database
from tests.pages import Page, PageClient, text_of
from tests.staff import ADDED, PASSWORD, colleague, sign_in, signed_in

NEW_PASSWORD = "seven loud magpies land"


def stored(database: Database, email: str) -> User:
    with database.reading() as tx:
        return actions.find_by_email(tx, email)


def deeds(database: Database) -> list[str]:
    with database.reading() as tx:
        return [entry.tag for entry in actions.audit_listing(tx, Filter(subject="user"), 1).entries]


def link_in(page: Page) -> str:
    return text_of(page.all("code", id="link")[0]).partition("://")[2].partition("/")[2]


def press(client: PageClient, action: str) -> Page:
    assert client.page is not None
    (form,) = client.page.all("form", action=action)
    return client.submit_form(form, {})


def add(client: PageClient, **fields: str) -> Page:
    client.get("/staff/users/add")
    return client.submit({"name": "Kim", "email": "kim@example.org", "role": "clerk", "area": "", **fields})


def test_a_new_colleague_sets_a_password_by_link_and_comes_in(
    client: PageClient, sqlite_database: Database
) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    link = link_in(add(client))
    kim = PageClient(client.app)
    assert kim.get(f"/{link}").heading == "Set your password"
    page = kim.submit({"new_password": NEW_PASSWORD, "again_password": NEW_PASSWORD})
    assert "Your password is set" in page.text
    assert kim.submit({"email": "kim@example.org", "password": NEW_PASSWORD}).heading == "Hello, Kim"


def test_a_link_works_once(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    link = link_in(add(client))
    kim = PageClient(client.app)
    kim.get(f"/{link}")
    kim.submit({"new_password": NEW_PASSWORD, "again_password": NEW_PASSWORD})
    assert kim.get(f"/{link}").status == 410


def test_a_link_is_too_old_after_three_days(client: PageClient, sqlite_database: Database) -> None:
    with time_machine.travel(ADDED, tick=False) as clock:
        signed_in(client, sqlite_database, Role.ADMINISTRATOR)
        link = link_in(add(client))
        clock.shift(VALID_FOR + timedelta(seconds=1))
        assert PageClient(client.app).get(f"/{link}").status == 410


def test_a_link_of_a_disabled_account_is_void(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    link = link_in(add(client))
    with sqlite_database.transaction() as tx:
        actions.disable(tx, stored(sqlite_database, "kim@example.org").id, None, ADDED)
    assert PageClient(client.app).get(f"/{link}").status == 410


def test_a_made_up_link_is_gone(client: PageClient) -> None:
    assert client.get("/staff/set-password/nobody.99999999999.0").status == 410


def test_a_weak_password_is_refused_with_the_mend(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    link = link_in(add(client))
    kim = PageClient(client.app)
    kim.get(f"/{link}")
    page = kim.submit({"new_password": "short", "again_password": "short"})
    assert page.errors == ["Use at least 12 characters; a few words in a row are good"]
    page = kim.submit({"new_password": NEW_PASSWORD, "again_password": NEW_PASSWORD + "s"})
    assert page.errors == ["The two passwords are not the same"]


def test_a_viewer_is_added_with_an_area(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    assert add(client, role="viewer").errors == ["Choose the area that this role is for"]
    add(client, role="viewer", area="E09000021")
    assert stored(sqlite_database, "kim@example.org").grants == (Grant(Role.VIEWER, "E09000021"),)


def test_mistakes_in_a_new_account_are_named(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    assert add(client, name="", email="").errors == [
        "Enter the person’s name",
        "Enter the person’s e-mail address",
    ]
    assert add(client, email="kim").errors == ["Enter an e-mail address, such as name@example.org"]
    assert add(client, email="administrator@example.org").errors == [
        "Somebody has an account with this e-mail address"
    ]


def test_a_supervisor_adds_clerks_alone(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.SUPERVISOR)
    assert "Administrator" not in client.get("/staff/users/add").text
    assert add(client, role="administrator").errors
    add(client, role="clerk")
    assert stored(sqlite_database, "kim@example.org").roles == {Role.CLERK}


def test_a_supervisor_sees_clerks_alone(client: PageClient, sqlite_database: Database) -> None:
    clerk = colleague(sqlite_database, Role.CLERK)
    analyst = colleague(sqlite_database, Role.ANALYST)
    signed_in(client, sqlite_database, Role.SUPERVISOR)
    page = client.get("/staff/users")
    assert clerk.email in page.text
    assert analyst.email not in page.text
    assert client.get(f"/staff/users/{analyst.id}").status == 404


def test_nobody_changes_their_own_roles(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.ADMINISTRATOR)
    sign_in(client, user)
    assert client.get(f"/staff/users/{user.id}").status == 404


def test_roles_are_added_and_removed(client: PageClient, sqlite_database: Database) -> None:
    clerk = colleague(sqlite_database, Role.CLERK)
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    client.get(f"/staff/users/{clerk.id}")
    client.page = client.page
    assert client.page is not None
    (form,) = client.page.all("form", action=f"/staff/users/{clerk.id}/grant")
    client.submit_form(form, {"role": "analyst", "area": ""})
    assert stored(sqlite_database, clerk.email).roles == {Role.CLERK, Role.ANALYST, Role.VIEWER}
    (form, *_) = client.page.all("form", action=f"/staff/users/{clerk.id}/revoke")
    client.submit_form(form, {})
    assert stored(sqlite_database, clerk.email).grants == (Grant(Role.ANALYST),)


def test_a_supervisor_cannot_give_more_than_a_clerks_role(
    client: PageClient, sqlite_database: Database
) -> None:
    clerk = colleague(sqlite_database, Role.CLERK)
    signed_in(client, sqlite_database, Role.SUPERVISOR)
    client.get(f"/staff/users/{clerk.id}")
    assert client.page is not None
    (form,) = client.page.all("form", action=f"/staff/users/{clerk.id}/grant")
    assert client.submit_form(form, {"role": "administrator", "area": ""}).errors
    assert stored(sqlite_database, clerk.email).grants == (Grant(Role.CLERK),)


def test_an_account_is_disabled_and_enabled(client: PageClient, sqlite_database: Database) -> None:
    clerk = colleague(sqlite_database, Role.CLERK)
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    client.get(f"/staff/users/{clerk.id}")
    assert "clerk can no longer sign in" in press(client, f"/staff/users/{clerk.id}/disable").text
    assert stored(sqlite_database, clerk.email).disabled_at
    assert "clerk can sign in again" in press(client, f"/staff/users/{clerk.id}/enable").text
    assert not stored(sqlite_database, clerk.email).disabled_at


def test_a_forgotten_password_is_replaced_by_a_new_link(
    client: PageClient, sqlite_database: Database
) -> None:
    clerk = colleague(sqlite_database, Role.CLERK)
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    client.get(f"/staff/users/{clerk.id}")
    link = link_in(press(client, f"/staff/users/{clerk.id}/link"))
    forgetful = PageClient(client.app)
    forgetful.get(f"/{link}")
    forgetful.submit({"new_password": NEW_PASSWORD, "again_password": NEW_PASSWORD})
    assert sign_in(forgetful, clerk, NEW_PASSWORD).heading == "Hello, clerk"


def test_every_deed_is_written_down_without_the_link(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.ADMINISTRATOR)
    link = link_in(add(client))
    assert deeds(sqlite_database)[0] == "staff:user:added"
    assert link.rpartition(".")[2] not in client.get("/staff/audit").html


def change(client: PageClient, password: str, new: str) -> Page:
    client.get("/staff/account")
    return client.submit({"password": password, "new_password": new, "again_password": new})


def test_a_person_changes_the_own_password_and_stays(client: PageClient, sqlite_database: Database) -> None:
    user = colleague(sqlite_database, Role.CLERK)
    sign_in(client, user)
    elsewhere = PageClient(client.app)
    sign_in(elsewhere, user)
    assert "Your password is changed" in change(client, PASSWORD, NEW_PASSWORD).text
    assert client.get("/staff").heading == "Hello, clerk"
    elsewhere.get("/staff")
    assert elsewhere.path == "/staff/sign-in"


def test_changing_the_password_needs_the_one_before(client: PageClient, sqlite_database: Database) -> None:
    signed_in(client, sqlite_database, Role.CLERK)
    assert change(client, "not the password", NEW_PASSWORD).errors == ["This is not your current password"]
    assert change(client, "", NEW_PASSWORD).errors == ["Enter your current password"]
