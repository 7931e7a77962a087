"""The addresses in mails: each opens one deed for one person, and can't be guessed."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256

CONFIRM, STOP = "confirm", "stop"
"""What a link is good for."""


def link(public_url: str, deed: str, person: str, secrets: Sequence[str]) -> str:
    """Returns the address of a deed for a person."""
    return f"{public_url}/keep-informed/{deed}/{person}/{_key(deed, person, secrets[0])}"


def opens(deed: str, person: str, key: str, secrets: Sequence[str]) -> bool:
    """Says whether a key is the one of this deed for this person, under any of the secrets."""
    return any(hmac.compare_digest(_key(deed, person, one).encode(), key.encode()) for one in secrets)


def _key(deed: str, person: str, secret: str) -> str:
    made = hmac.new(secret.encode(), f"keep informed: {deed}: {person}".encode(), sha256).digest()
    return urlsafe_b64encode(made[:18]).decode()
