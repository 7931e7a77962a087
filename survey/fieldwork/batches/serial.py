"""The serial of a form as a clerk types or scans it, and which kind of slip it holds."""

from dataclasses import dataclass

from survey.responses import reference
from survey.responses.symbols import is_sound, plain, strange, swapped


@dataclass(frozen=True, slots=True)
class Misread:
    """Why what was typed can't be a serial: `empty`, `strange`, `length`, `swapped` or `unsound`."""

    why: str
    signs: str = ""
    length: int = 0


def read(typed: str) -> str | Misread:
    """Reads a serial; what a scanner adds before it (an address that ends in the serial) is left out."""
    symbols = plain(typed.strip().rstrip("/").rpartition("/")[2])
    if not symbols:
        return Misread("empty")
    signs = strange(symbols)
    if signs:
        return Misread("strange", signs=signs)
    if len(symbols) != reference.LENGTH:
        return Misread("length", length=len(symbols))
    if is_sound(symbols):
        return symbols
    return Misread("swapped" if swapped(symbols) else "unsound")
