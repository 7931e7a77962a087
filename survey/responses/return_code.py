"""The return code opens a response, to go on, to look again, to withdraw; only its keyed hash is stored."""

import hmac
from dataclasses import dataclass
from random import Random

from survey.responses import reference
from survey.responses.symbols import (
    BASE,
    check_character,
    in_groups,
    is_sound,
    plain,
    spell,
    strange,
    swapped,
)

SECRET_LENGTH = 8
"""Symbols at random behind the reference: 78 thousand million guesses for each reference."""

LENGTH = reference.LENGTH + SECRET_LENGTH + 1


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """A return code, without dashes; keep it out of logs, addresses and exports."""

    symbols: str

    @classmethod
    def mint(cls, chance: Random) -> "ReturnCode":
        """Makes a code with a new reference inside."""
        symbols = reference.mint(chance) + spell([chance.randrange(BASE) for _ in range(SECRET_LENGTH)])
        return cls(symbols + check_character(symbols))

    @property
    def reference(self) -> str:
        """The reference, which is the code's first part."""
        return self.symbols[: reference.LENGTH]

    @property
    def shown(self) -> str:
        """The code as people see it: `XXXX-XXXX-XXXX-XXXXX`."""
        return in_groups(self.symbols)

    def hashed(self, secret: str) -> str:
        """Returns what is stored: HMAC-SHA-256 under the installation's secret, in hexadecimal."""
        return hmac.digest(secret.encode(), b"return code:" + self.symbols.encode(), "sha256").hex()

    def __repr__(self) -> str:
        return "ReturnCode(…)"


@dataclass(frozen=True, slots=True)
class Mistyped:
    """Why typed symbols can't be a code: `empty`, `strange`, `length`, `swapped` or `unsound`."""

    why: str
    signs: str = ""
    length: int = 0


def read(typed: str) -> ReturnCode | Mistyped:
    """Reads a code that a person typed or said, and tells which kind of slip it holds."""
    symbols = plain(typed)
    if not symbols:
        return Mistyped("empty")
    signs = strange(symbols)
    if signs:
        return Mistyped("strange", signs=signs)
    if len(symbols) != LENGTH:
        return Mistyped("length", length=len(symbols))
    if is_sound(symbols):
        return ReturnCode(symbols)
    return Mistyped("swapped" if swapped(symbols) else "unsound")
