"""How a text looks: prints by which equal ones are found, and the words by which it is looked for."""

import re
import unicodedata
from hashlib import blake2b

_NOT_WORDS = re.compile(r"[\W_]+")
LONGEST_SEARCH = 12
"""Words that are looked for at once; more is no search but a text."""


def plain(words: str) -> str:
    """Returns a text without case, accents, points and double blanks: two that say the same are then equal."""
    folded = unicodedata.normalize("NFKD", words.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return _NOT_WORDS.sub(" ", bare).strip()


def print_of(words: str) -> int:
    """Returns a signed number of 64 bits that two different texts share by accident once in 10^19."""
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), signed=True)


def looked_for(typed: str) -> tuple[str, ...]:
    """Returns the words that somebody looks for, each to be found as the beginning of a word."""
    return tuple(plain(typed).split())[:LONGEST_SEARCH]


def token_of(theme: str) -> str:
    """Returns the word by which a theme stands in the index, which nobody writes."""
    return "zqtheme" + theme.replace("_", "")


def indexed(words: str, *marks: str | None) -> str:
    """Returns what stands in the index for a text: its words as they may be seen, made plain, and its themes."""
    themes = {key for one in marks if one for key in one.strip("|").split("|") if key.strip("?")}
    return " ".join([plain(words), *(token_of(key) for key in sorted(themes))])
