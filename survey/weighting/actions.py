"""Putting weights on columns, and reading the report that stands beside them."""

from collections.abc import Mapping, Sequence

from survey.columns.actions import View
from survey.columns.filters import Predicate
from survey.columns.selection import Selection
from survey.columns.weighing import Answers, Weighing
from survey.weighting.heard import HeardMargin, heard
from survey.weighting.scheme import Scheme
from survey.weighting.targets import groups_of
from survey.weighting.weights import CannotWeigh, Report, weigh


def weighing(scheme: Scheme, round_key: str | None, *, everything: bool = False) -> Weighing:
    """Returns how a round's columns are to be weighted under a scheme; `everything` as in `Selection`."""

    def by(cells: Mapping[Answers, int]) -> Mapping[Answers, float]:
        try:
            return weigh(scheme, cells).by_cell
        except CannotWeigh:
            return dict.fromkeys(cells, 0.0)

    name = f"{scheme.hash} with those left out" if everything else scheme.hash
    return Weighing(name, round_key, scheme.questions, by, everything)


def who_was_heard(view: View, family: str, selection: Selection) -> tuple[HeardMargin, ...]:
    """Holds the responses of a selection against the population, or that of its one area."""
    area = selection.areas[0] if len(selection.areas) == 1 else None

    def reckon(where: Predicate) -> tuple[HeardMargin, ...]:
        return tuple(
            heard(margin, _cells(view, margin.questions, where)) for margin in groups_of(family, area)
        )

    return view.reckoned("who was heard", selection, reckon)


def report(view: View, scheme: Scheme, round_key: str | None, *, everything: bool = False) -> Report | None:
    """Returns what the weights of a round rest on and cost; None where nobody of the population has answered."""

    def reckon(where: Predicate) -> Report | None:
        try:
            return weigh(scheme, _cells(view, scheme.questions, where)).report
        except CannotWeigh:
            return None

    return view.reckoned(f"weights {scheme.hash}", Selection(round=round_key, everything=everything), reckon)


def _cells(view: View, questions: Sequence[str], where: Predicate) -> dict[Answers, int]:
    cells: dict[Answers, int] = {}
    for _, answers, count in view.snapshot.cells(questions, where):
        cells[answers] = cells.get(answers, 0) + count
    return cells
