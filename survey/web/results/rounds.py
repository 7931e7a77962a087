"""One consultation beside earlier ones: which questions can be compared, marked where they were changed, and how."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort

from survey.accounts.roles import Role
from survey.columns.links import Link, Linked, Offered, linked_to_round
from survey.columns.topline import Line
from survey.consultations import actions as consultations
from survey.consultations.round import Round
from survey.db.session import Transaction
from survey.questionnaire.definition import Questionnaire
from survey.web.access import staff
from survey.web.language import gettext, language, number
from survey.web.request import database
from survey.web.results.pages import Figure, ResultsPage, opened, show
from survey.web.results.sheets import HIDDEN, SHARE, WORDS, Value
from survey.web.results.side_by_side import SideBySide, file_of, whether_private
from survey.web.results.trend_lines import (
    NOT_ASKED,
    NOT_OFFERED,
    NOT_SHOWN,
    TOO_FEW,
    Drawing,
    Moment,
    Reading,
    drawn,
)
from survey.web.results.words import compared

MARK = "†"
"""Stands beside a round in which a question was not quite the same."""


@dataclass(frozen=True, slots=True)
class Trend(SideBySide):
    """One question round by round; a round to which the link is broken has no column."""

    drawing: Drawing | None = None
    """None where no two rounds that follow each other can be compared."""


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/rounds")(rounds)
    blueprint.get("/staff/results/<family>/rounds.csv")(rounds_file)


@staff(Role.ANALYST, Role.VIEWER)
def rounds(family: str) -> Any:
    """Shows each question of a consultation beside the same one of earlier consultations."""
    with opened(family, every_round=True) as page:
        earlier = _earlier(page)
        return show("results/rounds.html", page, earlier=earlier, trends=_found(page, earlier), mark=MARK)


@staff(Role.ANALYST, Role.VIEWER)
def rounds_file(family: str) -> Any:
    """Gives the same tables as CSV, with what they rest on below."""
    with opened(family, every_round=True) as page:
        trends = _found(page, _earlier(page))
        if not trends:
            abort(404)
        name = f"{family}-{page.selection.round}-beside-earlier"
        return file_of(name, trends, page.rests_on, exact=page.sees_rows)


def _earlier(page: ResultsPage) -> list[Round]:
    """Returns the consultations that closed before the one that is shown, the earliest first."""
    earlier = [one for one in page.rounds if page.round and one.closes_at < page.round.closes_at]
    return sorted(earlier, key=lambda one: one.closes_at)


def _found(page: ResultsPage, earlier: Sequence[Round]) -> list[Trend]:
    if not (page.view and earlier):
        return []
    with database().reading() as tx:
        forms = {one.key: _versions(tx, one.key, page.family) for one in page.rounds}
    return list(_trends(page, earlier, forms))


def _versions(tx: Transaction, round_key: str, family: str) -> tuple[Questionnaire, ...]:
    """Returns every version of a questionnaire that was live in a round, the oldest first."""
    published = [one for one in consultations.publications(tx, round_key) if one.published_at]
    published.sort(key=lambda one: (one.published_at, one.id))
    return tuple(
        consultations.version(tx, one.version).questionnaire for one in published if one.family == family
    )


def _trends(
    page: ResultsPage, earlier: Sequence[Round], forms: Mapping[str, Sequence[Questionnaire]]
) -> Iterator[Trend]:
    its = forms[page.round.key] if page.round else ()
    before = {
        one.key: {
            (figure.result.question.key, figure.result.manner): figure
            for figure in replace(page, selection=replace(page.selection, round=one.key)).figures()
        }
        for one in earlier
    }
    for figure in page.figures():
        key = (figure.result.question.key, figure.result.manner)
        asked = [one.question_by_key[key[0]] for one in its if key[0] in one.question_by_key]
        if page.round is None or not asked or not any(block.lines for block in figure.result.blocks):
            continue
        links = [(one, linked_to_round(asked[-1], forms[one.key])) for one in earlier]
        columns = [
            *(
                Column(one, link, None if link.link is Link.BROKEN else before[one.key].get(key))
                for one, link in links
            ),
            Column(page.round, linked_to_round(asked[-1], its), figure),
        ]
        for place in range(len(figure.result.blocks)):
            yield _laid_out(columns, place, is_private=page.sees_rows and _tells_of_few(columns))


def _tells_of_few(columns: Sequence["Column"]) -> bool:
    return whether_private(*(column.figure.result for column in columns if column.figure))


@dataclass(frozen=True, slots=True)
class Column:
    """A round, how it links to the one that is shown, and what the question came to there; the last is that one."""

    round: Round
    link: Linked
    figure: Figure | None
    """None where nothing is compared."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One table of one question in one round."""

    key: str
    name: str
    figure: Figure | None
    """None where the link is broken."""
    place: int
    recoded: bool
    missing: frozenset[Offered]
    """Answers and rows that were not on offer there."""

    @property
    def marked(self) -> str:
        return f"{self.name} {MARK}" if self.recoded else self.name

    @property
    def base(self) -> str:
        """How many gave an answer of substance, in words; nothing where the link is broken."""
        if self.figure is None:
            return ""
        if self.figure.hidden.base(self.place):
            return HIDDEN
        return number(self.figure.result.blocks[self.place].base)

    @property
    def told(self) -> str:
        return gettext("base %(base)s", base=self.base) if self.figure else str(NOT_ASKED)

    def reading(self, line: Line) -> Reading:
        """Returns share and weighted share of an answer, or why there is none."""
        if self.figure is None:
            return Reading(None, why=str(NOT_ASKED))
        block, hidden = self.figure.result.blocks[self.place], self.figure.hidden
        if {("choice", line.key), ("row", block.key)} & self.missing:
            return Reading(None, why=str(NOT_OFFERED))
        if hidden.base(self.place) or hidden.line(self.place, line.key):
            return Reading(None, why=str(NOT_SHOWN))
        if not block.has_shares:
            return Reading(None, why=str(TOO_FEW))
        found = next(one for one in block.lines if one.key == line.key)
        weighted = self.figure.weighted[self.place].lines[line.key].share if self.figure.weighted else None
        return Reading(block.share_of(found.count), weighted)


def _laid_out(columns: Sequence[Column], place: int, *, is_private: bool) -> Trend:
    everywhere = [*_sides(columns, place)]
    sides = [side for side in everywhere if side.figure]
    figure = sides[-1].figure
    assert figure is not None, "the round that is shown has figures"  # noqa: S101  _trends goes through them
    result, by_weight = figure.result, bool(figure.weighted)
    lines = result.blocks[place].lines
    head = [gettext("Answer")]
    for side in sides:
        head += [gettext("%(name)s, share", name=side.marked)]
        head += [gettext("%(name)s, weighted", name=side.marked)] if by_weight else []
    rows = tuple(
        (
            line.label.say(language()),
            *(value for side in sides for value in _values(side.reading(line), by_weight=by_weight)),
        )
        for line in lines
    )
    return Trend(
        compared(result, place),
        gettext("bases %(bases)s", bases=gettext(", ").join(side.base for side in sides)),
        tuple(head),
        (WORDS, *(SHARE for _ in head[1:])),
        rows,
        is_private,
        tuple(_notes(columns)),
        # Boroughs are who answered, not what they said, and too many for lines.
        None if result.question.kind == "area" else _drawn(everywhere, lines),
    )


def _sides(columns: Sequence[Column], place: int) -> Iterator[_Side]:
    *earlier, this = columns
    for one in earlier:
        recoded = one.figure is not None and one.link.link is Link.RECODED
        yield _Side(one.round.key, one.round.name, one.figure, place, recoded, frozenset(one.link.added))
    dropped = frozenset(key for one in earlier if one.figure for key in one.link.dropped)
    missing = dropped - frozenset(this.link.dropped)
    yield _Side(this.round.key, this.round.name, this.figure, place, this.link.changed, missing)


def _drawn(sides: Sequence[_Side], lines: Sequence[Line]) -> Drawing | None:
    moments = [Moment(side.key, side.marked, side.told, side.recoded) for side in sides]
    answers = [(line.label.say(language()), [side.reading(line) for side in sides]) for line in lines]
    return drawn(moments, answers)


def _values(reading: Reading, *, by_weight: bool) -> tuple[Value, ...]:
    """Returns share and weighted share; an answer that was not on offer says so, too few say nothing."""
    size = 2 if by_weight else 1
    if reading.why == str(NOT_OFFERED):
        return (reading.why, None)[:size]
    if reading.why == str(NOT_SHOWN):
        return (HIDDEN,) * size
    return (reading.share, reading.weighted)[:size]


def _notes(columns: Sequence[Column]) -> Iterator[str]:
    """Says how recoded rounds differ, then which rounds have nothing to compare."""
    *earlier, this = columns
    for one in earlier:
        if one.figure is not None and one.link.link is Link.RECODED:
            yield _recoded(one)
    if this.link.changed:
        yield _recoded(this)
    for one in earlier:
        if one.figure is None:
            yield gettext(
                "%(round)s: broken – it did not ask this question, so nothing is compared.",
                round=one.round.name,
            )


def _recoded(one: Column) -> str:
    link = one.link
    said = [
        *([gettext("changed while it ran")] if link.changed else []),
        *([gettext("worded otherwise")] if link.reworded else []),
        *(gettext("without ‘%(answer)s’", answer=text.say(language())) for text in link.added.values()),
        *(gettext("with ‘%(answer)s’", answer=text.say(language())) for text in link.dropped.values()),
    ] or [gettext("with another number of answers allowed")]
    return gettext(
        "%(mark)s %(round)s: recoded – %(how)s.", mark=MARK, round=one.round.name, how="; ".join(said)
    )
