"""Earlier answers in later wording: `[[question]]`, or `[[ranking.1]]` for one place of a ranking."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from survey.questionnaire.definition import Question, Questionnaire, absence_of
from survey.questionnaire.kinds import KINDS

PLACEHOLDER = re.compile(r"\[\[([a-z][a-z0-9_]*)(?:\.(\d+))?\]\]")


def has_placeholder(words: str) -> bool:
    """Says whether a text pipes anything."""
    return "[[" in words and PLACEHOLDER.search(words) is not None


def placeholders(words: str) -> list[tuple[str, int | None]]:
    """Returns the (question, place) that a text pipes, in order."""
    return [(found[1], int(found[2]) if found[2] else None) for found in PLACEHOLDER.finditer(words)]


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
