"""The reference names a response, on letters and in exports; it opens nothing."""

from random import Random

from survey.responses.symbols import BASE, check_character, in_groups, is_sound, plain, spell

LENGTH = 8
"""Seven symbols at random (3.4 thousand million) and the check character."""


def mint(chance: Random) -> str:
    """Makes a reference, without dashes; `chance` is the system's source of secrets, or a seeded one in simulation."""
    symbols = spell([chance.randrange(BASE) for _ in range(LENGTH - 1)])
    return symbols + check_character(symbols)


def shown(reference: str) -> str:
    """Writes a reference as people see it: `XXXX-XXXX`."""
    return in_groups(reference)


def read(typed: str) -> str | None:
    """Reads a reference that a person typed; None where it can't be one."""
    symbols = plain(typed)
    return symbols if len(symbols) == LENGTH and _is_reference(symbols) else None


def _is_reference(symbols: str) -> bool:
    try:
        return is_sound(symbols)
    except KeyError:
        return False
