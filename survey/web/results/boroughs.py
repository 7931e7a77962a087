"""A borough beside London, or beside another borough: every question that has answers to choose, weighted and not.

Whoever may not read rows sees London in whole per cent alone, and only where a thousand answered: a whole per cent
then stands for ten people or more, so that no small count of the other boroughs comes out as London less their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, request

from survey.accounts.roles import Role
from survey.columns.disclosure import Hidden
from survey.columns.topline import Block, Line, Result
from survey.columns.weighted import WeightedBlock
from survey.web.access import staff
from survey.web.language import gettext, language, number
from survey.web.results.pages import Figure, ResultsPage, opened, show
from survey.web.results.sheets import HIDDEN
from survey.web.results.words import area_name, compared

LONDON = "london"
"""Asks for all of London beside a borough; the default."""

LEAST_OF_LONDON = 1000
"""Answers from which on London's shares are shown to whoever may not read rows."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question, or one row of a grid, of two areas laid out."""

    title: str
    bases: tuple[str, str]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


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

    def cells(self, line: Line, *, by_weight: bool) -> tuple[str, ...]:
        """Returns count, share and weighted share in words."""
        if self.hidden.line(self.place, line.key):
            return (HIDDEN,) * (1 + (not self.rough) + by_weight)
        weighted = self.weighted.lines[line.key].share if self.weighted and self.has_shares else None
        shares = [self.share(line), *([weighted] if by_weight else [])]
        return (*(() if self.rough else (number(line.count),)), *(_percent(one) for one in shares))


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/results/<family>/boroughs")(boroughs)


@staff(Role.ANALYST, Role.VIEWER)
def boroughs(family: str) -> Any:
    """Shows what people of one borough say beside London, or beside another borough."""
    with opened(family) as page:
        beside = request.args.get("beside", LONDON)
        here = page.selection.areas[0] if len(page.selection.areas) == 1 else ""
        others = [(code, name) for code, name in page.areas if code != here]
        other = beside if here and beside in dict(others) else ""
        there = page.narrowed(*([other] if other else []))
        names = (area_name(here), area_name(other) if other else gettext("London"))
        rough = not (page.sees_rows or other)
        found = list(_comparisons(page, there, names, rough=rough)) if page.view and here else []
        return show(
            "results/boroughs.html",
            page,
            area=here,
            others=others,
            other=other or LONDON,
            names=names,
            there=there,
            comparisons=found,
        )


def _comparisons(
    page: ResultsPage, there: ResultsPage, names: tuple[str, str], *, rough: bool
) -> Iterator[Comparison]:
    both = zip(page.figures(), there.figures(protected=not rough), strict=True)
    for ours, theirs in both:
        if _is_compared(ours.result):
            for place in range(len(ours.result.blocks)):
                one = _side(ours, place, rough=False)
                other = _side(theirs, place, rough=rough)
                if not (one.hidden.base(place) or other.hidden.base(place)):
                    yield _laid_out(compared(ours.result, place), one, other, names)


def _is_compared(result: Result) -> bool:
    """Says whether a question has answers to lay side by side; where people live is what the areas differ by."""
    return result.question.kind != "area" and any(block.lines for block in result.blocks)


def _side(figure: Figure, place: int, *, rough: bool) -> _Side:
    weighted = figure.weighted[place] if figure.weighted else None
    return _Side(figure.result.blocks[place], weighted, figure.hidden, place, rough)


def _laid_out(title: str, one: _Side, other: _Side, names: tuple[str, str]) -> Comparison:
    by_weight = one.weighted is not None
    theirs = {line.key: line for line in other.block.lines}
    head = [gettext("Answer")]
    for name, side in zip(names, (one, other), strict=True):
        head += [] if side.rough else [name]
        head += [gettext("%(name)s, share", name=name)]
        head += [gettext("%(name)s, weighted", name=name)] if by_weight else []
    rows = tuple(
        (
            line.label.say(language()),
            *one.cells(line, by_weight=by_weight),
            *other.cells(theirs[line.key], by_weight=by_weight),
            _gap(one, line, other, theirs[line.key]),
        )
        for line in one.block.lines
    )
    head.append(gettext("Points apart"))
    return Comparison(title, (one.base, other.base), tuple(head), rows)


def _gap(one: _Side, line: Line, other: _Side, there: Line) -> str:
    """Says how many points apart the plain shares are; of rounded shares where one of them may not be seen exactly."""
    if one.hidden.line(one.place, line.key) or other.hidden.line(other.place, line.key):
        return HIDDEN
    share, beside = one.share(line), other.share(there)
    if share is None or beside is None:
        return ""
    apart = round(100 * ((round(share, 2) if other.rough else share) - beside))
    return f"{apart:+d}" if apart else "0"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"
