"""Every route is tried with every role: whoever may not enter is shut out, by GET and by POST."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from survey.accounts.roles import HELD_TO_AN_AREA, Grant, Role, roles_of
from survey.db.session import Database
from survey.web import access
from tests.pages import PageClient
from tests.staff import signed_in

KINGSTON = "E09000021"
SIGNS_OUT = "account.sign_out"


def staff_rules(app: Flask) -> Iterator[tuple[Rule, str, frozenset[Role]]]:
    """Every route for staff with each of its methods, and the roles that may enter."""
    for rule in app.url_map.iter_rules():
        entry = access.entry_of(app, rule.endpoint)
        if entry is None or not entry.roles or rule.endpoint == SIGNS_OUT:
            continue
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield rule, method, entry.roles


@pytest.mark.parametrize("role", list(Role))
def test_a_role_enters_where_it_may_and_nowhere_else(
    app: Flask, client: PageClient, sqlite_database: Database, role: Role
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    signed_in(client, sqlite_database, Grant(role, KINGSTON if role in HELD_TO_AN_AREA else None))
    held = roles_of([Grant(role)])
    wrong, tried = [], 0
    for rule, method, roles in staff_rules(app):
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, "1"))
        status = client.client.open(address, method=method).status_code
        tried += 1
        if (status == 403) == bool(held & roles):
            wrong.append(f"{method} {address} answered {status}")
    assert tried > 100
    assert not wrong, "\n".join(wrong)
