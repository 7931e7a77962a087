"""Results with and without the flagged responses: counts, and shares by weight, of every answer that can be chosen."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from survey.columns.weighing import Answers, Weighing
from survey.themes.integrity.signals import Facts


def beside(
    facts: Sequence[Facts], flagged: Collection[str], weighing: Weighing | None = None
) -> dict[str, Any]:
    """Counts the answers of all responses and of those not flagged.

    Returns bases (question → [all, rest]), choices ([question, choice, all, rest], the most given first) and, where
    there is a weighing, weighted: the same two of weights, choices in the same order as [all, rest]. A row of a grid
    stands as `question.row`. The rest is weighted anew, as it would be if the flagged had never answered.
    """
    bases, choices = _counted(facts, None)
    kept = [one for one in facts if one.id not in flagged]
    rest_bases, rest = _counted(kept, None)
    order = [place for place, _ in choices.most_common()]
    found: dict[str, Any] = {
        "bases": {key: [int(count), int(rest_bases[key])] for key, count in bases.items()},
        "choices": [[*place, int(choices[place]), int(rest[place])] for place in order],
    }
    if weighing is not None:
        weighed_bases, weighed = _counted(facts, weighing)
        rest_weighed_bases, rest_weighed = _counted(kept, weighing)
        found["weighted"] = {
            "bases": {
                key: [_rounded(weighed_bases[key]), _rounded(rest_weighed_bases[key])] for key in bases
            },
            "choices": [[_rounded(weighed[place]), _rounded(rest_weighed[place])] for place in order],
        }
    return found


def _rounded(weight: float) -> float:
    return round(weight, 4)


def _counted(
    facts: Sequence[Facts], weighing: Weighing | None
) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Returns what all answers to each question, and each answer, come to: in responses, or in weights."""
    bases, choices = Counter[str](), Counter[tuple[str, str]]()
    weights = _weights(facts, weighing) if weighing else None
    for at, one in enumerate(facts):
        counts: Any = weights[at] if weights else 1
        for key, said in _said(one):
            bases[key] += counts
            for choice in said:
                choices[key, choice] += counts
    return bases, choices


def _weights(facts: Sequence[Facts], weighing: Weighing) -> list[float]:
    cells = [_cell(one.answers, weighing.questions) for one in facts]
    by = weighing.by(Counter(cells))
    return [by[cell] for cell in cells]


def _cell(answers: Mapping[str, Any], questions: Sequence[str]) -> Answers:
    return tuple(held if isinstance(held := answers.get(key, ""), str) else "" for key in questions)


def _said(one: Facts) -> Iterator[tuple[str, list[str]]]:
    """Yields (question or row of a grid, what was chosen) for each that was answered."""
    for key, held in one.answers.items():
        if key in one.areas or ":" in key:
            continue
        if isinstance(held, dict):
            rows = {} if "absent" in held else held
            yield from ((f"{key}.{row}", [value]) for row, value in rows.items() if isinstance(value, str))
            continue
        listed = held if isinstance(held, list) else [held]
        said = [choice for choice in listed if isinstance(choice, str)]
        if said:
            yield key, said
