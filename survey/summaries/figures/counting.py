"""Counting what may be published: London by every closed question, areas by who took part and what they want."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from survey.columns.filters import Predicate
from survey.columns.reading import topline
from survey.columns.selection import Selection, several_areas
from survey.columns.topline import Block, Result
from survey.columns.weighted import WeightedBlock, weighted_topline
from survey.places.london import AREAS, WHOLE
from survey.priorities.grounds.voices import View
from survey.priorities.planning.planning import QUESTION
from survey.questionnaire.definition import Question

PUBLISHED = frozenset({"single_choice", "yes_no", "multiple_choice", "grid", "ranking"})
"""Kinds of question that are published; numbers and words are not."""

CODES = tuple(area.code for area in AREAS)

Weights: TypeAlias = Mapping[tuple[str, str], Sequence[WeightedBlock]]
"""(Question, manner) to its weighted tables."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that is counted of one questionnaire in one round, before anything of it is left out."""

    size: int
    sizes: Mapping[str, int]
    """Responses by area; without those of no area."""
    channels: Mapping[str, int]
    results: Sequence[Result]
    """London's tables."""
    weights: Weights
    areas: Mapping[str, Block]
    """The table of the question on priorities, by area; areas of which nobody answered it are missing."""
    area_weights: Mapping[str, WeightedBlock]
    methods: Mapping[str, Mapping[str, Block]]
    """The same by manner, `prompted` or `unprompted`, and channel."""
    several: bool
    """Says whether a response can belong to several areas, as a firm with several sites does."""

    @property
    def priorities(self) -> Result | None:
        """London's table of priorities, as they were asked with the choices named."""
        return next(
            (one for one in self.results if one.question.key == QUESTION and one.manner != "unprompted"), None
        )


def selection(round_key: str, area: str = WHOLE) -> Selection:
    """Returns what is counted of an area, London for WHOLE."""
    return Selection(round=round_key, areas=() if area == WHOLE else (area,))


def count(view: View, round_key: str, *, weighted: bool) -> Counted:
    """Counts all that may be published of a round."""
    table = view.snapshot.table
    questions = [one for one in table.questions if one.kind in PUBLISHED and one.key not in table.made_of]
    question = table.question_by_key.get(QUESTION)
    asked = [question] if question is not None else []
    return Counted(
        size=_size(view, round_key, WHOLE),
        sizes={area: _size(view, round_key, area) for area in CODES},
        channels=view.reckoned("channels", selection(round_key), view.snapshot.by_channel),
        results=_topline(view, selection(round_key), questions),
        weights=_weighted(view, selection(round_key), questions) if weighted else {},
        areas={
            area: block
            for area in CODES
            for one in asked
            if (block := _prompted(_topline(view, selection(round_key, area), [one]))) is not None
        },
        area_weights=_area_weights(view, round_key, asked) if weighted else {},
        methods=_methods(view, round_key, asked),
        several=any(several_areas(one) for one in table.places),
    )


def _size(view: View, round_key: str, area: str) -> int:
    return int(view.reckoned("size", selection(round_key, area), view.snapshot.size))


def _topline(view: View, which: Selection, questions: Sequence[Question]) -> Sequence[Result]:
    name = f"public {','.join(one.key for one in questions)}"
    found: Sequence[Result] = view.reckoned(
        name, which, lambda where: topline(view.snapshot, where, questions)
    )
    return found


def _weighted(view: View, which: Selection, questions: Sequence[Question]) -> Weights:
    def reckon(where: Predicate) -> Weights:
        return weighted_topline(view.snapshot, where, questions)

    name = f"public weighted {','.join(one.key for one in questions)}"
    found: Weights = view.reckoned(name, which, reckon)
    return found


def _prompted(results: Sequence[Result]) -> Block | None:
    main = next((one for one in results if one.manner != "unprompted"), None)
    return main.blocks[0] if main is not None and main.blocks and main.blocks[0].base else None


def _area_weights(view: View, round_key: str, asked: Sequence[Question]) -> Mapping[str, WeightedBlock]:
    found: dict[str, WeightedBlock] = {}
    for area in CODES:
        for its in _weighted(view, selection(round_key, area), asked).values() if asked else ():
            if its:
                found.setdefault(area, its[0])
    return found


def _methods(view: View, round_key: str, asked: Sequence[Question]) -> Mapping[str, Mapping[str, Block]]:
    found: dict[str, dict[str, Block]] = {}
    channels = view.reckoned("channels", selection(round_key), view.snapshot.by_channel) if asked else {}
    for channel in channels:
        for result in _topline(view, Selection(round=round_key, channels=(channel,)), asked):
            if result.blocks and result.blocks[0].base:
                manner = "unprompted" if result.manner == "unprompted" else "prompted"
                found.setdefault(manner, {})[channel] = result.blocks[0]
    return found
