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
    """The answer is this choice key, yes/no, area code, text or number.

    Here and below `grid.row` names a row of a grid, `ranking.2` the second place of a ranking.
    """

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


Comparison: TypeAlias = Equals | In | Contains | Greater | Less | Answered
Condition: TypeAlias = AllOf | AnyOf | Not | ByChannel | Comparison


def questions_in(condition: Condition) -> frozenset[str]:
    """Returns the keys of the questions that a condition looks at (without the row of a grid)."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return frozenset().union(*(questions_in(part) for part in parts))
        case Not(part):
            return questions_in(part)
        case ByChannel():
            return frozenset()
        case _:
            return frozenset({condition.question.partition(".")[0]})


def holds(condition: Condition | None, answers: Mapping[str, Any], channel: str) -> bool:
    """Says whether a condition holds, given the answers to the questions that were asked; None always does."""
    return condition is None or compiled(condition)(answers, channel)


def compiled(condition: Condition) -> Holds:
    """Turns a condition into one function; worth doing once for each published version."""
    match condition:
        case AllOf(parts):
            return _all([compiled(part) for part in parts])
        case AnyOf(parts):
            return _any([compiled(part) for part in parts])
        case Not(part):
            inner = compiled(part)
            return lambda answers, channel: not inner(answers, channel)
        case ByChannel(channels):
            return lambda _answers, channel: channel in channels
    return _compiled_comparison(condition)


def _all(parts: list[Holds]) -> Holds:
    """Joins parts by a plain loop: on the way of every page, where `all()` over a generator costs twice as much."""

    def every(answers: Mapping[str, Any], channel: str) -> bool:
        for part in parts:  # noqa: SIM110  see above
            if not part(answers, channel):
                return False
        return True

    return every


def _any(parts: list[Holds]) -> Holds:
    def some(answers: Mapping[str, Any], channel: str) -> bool:
        for part in parts:  # noqa: SIM110  see _all
            if part(answers, channel):
                return True
        return False

    return some


def _compiled_comparison(condition: Comparison) -> Holds:
    value_of = _reader(condition.question)
    match condition:
        case Equals(_, wanted):
            return _one_of(value_of, (wanted,))
        case In(_, several):
            return _one_of(value_of, several)
        case Contains(_, key):
            return lambda answers, _channel: _contains(value_of(answers), key)
        case Greater(_, bound):
            return lambda answers, _channel: _is_number(value_of(answers)) and value_of(answers) > bound
        case Less(_, bound):
            return lambda answers, _channel: _is_number(value_of(answers)) and value_of(answers) < bound
        case Answered():
            return lambda answers, _channel: is_substantive(value_of(answers))


def _one_of(value_of: Callable[[Mapping[str, Any]], Any], wanted: tuple[str | int, ...]) -> Holds:
    """Compares within one type alone: the number 1 is not the text '1', and true is no number."""
    words = frozenset(value for value in wanted if type(value) is str)
    numbers = frozenset(value for value in wanted if type(value) is int)

    def same(answers: Mapping[str, Any], _channel: str) -> bool:
        value = value_of(answers)
        if type(value) is str:
            return value in words
        return type(value) is int and value in numbers

    return same


def _reader(name: str) -> Callable[[Mapping[str, Any]], Any]:
    question, _, row = name.partition(".")
    if not row:
        return lambda answers: answers.get(question)

    def row_value(answers: Mapping[str, Any]) -> Any:
        rows = answers.get(question)
        return rows.get(row) if isinstance(rows, dict) else None

    def ranked_value(answers: Mapping[str, Any]) -> Any:
        ranked = answers.get(question)
        return ranked[place] if isinstance(ranked, list) and 0 <= place < len(ranked) else None

    if not row.isdecimal():
        return row_value
    place = int(row) - 1
    return ranked_value


def is_substantive(value: Any) -> bool:
    """Says whether a stored value is an answer: something, and not an absence; a grid needs one row that is."""
    if value is None:
        return False
    if isinstance(value, dict):
        return "absent" not in value and any(is_substantive(part) for part in value.values())
    return True


def _contains(value: Any, key: str) -> bool:
    if isinstance(value, dict):
        return "absent" not in value and key in value
    return isinstance(value, list) and key in value


def _is_number(value: Any) -> bool:
    return type(value) is int
