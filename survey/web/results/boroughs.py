"""A borough beside London, or beside another borough: every question that has answers to choose, weighted and not.

Whoever may not read rows sees London in whole per cent alone, and only where a thousand answered: a whole per cent
then stands for ten people or more, so that no small count of the other boroughs comes out as London less their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, request

from survey.accounts.roles import Role
from survey.columns.disclosure import Hidden
from survey.columns.topline import Block, Line, Result
from survey.columns.weighted import WeightedBlock
from survey.web.access import staff
from survey.web.language import gettext, language, number
from survey.web.results.pages import Figure, ResultsPage, opened, show
from survey.web.results.sheets import COUNT, HIDDEN, SHARE, WORDS, Value
from survey.web.results.side_by_side import POINTS, SideBySide, file_of, whether_private
from survey.web.results.words import area_name, compared

LONDON = "london"
"""Asks for all of London beside a borough; the default."""

LEAST_OF_LONDON = 1000
"""Answers from which on London's shares are shown to whoever may not read rows."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One table of one area."""

    block: Block
    weighted: WeightedBlock | None
    hidden: Hidden
    place: int
    rough: bool
    """True where whole per cent of a large base are all that may be seen."""

    @property
    def has_shares(self) -> bool:
        return self.block.base >= LEAST_OF_LONDON if self.rough else self.block.has_shares

    @property
    def base(self) -> str:
        if not self.rough:
            return number(self.block.base)
        return gettext("a thousand or more") if self.has_shares else gettext("too few to be shown")

    def share(self, line: Line) -> float | None:
        """Returns the share of a line, rounded to what may be seen."""
        share = self.block.share_of(line.count) if self.has_shares else None
        return round(share, 2) if share is not None and self.rough else share

    def columns(self, name: str, *, by_weight: bool) -> list[tuple[str, str]]:
        """Returns the columns of this side, as (head, unit)."""
        counts = [] if self.rough else [(name, COUNT)]
        weighted = [(gettext("%(name)s, weighted", name=name), SHARE)] if by_weight else []
        return [*counts, (gettext("%(name)s, share", name=name), SHARE), *weighted]

    def values(self, line: Line, *, by_weight: bool) -> tuple[Value, ...]:
        """Returns count, share and weighted share."""
        if self.hidden.line(self.place, line.key):
            return (HIDDEN,) * (1 + (not self.rough) + by_weight)
        weighted = self.weighted.lines[line.key].share if self.weighted and self.has_shares else None
        if weighted is not None and self.rough:
            weighted = round(weighted, 2)
        counts = () if self.rough else (line.count,)
        return (*counts, self.share(line), *([weighted] if by_weight else []))


@dataclass(frozen=True, slots=True)
class _Areas:
    """The areas that are laid side by side, one of them chosen."""

    here: str
    others: tuple[tuple[str, str], ...]
    other: str
    """Empty for London."""
    there: ResultsPage
    names: tuple[str, str]
    comparisons: tuple[SideBySide, ...]


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/boroughs")(boroughs)
    blueprint.get("/staff/results/<family>/boroughs.csv")(boroughs_file)


@staff(Role.ANALYST, Role.VIEWER)
def boroughs(family: str) -> Any:
    """Shows what people of one borough say beside London, or beside another borough."""
    with opened(family) as page:
        areas = _areas(page)
        return show(
            "results/boroughs.html",
            page,
            area=areas.here,
            others=areas.others,
            other=areas.other or LONDON,
            names=areas.names,
            there=areas.there,
            comparisons=areas.comparisons,
        )


@staff(Role.ANALYST, Role.VIEWER)
def boroughs_file(family: str) -> Any:
    """Gives the same tables as CSV, with what they rest on below."""
    with opened(family) as page:
        areas = _areas(page)
        if not areas.comparisons:
            abort(404)
        rests_on = [*page.rests_on, [areas.names[1], areas.there.whose]]
        name = f"{family}-{areas.here}-beside-{areas.other or LONDON}"
        return file_of(name, areas.comparisons, rests_on, exact=page.sees_rows)


def _areas(page: ResultsPage) -> _Areas:
    beside = request.args.get("beside", LONDON)
    here = page.selection.areas[0] if len(page.selection.areas) == 1 else ""
    others = tuple((code, name) for code, name in page.areas if code != here)
    other = beside if here and beside in dict(others) else ""
    there = page.narrowed(*([other] if other else []))
    names = (area_name(here), area_name(other) if other else gettext("London"))
    rough = not (page.sees_rows or other)
    found = tuple(_comparisons(page, there, names, rough=rough)) if page.view and here else ()
    return _Areas(here, others, other, there, names, found)


def _comparisons(
    page: ResultsPage, there: ResultsPage, names: tuple[str, str], *, rough: bool
) -> Iterator[SideBySide]:
    both = zip(page.figures(), there.figures(protected=not rough), strict=True)
    for ours, theirs in both:
        if _is_compared(ours.result):
            private = page.sees_rows and whether_private(ours.result, theirs.result)
            for place in range(len(ours.result.blocks)):
                one = _side(ours, place, rough=False)
                other = _side(theirs, place, rough=rough)
                if not (one.hidden.base(place) or other.hidden.base(place)):
                    yield _laid_out(compared(ours.result, place), one, other, names, is_private=private)


def _is_compared(result: Result) -> bool:
    """Says whether a question has answers to lay side by side; where people live is what the areas differ by."""
    return result.question.kind != "area" and any(block.lines for block in result.blocks)


def _side(figure: Figure, place: int, *, rough: bool) -> _Side:
    weighted = figure.weighted[place] if figure.weighted else None
    return _Side(figure.result.blocks[place], weighted, figure.hidden, place, rough)


def _laid_out(
    title: str, one: _Side, other: _Side, names: tuple[str, str], *, is_private: bool
) -> SideBySide:
    by_weight = one.weighted is not None
    theirs = {line.key: line for line in other.block.lines}
    sides = [side.columns(name, by_weight=by_weight) for name, side in zip(names, (one, other), strict=True)]
    columns = [(gettext("Answer"), WORDS), *sides[0], *sides[1], (gettext("Points apart"), POINTS)]
    head, units = zip(*columns, strict=True)
    rows = tuple(
        (
            line.label.say(language()),
            *one.values(line, by_weight=by_weight),
            *other.values(theirs[line.key], by_weight=by_weight),
            _gap(one, line, other, theirs[line.key]),
        )
        for line in one.block.lines
    )
    bases = gettext("bases %(one)s and %(other)s", one=one.base, other=other.base)
    return SideBySide(title, bases, head, units, rows, is_private)


def _gap(one: _Side, line: Line, other: _Side, there: Line) -> Value:
    """Returns how far apart the plain shares are; the rounded ones where one of them may not be seen exactly."""
    if one.hidden.line(one.place, line.key) or other.hidden.line(other.place, line.key):
        return HIDDEN
    share, beside = one.share(line), other.share(there)
    if share is None or beside is None:
        return None
    return (round(share, 2) if other.rough else share) - beside
