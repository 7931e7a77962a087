"""What may change between versions of a family, and what a change does.

A key stands for one meaning for ever, across versions and rounds: that is what lets this year be laid beside last
year. Wording may be mended; a new meaning takes a new key.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from survey.questionnaire.definition import Question, Questionnaire, Text
from survey.questionnaire.kinds.ranking import places_of

SAME_WORDING = 0.5
"""How alike two wordings must be (0 to 1, of characters in order) to pass for one meaning without being told so."""

NEGATIONS = frozenset({"no", "none", "nobody", "not", "never", "neither", "nor", "nothing", "without"})
"""English words one of which, put in or left out, turns a meaning round however alike the rest is."""

TURNING = ("dis", "in", "im", "ir", "non", "un")
"""Beginnings that turn an English word round: satisfied, dissatisfied."""

UNLIMITED = 10**6


def refusals(earlier: Questionnaire, later: Questionnaire) -> Iterator[tuple[str, str]]:
    """Yields (path, message) for each key of a published version that now means something else."""
    for number, section in enumerate(later.sections):
        for place, page in enumerate(section.pages):
            for at, question in enumerate(page.questions):
                before = earlier.question_by_key.get(question.key)
                if before is not None:
                    path = f"sections/{number}/pages/{place}/questions/{at}"
                    yield from _question_refusals(before, question, path)


def _question_refusals(before: Question, after: Question, path: str) -> Iterator[tuple[str, str]]:
    if before.kind != after.kind:
        yield (
            f"{path}/kind",
            f"‘{after.key}’ was published as {before.kind} and is now {after.kind}: give it a new key.",
        )
        return
    if _shape(before) != _shape(after):
        yield (
            f"{path}/limit",
            f"‘{after.key}’ stored another form of answer (one, several, or counts): give it a new key.",
        )
    elif _limit(after) < _limit(before):
        yield (
            f"{path}/limit",
            f"‘{after.key}’ took up to {_limit_in_words(before)} and now takes fewer: give it a new key.",
        )
    if before.unit.by_language and not _alike(before.unit, after.unit):
        yield f"{path}/unit", f"‘{after.key}’ was counted in another unit: give it a new key."
    if not _alike(before.text, after.text) and not (after.meaning and after.meaning == before.meaning):
        yield (
            f"{path}/text",
            f"‘{after.key}’ asked ‘{_first(before.text)}’. If it means the same, give both versions one ‘meaning’;"
            " if not, give it a new key.",
        )
    listed = "scale" if after.kind == "grid" else "choices"
    choices = {choice.key: choice.text for choice in before.choices}
    for place, choice in enumerate(after.choices):
        if _means_another(choice.key, choice.text, choices):
            yield (
                f"{path}/{listed}/{place}/text",
                f"‘{choice.key}’ meant ‘{_first(choices[choice.key])}’: give the new choice a key of its own.",
            )
    rows = {row.key: row.text for row in before.rows}
    for place, row in enumerate(after.rows):
        if _means_another(row.key, row.text, rows):
            yield (
                f"{path}/rows/{place}/text",
                f"‘{row.key}’ meant ‘{_first(rows[row.key])}’: give the new row a key of its own.",
            )


def _means_another(key: str, text: Text, before: dict[str, Text]) -> bool:
    """Says whether a key has the text of another key, or one that is not like its own."""
    if key not in before or _is_same(before[key], text):
        return False
    return any(_is_same(other, text) for other in before.values()) or not _alike(before[key], text)


def _limit(question: Question) -> int:
    """Returns the most answers that a question takes."""
    if question.kind == "ranking":
        return places_of(question)
    if question.kind == "multiple_choice" or question.counted:
        return question.limit or UNLIMITED
    return question.limit or 1


def _limit_in_words(question: Question) -> str:
    return "any number" if _limit(question) == UNLIMITED else str(_limit(question))


def _shape(question: Question) -> tuple[bool, bool]:
    """Returns what decides the form in which answers are stored."""
    several = question.kind == "area" and (question.counted or (question.limit or 1) > 1)
    return several, question.counted


def _alike(before: Text, after: Text) -> bool:
    old, new = _in_one_language(before, after)
    if old == new:
        return True
    return SequenceMatcher(None, old, new).ratio() >= SAME_WORDING and not _turned(old, new)


def _is_same(before: Text, after: Text) -> bool:
    old, new = _in_one_language(before, after)
    return old == new


def _in_one_language(before: Text, after: Text) -> tuple[str, str]:
    """Returns both texts in the first language that both have, whatever the order of languages has become."""
    shared = [language for language in before.by_language if language in after.by_language]
    if not shared:
        return _first(before).casefold(), _first(after).casefold()
    return before.by_language[shared[0]].casefold(), after.by_language[shared[0]].casefold()


def _turned(old: str, new: str) -> bool:
    """Says whether a negation was put in or left out."""
    before, after = set(re.findall(r"[\w’']+", old)), set(re.findall(r"[\w’']+", new))
    if _negations(before) != _negations(after):
        return True
    gone, come = before - after, after - before
    return any(
        one == turning + other or other == turning + one
        for turning in TURNING
        for one in gone
        for other in come
    )


def _negations(words: set[str]) -> int:
    return sum(word in NEGATIONS or word.endswith(("n’t", "n't")) for word in words)


def _first(text: Text) -> str:
    return next(iter(text.by_language.values()), "")


def effects(earlier: Questionnaire | None, later: Questionnaire) -> list[str]:
    """Returns, in words, what putting a version in place of the live one does."""
    if earlier is None:
        asked, pages = _several(len(later.questions), "question"), _several(len(later.pages), "page")
        return [f"‘{_first(later.title)}’ opens with {asked} on {pages}."]
    told = [*_question_effects(earlier, later), *_language_effects(earlier, later)]
    if _order(earlier, later) != _order(later, earlier):
        told.append("Questions that both have are asked in another order.")
    if not told:
        told.append("Only wording or settings change; every question and choice stays.")
    told.append(
        "People who are half way finish the version that they began. Answers already sent stay as they are."
    )
    return told


def _several(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _question_effects(earlier: Questionnaire, later: Questionnaire) -> Iterator[str]:
    for question in later.questions:
        before = earlier.question_by_key.get(question.key)
        if before is None:
            yield f"New question: ‘{_first(question.text)}’. Earlier answers count as not asked."
            continue
        if _first(before.text) != _first(question.text):
            yield f"Reworded: ‘{_first(before.text)}’ becomes ‘{_first(question.text)}’."
        yield from _choice_effects(before, question)
        yield from _bound_effects(before, question)
        if question.required and not before.required:
            yield f"‘{_first(question.text)}’ must now be answered."
    for question in earlier.questions:
        if question.key not in later.question_by_key:
            yield f"No longer asked: ‘{_first(question.text)}’. Answers given so far keep their column."


def _choice_effects(before: Question, after: Question) -> Iterator[str]:
    for choice in after.choices:
        if choice.key not in before.choice_by_key:
            yield f"New choice for ‘{_first(after.text)}’: ‘{_first(choice.text)}’, not offered to those before."
    for choice in before.choices:
        if choice.key not in after.choice_by_key:
            yield f"No longer offered for ‘{_first(after.text)}’: ‘{_first(choice.text)}’; earlier ones count."


def _bound_effects(before: Question, after: Question) -> Iterator[str]:
    asked = _first(after.text)
    if _limit(before) != _limit(after):
        yield f"‘{asked}’ takes up to {_limit_in_words(after)}, where it took up to {_limit_in_words(before)}."
    if (before.minimum, before.maximum) != (after.minimum, after.maximum):
        yield f"‘{asked}’ has other bounds. Numbers outside them that were sent already still count."


def _language_effects(earlier: Questionnaire, later: Questionnaire) -> Iterator[str]:
    for language in later.languages:
        if language not in earlier.languages:
            yield f"Can now be answered in ‘{language}’."
    for language in earlier.languages:
        if language not in later.languages:
            yield f"Can no longer be answered in ‘{language}’."


def _order(one: Questionnaire, other: Questionnaire) -> list[str]:
    """Returns the questions that both have, in the order of the first."""
    return [question.key for question in one.questions if question.key in other.question_by_key]
