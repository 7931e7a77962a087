"""What a questionnaire's answers say of the candidates in an area: shares, their base, and the tables to be frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.columns.selection import Selection
from survey.columns.topline import Block, Result
from survey.columns.weighted import WeightedBlock, weighted_topline
from survey.indicators.areas import name_of
from survey.places.london import WHOLE
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.definition import Question

Reckoned = TypeVar("Reckoned")


class View(Protocol):
    """What is read: columns at one data mark (see `survey.columns.actions.View`)."""

    @property
    def snapshot(self) -> Any: ...

    @property
    def mark(self) -> int: ...

    def reckoned(self, name: str, selection: Selection, reckon: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Voice:
    """One questionnaire's answers in one area; shares are 0 to 1, weighted where there are weights."""

    shares: Mapping[str, float | None]
    counts: Mapping[str, int]
    base: int
    effective: float
    question: Question
    sheets: tuple[Mapping[str, Any], ...]
    selection: Mapping[str, list[str]]
    whose: str


def voice(view: View, family: str, round_key: str, area: str, *, weighted: bool) -> Voice | None:
    """Reads what a questionnaire's answers say in an area; None where nobody answered the question.

    What callers named unprompted by telephone is another measure: it has a table of its own and is in no share.
    """
    table = view.snapshot.table
    question = table.question_by_key.get(QUESTION)
    if question is None:
        return None
    selection = Selection(round=round_key, areas=() if area == WHOLE else (area,))
    results: Sequence[Result] = view.reckoned(
        f"priorities {family}", selection, lambda where: topline(view.snapshot, where, [question])
    )
    main = next((one for one in results if one.manner != "unprompted"), None)
    if main is None or not main.blocks or not main.blocks[0].base:
        return None
    block = main.blocks[0]
    by_weight = _by_weight(view, family, selection, question, main.manner) if weighted else None
    return Voice(
        shares=_shares(block, by_weight),
        counts={line.key: line.count for line in block.lines},
        base=block.base,
        effective=by_weight.effective if by_weight else float(block.base),
        question=question,
        sheets=tuple(_sheet(one, by_weight if one is main else None) for one in results if one.blocks),
        selection={"round": [round_key], "borough": [] if area == WHOLE else [area]},
        whose=f"All responses from {name_of(area)}",
    )


def _by_weight(
    view: View, family: str, selection: Selection, question: Question, manner: str
) -> WeightedBlock | None:
    def reckon(where: Predicate) -> dict[tuple[str, str], tuple[WeightedBlock, ...]]:
        return weighted_topline(view.snapshot, where, [question])

    found = view.reckoned(f"weighted priorities {family}", selection, reckon)
    blocks: Sequence[WeightedBlock] = found.get((question.key, manner), ())
    return blocks[0] if blocks and blocks[0].base else None


def _shares(block: Block, by_weight: WeightedBlock | None) -> dict[str, float | None]:
    """Returns key → share; a base too small to carry shares has none."""
    if not block.has_shares:
        return {line.key: None for line in block.lines}
    if by_weight is None:
        return {line.key: line.count / block.base for line in block.lines}
    return {line.key: by_weight.lines[line.key].share for line in block.lines if line.key in by_weight.lines}


def _sheet(result: Result, by_weight: WeightedBlock | None) -> dict[str, Any]:
    """Lays a table out as evidence keeps it: caption, head, units, rows, base."""
    block = result.blocks[0]
    manner = " (named unprompted, by telephone)" if result.manner == "unprompted" else ""
    rows = [
        [
            line.label.say("en"),
            line.count,
            block.share_of(line.count),
            by_weight.lines[line.key].share
            if by_weight and block.has_shares and line.key in by_weight.lines
            else None,
        ]
        for line in sorted(block.lines, key=lambda one: -one.count)
    ]
    return {
        "caption": f"{result.question.text.say('en')}{manner}",
        "head": ["Answer", "Responses", "Share", "Weighted share"],
        "units": ["words", "count", "share", "share"],
        "rows": rows,
        "base": f"Base: {block.base:,} responses",
    }
