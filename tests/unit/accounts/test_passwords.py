"""How passwords are kept and judged."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest

from survey.accounts import passwords
from survey.accounts.invitation import VALID_FOR, invitation, invited, is_valid

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def test_what_is_kept_matches_the_password_and_no_other() -> None:
    kept = passwords.hashed("four quiet herons wade")
    assert passwords.matches("four quiet herons wade", kept)
    assert not passwords.matches("four quiet herons wad", kept)


def test_what_is_kept_names_the_19_mib_profile() -> None:
    assert passwords.hashed("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_letters_composed_differently_are_the_same_password() -> None:
    assert passwords.matches("caf\u00e9 au lait noir", passwords.hashed("cafe\u0301 au lait noir"))


def test_no_password_kept_matches_none() -> None:
    assert not passwords.matches("nobody's password", None)


def test_something_that_is_no_hash_matches_nothing() -> None:
    assert not passwords.matches("a password", "not a hash")


def test_a_book_is_not_hashed_as_a_password() -> None:
    assert not passwords.matches("a" * 201, passwords.hashed("a" * 201))


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevensigns", "too_short"),
        ("x" * 201, "too_long"),
        ("abababababab", "too_plain"),
        ("clerk@example.org", "like_email"),
        ("clerk@example.org1", "like_email"),
        ("four quiet herons", None),
    ],
)
def test_a_password_is_judged(password: str, why: str | None) -> None:
    assert passwords.weakness(password, "clerk@example.org") == why


def test_a_made_up_password_will_do_and_never_comes_twice() -> None:
    made = {passwords.made_up(secrets.choice) for _ in range(100)}
    assert len(made) == 100
    assert all(passwords.weakness(password, "") is None for password in made)


def test_a_link_is_good_until_it_is_too_old() -> None:
    token = invitation("secret", "user-1", "mark", NOW)
    assert invited(token) == "user-1"
    assert is_valid("secret", token, "mark", NOW + VALID_FOR - timedelta(seconds=1))
    assert not is_valid("secret", token, "mark", NOW + VALID_FOR)


def test_a_link_is_void_once_the_password_has_changed() -> None:
    token = invitation("secret", "user-1", "mark", NOW)
    assert not is_valid("secret", token, "another mark", NOW)


@pytest.mark.parametrize("token", ["", ".", "user-1", "user-1.99999999999.", "user-1.x.y", "user-1.٣.y"])
def test_a_made_up_link_is_refused(token: str) -> None:
    assert not is_valid("secret", token, "mark", NOW)


def test_a_link_cannot_be_turned_to_another_user() -> None:
    token = invitation("secret", "user-1", "mark", NOW)
    assert not is_valid("secret", token.replace("user-1", "user-2"), "mark", NOW)
