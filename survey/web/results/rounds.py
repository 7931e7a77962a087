"""One consultation beside earlier ones: which questions can be compared, marked where they were changed, and how."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint

from survey.accounts.roles import Role
from survey.columns.links import Link, Linked, Offered, linked
from survey.columns.topline import Line
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.questionnaire.definition import Questionnaire
from survey.web.access import staff
from survey.web.language import gettext, language, number
from survey.web.request import database
from survey.web.results.pages import Figure, ResultsPage, opened, show
from survey.web.results.sheets import HIDDEN
from survey.web.results.words import MANNERS

MARK = "†"
"""Stands beside a round in which a question was not quite the same."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One question, or one row of a grid, round by round; a round to which the link is broken has no column."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def hang(blueprint: Blueprint) -> None:
    """Hangs this view on the door."""
    blueprint.get("/staff/results/<family>/rounds")(rounds)


@staff(Role.ANALYST, Role.VIEWER)
def rounds(family: str) -> Any:
    """Shows each question of a consultation beside the same one of earlier consultations."""
    with opened(family, every_round=True) as page:
        earlier = [one for one in page.rounds if page.round and one.closes_at < page.round.closes_at]
        earlier.sort(key=lambda one: one.closes_at)
        with database().reading() as tx:
            asked = {one.key: consultations.live_versions(tx, one.key).get(family) for one in page.rounds}
        forms = {key: version.questionnaire for key, version in asked.items() if version}
        found = list(_trends(page, earlier, forms)) if page.view and earlier else []
        return show("results/rounds.html", page, earlier=earlier, trends=found, mark=MARK)


def _trends(
    page: ResultsPage, earlier: Sequence[Round], forms: Mapping[str, Questionnaire]
) -> Iterator[Trend]:
    its = forms.get(page.round.key) if page.round else None
    before = {
        one.key: {
            (figure.result.question.key, figure.result.manner): figure
            for figure in replace(page, selection=replace(page.selection, round=one.key)).figures()
        }
        for one in earlier
    }
    for figure in page.figures():
        question = its.question_by_key.get(figure.result.question.key) if its else None
        if question is None or not any(block.lines for block in figure.result.blocks):
            continue
        links = [(one, linked(question, forms.get(one.key))) for one in earlier]
        key = (question.key, figure.result.manner)
        columns = [
            (one, link, before[one.key][key])
            for one, link in links
            if link.link is not Link.BROKEN and key in before[one.key]
        ]
        for place in range(len(figure.result.blocks)):
            yield _laid_out(
                page, figure, columns, [one for one, link in links if link.link is Link.BROKEN], place
            )


@dataclass(frozen=True, slots=True)
class _Side:
    """One question in one round."""

    name: str
    figure: Figure
    missing: frozenset[Offered]
    """Answers and rows that were not on offer there."""


def _laid_out(
    page: ResultsPage,
    figure: Figure,
    columns: Sequence[tuple[Round, Linked, Figure]],
    broken: Sequence[Round],
    place: int,
) -> Trend:
    block, by_weight = figure.result.blocks[place], bool(figure.weighted)
    sides = [_Side(_marked(one, link), its, frozenset(link.added)) for one, link, its in columns]
    dropped = frozenset(key for _, link, _ in columns for key in link.dropped)
    sides.append(_Side(page.round.name if page.round else "", figure, dropped))
    head = [gettext("Answer")]
    for side in sides:
        head += [gettext("%(name)s, share", name=side.name)]
        head += [gettext("%(name)s, weighted", name=side.name)] if by_weight else []
    bases = gettext(", ").join(number(side.figure.result.blocks[place].base) for side in sides)
    rows = tuple(
        (
            line.label.say(language()),
            *(cell for side in sides for cell in _cells(side, place, line, by_weight=by_weight)),
        )
        for line in block.lines
    )
    return Trend(
        gettext("%(title)s (bases %(bases)s)", title=_title(figure, place), bases=bases),
        tuple(head),
        rows,
        (*_notes(columns), *(_broken(one) for one in broken)),
    )


def _marked(one: Round, link: Linked) -> str:
    return f"{one.name} {MARK}" if link.link is Link.RECODED else one.name


def _title(figure: Figure, place: int) -> str:
    result = figure.result
    title = result.question.text.say(language())
    if result.question.kind == "grid":
        title = f"{title} {result.blocks[place].label.say(language())}"
    if result.places:
        title = gettext("%(title)s (in the top %(places)s)", title=title, places=result.places)
    return f"{title} – {MANNERS[result.manner]}" if result.manner else title


def _cells(side: _Side, place: int, line: Line, *, by_weight: bool) -> tuple[str, ...]:
    """Returns share and weighted share of an answer in one round; an answer that was not on offer says so."""
    size = 2 if by_weight else 1
    figure, block = side.figure, side.figure.result.blocks[place]
    if {("choice", line.key), ("row", block.key)} & side.missing:
        return (gettext("not offered"), "")[:size]
    if figure.hidden.base(place) or figure.hidden.line(place, line.key):
        return (HIDDEN,) * size
    found = next(one for one in block.lines if one.key == line.key)
    weighted = figure.weighted[place].lines[line.key].share if figure.weighted and block.has_shares else None
    return (_percent(block.share_of(found.count)), *((_percent(weighted),) if by_weight else ()))


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _notes(columns: Sequence[tuple[Round, Linked, Figure]]) -> Iterator[str]:
    for one, link, _ in columns:
        if link.link is Link.RECODED:
            said = [
                *([gettext("worded otherwise")] if link.reworded else []),
                *(
                    gettext("without ‘%(answer)s’", answer=text.say(language()))
                    for text in link.added.values()
                ),
                *(
                    gettext("with ‘%(answer)s’", answer=text.say(language()))
                    for text in link.dropped.values()
                ),
            ] or [gettext("with another number of answers allowed")]
            yield gettext(
                "%(mark)s %(round)s: recoded – %(how)s.", mark=MARK, round=one.name, how="; ".join(said)
            )


def _broken(one: Round) -> str:
    return gettext(
        "%(round)s: broken – it did not ask this question, so nothing is compared.", round=one.name
    )
