"""The symbols of references and codes, and the character that checks them.

23 symbols, a prime number, none of which is taken for another on paper or in handwriting: no B for 8, no S for 5,
no Z for 2, no O for 0, no I or L for 1. The check character is the sum of the symbols' values, each times its place
plus one, modulo 23: for up to 20 symbols it catches every single wrong symbol and every swap of two.
"""

from collections.abc import Sequence

SYMBOLS = "23456789CDFGHJKMNPRTVWX"
BASE = len(SYMBOLS)
_VALUE = {symbol: value for value, symbol in enumerate(SYMBOLS)}


def check_character(symbols: str) -> str:
    """Returns the check character of up to 20 symbols."""
    return SYMBOLS[sum(place * _VALUE[symbol] for place, symbol in enumerate(symbols, start=2)) % BASE]


def is_sound(checked: str) -> bool:
    """Says whether the last of these symbols is the check character of the others."""
    return len(checked) > 1 and checked[-1] == check_character(checked[:-1])


def spell(values: Sequence[int]) -> str:
    """Writes values from 0 to 22 as symbols."""
    return "".join(SYMBOLS[value] for value in values)


def plain(typed: str) -> str:
    """Reads what a person typed or said: any case, blanks and dashes anywhere; other signs stay, to be told of."""
    return "".join(sign for sign in typed.upper() if not sign.isspace() and sign not in "-–—.")


def strange(symbols: str) -> str:
    """Returns the signs that stand in no code, each once, in the order they came."""
    return "".join(dict.fromkeys(sign for sign in symbols if sign not in _VALUE))


def swapped(checked: str) -> bool:
    """Says whether changing two neighbours round would make unsound symbols sound: the likely slip."""
    for place in range(len(checked) - 1):
        turned = checked[:place] + checked[place + 1] + checked[place] + checked[place + 2 :]
        if turned != checked and is_sound(turned):
            return True
    return False


def in_groups(symbols: str, size: int = 4) -> str:
    """Writes symbols in groups joined by dashes; a last symbol alone joins the group before it."""
    groups = [symbols[place : place + size] for place in range(0, len(symbols), size)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return "-".join(groups)
