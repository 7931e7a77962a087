"""Questions on which what one clerk keyed differs from what all others keyed by more than chance.

A difference is a reason to look, never a verdict: a clerk may ring another borough, speak another language, or take
the evening calls.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from survey.fieldwork.supervision.interview import Interview
from survey.questionnaire.definition import Question, absence_of
from survey.questionnaire.version import Version
from survey.statistics.comparisons import chi_square

LEAST_INTERVIEWS = 20
"""Interviews that a clerk, and the others together, must have on a question."""

SIGNIFICANCE = 0.05
"""The share of false alarms among all alarms that is put up with (Benjamini and Hochberg)."""

LEAST_DIFFERENCE = 0.15
"""How far apart, 0 to 1, the shares of some answer must lie: less is of no weight, however certain."""

LEAST_EXPECTED = 5.0
"""The expected count under which answers are put together before they are tested (Cochran 1954)."""

ABSENT = "~"
"""Begins the category of an absence, such as a refusal: refusals that one clerk alone records are worth a look."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A question on which a clerk's interviews differ from those of the others."""

    clerk: str
    family: str
    question: Question
    part: str
    """Row or choice that was tested; empty for the question as a whole."""
    interviews: int
    others: int
    p: float
    """Adjusted for the number of comparisons."""
    strength: float
    """Cramér's V, 0 to 1."""
    answer: str
    """The answer in whose share the two differ most."""
    share: float
    share_of_others: float


@dataclass(frozen=True, slots=True)
class _Comparison:
    clerk: str
    family: str
    question: Question
    part: str
    own: Counter[str]
    rest: Counter[str]
    p: float
    strength: float


def unlike_all_others(
    interviews: Sequence[Interview],
    versions: Mapping[str, Version],
    *,
    least: int = LEAST_INTERVIEWS,
    significance: float = SIGNIFICANCE,
    difference: float = LEAST_DIFFERENCE,
) -> tuple[Unlike, ...]:
    """Compares each clerk with all others, question by question, and returns what is worth a look, strongest first.

    Interviews in one channel are compared with one another alone: who answers by post differs from who rings.
    """
    comparisons = []
    for (_channel, family), found in _apart(interviews, versions).items():
        comparisons += _compared(found, versions, family, least)
    adjusted = benjamini_hochberg([one.p for one in comparisons])
    told = [_told(one, p) for one, p in zip(comparisons, adjusted, strict=True) if p <= significance]
    told = [one for one in told if abs(one.share - one.share_of_others) >= difference]
    return tuple(sorted(told, key=lambda one: (-one.strength, one.clerk, one.question.key, one.part)))


def _apart(
    interviews: Iterable[Interview], versions: Mapping[str, Version]
) -> dict[tuple[str, str], list[Interview]]:
    groups: dict[tuple[str, str], list[Interview]] = {}
    for one in interviews:
        groups.setdefault((one.channel.value, versions[one.version].questionnaire.family), []).append(one)
    return groups


def _compared(
    interviews: Sequence[Interview], versions: Mapping[str, Version], family: str, least: int
) -> list[_Comparison]:
    questions: dict[str, Question] = {}
    counts: dict[tuple[str, str], dict[str, Counter[str]]] = {}
    for one in interviews:
        for question in versions[one.version].questionnaire.questions:
            for part, answer in categories(question, one.answers.get(question.key)):
                questions[question.key] = question
                by_clerk = counts.setdefault((question.key, part), {})
                by_clerk.setdefault(one.clerk, Counter())[answer] += 1
    made = []
    for (key, part), by_clerk in counts.items():
        together = sum(by_clerk.values(), Counter[str]())
        for clerk, own in by_clerk.items():
            rest = together - own
            if own.total() < least or rest.total() < least:
                continue
            tested = _tested(own, rest)
            if tested is not None:
                made.append(_Comparison(clerk, family, questions[key], part, own, rest, *tested))
    return made


def categories(question: Question, value: Any) -> Iterable[tuple[str, str]]:
    """Returns (part, category) of what is compared in an answer; nothing for numbers, words and open questions.

    A choice of one is compared as a whole, a grid row by row, and each choice of several by itself.
    """
    if value is None:
        return []
    absence = absence_of(value)
    if absence:
        return [("", ABSENT + absence.value)]
    if question.kind in {"single_choice", "yes_no"} and isinstance(value, str):
        return [("", value)]
    if question.kind == "grid" and isinstance(value, Mapping):
        return [(row, point) for row, point in value.items() if isinstance(point, str)]
    if question.kind in {"multiple_choice", "ranking"} and isinstance(value, list):
        return [(choice.key, "yes" if choice.key in value else "no") for choice in question.choices]
    return []


def _tested(own: Counter[str], rest: Counter[str]) -> tuple[float, float] | None:
    """Returns (p, Cramér's V) of a clerk's counts beside the others'; None where there is too little to test."""
    table = _put_together(own, rest)
    test = chi_square(table)
    if test is None:
        return None
    return test.p, float(np.sqrt(test.statistic / table.sum()))


def _put_together(own: Counter[str], rest: Counter[str]) -> Any:
    """Returns the table of counts, shape (2, answers), rare answers added up until each is to be expected often."""
    share = own.total() / (own.total() + rest.total())
    columns = sorted(((own[key], rest[key]) for key in own.keys() | rest.keys()), key=sum)
    smaller = min(share, 1 - share)
    while len(columns) > 1 and sum(columns[0]) * smaller < LEAST_EXPECTED:
        first, second, *others = columns
        columns = sorted([(first[0] + second[0], first[1] + second[1]), *others], key=sum)
    return np.array(columns, dtype=float).T


def benjamini_hochberg(probabilities: Sequence[float]) -> list[float]:
    """Returns probabilities adjusted for how many there are, so that a threshold bounds the share of false alarms.

    Source: Benjamini and Hochberg (1995), 'Controlling the false discovery rate'.
    """
    count = len(probabilities)
    order = sorted(range(count), key=lambda place: probabilities[place], reverse=True)
    adjusted = [1.0] * count
    least = 1.0
    for rank, place in zip(range(count, 0, -1), order, strict=True):
        least = min(least, probabilities[place] * count / rank)
        adjusted[place] = least
    return adjusted


def _told(one: _Comparison, p: float) -> Unlike:
    own, others = one.own.total(), one.rest.total()
    answer = max(
        sorted(one.own.keys() | one.rest.keys()),
        key=lambda key: abs(one.own[key] / own - one.rest[key] / others),
    )
    return Unlike(
        clerk=one.clerk,
        family=one.family,
        question=one.question,
        part=one.part,
        interviews=own,
        others=others,
        p=p,
        strength=one.strength,
        answer=answer,
        share=one.own[answer] / own,
        share_of_others=one.rest[answer] / others,
    )
