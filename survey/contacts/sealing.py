"""Encrypts personal details under keys that can be changed: the first of the secrets seals, any of them opens."""

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence

import orjson
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class SealBroken(ValueError):
    """Sealed details that none of the secrets opens."""


def seal(details: Mapping[str, str], secrets: Sequence[str]) -> bytes:
    """Encrypts details under the first secret."""
    return _box(secrets).encrypt(orjson.dumps(dict(details)))


def unseal(sealed: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """Decrypts details; raises SealBroken."""
    try:
        details: dict[str, str] = orjson.loads(_box(secrets).decrypt(sealed))
    except InvalidToken as fault:
        raise SealBroken("none of the secrets opens these details") from fault
    return details


def _box(secrets: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"have your say: contacts").derive(secret.encode())
    return urlsafe_b64encode(derived)
