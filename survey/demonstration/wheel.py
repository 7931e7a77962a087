"""Drawing by relative weights, prepared once."""

from bisect import bisect
from collections.abc import Collection, Hashable, Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


class Wheel(Generic[Name]):
    """Names with relative weights, as a wheel of fortune; `spin` stops at one of them."""

    def __init__(self, weights: Mapping[Name, float]) -> None:
        """Raises ValueError where nothing can be drawn."""
        self.names = [name for name, weight in weights.items() if weight > 0]
        if not self.names:
            raise ValueError("a wheel needs a weight over zero")
        self._edges = list(accumulate(weights[name] for name in self.names))
        self._whole = self._edges[-1]
        self._last = len(self.names) - 1

    def spin(self, chance: Random) -> Name:
        """Draws one name."""
        return self.names[bisect(self._edges, chance.random() * self._whole, 0, self._last)]

    def at(self, quantile: float) -> Name:
        """Returns the name at a place on the wheel, from 0 to 1."""
        return self.names[bisect(self._edges, quantile * self._whole, 0, self._last)]

    def several(self, chance: Random, count: int, among: Collection[Name] | None = None) -> list[Name]:
        """Draws different names one after the other, each by the weights of what is left."""
        left = [name for name in self.names if among is None or name in among]
        drawn: list[Name] = []
        while len(drawn) < min(count, len(left)):
            name = self.spin(chance)
            if name not in drawn and name in left:
                drawn.append(name)
        return drawn
