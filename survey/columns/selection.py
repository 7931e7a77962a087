"""A selection: which responses a table speaks of, as an analyst puts it together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from survey.columns.table import Table
from survey.questionnaire.conditions import AllOf, AnyOf, ByChannel, Condition, Contains, Equals, In
from survey.questionnaire.definition import Question

CHOOSABLE = frozenset({"single_choice", "yes_no", "multiple_choice", "ranking"})
"""Kinds of question that responses can be selected by, besides areas and channels."""


@dataclass(frozen=True)
class Selection:
    """What is asked of a response: its round, one of the areas, one of the channels, one answer to each question."""

    round: str | None = None
    areas: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    events: tuple[str, ...] = ()
    """Codes of events, one of which a response came from; they stand apart from the answers, as the round does."""
    whole: bool = False
    """Leaves out partial responses: their givers stopped before the end and agreed that what was said counts."""

    everything: bool = False
    """Takes in the responses that are left out of results by a decision; see `counting`."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    @property
    def key(self) -> tuple[object, ...]:
        """Names the selection, so that what was reckoned for it can be found again."""
        answers = tuple(sorted(self.answers.items()))
        return (self.round, self.areas, self.channels, answers, self.events, self.whole, self.everything)

    def document(self) -> dict[str, Any]:
        """Puts the selection as plain values."""
        return {
            "round": self.round,
            "areas": list(self.areas),
            "channels": list(self.channels),
            "answers": {key: list(chosen) for key, chosen in self.answers.items()},
            "events": list(self.events),
            "whole": self.whole,
            "everything": self.everything,
        }

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Selection":
        """Reads a selection back."""
        return cls(
            document["round"],
            tuple(document["areas"]),
            tuple(document["channels"]),
            {key: tuple(chosen) for key, chosen in document["answers"].items()},
            tuple(document["events"]),
            document["whole"],
            document["everything"],
        )

    def condition(self, table: Table) -> Condition:
        """Puts the selection, without the round and the events, as a condition on a family's responses."""
        parts: list[Condition] = []
        if self.areas:
            parts.append(in_areas(table, self.areas))
        if self.channels:
            parts.append(ByChannel(self.channels))
        for key, chosen in self.answers.items():
            question = table.question_by_key.get(key)
            parts.append(_chose(question, chosen) if question else AnyOf(()))
        return AllOf(tuple(parts))


def in_areas(table: Table, areas: tuple[str, ...]) -> Condition:
    """Puts 'belongs to one of these areas': a firm with premises in several belongs to each."""
    return AnyOf(tuple(_is_in(question, areas) for question in table.places))


def several_areas(question: Question) -> bool:
    """Says whether an area question takes more than one area."""
    return question.counted or (question.limit or 1) > 1


def _is_in(question: Question, areas: tuple[str, ...]) -> Condition:
    if several_areas(question):
        return AnyOf(tuple(Contains(question.key, area) for area in areas))
    return In(question.key, areas)


def _chose(question: Question, chosen: tuple[str, ...]) -> Condition:
    if question.kind in {"multiple_choice", "ranking"}:
        return AnyOf(tuple(Contains(question.key, key) for key in chosen))
    return AnyOf(tuple(Equals(question.key, key) for key in chosen))
