"""Passwords: how they are kept, what makes one too weak, and how a first one is made."""

import unicodedata
from collections.abc import Callable
from functools import cache
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
"""The fewest characters of a password; length counts for more than odd signs do."""

LONGEST = 200
"""The most characters of a password, so that nobody can make the server chew on a book."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with 19 MiB and two passes, the lower profile that OWASP's password storage sheet recommends."""

_SYLLABLES = tuple(f"{consonant}{vowel}" for consonant in "bdfghjklmnprstvz" for vowel in "aeiou")


def hashed(password: str) -> str:
    """Returns what is kept of a password."""
    return _hasher.hash(_plain(password))


def matches(password: str, kept: str | None) -> bool:
    """Says whether a password is the one kept; takes as long where none is kept, so that time tells nothing."""
    if len(password) > LONGEST:
        password = ""
    try:
        return _hasher.verify(kept or _nobodys(), _plain(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def weakness(password: str, email: str) -> str | None:
    """Returns why a password will not do: too_short, too_long, too_plain, like_email; None if it will."""
    if len(password) < SHORTEST:
        return "too_short"
    if len(password) > LONGEST:
        return "too_long"
    if len(set(password)) < 5:
        return "too_plain"
    if email and (password.lower() in email or email in password.lower()):
        return "like_email"
    return None


def made_up(choose: Callable[[tuple[str, ...]], str]) -> str:
    """Makes a password that can be read out, of 10 syllables (63 bits); `choose` is `secrets.choice`."""
    groups = ("".join(choose(_SYLLABLES) for _ in range(2)) for _ in range(5))
    return "-".join(groups)


def fingerprint(kept: str | None) -> str:
    """Returns a mark that changes with the password and tells nothing of it, for sessions and one-time links."""
    return sha256((kept or "none").encode()).hexdigest()[:16]


def _plain(password: str) -> str:
    """Makes the same password of the same letters, however a keyboard composes them."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody's password")
