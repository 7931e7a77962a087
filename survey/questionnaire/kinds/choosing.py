"""What kinds with choices share: 'other, please say' and the sayings of a chosen key."""

from typing import Any

from survey.questionnaire.definition import Question
from survey.questionnaire.kinds.kind import OTHER_LENGTH, Answers, Column, Fault, Posted


def other_key(question: Question, choice: str) -> str:
    """Names the entry, and the field, of the words behind an 'other, please say'."""
    return f"{question.key}:{choice}"


def other_keys(question: Question) -> tuple[str, ...]:
    """Names the entries of all 'other, please say' of a question."""
    return tuple(other_key(question, choice.key) for choice in question.choices if choice.other)


def read_others(question: Question, chosen: list[str], posted: Posted) -> dict[str, Any]:
    """Reads the words behind each chosen 'other'; words behind one that isn't chosen are left out."""
    entries = {}
    for choice in question.choices:
        name = other_key(question, choice.key)
        words = "".join(posted.get(name, ())[:1])
        if choice.other and choice.key in chosen and words.strip():
            entries[name] = words
    return entries


def write_others(question: Question, answers: Answers) -> dict[str, list[str]]:
    """Returns the fields of the words behind each 'other'."""
    return {name: [str(answers[name])] for name in other_keys(question) if name in answers}


def check_others(question: Question, chosen: list[str], answers: Answers) -> list[Fault]:
    """Asks for the words behind each chosen 'other', and that they're not too many."""
    faults = []
    for choice in question.choices:
        if not choice.other or choice.key not in chosen:
            continue
        name = other_key(question, choice.key)
        words = answers.get(name, "")
        if not words:
            faults.append(Fault("other_text_missing", name))
        elif len(words) > OTHER_LENGTH:
            faults.append(Fault("too_long", name, {"limit": OTHER_LENGTH, "length": len(words)}))
    return faults


def check_keys(question: Question, chosen: list[Any]) -> list[Fault]:
    """Refuses what isn't among the choices."""
    strange = [key for key in chosen if not isinstance(key, str) or key not in question.choice_by_key]
    return [Fault("not_a_choice", question.key)] if strange else []


def say_choice(question: Question, key: str, answers: Answers, language: str) -> str:
    """Returns a chosen key in words, with what was said behind an 'other'."""
    choice = question.choice_by_key.get(key)
    if choice is None:
        return key
    words = answers.get(other_key(question, key)) if choice.other else None
    text = choice.text.say(language)
    return f"{text}: {words}" if words else text


def other_columns(question: Question) -> tuple[Column, ...]:
    """Returns the text columns behind each 'other'."""
    return tuple(
        Column(other_key(question, choice.key), question.key, choice.key, "text", choice.text)
        for choice in question.choices
        if choice.other
    )
