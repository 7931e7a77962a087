"""Keeping numbers that are not to be rung, as a hash under the installation's secret and nothing else."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from hmac import new as hmac

from survey.db.session import Transaction
from survey.fieldwork.callbacks.do_not_call import store
from survey.fieldwork.callbacks.numbers import Number


def is_listed(tx: Transaction, number: Number, secrets: Sequence[str]) -> bool:
    """Says whether a number is not to be rung; it may have been listed under any of the secrets."""
    return bool(store.listed(tx, _hashes(number, secrets)))


def put(tx: Transaction, number: Number, secrets: Sequence[str], today: date) -> None:
    """Puts a number on the list under the first secret, or brings it there from an older one; its day stays."""
    hashes = _hashes(number, secrets)
    known = store.listed(tx, hashes)
    if hashes[0] in known:
        return
    store.remove(tx, hashes)
    store.add(tx, hashes[0], min([*known.values(), today]))


def take_off(tx: Transaction, number: Number, secrets: Sequence[str]) -> bool:
    """Lets a number be rung again, as whoever has it asks; returns whether it stood on the list."""
    return store.remove(tx, _hashes(number, secrets)) > 0


def count(tx: Transaction) -> int:
    """Returns how many numbers are not to be rung."""
    return store.count(tx)


def _hashes(number: Number, secrets: Sequence[str]) -> list[str]:
    """Returns the hashes of a number without its extension: who asks for peace means the whole line."""
    said = b"do not call:" + number.e164.encode()
    return [hmac(secret.encode(), said, sha256).hexdigest() for secret in secrets]
