"""How summaries are named in addresses: by a readable name or by the code of the area."""

from collections.abc import Mapping
from functools import cache

from survey.indicators.areas import area_named, name_of
from survey.places.london import AREAS, WHOLE


def slug_of(area: str) -> str:
    """Returns the readable name of an area in addresses, such as `kingston-upon-thames`."""
    return name_of(area).lower().replace(" ", "-")


@cache
def _by_slug() -> Mapping[str, str]:
    return {slug_of(area): area for area in (WHOLE, *(one.code for one in AREAS))}


def area_at(written: str) -> str | None:
    """Returns the area that an address names, by its readable name, its code or a name as people write it."""
    return _by_slug().get(written.lower()) or area_named(written.replace("-", " "))


def areas_named_like(words: str) -> list[str]:
    """Returns the areas whose name holds all the words, London first; all areas for no words."""
    wanted = words.lower().replace("-", " ").split()
    return [
        area
        for area in _by_slug().values()
        if all(one in name_of(area).lower().replace("-", " ") or one == area.lower() for one in wanted)
    ]
