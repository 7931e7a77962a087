"""A reviewer's signature under a translation: it holds for the texts that they read, and for no others."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

LONGEST_NAME = 120
LONGEST_STANDING = 300
"""The most characters of a reviewer's name, and of how they come to know the language."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the pages: as it stands in English, and in the translation."""

    source: str
    translation: str

    @property
    def digest(self) -> str:
        """A name for just this wording in both languages: twelve hexadecimal digits."""
        return sha256(f"{self.source}\0{self.translation}".encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: `read` names the texts that the reviewer read; `signed_by` is who entered it."""

    language: str
    reviewer: str
    standing: str
    read: frozenset[str]
    signed_by: str | None
    signed_at: datetime
    withdrawn_at: datetime | None = None

    def unread(self, texts: Iterable[Text]) -> tuple[Text, ...]:
        """Returns the texts that are new or were changed since it was given; what was taken out doesn't matter."""
        return tuple(text for text in texts if text.digest not in self.read)


class NotSignable(ValueError):
    """A signature was refused; `field` and `code` say for what reason."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


def check_signature(reviewer: str, standing: str) -> tuple[str, str]:
    """Returns both on one line each; raises NotSignable where one is missing or too long."""
    tidied = []
    for field, written, longest in (
        ("reviewer", reviewer, LONGEST_NAME),
        ("standing", standing, LONGEST_STANDING),
    ):
        line = " ".join(written.split())
        if not line:
            raise NotSignable(field, "missing")
        if len(line) > longest:
            raise NotSignable(field, "too_long")
        tidied.append(line)
    return tidied[0], tidied[1]


def standing_signatures(signatures: Sequence[Signature]) -> Mapping[str, Signature]:
    """Returns language → the latest signature, for the languages in which it was not withdrawn."""
    latest: dict[str, Signature] = {}
    for one in sorted(signatures, key=lambda one: one.signed_at):
        latest[one.language] = one
    return {code: one for code, one in latest.items() if one.withdrawn_at is None}


def fully_read(signatures: Sequence[Signature], digests: Mapping[str, Set[str]]) -> frozenset[str]:
    """Returns the languages of which a signature stands that covers each text; `digests` is language → texts."""
    standing = standing_signatures(signatures)
    return frozenset(
        code for code, texts in digests.items() if code in standing and texts <= standing[code].read
    )
