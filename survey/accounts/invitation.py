"""One-time links by which a person sets a password: signed, short-lived, void once the password has changed."""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256

VALID_FOR = timedelta(days=3)


def invitation(secret: str, user_id: str, mark: str, now: datetime) -> str:
    """Returns the token of a link; `mark` is the fingerprint of the password that it may replace."""
    until = int((now + VALID_FOR).timestamp())
    return f"{user_id}.{until}.{_signed(secret, user_id, until, mark)}"


def invited(token: str) -> str:
    """Returns the id of the user whom a token names; it proves nothing yet."""
    return token.partition(".")[0]


def is_valid(secret: str, token: str, mark: str, now: datetime) -> bool:
    """Says whether a token was made here, for this password, and is not too old."""
    user_id, _, rest = token.partition(".")
    until, _, signature = rest.partition(".")
    if not (until.isascii() and until.isdigit() and len(until) < 12):
        return False
    if not hmac.compare_digest(signature.encode(), _signed(secret, user_id, int(until), mark).encode()):
        return False
    return now < datetime.fromtimestamp(int(until), UTC)


def _signed(secret: str, user_id: str, until: int, mark: str) -> str:
    words = f"set-password|{user_id}|{until}|{mark}"
    return hmac.new(secret.encode(), words.encode(), sha256).hexdigest()
