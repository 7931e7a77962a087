"""Every route says who may enter, and the list of them is read by people: change it knowingly."""

from pathlib import Path

import pytest
from flask import Flask

from survey.web import access

LIST = Path(__file__).parent.parent / "golden" / "doors.txt"


def doors(app: Flask) -> str:
    """One line a route: methods, address, who may enter."""
    lines = set()
    for rule in app.url_map.iter_rules():
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.add(f"{rule.rule:<70} {methods:<9} {access.entry_of(app, rule.endpoint)}")
    return "\n".join(sorted(lines)) + "\n"


def test_the_list_of_doors_is_what_was_agreed(app: Flask) -> None:
    now = doors(app)
    if not LIST.exists():
        LIST.parent.mkdir(exist_ok=True)
        LIST.write_text(now)
        pytest.fail(f"wrote {LIST.name}: read it, then commit it")
    assert now == LIST.read_text(), (
        "routes changed: delete tests/golden/doors.txt, run again and read the difference"
    )


def test_every_staff_address_is_for_staff(app: Flask) -> None:
    open_to_all = {"/staff/sign-in", "/staff/set-password/<token>"}
    for rule in app.url_map.iter_rules():
        entry = access.entry_of(app, rule.endpoint)
        assert entry is not None
        if rule.rule.startswith("/staff") and rule.rule not in open_to_all:
            assert entry.roles is not None, f"{rule.rule} is open to anyone"


def test_nothing_outside_staff_addresses_is_for_staff(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        entry = access.entry_of(app, rule.endpoint)
        assert entry is not None
        if not rule.rule.startswith("/staff"):
            assert entry.roles is None, f"{rule.rule} hides among the public pages"


def test_an_application_with_a_silent_view_does_not_start(app: Flask) -> None:
    app.view_functions["silent"] = lambda: "anyone there?"
    with pytest.raises(RuntimeError, match="silent"):
        access.check_doors(app)


def test_a_visitor_is_sent_to_sign_in_from_every_staff_page(app: Flask) -> None:
    visitor = app.test_client()
    tried = 0
    for rule in app.url_map.iter_rules():
        entry = access.entry_of(app, rule.endpoint)
        if entry is None or entry.roles is None or "GET" not in (rule.methods or ()):
            continue
        with app.test_request_context():
            address = app.url_map.bind("localhost").build(
                rule.endpoint, dict.fromkeys(rule.arguments, _sample(rule))
            )
        response = visitor.get(address)
        assert response.status_code == 302, address
        assert "/staff/sign-in" in response.headers["Location"]
        tried += 1
    assert tried > 5


def _sample(rule: object) -> object:
    """A value that fits every kind of argument: digits are a number and a word."""
    return "1"
