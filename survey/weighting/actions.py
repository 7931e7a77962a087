"""Putting weights on columns, and reading the report that stands beside them."""

from collections.abc import Mapping

from survey.columns.actions import View
from survey.columns.filters import Predicate
from survey.columns.selection import Selection
from survey.columns.weighing import Answers, Weighing
from survey.weighting.scheme import Scheme
from survey.weighting.weights import CannotWeigh, Report, weigh


def weighing(scheme: Scheme, round_key: str | None) -> Weighing:
    """Returns how a round's columns are to be weighted under a scheme."""

    def by(cells: Mapping[Answers, int]) -> Mapping[Answers, float]:
        try:
            return weigh(scheme, cells).by_cell
        except CannotWeigh:
            return dict.fromkeys(cells, 0.0)

    return Weighing(scheme.hash, round_key, scheme.questions, by)


def report(view: View, scheme: Scheme, round_key: str | None) -> Report | None:
    """Returns what the weights of a round rest on and cost; None where nobody of the population has answered."""

    def reckon(where: Predicate) -> Report | None:
        cells: dict[Answers, int] = {}
        for _, answers, count in view.snapshot.cells(scheme.questions, where):
            cells[answers] = cells.get(answers, 0) + count
        try:
            return weigh(scheme, cells).report
        except CannotWeigh:
            return None

    return view.reckoned(f"weights {scheme.hash}", Selection(round=round_key), reckon)
