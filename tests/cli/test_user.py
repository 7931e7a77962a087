"""`survey user`, as typed."""

import re

from tests.cli.conftest import Run

PASSWORD = "four quiet herons wade"


def test_an_account_is_added_with_a_first_password(survey: Run) -> None:
    result = survey("user", "add", "Casey@Example.org", "--role", "clerk")
    assert result.exit_code == 0
    assert re.fullmatch(
        r"Added casey@example\.org as clerk\nFirst password: [a-z]{4}(-[a-z]{4}){4}\n", result.output
    )


def test_a_password_given_is_not_printed(survey: Run) -> None:
    result = survey(
        "user", "add", "casey@example.org", "--role", "clerk", "--password-stdin", given=PASSWORD + "\n"
    )
    assert result.output == "Added casey@example.org as clerk\n"


def test_a_weak_password_is_refused(survey: Run) -> None:
    result = survey("user", "add", "casey@example.org", "--role", "clerk", "--password-stdin", given="short")
    assert (result.exit_code, result.stderr) == (1, "survey: the password needs at least 12 characters\n")
    assert survey("user", "list").output.startswith("No accounts yet")


def test_a_viewer_is_held_to_an_area_by_name_or_code(survey: Run) -> None:
    survey("user", "add", "kim@example.org", "--role", "viewer", "--area", "kingston upon thames")
    survey("user", "add", "lee@example.org", "--role", "viewer", "--area", "e09000027")
    listed = survey("user", "list").output
    assert "kim@example.org\tviewer of E09000021\n" in listed
    assert "lee@example.org\tviewer of E09000027\n" in listed


def test_roles_and_areas_that_do_not_go_together_are_refused(survey: Run) -> None:
    without = survey("user", "add", "kim@example.org", "--role", "viewer")
    assert without.stderr == "survey: this role is for one area: say which with --area\n"
    unwanted = survey("user", "add", "kim@example.org", "--role", "clerk", "--area", "E09000021")
    assert (
        unwanted.stderr
        == "survey: only viewers and engagement groups are held to one area: leave out --area\n"
    )
    nowhere = survey("user", "add", "kim@example.org", "--role", "viewer", "--area", "Atlantis")
    assert nowhere.stderr.startswith("survey: no area is called 'Atlantis'")


def test_an_address_has_one_account(survey: Run) -> None:
    survey("user", "add", "casey@example.org", "--role", "clerk")
    again = survey("user", "add", "CASEY@example.org", "--role", "analyst")
    assert again.exit_code == 1
    assert again.stderr == "survey: casey@example.org has an account already: see 'survey user list'\n"


def test_what_is_no_address_is_refused(survey: Run) -> None:
    assert (
        survey("user", "add", "casey", "--role", "clerk").stderr
        == "survey: 'casey' is not an e-mail address\n"
    )


def test_an_account_is_disabled(survey: Run) -> None:
    survey("user", "add", "casey@example.org", "--role", "clerk")
    assert survey("user", "disable", "casey@example.org").output == "Disabled casey@example.org\n"
    assert survey("user", "list").output == "casey@example.org\tclerk\tdisabled\n"


def test_the_last_administrator_is_not_disabled(survey: Run) -> None:
    survey("user", "add", "casey@example.org", "--role", "administrator")
    result = survey("user", "disable", "casey@example.org")
    assert result.stderr == "survey: casey@example.org is the last administrator: add another first\n"


def test_a_stranger_is_not_disabled(survey: Run) -> None:
    result = survey("user", "disable", "nobody@example.org")
    assert (result.exit_code, result.stderr) == (1, "survey: nobody has an account as nobody@example.org\n")
