"""An area of a region, and the region itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its GSS code, its names, its place on the tile map and who polices it."""

    code: str
    name: str
    short_name: str
    police: str
    tile_row: int
    tile_column: int
    residents: int
    """Usual residents, Census 2021, rounded to 100 by the ONS."""
    enterprises: int
    """Active enterprises, 2022."""

    @property
    def tile_name(self) -> str:
        """The name as a tile of the map has room for it: initials of a double name, else four letters."""
        first, _, second = self.short_name.partition(" and ")
        return f"{first[0]}&{second[0]}" if second else self.short_name[:4]


@dataclass(frozen=True)
class Region:
    """The areas that an authority asks about, in the order of their names' usual listing."""

    name: str
    areas: tuple[Area, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Area]:
        """Finds an area by its GSS code."""
        return {area.code: area for area in self.areas}

    @cached_property
    def _by_name(self) -> Mapping[str, Area]:
        names: dict[str, Area] = {}
        for area in self.areas:
            names[_plain(area.name)] = area
            names.setdefault(_plain(area.short_name), area)
        return names

    def named(self, name: str) -> Area | None:
        """Finds an area by its name as people write it: any case, '&' for 'and', 'upon Thames' left out."""
        return self._by_name.get(_plain(name))


def _plain(name: str) -> str:
    words = name.lower().replace("&", " and ").replace("-", " ").split()
    return " ".join(word for word in words if word not in {"london", "borough", "of", "royal", "the"})
