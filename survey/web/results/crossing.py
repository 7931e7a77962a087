"""Cross-tabs: one question by the groups of another, as a page and as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import Any

import numpy as np
from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from survey.accounts.roles import Role
from survey.columns.crossing import (
    CHANNEL,
    EVENT,
    ROUND,
    CrossTab,
    Groups,
    cross_tabs,
    grouping,
    groupings,
    named_groups,
)
from survey.columns.disclosure import RULES
from survey.exports.comma_separated import table_lines
from survey.questionnaire.definition import Question, Text
from survey.statistics.comparisons import Test
from survey.statistics.suppression import small
from survey.web.access import staff
from survey.web.language import gettext, language, later, number
from survey.web.results import words
from survey.web.results.pages import SELF_SELECTED, ResultsPage, opened, show
from survey.web.results.sheets import COUNT, PRIVATE, SHARE, WORDS, Sheet, Value

SHARES = {
    "columns": later("of each group (down)"),
    "rows": later("of each answer (across)"),
    "all": later("of all"),
}
"""What shares can be of, in words; the first is what is shown unless asked."""

AMONG_THOSE = later("Differences among those who answered, not in the population.")
BY_LETTERS = later(
    "A letter names a group whose share is lower (z test of two proportions, pooled variance, 95%)."
)
BY_LETTERS_STRICTER = later(
    "A letter names a group whose share is lower (z test of two proportions, pooled variance, 95% shared out by "
    "Bonferroni among the comparisons of each line)."
)
PEARSON = "Unweighted: Pearson’s chi-square = %(value)s on %(freedom)s degrees of freedom, p = %(p)s."
RAO_SCOTT = (
    "Weighted: Rao and Scott’s second-order test, F = %(value)s on %(freedom)s and %(below)s degrees of freedom, "
    "p = %(p)s."
)
LEAST_P = 0.0001
"""Below this a probability is not written out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks of a cross-tab."""

    question: Question
    groups: Groups | None
    shares: str
    tests: bool
    bonferroni: bool


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/questions/<question>/by")(crossing)
    blueprint.get("/staff/results/<family>/questions/<question>/by.csv")(crossing_file)


@staff(Role.ANALYST)
def crossing(family: str, question: str) -> Any:
    """Shows a question by the groups of another."""
    with opened(family) as page:
        asked = _asked(page, question)
        tables = _tables(page, asked)
        return show(
            "results/crossing.html",
            page,
            asked=asked,
            groupings=_on_offer(page),
            recoded=_query(asked)["by"] == ROUND and page.was_recoded(asked.question),
            shares=SHARES,
            tables=[(one, sheets_of(page, asked, one), _notes(page, asked, one)) for one in tables],
            query=_query(asked),
        )


@staff(Role.ANALYST)
def crossing_file(family: str, question: str) -> Any:
    """Gives the same tables as CSV, with the method and what they rest on below."""
    with opened(family) as page:
        asked = _asked(page, question)
        lines: list[Sequence[object]] = []
        for one in _tables(page, asked):
            for sheet in sheets_of(page, asked, one):
                lines += [[sheet.caption], sheet.head, *sheet.rows, [sheet.base], []]
            lines += [[line] for line in _notes(page, asked, one)]
        lines += [
            [],
            *(list(one) for one in page.rests_on),
            [gettext(SELF_SELECTED)],
        ]
    response = Response(table_lines(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{family}-{question}-by.csv"'
    return response


def _notes(page: ResultsPage, asked: Asked, one: CrossTab) -> list[str]:
    """Returns what stands under a table: the tests of difference, and whether it may be published."""
    few = small(one.counts, RULES.threshold).any()
    return [*tested(page, asked, one), *([PRIVATE] if few else [])]


def _asked(page: ResultsPage, question: str) -> Asked:
    """Reads what is asked for; answers 404 for an unknown question or unknown groups."""
    found = page.table.question_by_key.get(question)
    by = request.args.get("by", "")
    beside = {ROUND: _rounds, EVENT: _events}
    groups = beside[by](page) if by in beside else grouping(page.table, by) if by else None
    if found is None or (by and groups is None):
        abort(404)
    shares = request.args.get("shares", "")
    return Asked(
        question=found,
        groups=groups,
        shares=shares if shares in SHARES else "columns",
        tests="tests" in request.args,
        bonferroni="bonferroni" in request.args,
    )


def _on_offer(page: ResultsPage) -> list[tuple[str, str]]:
    """Returns what can stand side by side, as (name, words); consultations only where there are several."""
    listed = [(one.name, name_of(one)) for one in groupings(page.table)]
    if page.events:
        listed.insert(1, (EVENT, gettext("Event, one beside the other")))
    return (
        [(ROUND, gettext("Consultation, one beside the other")), *listed] if len(page.rounds) > 1 else listed
    )


def _rounds(page: ResultsPage) -> Groups:
    names = page.view.snapshot.store.names if page.view else {}
    return named_groups(ROUND, names, [(one.key, one.name) for one in reversed(page.rounds)])


def _events(page: ResultsPage) -> Groups:
    names = page.view.snapshot.store.names if page.view else {}
    return named_groups(EVENT, names, list(page.events.items()))


def _query(asked: Asked) -> dict[str, str]:
    """Writes what is asked for as the query of an address."""
    flags = {name: "yes" for name in ("tests", "bonferroni") if getattr(asked, name)}
    return {"by": asked.groups.name if asked.groups else "", "shares": asked.shares, **flags}


def _tables(page: ResultsPage, asked: Asked) -> tuple[CrossTab, ...]:
    groups = asked.groups
    if page.view is None or groups is None:
        return ()
    name = f"{asked.question.key} by {groups.name}"
    snapshot = page.view.snapshot
    selection = replace(page.selection, round=None) if groups.name == ROUND else page.selection
    return page.view.reckoned(
        name, selection, lambda where: cross_tabs(snapshot, asked.question, groups, where)
    )


def name_of(groups: Groups) -> str:
    """Says what responses are grouped by."""
    if groups.name == ROUND:
        return gettext("Consultation")
    if groups.name == EVENT:
        return gettext("Event")
    return groups.label.say(language()) if groups.label else gettext("How they answered")


def _group_name(groups: Groups, key: str, label: Text | None) -> str:
    if groups.name == CHANNEL:
        return str(words.CHANNELS[key])
    return label.say(language()) if label else words.area_name(key)


def sheets_of(page: ResultsPage, asked: Asked, table: CrossTab) -> tuple[Sheet, ...]:
    """Lays out one table: counts, then shares, plain and weighted, with letters where they are asked for."""
    assert asked.groups is not None, "a table without groups"  # noqa: S101  tables come of groups
    names = [_group_name(asked.groups, key, label) for key, label in table.groups]
    counts = Sheet(
        gettext("%(title)s: responses", title=_title(asked, table)),
        gettext("Base: %(num)s answers to both", num=number(int(table.bases.sum()))),
        (gettext("Answer"), *names, gettext("All")),
        (WORDS, *(COUNT for _ in names), COUNT),
        (
            *((label.say(language()), *line.tolist(), int(line.sum())) for (_, label), line in _lines(table)),
            (gettext("Base"), *table.bases.tolist(), int(table.bases.sum())),
        ),
    )
    plain = _shares(asked, table, names, weighted=False)
    return (counts, plain, _shares(asked, table, names, weighted=True)) if page.report else (counts, plain)


def _lines(table: CrossTab) -> Sequence[tuple[tuple[str, Text], Any]]:
    return list(zip(table.lines, table.counts, strict=True))


def _shares(asked: Asked, table: CrossTab, names: Sequence[str], *, weighted: bool) -> Sheet:
    shares = table.shares(asked.shares, weighted=weighted)
    letters = table.higher(weighted=weighted, bonferroni=asked.bonferroni) if _has_letters(asked) else None
    head = [f"{name} ({ascii_uppercase[at % 26]})" if letters else name for at, name in enumerate(names)]
    rows: list[tuple[Value, ...]] = []
    for at, (_, label) in enumerate(table.lines):
        cells = [
            _share(share, letters[at][group] if letters else ()) for group, share in enumerate(shares[at])
        ]
        rows.append((label.say(language()), *cells))
    if weighted:
        rows.append(
            (gettext("Effective base"), *(number(round(one)) for one in np.nan_to_num(table.effective)))
        )
    else:
        rows.append((gettext("Base"), *(number(int(base)) for base in table.bases)))
    title = gettext("%(title)s: weighted shares") if weighted else gettext("%(title)s: shares")
    of = gettext("Shares %(of)s", of=SHARES[asked.shares])
    return Sheet(
        title % {"title": _title(asked, table)},
        of,
        (gettext("Answer"), *head),
        (WORDS, *(SHARE for _ in head)),
        tuple(rows),
    )


def _has_letters(asked: Asked) -> bool:
    return asked.tests and asked.shares == "columns"


def _share(share: float, lower: Sequence[int]) -> str:
    if np.isnan(share):
        return "–"
    written = f"{round(share * 100)}%"
    return f"{written} {' '.join(ascii_uppercase[at % 26] for at in lower)}" if lower else written


def _title(asked: Asked, table: CrossTab) -> str:
    title = asked.question.text.say(language())
    if asked.question.kind == "grid":
        title = f"{title} {table.label.say(language())}"
    return (
        gettext("%(question)s by %(groups)s", question=title, groups=name_of(asked.groups))
        if asked.groups
        else title
    )


def tested(page: ResultsPage, asked: Asked, table: CrossTab) -> list[str]:
    """Says in sentences what the tests of a table come to and how they were made; nothing unless they are asked for."""
    if not asked.tests:
        return []
    lines = []
    if _has_letters(asked):
        lines.append(str(BY_LETTERS_STRICTER if asked.bonferroni else BY_LETTERS))
    plain = table.test(weighted=False)
    if plain is not None:
        lines.append(gettext(PEARSON, **_in_words(plain)))
    weighted = table.test(weighted=True) if page.report else None
    if weighted is not None:
        lines.append(gettext(RAO_SCOTT, below=f"{weighted.freedom_below:.5g}", **_in_words(weighted)))
    return [*lines, str(AMONG_THOSE)]


def _in_words(test: Test) -> dict[str, str]:
    p = f"{test.p:.4f}" if test.p >= LEAST_P else gettext("less than %(least)s", least=LEAST_P)
    return {"value": f"{test.statistic:.2f}", "freedom": f"{test.freedom:.4g}", "p": p}
