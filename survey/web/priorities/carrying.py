"""A file that a person has chosen, carried on from one page of a form to the next."""

import zlib
from base64 import b64decode, b64encode
from binascii import Error
from typing import Any

from flask import request

LARGEST = 12 * 1024 * 1024
"""Bytes of a file once it is unpacked."""


def chosen_file(field: str = "file") -> tuple[str, bytes]:
    """Returns the name and content of the file that was chosen now, else of the one that was carried on."""
    found: Any = request.files.get(field)
    if found is not None and found.filename:
        return found.filename, found.read()
    return request.form.get("carried_name", ""), _unpacked(request.form.get("carried", ""))


def carried(content: bytes) -> str:
    """Packs a file into a hidden field."""
    return b64encode(zlib.compress(content, 9)).decode()


def _unpacked(packed: str) -> bytes:
    """Unpacks a carried file; what can't be unpacked, or swells beyond reason, is no file."""
    try:
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(b64decode(packed, validate=True), LARGEST)
    except (Error, ValueError, zlib.error):
        return b""
    return b"" if unpacking.unconsumed_tail else content
