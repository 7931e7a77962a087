"""One questionnaire beside another, such as residents beside businesses, on the questions that both ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort

from survey.accounts.roles import Role
from survey.columns.beside import Pair, block_of, by_manner, common_questions, pairs
from survey.columns.topline import Block, Line, Result
from survey.web.access import staff
from survey.web.language import language, number
from survey.web.results.pages import ResultsPage, opened, show
from survey.web.results.words import MANNERS, WHOSE


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question of both questionnaires, laid out; shares are of those who gave an answer of substance."""

    title: str
    manner: str
    bases: tuple[int, int]
    rows: tuple[tuple[str, ...], ...]
    gaps: tuple[tuple[str, float], ...]
    """The answers whose shares differ most, and by how much (-1 to 1): the first questionnaire's less the other's."""


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/results/<family>/beside/<other>")(beside)


@staff(Role.ANALYST)
def beside(family: str, other: str) -> Any:
    """Shows the questions that two questionnaires share, answer beside answer."""
    if family == other:
        abort(404)
    with opened(family) as page, opened(other) as there:
        found = list(_comparisons(page, there)) if page.view and there.view else []
        names = tuple(str(WHOSE.get(one.family, one.title)) for one in (page, there))
        return show("results/beside.html", page, there=there, names=names, comparisons=found)


def _comparisons(page: ResultsPage, there: ResultsPage) -> Iterator[Comparison]:
    for question, same in common_questions(page.table, there.table):
        for one, other in by_manner(page.topline(question), there.topline(same)):
            yield _laid_out(one, other)


def _laid_out(one: Result, other: Result) -> Comparison:
    blocks = (block_of(one), block_of(other))
    together = pairs(one, other)
    return Comparison(
        title=one.question.text.say(language()),
        manner=str(MANNERS[one.manner]) if one.manner else "",
        bases=(blocks[0].base, blocks[1].base),
        rows=tuple(_row(pair, *blocks) for pair in together),
        gaps=_gaps(together, *blocks),
    )


def _row(pair: Pair, ours: Block, theirs: Block) -> tuple[str, ...]:
    return (
        pair.label.say(language()),
        *_cells(pair.one, ours),
        *_cells(pair.other, theirs),
        _gap(pair, ours, theirs),
    )


def _cells(line: Line | None, block: Block) -> tuple[str, str]:
    if line is None:
        return "not offered", ""
    share = block.share_of(line.count)
    return number(line.count), "" if share is None else f"{share:.0%}"


def _difference(pair: Pair, ours: Block, theirs: Block) -> float | None:
    if pair.one is None or pair.other is None:
        return None
    here, there = ours.share_of(pair.one.count), theirs.share_of(pair.other.count)
    return None if here is None or there is None else here - there


def _gap(pair: Pair, ours: Block, theirs: Block) -> str:
    gap = _difference(pair, ours, theirs)
    return "" if gap is None else f"{100 * gap:+.0f}"


def _gaps(together: tuple[Pair, ...], ours: Block, theirs: Block) -> tuple[tuple[str, float], ...]:
    """Returns the three largest gaps, the largest first."""
    found = [
        (pair.label.say(language()), gap)
        for pair in together
        if (gap := _difference(pair, ours, theirs)) is not None and abs(gap) >= 0.01
    ]
    return tuple(sorted(found, key=lambda one: -abs(one[1]))[:3])
