"""Earlier answers in later wording: `[[question]]`, or `[[ranking.1]]` for one place of a ranking."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from survey.questionnaire.definition import Channel, Question, Questionnaire, Text, absence_of
from survey.questionnaire.kinds import KINDS

PLACEHOLDER = re.compile(r"\[\[([a-z][a-z0-9_]*)(?:\.(\d+))?\]\]")


def has_placeholder(words: str) -> bool:
    """Says whether a text pipes anything."""
    return "[[" in words and PLACEHOLDER.search(words) is not None


def placeholders(words: str) -> list[tuple[str, int | None]]:
    """Returns the (question, place) that a text pipes, in order."""
    return [(found[1], int(found[2]) if found[2] else None) for found in PLACEHOLDER.finditer(words)]


def piped_texts(question: Question) -> Iterator[tuple[str, Channel | None, Text]]:
    """Yields (path, channel, text) for the texts of a question into which answers are put; no channel means all."""
    yield "text", None, question.text
    yield "hint", None, question.hint
    for channel, wording in question.channels.items():
        yield f"channels/{channel}/text", channel, wording.text
    for place, row in enumerate(question.rows):
        yield f"rows/{place}/text", None, row.text


def plain_texts(question: Question) -> Iterator[tuple[str, Text]]:
    """Yields (path, text) for the texts of a question that are shown as they stand."""
    yield "why", question.why
    yield "unit", question.unit
    for channel, wording in question.channels.items():
        yield f"channels/{channel}/instruction", wording.instruction
    for place, choice in enumerate(question.choices):
        listed = "scale" if question.kind == "grid" else "choices"
        yield f"{listed}/{place}/text", choice.text
        yield f"{listed}/{place}/hint", choice.hint


def pipe(
    words: str,
    questionnaire: Questionnaire,
    answers: Mapping[str, Any],
    language: str,
    safely: Callable[[str], str] = str,
) -> str:
    """Puts answers into a text; `safely` escapes both the text and the answers for where they go.

    A placeholder without an answer says nothing: the document routes so that it isn't met.
    """
    parts: list[str] = []
    end = 0
    for found in PLACEHOLDER.finditer(words):
        parts.append(safely(words[end : found.start()]))
        said = spoken(questionnaire, found[1], int(found[2]) if found[2] else None, answers, language)
        parts.append(safely(said))
        end = found.end()
    parts.append(safely(words[end:]))
    return "".join(parts)


def without(words: str, hidden: frozenset[str]) -> str:
    """Returns a text with dots where it would say an answer that is hidden."""
    return PLACEHOLDER.sub(lambda found: "…" if found[1] in hidden else found[0], words)


def spoken(
    questionnaire: Questionnaire, key: str, place: int | None, answers: Mapping[str, Any], language: str
) -> str:
    """Returns an answer in words, as it is said within a sentence; an absence says nothing."""
    question = questionnaire.question_by_key.get(key)
    if question is None or key not in answers or absence_of(answers[key]):
        return ""
    lines = _lines(question, answers, language)
    if place is None:
        return ", ".join(lines)
    return lines[place - 1] if 0 < place <= len(lines) else ""


def _lines(question: Question, answers: Mapping[str, Any], language: str) -> list[str]:
    return KINDS[question.kind].say(question, answers, language)
