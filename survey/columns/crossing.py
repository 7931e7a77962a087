"""Cross-tabs: what a question comes to within each group of those who answered another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from survey.columns.filters import Predicate
from survey.columns.table import CHANNELS, Table
from survey.columns.topline import SMALLEST_BASE
from survey.questionnaire.definition import Question, Text
from survey.questionnaire.kinds.kind import Column
from survey.statistics.comparisons import Test, chi_square, higher_than, rao_scott
from survey.statistics.estimates import Numbers

CHANNEL = "channel"
"""The name of the variable that tells how somebody answered."""

EVENT = "event"
"""The name of the variable that tells at which event somebody answered."""

ROUND = "round"
"""The name of the variable that tells in which consultation."""


class Crossing(NamedTuple):
    """Responses that hold a code of one column and a code of another."""

    responses: int
    weight: float
    squares: float


Crossed = Mapping[str, Mapping[tuple[int, int], Crossing]]
"""Column name to (code of the groups, code of the column) to responses."""


class Crossable(Protocol):
    """What can be asked of the columns for a cross-tab."""

    table: Table

    def cross(self, columns: Sequence[str], by: str, where: Predicate) -> Crossed: ...


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups that stand side by side: the answers to a question of one choice, a row of a grid, or the channels."""

    name: str
    label: Text | None
    """None for the channels, which the page words."""
    answers: tuple[tuple[str, Text | None], ...]
    """Key and words of each group, in the order of their codes."""


@dataclass(frozen=True)
class CrossTab:
    """One table: lines by groups. Arrays have shape (lines, groups) or (groups,)."""

    label: Text
    lines: tuple[tuple[str, Text], ...]
    groups: tuple[tuple[str, Text | None], ...]
    counts: Numbers
    bases: Numbers
    """Responses of each group with an answer of substance."""
    weights: Numbers
    weighted_bases: Numbers
    base_squares: Numbers
    """Squared weights behind each base, added up."""
    squares: Numbers
    excludes: bool
    """True where a response is in one line at most, so that the table as a whole can be tested."""

    @property
    def effective(self) -> Numbers:
        """Kish's effective number of responses of each group."""
        return _over(self.weighted_bases**2, self.base_squares)

    def has_shares(self, group: int) -> bool:
        """Says whether a group is large enough for shares."""
        return bool(self.bases[group] >= SMALLEST_BASE)

    def shares(self, of: str, *, weighted: bool) -> Numbers:
        """Returns shares of the `columns`, the `rows` or of `all`, 0 to 1; NaN where a base is empty or too small."""
        values = self.weights if weighted else self.counts.astype(float)
        if of == "columns":
            counted, bases = self.bases[None, :], (self.weighted_bases if weighted else self.bases)[None, :]
        elif of == "rows":
            counted, bases = self.counts.sum(axis=1, keepdims=True), values.sum(axis=1, keepdims=True)
        else:
            counted = self.bases.sum(keepdims=True)[None, :]
            bases = (self.weighted_bases if weighted else self.bases).sum(keepdims=True)[None, :]
        found: Numbers = np.where(counted >= SMALLEST_BASE, _over(values, bases), np.nan)
        return found

    def higher(self, *, weighted: bool, bonferroni: bool) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """Returns, line by line, for each group the groups whose share is significantly lower.

        By the two-proportion z test with pooled variance at 95%; weighted, with effective bases. Groups below the
        smallest base are compared with none.
        """
        bases = np.where(self.bases >= SMALLEST_BASE, self.effective if weighted else self.bases, 0)
        shares = self.shares("columns", weighted=weighted)
        return tuple(
            higher_than(list(np.nan_to_num(line) * bases), list(bases), bonferroni=bonferroni)
            for line in shares
        )

    def test(self, *, weighted: bool) -> Test | None:
        """Tests whether lines and groups have to do with each other.

        Pearson's chi-square, or Rao and Scott's once weighted.
        """
        if not self.excludes or self.bases.sum() < SMALLEST_BASE:
            return None
        if weighted:
            return rao_scott(self.weights, self.squares, int((self.counts * (self.squares > 0)).sum()))
        return chi_square(self.counts)


def _over(values: Numbers, bases: Numbers) -> Numbers:
    values, bases = np.broadcast_arrays(np.asarray(values, dtype=float), np.asarray(bases, dtype=float))
    found: Numbers = np.divide(values, bases, out=np.full(values.shape, np.nan), where=bases > 0)
    return found


def named_groups(what: str, names: Mapping[str, int], listed: Sequence[tuple[str, str]]) -> Groups:
    """Returns rounds or events side by side: `names` are their codes in the columns, `listed` key and name."""
    known = {names[key]: (key, Text({"en": name})) for key, name in listed if key in names}
    answers = tuple(known.get(code, ("", None)) for code in range(max(known, default=-1) + 1))
    return Groups(what, None, answers)


def groupings(table: Table) -> tuple[Groups, ...]:
    """Returns all that responses can be grouped by: the channels, and every column of one answer each."""
    channels = Groups(CHANNEL, None, tuple((channel.value, None) for channel in CHANNELS))
    columns = [column for column in table.columns if column.type == "category"]
    return (channels, *(_groups(table, column) for column in columns))


def grouping(table: Table, name: str) -> Groups | None:
    """Finds what responses are to be grouped by; None where there is no such thing."""
    return next((one for one in groupings(table) if one.name == name), None)


def _groups(table: Table, column: Column) -> Groups:
    question = table.question_by_key[column.question]
    return Groups(column.name, column.label if column.part else question.text, tuple(column.categories))


def cross_tabs(
    counts: Crossable, question: Question, groups: Groups, where: Predicate
) -> tuple[CrossTab, ...]:
    """Returns a question's tables by groups; none for numbers and words, and none of a column by itself."""
    columns = [
        column
        for column in counts.table.columns_of(question.key)
        if column.type in {"category", "rank", "flag", "count"}
        and ":" not in column.name
        and column.name != groups.name
    ]
    if not columns:
        return ()
    crossed = counts.cross([column.name for column in columns], groups.name, where)
    kept = [code for code in range(len(groups.answers)) if _is_there(crossed, code)]
    if columns[0].type == "category":
        return tuple(_of_categories(column, groups, kept, crossed[column.name]) for column in columns)
    return (_of_marks(question, columns, groups, kept, crossed),)


def _is_there(crossed: Crossed, group: int) -> bool:
    return any(code == group for cells in crossed.values() for code, _ in cells)


def _table(
    label: Text,
    lines: Sequence[tuple[str, Text]],
    groups: Groups,
    kept: Sequence[int],
    cells: Numbers,
    bases: Numbers,
    *,
    excludes: bool,
) -> CrossTab:
    """Puts a table together from cells of shape (lines, groups, 3) and bases of shape (groups, 3)."""
    return CrossTab(
        label=label,
        lines=tuple(lines),
        groups=tuple(groups.answers[code] for code in kept),
        counts=cells[..., 0].astype(int),
        bases=bases[:, 0].astype(int),
        weights=cells[..., 1],
        weighted_bases=bases[:, 1],
        base_squares=bases[:, 2],
        squares=cells[..., 2],
        excludes=excludes,
    )


def _of_categories(
    column: Column, groups: Groups, kept: Sequence[int], cells: Mapping[tuple[int, int], Crossing]
) -> CrossTab:
    nothing = Crossing(0, 0.0, 0.0)
    lines = column.categories
    filled = np.array(
        [[cells.get((group, code), nothing) for group in kept] for code in range(len(lines))], dtype=float
    )
    filled = filled.reshape(len(lines), len(kept), 3)
    return _table(column.label, lines, groups, kept, filled, filled.sum(axis=0), excludes=True)


def _of_marks(
    question: Question, columns: Sequence[Column], groups: Groups, kept: Sequence[int], crossed: Crossed
) -> CrossTab:
    def summed(column: Column, group: int, least: int) -> list[float]:
        found = [
            cell
            for (its_group, code), cell in crossed[column.name].items()
            if its_group == group and code >= least
        ]
        return [sum(cell[place] for cell in found) for place in range(3)]

    filled = np.array([[summed(column, group, 1) for group in kept] for column in columns], dtype=float)
    bases = np.array([summed(columns[0], group, 0) for group in kept], dtype=float)
    lines = [(column.part, column.label) for column in columns]
    shape = (len(columns), len(kept), 3)
    return _table(
        question.text, lines, groups, kept, filled.reshape(shape), bases.reshape(len(kept), 3), excludes=False
    )
