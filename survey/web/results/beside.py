"""One questionnaire beside another, such as residents beside businesses, on the questions that both ask.

Each is weighted to its own population by its own scheme; the plain counts and shares always stand beside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort

from survey.accounts.roles import Role
from survey.columns.beside import Pair, block_of, by_manner, common_questions, pairs
from survey.columns.topline import Block, Line
from survey.columns.weighted import WeightedBlock
from survey.web.access import staff
from survey.web.language import gettext, language, number
from survey.web.results import words
from survey.web.results.pages import Figure, ResultsPage, opened, show
from survey.web.results.sheets import COUNT, SHARE, WORDS, Value
from survey.web.results.side_by_side import POINTS, SideBySide, file_of, whether_private
from survey.weighting.weights import Report

LEAST_GAP = 0.01
"""Gaps below this are not told apart in words."""

Gap = tuple[str, float, float | None]
"""An answer, by how much its shares differ (-1 to 1), and its weighted shares where both have weights."""


@dataclass(frozen=True, slots=True)
class Comparison(SideBySide):
    """One question of both questionnaires, laid out."""

    gaps: tuple[Gap, ...] = ()
    """The answers whose plain shares differ most."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One question of one questionnaire."""

    name: str
    block: Block
    weighted: WeightedBlock | None
    by: str
    """What the weighted shares are called."""

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Returns the columns of this side, as (head, unit)."""
        plain = [(self.name, COUNT), (gettext("%(name)s, share", name=self.name), SHARE)]
        return (
            [*plain, (gettext("%(name)s, %(how)s", name=self.name, how=self.by), SHARE)] if self.by else plain
        )

    def values(self, line: Line | None) -> tuple[Value, ...]:
        """Returns count, share and weighted share of an answer; what is not on offer is no nought."""
        if line is None:
            return (gettext("not offered"), *(None for _ in self.columns[1:]))
        share = self.share(line)
        return (line.count, share, self.by_weight(line)) if self.by else (line.count, share)

    def share(self, line: Line | None) -> float | None:
        """Returns the plain share of an answer."""
        return None if line is None else self.block.share_of(line.count)

    def by_weight(self, line: Line | None) -> float | None:
        """Returns the weighted share of an answer; None without weights, and on a small base."""
        if line is None or self.weighted is None or not self.block.has_shares:
            return None
        return self.weighted.lines[line.key].share


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/beside/<other>")(beside)
    blueprint.get("/staff/results/<family>/beside/<other>.csv")(beside_file)


@staff(Role.ANALYST)
def beside(family: str, other: str) -> Any:
    """Shows the questions that two questionnaires share, answer beside answer."""
    if family == other:
        abort(404)
    with opened(family) as page, opened(other) as there:
        return show(
            "results/beside.html",
            page,
            there=there,
            names=(_name(page), _name(there)),
            comparisons=list(_comparisons(page, there)),
            weightings=_weightings(page, there),
        )


@staff(Role.ANALYST)
def beside_file(family: str, other: str) -> Any:
    """Gives the same tables as CSV, with what they rest on below."""
    if family == other:
        abort(404)
    with opened(family) as page, opened(other) as there:
        rests_on = [line for its in (page, there) for line in _rests_on(its)]
        return file_of(f"{family}-beside-{other}", list(_comparisons(page, there)), rests_on)


def _rests_on(page: ResultsPage) -> list[Sequence[object]]:
    about = [*page.rests_on, (gettext("Weighting and its sources"), _weighting(page.report))]
    return [[_name(page)], *about, []]


def _name(page: ResultsPage) -> str:
    return str(words.WHOSE.get(page.family, page.title))


def _weighted_by(report: Report | None) -> str:
    """Names weighted shares; a scheme of a single margin says that it has no other."""
    if report is None:
        return ""
    if len(report.margins) > 1:
        return gettext("weighted")
    return gettext("weighted by %(margin)s only", margin=report.margins[0].label.lower())


def _weightings(*pages: ResultsPage) -> list[tuple[str, str]]:
    """Says of each questionnaire how it is weighted and from which sources, as (name, in words)."""
    return [(_name(page), _weighting(page.report)) for page in pages]


def _weighting(report: Report | None) -> str:
    if report is None:
        return gettext("Unweighted: there is no scheme for it, or nobody of its population has answered.")
    only = "" if len(report.margins) > 1 else f" {_weighted_by(report).capitalize()}."
    sources = "; ".join(dict.fromkeys(margin.source for margin in report.margins))
    said = gettext("%(how)s. Sources: %(sources)s.", how=words.weighting(report), sources=sources)
    return said + only


def _comparisons(page: ResultsPage, there: ResultsPage) -> Iterator[Comparison]:
    if not (page.view and there.view):
        return
    for question, same in common_questions(page.table, there.table):
        ours, theirs = page.figures(question), there.figures(same)
        together = by_manner([one.result for one in ours], [one.result for one in theirs])
        for one, other in together:
            figures = (_of_manner(ours, one.manner), _of_manner(theirs, other.manner))
            sides = [_side(its, figure) for its, figure in zip((page, there), figures, strict=True)]
            private = whether_private(one, other)
            yield _laid_out(words.compared(one), pairs(one, other), sides[0], sides[1], is_private=private)


def _of_manner(figures: Sequence[Figure], manner: str) -> Figure:
    return next(one for one in figures if one.result.manner == manner)


def _side(page: ResultsPage, figure: Figure) -> _Side:
    weighted = figure.weighted[0] if figure.weighted else None
    return _Side(
        _name(page), block_of(figure.result), weighted, _weighted_by(page.report) if weighted else ""
    )


def _laid_out(
    title: str, together: Sequence[Pair], one: _Side, other: _Side, *, is_private: bool
) -> Comparison:
    both = bool(one.by and other.by)
    columns = [(gettext("Answer"), WORDS), *one.columns, *other.columns, (gettext("Points apart"), POINTS)]
    columns += [(gettext("Points apart, weighted"), POINTS)] if both else []
    rows = tuple(
        (
            pair.label.say(language()),
            *one.values(pair.one),
            *other.values(pair.other),
            *_apart(pair, one, other)[: 1 + both],
        )
        for pair in together
    )
    head, units = zip(*columns, strict=True)
    gaps = _gaps(together, one, other)
    return Comparison(title, _bases(one, other), head, units, rows, is_private, gaps=gaps)


def _bases(one: _Side, other: _Side) -> str:
    """Says how many answers stand behind both sides, and what they are worth once weighted."""
    said = gettext("bases %(one)s and %(other)s", one=number(one.block.base), other=number(other.block.base))
    if one.weighted is None or other.weighted is None:
        return said
    worth = [number(round(side.weighted.effective)) for side in (one, other) if side.weighted]
    return gettext(
        "%(bases)s; weighted, as good as %(one)s and %(other)s", bases=said, one=worth[0], other=worth[1]
    )


def _apart(pair: Pair, one: _Side, other: _Side) -> tuple[float | None, float | None]:
    """Returns how far apart the plain and the weighted shares of an answer are, -1 to 1."""
    return (
        _less(one.share(pair.one), other.share(pair.other)),
        _less(one.by_weight(pair.one), other.by_weight(pair.other)),
    )


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _gaps(together: Sequence[Pair], one: _Side, other: _Side) -> tuple[Gap, ...]:
    """Returns the three largest gaps of the plain shares, the largest first."""
    apart = [(pair.label.say(language()), *_apart(pair, one, other)) for pair in together]
    told = [(label, gap, by_weight) for label, gap, by_weight in apart if gap and abs(gap) >= LEAST_GAP]
    return tuple(sorted(told, key=lambda gap: -abs(gap[1]))[:3])
