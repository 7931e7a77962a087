"""Sealing: a kiosk closes each response to its event's public key, and the server alone opens it.

One envelope: a version byte, the kiosk's key for this one response (a point of P-256, uncompressed), twelve bytes of
chance, and what AES-256-GCM made of the words. The key comes from both (ECDH, then HKDF-SHA256). Event and item are
bound in, so that an envelope can't be passed off as another.
"""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from survey.contacts.sealing import seal, unseal

VERSION = 1
_POINT = 65
_NONCE = 12
_TAG = 16
_CURVE = SECP256R1()


class EnvelopeBroken(ValueError):
    """An envelope that this event's key does not open: damaged, or sealed for another event or item."""


def new_key(secrets: Sequence[str]) -> tuple[bytes, bytes]:
    """Makes a pair of keys; returns the public one, and the private one sealed under the installation's secret."""
    private = generate_private_key(_CURVE)
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return _point(private.public_key()), seal({"key": urlsafe_b64encode(der).decode()}, secrets)


def opened(envelope: str, sealed_key: bytes, secrets: Sequence[str], *, event_id: str, item: str) -> bytes:
    """Opens an envelope; raises EnvelopeBroken, and `contacts.sealing.SealBroken` where the event's key is lost."""
    private = load_der_private_key(urlsafe_b64decode(unseal(sealed_key, secrets)["key"]), None)
    assert isinstance(private, EllipticCurvePrivateKey)  # noqa: S101  we wrote it ourselves
    try:
        whole = urlsafe_b64decode(envelope.encode("ascii"))
        if len(whole) < 1 + _POINT + _NONCE + _TAG or whole[0] != VERSION:
            raise EnvelopeBroken("not an envelope")
        theirs = EllipticCurvePublicKey.from_encoded_point(_CURVE, whole[1 : 1 + _POINT])
        nonce, closed = whole[1 + _POINT : 1 + _POINT + _NONCE], whole[1 + _POINT + _NONCE :]
        key = _key(private.exchange(ECDH(), theirs))
        return AESGCM(key).decrypt(nonce, closed, _bound(event_id, item))
    except (InvalidTag, NotBase64, UnicodeEncodeError, ValueError) as fault:
        raise EnvelopeBroken("the envelope does not open") from fault


def sealed_to(public_key: bytes, words: bytes, *, event_id: str, item: str) -> str:
    """Seals words as a kiosk does; the kiosk's script is held to it by a test."""
    ours = generate_private_key(_CURVE)
    theirs = EllipticCurvePublicKey.from_encoded_point(_CURVE, public_key)
    nonce = os.urandom(_NONCE)
    closed = AESGCM(_key(ours.exchange(ECDH(), theirs))).encrypt(nonce, words, _bound(event_id, item))
    return urlsafe_b64encode(bytes([VERSION]) + _point(ours.public_key()) + nonce + closed).decode()


def _key(shared: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=b"have your say: kiosk").derive(shared)


def _bound(event_id: str, item: str) -> bytes:
    return f"{event_id}:{item}".encode()


def _point(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
