"""Whys and whats: every priority by method of consultation, and what people said of the foremost, as page and file."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint
from werkzeug.wrappers import Response

from survey.accounts.roles import Role
from survey.exports.comma_separated import table_lines
from survey.places.london import LONDON
from survey.questionnaire.definition import Question
from survey.themes.codebook import actions as codebooks
from survey.themes.codebook.asking import places_asked
from survey.themes.quotations import actions as quotations
from survey.themes.quotations.quotation import Quotation
from survey.themes.texts import actions as texts
from survey.themes.variables.reasons import Priority, asked_about, priorities
from survey.web.access import staff
from survey.web.language import gettext, language
from survey.web.request import database
from survey.web.results import words
from survey.web.results.pages import SELF_SELECTED, ResultsPage, opened, show

QUOTES = 3
"""Quotations shown for each priority and question."""


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results/<family>/reasons")(reasons)
    blueprint.get("/staff/results/<family>/reasons.csv")(reasons_file)


@staff(Role.ANALYST)
def reasons(family: str) -> Any:
    """Shows the table of the report."""
    with opened(family) as page:
        ranking, found = _found(page)
        return show(
            "results/reasons.html",
            page,
            ranking=ranking,
            found=found,
            quotes=_quotes(page, ranking) if ranking else {},
            top=len([one for one in found if one.said]),
            shown_channels=[key for key in words.CHANNELS if any(one.by_channel.get(key) for one in found)],
        )


def _found(page: ResultsPage) -> tuple[Question | None, tuple[Priority, ...]]:
    if page.view is None or page.round is None:
        return None, ()
    with database().reading() as tx:
        its = codebooks.all_of(tx, round_key=page.round.key, family=page.family)
    latest = page.versions[-1]
    books = [(one, places_asked(latest, one.entries)) for one in its]
    ranking = asked_about(page.table, books)
    if ranking is None:
        return None, ()
    snapshot, marks = page.view.snapshot, [(one.id, one.version) for one in its]
    name = f"reasons {marks}"
    return ranking, page.view.reckoned(
        name, page.selection, lambda where: priorities(snapshot, ranking, books, where)
    )


def _quotes(page: ResultsPage, ranking: Question) -> Mapping[tuple[str, str], list[tuple[Quotation, str]]]:
    """Returns (priority, first key of the question) → cleared quotations, each with whose words they are."""
    assert page.round is not None, "quotations of no round"  # noqa: S101  asked before
    with database().reading() as tx:
        cleared = quotations.cleared(tx, page.round.key, family=page.family)
        places = places_asked(page.versions[-1], {one.entry for one in cleared})
        about = {
            one.id: texts.answer_of(tx, one.text, places[one.entry][0])
            for one in cleared
            if one.entry in places
        }
    found: dict[tuple[str, str], list[tuple[Quotation, str]]] = {}
    for one in cleared:
        ranked = about.get(one.id)
        if one.entry not in places or places[one.entry][0] != ranking.key or not isinstance(ranked, list):
            continue
        place = places[one.entry][1]
        if place <= len(ranked):
            its = found.setdefault((ranked[place - 1], one.entry.rpartition("_")[2]), [])
            if len(its) < QUOTES:
                its.append((one, _whose(page, one)))
    return found


def _whose(page: ResultsPage, one: Quotation) -> str:
    area, age = LONDON.by_code.get(one.who.area), page.table.question_by_key.get("age")
    choice = age.choice_by_key.get(one.who.age) if age else None
    parts = [area.name if area else "", choice.text.say(language()) if choice else ""]
    return ", ".join(part for part in parts if part) or str(words.WHOSE.get(page.family, ""))


@staff(Role.ANALYST)
def reasons_file(family: str) -> Any:
    """Gives the same as CSV."""
    with opened(family) as page:
        ranking, found = _found(page)
        quotes = _quotes(page, ranking) if ranking else {}
        lines: list[Sequence[object]] = [
            [gettext("Priority"), *(str(name) for name in words.CHANNELS.values()), gettext("All")],
            *(
                [
                    one.label.say(language()),
                    *(one.by_channel.get(key, 0) for key in words.CHANNELS),
                    one.total,
                ]
                for one in found
            ),
            [],
        ]
        head = [
            gettext("Priority"), gettext("Question"), gettext("Theme"), gettext("Texts"), gettext("Share"),
            gettext("Weighted share"), gettext("Base: coded texts"), gettext("Not yet coded"), gettext("Unclear"),
        ]  # fmt: skip
        lines.append(head)
        for one in found:
            for said in one.said:
                about = [one.label.say(language()), said.title]
                rest = [said.base, said.not_coded, said.unclear]
                lines += [
                    [*about, line.name, line.count, _rounded(line.share), _rounded(line.weighted), *rest]
                    for line in said.themes
                ] or [[*about, "", "", "", "", *rest]]
        lines += [[], [gettext("Quotation"), gettext("Words"), gettext("Whose")]]
        lines += [[choice, quote.words, whose] for (choice, _), its in quotes.items() for quote, whose in its]
        lines += [
            [],
            *(list(one) for one in page.rests_on),
            [gettext(SELF_SELECTED)],
        ]
    response = Response(table_lines(lines), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{family}-reasons.csv"'
    return response


def _rounded(share: float | None) -> object:
    return "" if share is None else round(share, 4)
