"""The areas that figures are of: boroughs, London as a whole, and names that no borough bears."""

from survey.places.london import AREAS, LONDON, WHOLE

MOST_CHARACTERS = 60
"""Of the name of an area that is no borough."""

POLICED_ELSEWHERE = frozenset(area.code for area in AREAS if area.police != "Metropolitan Police Service")
"""Areas with a police force of their own: shown, never set priorities or targets for, never in London's total."""

SET_FOR = (WHOLE, *(area.code for area in AREAS if area.code not in POLICED_ELSEWHERE))
"""The areas that priorities and targets are set for: London first, then the boroughs."""

_LONDON = {
    "london",
    "greater london",
    "all london",
    "london total",
    "metropolitan police",
    "mps",
    "met total",
}


def area_named(written: str) -> str | None:
    """Returns the code of a borough or of London, by its code or its name as people write it; None for others."""
    words = " ".join(written.split())
    if words.upper() in LONDON.by_code or words.upper() == WHOLE:
        return words.upper()
    if words.lower() in _LONDON:
        return WHOLE
    found = LONDON.named(words)
    return found.code if found else None


def key_of(written: str) -> str:
    """Returns what figures of an area are kept under: its code, or its own name where it is no borough."""
    return area_named(written) or " ".join(written.split())[:MOST_CHARACTERS]


def name_of(key: str) -> str:
    """Returns the name of an area."""
    if key == WHOLE:
        return "London"
    return LONDON.by_code[key].name if key in LONDON.by_code else key


def short_name_of(key: str) -> str:
    """Returns the short name of an area, such as 'Kingston'."""
    return LONDON.by_code[key].short_name if key in LONDON.by_code else name_of(key)


def residents_of(key: str) -> int | None:
    """Returns the usual residents of an area, Census 2021, London without the City; None where none are known."""
    if key == WHOLE:
        return sum(area.residents for area in AREAS if area.code not in POLICED_ELSEWHERE)
    return LONDON.by_code[key].residents if key in LONDON.by_code else None
