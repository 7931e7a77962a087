"""Staff for tests: accounts, and a client that is signed in."""

from datetime import UTC, datetime

from survey.accounts import actions, passwords
from survey.accounts.roles import Grant, Role
from survey.accounts.user import User
from survey.db.session import Database
from tests.pages import Page, PageClient

PASSWORD = "four quiet herons wade"
HASHED = passwords.hashed(PASSWORD)
ADDED = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def colleague(database: Database, *grants: Grant | Role, name: str = "") -> User:
    """Adds an account whose name is its first role, and whose password is PASSWORD."""
    held = [grant if isinstance(grant, Grant) else Grant(grant) for grant in grants]
    name = name or (held[0].role.value if held else "nobody")
    with database.transaction() as tx:
        return actions.add_user(tx, f"{name}@example.org", name, held, HASHED, None, ADDED)


def sign_in(client: PageClient, user: User, password: str = PASSWORD) -> Page:
    """Signs somebody in, as a person does."""
    client.get("/staff/sign-in")
    return client.submit({"email": user.email, "password": password})


def signed_in(client: PageClient, database: Database, *grants: Grant | Role, name: str = "") -> PageClient:
    """Returns the client, signed in as a new colleague who holds the grants."""
    sign_in(client, colleague(database, *grants, name=name))
    return client
