"""Results for the public: what a closed consultation came to, in figures that tell of nobody."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template
from flask import json as flask_json

from survey.consultations import actions as consultations
from survey.consultations.round import Round, Status
from survey.db.session import Transaction
from survey.exports.comma_separated import table_lines
from survey.indicators.areas import name_of
from survey.places.london import AREAS, LONDON, WHOLE
from survey.priorities.ledger import actions as ledger
from survey.summaries.figures import actions
from survey.summaries.figures.figures import Figures
from survey.summaries.figures.files import HEAD, document, rows
from survey.web.access import anyone
from survey.web.language import gettext as _
from survey.web.language import language, later
from survey.web.request import asked, database, now

FAMILIES = {
    "residents": later("Residents"),
    "businesses": later("Businesses"),
    "postcard": later("People who sent a postcard"),
}
CHANNELS = {
    "web": later("On the website"),
    "telephone": later("By telephone"),
    "paper": later("On paper"),
    "postcard": later("By postcard"),
    "event": later("At an event"),
}
QUESTION = "priorities"


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/results")(results)
    blueprint.get("/results/<round_key>/<family>")(result)
    blueprint.get("/results/<round_key>/<family>.csv")(result_csv)
    blueprint.get("/results/<round_key>/<family>.json")(result_json)


@anyone
def results() -> Any:
    """Lists what was published, the latest consultation first, and what came of it."""
    moment = now()
    with database().reading() as tx:
        published: dict[str, dict[str, Any]] = {}
        for round_key, family, _edition, at in actions.listed(tx):
            published.setdefault(round_key, {}).setdefault(family, at)
        told = [
            (one, _in_order(published[one.key]), _did(tx, one))
            for one in consultations.rounds(tx)
            if one.key in published
        ]
        current = consultations.current_round(tx, moment)
    comes = current if current is not None and current.status(moment) is not Status.CLOSED else None
    return render_template("public/results.html", told=told, families=FAMILIES, comes=comes)


def _in_order(published: Mapping[str, Any]) -> dict[str, Any]:
    """Returns questionnaires in the order in which they are told of, others last."""
    known = {family: published[family] for family in FAMILIES if family in published}
    return {**known, **published}


def _did(tx: Transaction, one: Round) -> Sequence[Any]:
    """Returns what London's published plan takes up; empty where none was published."""
    plan = ledger.plan(tx, one.key, WHOLE)
    return plan.adopted if plan else ()


@anyone
def result(round_key: str, family: str) -> Any:
    """Shows what one questionnaire came to, for London or beside it one borough."""
    about, editions, its = _found(round_key, family)
    area = asked("area") if asked("area") in LONDON.by_code else ""
    return render_template(
        "public/result.html",
        round=about,
        figures=its,
        editions=editions,
        title=FAMILIES.get(family, family),
        channels=CHANNELS,
        area=area,
        area_name=name_of(area) if area else "",
        areas=[(one.code, one.name) for one in AREAS],
        beside=_beside(its, area) if area else [],
        said=_said,
        words=_words,
    )


def _found(round_key: str, family: str) -> tuple[Round, tuple[Figures, ...], Figures]:
    with database().reading() as tx:
        editions = actions.editions(tx, round_key, family)
        if not editions:
            abort(404)
        about = consultations.find_round(tx, round_key)
    wanted = asked("edition")
    its = next((one for one in editions if str(one.edition) == wanted), None if wanted else editions[0])
    if its is None:
        abort(404)
    return about, editions, its


def _beside(figures: Figures, area: str) -> list[tuple[str, ...]]:
    """Returns each priority in an area beside London, the area's foremost first."""
    table, here = figures.table(QUESTION), figures.area(area)
    if table is None:
        return []
    lines = sorted(table["lines"], key=lambda line: _order(here["lines"].get(line["key"])))
    return [
        (
            _said(line["label"]),
            _words(here["lines"].get(line["key"], {}), "count"),
            _words(here["lines"].get(line["key"], {}), "weighted" if figures.weighting else "share"),
            _words(line, "weighted" if figures.weighting else "share"),
        )
        for line in lines
    ]


def _order(line: Mapping[str, Any] | None) -> tuple[int, float]:
    if line is None:
        return 1, 0.0
    return 0, -(line["weighted"] or line["share"] or 0.0) - (line["count"] or 0) / 1e6


def _said(words: Mapping[str, str]) -> str:
    """Returns words in the language of the page, else in English."""
    return str(words.get(language()) or words.get("en") or next(iter(words.values()), ""))


def _words(line: Mapping[str, Any], name: str) -> str:
    """Writes a figure; a star where it was left out, nothing where no share can be given."""
    value = line.get(name)
    if value is None:
        return "*" if line.get("count") is None else ""
    return f"{value:.0%}" if name in {"share", "weighted"} else f"{value:,}"


@anyone
def result_csv(round_key: str, family: str) -> Any:
    """Gives the figures as a table."""
    _about, _editions, its = _found(round_key, family)
    lines: list[Sequence[object]] = [
        [_("Answers of people who chose to take part, not a sample. Empty: left out, or no share.")],
        [_("Published on %(day)s, edition %(edition)s", day=its.published_at.date(), edition=its.edition)],
        HEAD,
        *rows(its, _("London")),
    ]
    answer = Response(table_lines(lines), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="results-{round_key}-{family}-{its.edition}.csv"'
    )
    return answer


@anyone
def result_json(round_key: str, family: str) -> Any:
    """Gives everything that was published, for programs."""
    _about, _editions, its = _found(round_key, family)
    return Response(flask_json.dumps(document(its)), content_type="application/json")
