"""Where the answers can be read: overview, all questions, one question."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey.accounts.roles import Role
from survey.columns import reading
from survey.columns.disclosure import hidden_among, is_dominated
from survey.columns.reading import Overview
from survey.columns.topline import Result
from survey.consultations import actions as consultations
from survey.exports.comma_separated import table_lines
from survey.places.london import LONDON
from survey.priorities.evidence import actions as evidence
from survey.questionnaire.version import Version
from survey.web.access import staff
from survey.web.language import gettext, language, number
from survey.web.request import database, now, settings
from survey.web.results.blueprint import columns
from survey.web.results.choosing import address_of
from survey.web.results.pages import SELF_SELECTED, ResultsPage, opened, show
from survey.web.results.sheets import PRIVATE, Sheet, title_of


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/results")(families)
    blueprint.get("/staff/results/<family>")(overview)
    blueprint.get("/staff/results/<family>/questions")(questions)
    blueprint.get("/staff/results/<family>/questions/<question>")(one_question)
    blueprint.get("/staff/results/<family>/questions/<question>.csv")(question_file)
    blueprint.post("/staff/results/<family>/questions/<question>/evidence")(use_as_evidence)


@staff(Role.ANALYST, Role.VIEWER)
def families() -> Any:
    """Lists the questionnaires whose results can be read, with the responses of each round."""
    moment = now()
    with database().reading() as tx:
        rounds = consultations.rounds(tx)
        current = consultations.current_round(tx, moment)
        live = {one.key: consultations.live_versions(tx, one.key) for one in rounds}
    counted = columns().families() if current_user.areas is None else {}
    listed = [
        (one, one == current, [_summary(version, counted, one.key) for version in live[one.key].values()])
        for one in rounds
        if live[one.key]
    ]
    return render_template("results/families.html", listed=listed, counts_shown=current_user.areas is None)


def _summary(
    version: Version, counted: Mapping[str, Mapping[str, int]], round_key: str
) -> tuple[str, str, int]:
    """Returns a questionnaire as (family, title, responses of the round)."""
    questionnaire = version.questionnaire
    responses = counted.get(questionnaire.family, {}).get(round_key, 0)
    return questionnaire.family, questionnaire.title.say(language()), responses


@staff(Role.ANALYST, Role.VIEWER)
def overview(family: str) -> Any:
    """Shows how many responses came, when, how and whence."""
    zone = settings().time_zone.key
    with opened(family) as page:
        if page.view is None:
            return show("results/nobody.html", page)
        found = page.reckoned(f"overview {zone}", lambda counts, where: reading.overview(counts, where, zone))
        return show(
            "results/overview.html",
            page,
            overview=found,
            days=_every_day(found),
            areas=_areas(page, found),
            tiles=_tiles(_areas(page, found)),
            few=frozenset() if page.sees_rows else hidden_among(found.by_channel),
            dominated=frozenset() if page.sees_rows else _dominated(found),
        )


def _every_day(found: Overview) -> list[tuple[Any, int]]:
    """Fills in the days on which nothing came."""
    counts = dict(found.by_day)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [(one, counts.get(one, 0)) for one in days]


def _dominated(found: Overview) -> frozenset[str]:
    """Returns the areas of which the sites of two businesses are most of all."""
    return frozenset(area.code for area in found.by_area if is_dominated(area.largest, area.sites))


def _areas(page: ResultsPage, found: Overview) -> list[reading.Area]:
    return [area for area in found.by_area if page.allowed is None or area.code in page.allowed]


Tile = tuple[int, int, str, str, str, int]
"""Row, column, name, short name, count in words, and shade from 1, the most, to 5."""

SHADES = 5


def _tiles(areas: Sequence[reading.Area]) -> list[Tile]:
    """Lays the areas out as a map, the fifth with the most responses darkest."""
    known = [(LONDON.by_code[one.code], one.responses) for one in areas if one.code in LONDON.by_code]
    in_order = sorted(known, key=lambda pair: -pair[1])
    place = {area.code: at for at, (area, _) in enumerate(in_order)}
    return [
        (
            area.tile_row,
            area.tile_column,
            area.name,
            area.tile_name,
            number(count),
            1 + place[area.code] * SHADES // len(known) if count else SHADES,
        )
        for area, count in known
    ]


@staff(Role.ANALYST, Role.VIEWER)
def questions(family: str) -> Any:
    """Shows what every question comes to."""
    with opened(family) as page:
        results = page.sheets() if page.view else []
        return show("results/questions.html", page, results=results, title_of=title_of)


@staff(Role.ANALYST, Role.VIEWER)
def one_question(family: str, question: str) -> Any:
    """Shows one question by itself."""
    with opened(family) as page:
        return show("results/question.html", page, results=_results(page, question), title_of=title_of)


def _results(page: ResultsPage, question: str) -> list[tuple[Result, tuple[Sheet, ...]]]:
    """Returns what one question comes to, with its tables; answers 404 for an unknown one."""
    asked = page.table.question_by_key.get(question)
    if asked is None:
        abort(404)
    return page.sheets(asked) if page.view else []


@staff(Role.ANALYST, Role.VIEWER)
def question_file(family: str, question: str) -> Any:
    """Gives the tables of one question as CSV, with what they rest on below."""
    with opened(family) as page:
        results = _results(page, question)
        sheets = [sheet for _, its in results for sheet in its]
        private = any(page.is_private(one) for one, _ in results)
        response = Response(
            table_lines(_file_lines(page, sheets, private=private)), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{family}-{question}.csv"'
        return response


def _file_lines(page: ResultsPage, sheets: Sequence[Sheet], *, private: bool) -> list[Sequence[object]]:
    lines: list[Sequence[object]] = [[PRIVATE], []] if private else []
    for sheet in sheets:
        lines += [[sheet.caption], sheet.head]
        lines += [[round(cell, 4) if isinstance(cell, float) else cell for cell in row] for row in sheet.rows]
        lines += [[sheet.base], []]
    return [
        *lines,
        *(list(one) for one in page.rests_on),
        [gettext(SELF_SELECTED)],
    ]


@staff(Role.ANALYST)
def use_as_evidence(family: str, question: str) -> Any:
    """Freezes the tables of one question, with filters and date, for setting priorities."""
    with opened(family) as page:
        results = _results(page, question)
        sheets = [sheet for _, its in results for sheet in its]
        if not sheets or page.size() == 0:
            abort(404)
        with database().transaction() as tx:
            kept = evidence.keep_evidence(tx, **_frozen(page, question, sheets))
    flash(gettext("Kept as evidence."), "success")
    return redirect(url_for("priorities.one_piece", evidence_id=kept.id), 303)


def _frozen(page: ResultsPage, question: str, sheets: list[Sheet]) -> dict[str, Any]:
    return {
        "round_key": page.round.key if page.round else "",
        "family": page.family,
        "question": question,
        "title": page.table.question_by_key[question].text.say(language()),
        "whose": page.whose,
        "tables": [sheet.document() for sheet in sheets],
        "selection": address_of(page.selection),
        "data_mark": page.mark,
        "data_at": page.data_at,
        "actor": current_user.id,
        "now": now(),
    }
