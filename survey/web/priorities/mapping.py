"""Asking which column of a sample survey's file is what, and which value stands for which answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from survey.indicators.benchmarks.layout import DESIGN, Layout, LayoutRefused
from survey.indicators.benchmarks.parts import Part
from survey.indicators.benchmarks.said import refusal_words
from survey.questionnaire.definition import Questionnaire
from survey.web.language import later

DESIGN_WORDS: Mapping[str, tuple[Any, Any]] = {
    "weight": (
        later("Design weight"),
        later(
            "One over the chance to be asked. Without one, all count alike before the population’s margins are met."
        ),
    ),
    "stratum": (later("Stratum"), later("The groups that were drawn from separately, such as boroughs.")),
    "cluster": (
        later("Cluster"),
        later("What was drawn first, such as streets, where several people were asked in each."),
    ),
    "population": (
        later("Population of the stratum"),
        later("Only where a good part of it was asked; margins become smaller."),
    ),
}

LEAVE_OUT = "-"
"""Chosen for a value that is no answer."""


@dataclass
class Asking:
    """What is asked next of a file: its columns, its values, or nothing any more."""

    step: str = "file"
    parts: Sequence[Part] = ()
    headers: Sequence[str] = ()
    layout: Layout = field(default_factory=lambda: Layout({}))
    unplaced: Mapping[str, Sequence[str]] = field(default_factory=dict)
    fault: LayoutRefused | None = None
    refused: tuple[str, str] | None = None
    """What of the design can't be, and why, in words."""
    questionnaire: Questionnaire | None = None

    @property
    def is_done(self) -> bool:
        """Says whether everything is known."""
        return not self.step

    @property
    def error(self) -> tuple[str, str] | None:
        """The field at fault and what is wrong with it, in words."""
        if self.fault is None:
            return (f"design-{self.refused[0]}", self.refused[1]) if self.refused else None
        its = f"design-{self.fault.field}" if self.fault.field in DESIGN else f"column-{self.fault.field}-1"
        known = self.fault.field in {*DESIGN, *(part.key for part in self.parts)}
        return (its if known else f"column-{self.parts[0].key}-1"), refusal_words(self.fault)

    @property
    def header_choices(self) -> list[tuple[str, Any]]:
        """The headers that can be chosen."""
        return [("", later("None")), *((one, one) for one in self.headers if one)]

    @staticmethod
    def answers_to(part: Part) -> list[tuple[str, Any]]:
        """The answers that a value can stand for."""
        return [
            ("", later("Choose")),
            *((key, text.say("en")) for key, text in part.categories),
            (LEAVE_OUT, later("No answer")),
        ]

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """Each column that is asked for: field, words, the header chosen."""
        found = []
        for part in self.parts:
            chosen = self.layout.columns.get(part.key, ())
            for place in range(part.places):
                its = chosen[place] if place < len(chosen) else ""
                found.append((f"column-{part.key}-{place + 1}", _words(part, place), its))
        return found

    @property
    def design(self) -> list[tuple[str, Any, Any, str]]:
        """What is asked of the design: field, words, help, the header chosen."""
        return [(f"design-{role}", *DESIGN_WORDS[role], self.layout.design.get(role, "")) for role in DESIGN]

    @property
    def values(self) -> list[tuple[Part, list[tuple[str, str]]]]:
        """Each part with values to place: (field, as written)."""
        by_key = {part.key: part for part in self.parts}
        return [
            (by_key[key], [(f"value-{key}-{at}", one) for at, one in enumerate(its)])
            for key, its in self.unplaced.items()
        ]

    @property
    def placed(self) -> list[tuple[str, str]]:
        """What was placed before, as hidden fields: name and value."""
        return [
            (f"placed-{key}", f"{answer or LEAVE_OUT}={written}")
            for key, its in self.layout.values.items()
            for written, answer in its.items()
        ]


def _words(part: Part, place: int) -> str:
    words = part.question.text.say("en")
    if part.row:
        words = f"{words} – {part.label.say('en')}"
    return f"{words} – choice {place + 1}" if part.places > 1 else words


def posted_layout(posted: Any, parts: Sequence[Part], known: Layout) -> Layout:
    """Reads a layout from what was posted; `known` is what was remembered of the values of such a file."""
    columns: dict[str, tuple[str, ...]] = {}
    for part in parts:
        named = [posted.get(f"column-{part.key}-{place + 1}", "") for place in range(part.places)]
        if any(named):
            columns[part.key] = tuple(one for one in named if one)
    values: dict[str, dict[str, str]] = {}
    for part in parts:
        its = dict(known.values.get(part.key, {}))
        for one in posted.getlist(f"placed-{part.key}"):
            answer, _, written = one.partition("=")
            its[written] = "" if answer == LEAVE_OUT else answer
        for at, written in enumerate(posted.getlist(f"written-{part.key}")):
            answer = posted.get(f"value-{part.key}-{at}", "")
            if answer:
                its[written] = "" if answer == LEAVE_OUT else answer
        if its and part.key in columns:
            values[part.key] = its
    return Layout(columns, {role: posted.get(f"design-{role}", "") for role in DESIGN}, values)
