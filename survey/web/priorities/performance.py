"""How a year went: the table of an area, its charts and its file, and publication."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from survey.accounts.roles import Role
from survey.exports.comma_separated import table_lines
from survey.indicators.areas import name_of
from survey.indicators.measures import actions as measures
from survey.indicators.years import Year
from survey.places.london import WHOLE
from survey.priorities.performance import actions
from survey.priorities.performance.file import HEAD, rows
from survey.priorities.targets.target import in_words
from survey.web.access import staff
from survey.web.language import gettext
from survey.web.priorities import within
from survey.web.priorities.chart import chart_of
from survey.web.request import asked, database, now

REFUSALS = {
    "nothing_known": "There are no figures of this year yet: take in recorded crime, or enter a series.",
    "not_over": "Some figures are not of the whole year yet. Results are published once they all are.",
    "note_missing": "These results were published before: say why there is a new edition.",
    "nothing_new": "No figure has changed since these results were published.",
}


def hang(blueprint: Blueprint) -> None:
    """Hangs these views on the door."""
    blueprint.get("/staff/performance")(performance)
    blueprint.get("/staff/performance/<area>/<slug>")(results)
    blueprint.get("/staff/performance/<area>/<slug>.csv")(results_file)
    blueprint.get("/staff/performance/<area>/<slug>/months/<path:key>")(by_month)
    blueprint.post("/staff/performance/<area>/<slug>/publish")(publish_results)


@staff(*within.READERS)
def performance() -> Any:
    """Offers the years and areas; one that was chosen is shown."""
    with database().reading() as tx:
        years = actions.years_known(tx)
        area, year = asked("area") or next((code for code, _ in within.areas()), WHOLE), asked("year")
        if asked("area") and year:
            slug = within.year_named(year).slug
            return redirect(url_for("priorities.results", area=within.read_area(area), slug=slug))
        published = {one: actions.published(tx, one) for one in years[:4]}
        return render_template(
            "priorities/performance.html", years=years, areas=within.areas(), published=published
        )


@staff(*within.READERS)
def results(area: str, slug: str) -> Any:
    """Shows an area's results of a year beside the targets."""
    return _show(within.read_area(area), within.year_named(slug))


def _show(area: str, year: Year, error: str = "") -> str:
    with database().reading() as tx:
        return render_template(
            "priorities/results.html",
            area=area,
            area_name=name_of(area),
            year=year,
            standing=actions.standing(tx, area, year),
            editions=actions.editions(tx, area, year),
            years=actions.years_known(tx),
            areas=within.areas(),
            in_words=in_words,
            publishes=Role.APPROVER in current_user.roles,
            error=error,
            person=within.people(tx),
        )


@staff(*within.READERS)
def results_file(area: str, slug: str) -> Any:
    """Gives the table as CSV."""
    year = within.year_named(slug)
    with database().reading() as tx:
        lines = table_lines([HEAD, *rows(actions.standing(tx, within.read_area(area), year))])
    response = Response(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="performance-{area}-{year.slug}.csv"'
    return response


@staff(*within.READERS)
def by_month(area: str, slug: str, key: str) -> Any:
    """Shows one measure month by month, with the target's line."""
    year = within.year_named(slug)
    with database().reading() as tx:
        line = actions.known_now(tx, within.read_area(area), year).by_key.get(key)
        if line is None:
            abort(404)
        chart = chart_of(measures.figures(tx, area), line, year)
    return render_template(
        "priorities/by_month.html", area=area, area_name=name_of(area), year=year, line=line, chart=chart
    )


@staff(Role.APPROVER)
def publish_results(area: str, slug: str) -> Any:
    """Publishes an area's results as they are known now."""
    year = within.year_named(slug)
    try:
        with database().transaction() as tx:
            note = request.form.get("note", "")
            actions.publish(tx, within.read_area(area), year, note, current_user.id, now())
    except actions.PublishRefused as fault:
        return _show(area, year, gettext(REFUSALS[fault.code]))
    flash(gettext("The results are published."), "success")
    return redirect(url_for("priorities.results", area=area, slug=year.slug), 303)
