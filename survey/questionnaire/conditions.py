"""Conditions: one tree, read here for one respondent and in `columns/filters.py` for a whole table.

A condition sees only questions that were asked. An absence (not asked, not answered, don't know,
prefer not to say) equals nothing, contains nothing and is neither greater nor less; logic has two
values, so `not` over any of these is true.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Holds: TypeAlias = Callable[[Mapping[str, Any], str], bool]
"""A compiled condition: (answers of asked questions, channel) to truth."""


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; true when there are none."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds; false when there are none."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Equals:
    """The answer is this choice key, yes/no, area code, text or number; `grid.row` names a grid's row."""

    question: str
    value: str | int


@dataclass(frozen=True, slots=True)
class In:
    """The answer is one of these."""

    question: str
    values: tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """The chosen, ranked or counted keys include this one."""

    question: str
    value: str


@dataclass(frozen=True, slots=True)
class Greater:
    """The number is greater than this."""

    question: str
    value: int


@dataclass(frozen=True, slots=True)
class Less:
    """The number is less than this."""

    question: str
    value: int


@dataclass(frozen=True, slots=True)
class Answered:
    """There is a substantive answer; an absence is none."""

    question: str


@dataclass(frozen=True, slots=True)
class ByChannel:
    """The response comes by one of these channels."""

    channels: tuple[str, ...]


Condition: TypeAlias = AllOf | AnyOf | Not | Equals | In | Contains | Greater | Less | Answered | ByChannel
