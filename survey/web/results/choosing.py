"""Which responses a page speaks of: read from its address, held to what the person may see."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from survey.columns.reading import choosable_areas
from survey.columns.selection import CHOOSABLE, Selection
from survey.columns.table import CHANNELS, Table
from survey.fieldwork.events.event import read_code
from survey.questionnaire.definition import Question

WHOLE = "whole"
"""Asks for responses that were given to the end, in `?extent=whole`."""

EVERYTHING = "all"
"""Asks for the responses that a decision leaves out as well, in `?counting=all`."""

MOST_ANSWERS = 12
"""Answers that one address can ask for; more is no filter but a mistake."""


def chosen(
    asked: MultiDict[str, str], table: Table, round_key: str | None, allowed: Collection[str] | None
) -> Selection:
    """Reads a selection; what no response can have is left out, and areas are held to those allowed (None: all)."""
    known = choosable_areas(table)
    areas = tuple(area for area in dict.fromkeys(asked.getlist("borough")) if area in known)
    if allowed is not None:
        areas = tuple(area for area in areas if area in allowed) or tuple(sorted(allowed))
    channels = tuple(channel.value for channel in CHANNELS if channel.value in asked.getlist("channel"))
    whole = asked.get("extent") == WHOLE
    answers = _answers(asked.getlist("answer"), table)
    everything = asked.get("counting") == EVERYTHING
    return Selection(round_key, areas, channels, answers, _events(asked.getlist("event")), whole, everything)


def _events(written: list[str]) -> tuple[str, ...]:
    """Reads codes of events; what is none is left out, one that nobody came from leaves nobody."""
    codes = [read_code(one) for one in written[:MOST_ANSWERS]]
    return tuple(dict.fromkeys(code for code in codes if isinstance(code, str)))


def _answers(written: list[str], table: Table) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in written[:MOST_ANSWERS]:
        key, _, choice = one.partition(":")
        question = table.question_by_key.get(key)
        if question and choice in options(question) and choice not in found.get(key, ()):
            found[key] = (*found.get(key, ()), choice)
    return found


def options(question: Question) -> tuple[str, ...]:
    """Returns the answers by which responses can be selected; none for other kinds of question."""
    if question.kind not in CHOOSABLE:
        return ()
    if question.kind == "yes_no":
        return ("yes", "no")
    return tuple(choice.key for choice in question.choices)


def address_of(selection: Selection) -> dict[str, list[str]]:
    """Writes a selection as the query of an address."""
    return {
        name: values
        for name, values in (
            ("round", [selection.round] if selection.round else []),
            ("borough", list(selection.areas)),
            ("channel", list(selection.channels)),
            ("event", list(selection.events)),
            ("extent", [WHOLE] if selection.whole else []),
            ("counting", [EVERYTHING] if selection.everything else []),
            (
                "answer",
                [f"{key}:{choice}" for key, choices in selection.answers.items() for choice in choices],
            ),
        )
        if values
    }


def without_answer(selection: Selection, key: str, choice: str) -> Selection:
    """Returns a selection that no longer asks for one answer."""
    answers = {
        question: tuple(one for one in choices if (question, one) != (key, choice))
        for question, choices in selection.answers.items()
    }
    kept = {question: choices for question, choices in answers.items() if choices}
    return replace(selection, answers=kept)
