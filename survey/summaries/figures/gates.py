"""Of how many a question can have been asked: its base tells that at least so many gave the answers it waits for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from survey.questionnaire.conditions import AllOf, Answered, AnyOf, Condition, Contains, Equals, In, Not
from survey.questionnaire.definition import Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Gate:
    """A question was asked of no more people than these."""

    answers: frozenset[tuple[str, str]]
    """(Question, choice): those who gave any of these answers; an empty choice stands for all who answered."""
    silent: frozenset[str] = frozenset()
    """And those who did not answer these questions."""


Gates: TypeAlias = Mapping[str, tuple[Gate, ...]]
"""Question → its gates; questions without any are missing."""


def gates(questionnaire: Questionnaire) -> Gates:
    """Returns what is known of how many each question was asked of."""
    by_key = {question.key: question for question in questionnaire.questions}
    found = {
        key: tuple(gate for one in conditions for gate in _gates(one, by_key))
        for key, conditions in _conditions(questionnaire)
    }
    return {key: its for key, its in found.items() if its}


def _conditions(questionnaire: Questionnaire) -> Iterator[tuple[str, list[Condition]]]:
    for section in questionnaire.sections:
        for page in section.pages:
            for question in page.questions:
                standing = (section.show_if, page.show_if, question.show_if)
                yield question.key, [one for one in standing if one is not None]


def _gates(condition: Condition, by_key: Mapping[str, Question]) -> list[Gate]:
    """Returns gates that each hold of whoever meets a condition; none where nothing follows from tables."""
    match condition:
        case AllOf(parts):
            return [gate for part in parts for gate in _gates(part, by_key)]
        case AnyOf(parts):
            each = [_gates(part, by_key) for part in parts]
            return [_either([its[0] for its in each])] if each and all(each) else []
        case Not(part):
            one = _without(part, by_key)
        case _:
            one = _with(condition)
    return [one] if one else []


def _with(condition: Condition) -> Gate | None:
    match condition:
        case Equals(question, value) | Contains(question, value):
            return Gate(frozenset({(question, str(value))}))
        case In(question, values):
            return Gate(frozenset((question, str(value)) for value in values))
        case Answered(question):
            return Gate(frozenset({(question, "")}))
        case _:
            return None


def _without(condition: Condition, by_key: Mapping[str, Question]) -> Gate | None:
    match condition:
        case Equals(question, value) if _is_single(question, by_key):
            return _others(by_key[question], {str(value)})
        case In(question, values) if _is_single(question, by_key):
            return _others(by_key[question], {str(one) for one in values})
        case Answered(question):
            return Gate(frozenset(), frozenset({question}))
        case _:
            return None


def _is_single(question: str, by_key: Mapping[str, Question]) -> bool:
    return question in by_key and by_key[question].kind in {"single_choice", "yes_no"}


def _others(question: Question, values: set[str]) -> Gate:
    keys = ["yes", "no"] if question.kind == "yes_no" else [choice.key for choice in question.choices]
    return Gate(
        frozenset((question.key, key) for key in keys if key not in values), frozenset({question.key})
    )


def _either(parts: list[Gate]) -> Gate:
    return Gate(
        frozenset().union(*(one.answers for one in parts)), frozenset().union(*(one.silent for one in parts))
    )
